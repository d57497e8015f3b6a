/** The manual as data: its sections, what is in them, and which of them hold certain words. */

import { helpText } from '../../../shared/text/ui-help.ts'

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
export interface Section {
  /** Counted from 0; part of the address of the section. */
  readonly number: number
  readonly depth: 1 | 2 | 3
  readonly title: string
  readonly blocks: readonly Block[]
}

const heading = /^(#{1,3}) (.+)$/
const item = /^(?:-|\d+\.) (.+)$/
const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

function blockOf(lines: readonly string[]): Block {
  const [first = ''] = lines
  if (first.startsWith('|')) {
    const [head = '', , ...rows] = lines
    return { kind: 'table', head: cellsOf(head), rows: rows.map(cellsOf) }
  }
  if (first.startsWith('```')) return { kind: 'code', text: lines.slice(1, -1).join('\n') }
  if (item.test(first)) {
    const items: string[] = []
    for (const line of lines) {
      const found = item.exec(line)
      if (found) items.push(found[1] ?? '')
      // A line that goes on where the one above stopped.
      else items.push(`${items.pop() ?? ''}${line.trim()}`)
    }
    return { kind: 'list', ordered: !first.startsWith('-'), items }
  }
  return { kind: 'text', text: lines.map((line) => line.trim()).join('') }
}

/** Takes a manual written in plain Markdown apart; what stands before the first heading is left out. */
export function readManual(source: string): readonly Section[] {
  const sections: { number: number; depth: 1 | 2 | 3; title: string; blocks: Block[] }[] = []
  let lines: string[] = []
  const flush = (): void => {
    if (lines.length > 0) sections.at(-1)?.blocks.push(blockOf(lines))
    lines = []
  }
  for (const line of source.split(/\r?\n/)) {
    const inCode = lines[0]?.startsWith('```') === true
    const found = inCode ? null : heading.exec(line)
    if (found) {
      flush()
      const [, signs = '#', title = ''] = found
      sections.push({ number: sections.length, depth: signs.length as 1 | 2 | 3, title, blocks: [] }) // the pattern allows one to three
    } else if (inCode) {
      lines.push(line)
      if (line.startsWith('```')) flush()
    } else if (line.trim() === '') flush()
    else lines.push(line)
  }
  flush()
  return sections
}

const wordsOf = (block: Block): string => {
  if (block.kind === 'list') return block.items.join('\n')
  return block.kind === 'table' ? [block.head, ...block.rows].map((row) => row.join(' ')).join('\n') : block.text
}
/** Full-width letters are letters, a blank between Chinese and Latin words may be there or not, and a word has one writing. */
const plain = (text: string): string => {
  const letters = text.normalize('NFKC').replaceAll('**', '').replaceAll('`', '').replaceAll(/[ \t]/g, '').toLowerCase()
  return helpText.writings.reduce((written, [other, ours]) => written.replaceAll(other, ours), letters)
}

export interface KeyGroup {
  readonly title: string
  readonly keys: readonly (readonly [key: string, does: string])[]
}

const asking = new RegExp(helpText.asking.join('|'), 'g')
/** What is looked for: each word with what the manual calls it. Words that only ask are left out, Latin letters stand for themselves. */
const asked = (text: string): (readonly string[])[] =>
  text
    .split(/[\s，、。？！?]+/)
    .map((word) => plain(word).replaceAll(asking, ''))
    .flatMap((word) => word.match(/[!-~]+|[^!-~]+/g) ?? [])
    .map((word) => [word, ...(helpText.alsoCalled.find(([called]) => called === word)?.slice(1) ?? [])])
const isIn = (text: string, names: readonly string[]): boolean => names.some((name) => text.includes(name))

/** The keys whose line, or the title above them, holds all of the words; all of them when nothing is asked. */
export function searchKeys(groups: readonly KeyGroup[], text: string): readonly KeyGroup[] {
  const words = asked(text)
  return groups
    .map(({ title, keys }) => ({
      title,
      keys: keys.filter((line) => words.every((word) => isIn(plain([helpText.keys, title, ...line].join('\n')), word))),
    }))
    .filter(({ keys }) => keys.length > 0)
}

/** Words that were typed without a blank, as 单位换算: most Chinese words have two characters. */
const halves = (names: readonly string[]): readonly (readonly string[])[] => {
  const [word = ''] = names
  return names.length === 1 && /^(?:\p{Script=Han}{2}){2,}$/u.test(word) ? (word.match(/../gu) ?? []).map((half) => [half]) : [names]
}

/**
 * Sections that hold all of the words, those with a word in the title first; all of them when nothing is asked. A long word that
 * no section holds is looked for in pieces.
 */
export function searchManual(sections: readonly Section[], text: string): readonly Section[] {
  const wholes = sections.map((section) => plain([section.title, ...section.blocks.map(wordsOf)].join('\n')))
  const words = asked(text).flatMap((names) => (wholes.some((whole) => isIn(whole, names)) ? [names] : halves(names)))
  if (words.length === 0) return sections
  const inTitle = ({ title }: Section): boolean => words.some((word) => isIn(plain(title), word))
  const found = sections.filter((_, at) => words.every((word) => isIn(wholes[at] ?? '', word)))
  return [...found.filter(inTitle), ...found.filter((section) => !inTitle(section))]
}

/** Parts of a line between the signs for bold and for keys. */
export function partsOf(text: string): readonly { readonly kind: 'plain' | 'bold' | 'key'; readonly text: string }[] {
  return text
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.startsWith('**')) return { kind: 'bold', text: part.slice(2, -2) }
      return part.startsWith('`') ? { kind: 'key', text: part.slice(1, -1) } : { kind: 'plain', text: part }
    })
}
