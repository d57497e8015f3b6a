/**
 * The clauses of a Chinese official document as a tree: 第一章, 第一条, 一、 （一） 1. （1） ①, departments that head a paragraph
 * of their own, and annexes. What counts as a heading is the number at the start of a paragraph and nothing else, so that
 * plain text serves as well as a formatted document.
 */
import * as z from 'zod'
import { numeralValue } from './numerals.ts'

export const Paragraph = z.object({
  text: z.string(),
  /** Page it begins on, where the document has pages. */
  page: z.int().optional(),
})
export type Paragraph = z.infer<typeof Paragraph>

/** In the order in which official documents nest them. */
export const clauseKinds = ['part', 'chapter', 'section', 'article', 'comma', 'bracket', 'dot', 'digitBracket', 'circle', 'name'] as const
export type ClauseKind = (typeof clauseKinds)[number] | 'annex' | 'end'

export interface ClauseNode {
  readonly kind: ClauseKind
  /** 0 where the heading carries no number. */
  readonly number: number
  /** The number as the document prints it, without white space: 一、 （五） 3. 第七条; the name of a department; 附件2. */
  readonly mark: string
  /** What follows the number, to the first stop; at most 40 characters. */
  readonly title: string
  /** Index of its first paragraph. */
  readonly from: number
  /** Index of its last paragraph. */
  readonly to: number
  readonly parent: ClauseNode | undefined
  readonly children: readonly ClauseNode[]
}

interface Heading {
  readonly kind: ClauseKind
  readonly number: number
  readonly mark: string
  readonly rest: string
}

/**
 * The same text in one spelling: full-width letters, digits, brackets and stops become half-width, every blank becomes a plain one.
 * The length stays, so positions in one are positions in the other.
 */
export function sameWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]/g, ' ')
    .replace(/[﹝〔［]/g, '[')
    .replace(/[﹞〕］]/g, ']')
}

const chinese = '[一二三四五六七八九十百零〇]{1,5}'
const patterns: readonly (readonly [ClauseKind, RegExp])[] = [
  ['part', new RegExp(`^第(${chinese}|\\d{1,3})[编編](?= |$)`)],
  ['chapter', new RegExp(`^第(${chinese}|\\d{1,3})章`)],
  ['section', new RegExp(`^第(${chinese}|\\d{1,3})[节節](?= |$)`)],
  ['article', new RegExp(`^第 ?(${chinese}|\\d{1,3}) ?[条條]`)],
  ['comma', new RegExp(`^(${chinese}) ?[、,.](?!\\d)`)],
  ['bracket', new RegExp(`^\\( ?(${chinese}) ?\\)`)],
  ['dot', /^(\d{1,3}) ?(?:[.、](?!\d)|[.](?=\d{4}年))/],
  ['digitBracket', /^(?:\( ?(\d{1,3}) ?\)|(\d{1,3})\))/],
]
/** Of what a plan calls by name: the departments among which a clause deals out its work. */
const department =
  /^((?:[市县區区省州盟旗]|自治区|自治州)?[\p{Script=Han}]{2,18}?(?:委员会|委員會|办公室|辦公室|管理局|供电局|[局委办辦厅廳部署院]|公司|政府|中心)) ?:/u
const annex = /^(附件|附表|附录|附錄)(?: ?([\d一二三四五六七八九十]{1,3}))?(?=[: ]|$|[^\d\p{Script=Han}])/u
/** What stands below the last clause of a document. */
const ending = /^(?:抄送|公开方式|公開方式|主题词)[: ]/
const longestTitle = 40

const headingOf = (paragraph: string): Heading | undefined => {
  const text = sameWidth(paragraph).trimStart()
  for (const [kind, pattern] of patterns) {
    const found = pattern.exec(text)
    const number = numeralValue(found?.[1] ?? found?.[2] ?? '')
    if (found && number !== undefined) return { kind, number, mark: found[0].replaceAll(' ', ''), rest: text.slice(found[0].length) }
  }
  const circle = text.codePointAt(0) ?? 0
  if (circle >= 0x2460 && circle <= 0x2473) return { kind: 'circle', number: circle - 0x245f, mark: text.slice(0, 1), rest: text.slice(1) }
  const attached = annex.exec(text)
  if (attached) {
    const [mark, word = '', digits = ''] = attached
    return {
      kind: 'annex',
      number: numeralValue(digits) ?? 0,
      mark: `${word}${digits}`,
      rest: text.slice(mark.length).replace(/^[: ]+/, ''),
    }
  }
  if (ending.test(text)) return { kind: 'end', number: 0, mark: '', rest: '' }
  const named = department.exec(text)
  return named ? { kind: 'name', number: 0, mark: named[1] ?? '', rest: text.slice(named[0].length) } : undefined
}

const rank = (kind: ClauseKind): number => (kind === 'annex' || kind === 'end' ? -1 : clauseKinds.indexOf(kind))

const titleOf = (rest: string): string => {
  const title = /^[^。;:!?]*/.exec(rest.trim())?.[0] ?? ''
  return title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title
}

interface Growing extends ClauseNode {
  to: number
  parent: Growing | undefined
  children: Growing[]
}

/** The top of the tree; a document without any clause gives an empty list. */
export function outlineOf(paragraphs: readonly Paragraph[]): readonly ClauseNode[] {
  const top: Growing[] = []
  let open: Growing | undefined
  const closeTo = (level: number, last: number): void => {
    while (open !== undefined && rank(open.kind) >= level) {
      open.to = last
      open = open.parent
    }
  }
  for (const [index, { text }] of paragraphs.entries()) {
    const heading = headingOf(text)
    if (heading === undefined) continue
    // A department heads a clause only inside one that deals out work: elsewhere it addresses or signs.
    if (heading.kind === 'name' && open === undefined) continue
    closeTo(rank(heading.kind), index - 1)
    if (heading.kind === 'end') continue
    const { kind, number, mark, rest } = heading
    const node: Growing = { kind, number, mark, title: titleOf(rest), from: index, to: index, parent: open, children: [] }
    ;(open?.children ?? top).push(node)
    open = node
  }
  closeTo(Number.NEGATIVE_INFINITY, paragraphs.length - 1)
  return top
}

/** All nodes, parents before their children. */
export function* walk(nodes: readonly ClauseNode[]): Generator<ClauseNode> {
  for (const node of nodes) {
    yield node
    yield* walk(node.children)
  }
}

/** How deep it stands; 0 at the top. */
export function depthOf(node: ClauseNode): number {
  let depth = 0
  for (let above = node.parent; above !== undefined; above = above.parent) depth++
  return depth
}
