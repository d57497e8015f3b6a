/** The comments of a sheet: texts and authors. Texts of others are kept as they are. */
import { xmlText } from '../../writer/xml-text.ts'
import { appendInside, type ElementPlace, outlinePart } from '../element-places.ts'
import { type Dialect, xmlHead } from '../new-parts.ts'
import { type OpenTag, scanXml, TextEdits } from '../xml-scan.ts'
import { ourWords } from './our-words.ts'

export interface CellNote {
  /** `B2` */
  readonly cell: string
  readonly text: string
}
export interface WrittenNotes {
  readonly source: string
  /** Cells whose comment was there already: ours was added below, or took the place of an earlier one of ours. */
  readonly changed: ReadonlyMap<string, 'grown' | 'replaced'>
}

interface CommentPart extends ElementPlace {
  readonly from: number
  readonly to: number
}
interface Comment {
  readonly cell: string
  readonly author: string
  place: ElementPlace | undefined
  /** The element `text`. */
  text: ElementPlace | undefined
  /** Children of `text`, with the stretch of the words that each holds. */
  readonly parts: CommentPart[]
  words: string
}

/** A part for the comments of a sheet that has none. */
export const emptyComments = ({ main }: Dialect): string =>
  `${xmlHead}<comments xmlns="${main}"><authors></authors><commentList></commentList></comments>`

/**
 * Adds comments. To a comment that is there ours is added as a paragraph below, once; what we wrote earlier, as a comment
 * or as a paragraph, is replaced.
 */
export function writeComments(source: string, notes: readonly CellNote[], author: string): WrittenNotes {
  const outline = outlinePart(source, ['authors'])
  const { authors, comments } = readComments(source)
  const { prefix } = outline.root.tag
  const edits = new TextEdits()
  const changed = new Map<string, 'grown' | 'replaced'>()
  const added: string[] = []
  const known = authors.indexOf(author)
  const authorId = known < 0 ? authors.length : known
  for (const { cell, text } of notes) {
    const there = comments.get(cell)
    if (there === undefined) added.push(commentXml(prefix, cell, authorId, text))
    else if (there.text !== undefined && !there.words.includes(text)) {
      const isOurs = there.author === author
      if (isOurs) edits.replace(there.text.tag.start, there.text.end, textXml(prefix, text))
      else addParagraph(source, edits, there, prefix, text)
      changed.set(cell, isOurs ? 'replaced' : 'grown')
    }
  }
  const list = outline.children.find(({ tag }) => tag.name === 'commentList')
  const authorList = outline.children.find(({ tag }) => tag.name === 'authors')
  const authorXml = `<${prefix}author>${xmlText(author)}</${prefix}author>`
  const listXml = added.join('')
  const missing: string[] = []
  if (authorList === undefined) missing.push(`<${prefix}authors>${authorXml}</${prefix}authors>`)
  else if (known < 0 && added.length > 0) appendInside(source, edits, authorList, authorXml)
  if (list === undefined) missing.push(`<${prefix}commentList>${listXml}</${prefix}commentList>`)
  else if (added.length > 0) appendInside(source, edits, list, listXml)
  if (missing.length > 0) appendInside(source, edits, outline.root, missing.join(''))
  return { source: edits.apply(source), changed }
}

/**
 * All that we said taken out: whole comments, and paragraphs under those of others.
 * @param notes what we may have said, without blanks: programs forget who wrote a comment and put its pieces together anew
 */
export function withoutOurs(
  source: string,
  author: string,
  notes: ReadonlySet<string>,
): { readonly source: string; readonly removed: readonly string[]; readonly shortened: readonly string[] } {
  const edits = new TextEdits()
  const removed: string[] = []
  const shortened: string[] = []
  for (const { cell, author: writer, place, parts, words } of readComments(source).comments.values()) {
    if (place === undefined) continue
    const start = ourWords(words, notes)
    const ours = start === undefined ? parts.filter((part) => isOurParagraph(source, part)) : []
    // Ours stands in front of all; below an empty comment of somebody else there is a blank line before it.
    if (writer === author || start === 0) {
      edits.replace(place.tag.start, place.end, '')
      removed.push(cell)
    } else if (start !== undefined || ours.length > 0) {
      for (const part of ours) edits.replace(part.tag.start, part.end, '')
      if (start !== undefined) cutWords(source, edits, parts, words, start)
      shortened.push(cell)
    }
  }
  return { source: edits.apply(source), removed, shortened }
}

/** Takes out what stands from `start` on, and the blank line before it. */
const cutWords = (source: string, edits: TextEdits, parts: readonly CommentPart[], words: string, start: number): void => {
  const end = words.slice(0, start).replace(/\r?\n\r?\n$/, '').length
  for (const { tag, end: partEnd, from, to } of parts) {
    if (to <= end || to === from) continue
    const left = from >= end ? '' : xmlText(words.slice(from, end))
    const kept = source
      .slice(tag.start, partEnd)
      .replace(/(<(?:\w+:)?t\b[^<>]*>)[^<]*(?=<\/(?:\w+:)?t\s*>)/, (_, opening: string) => opening + left)
    edits.replace(tag.start, partEnd, left === '' ? '' : kept)
  }
}

const runXml = (prefix: string, text: string): string =>
  `<${prefix}r><${prefix}t xml:space="preserve">${xmlText(text)}</${prefix}t></${prefix}r>`
const textXml = (prefix: string, text: string): string => `<${prefix}text>${runXml(prefix, text)}</${prefix}text>`
const commentXml = (prefix: string, cell: string, author: number, text: string): string =>
  `<${prefix}comment ref="${cell}" authorId="${author}">${textXml(prefix, text)}</${prefix}comment>`

/** A paragraph that we put below the words of somebody else: a run of its own that begins with a blank line and a level in brackets. */
const isOurParagraph = (source: string, { tag, contentEnd }: ElementPlace): boolean =>
  tag.name === 'r' &&
  /^(?:<(?:\w+:)?rPr>.*?<\/(?:\w+:)?rPr>)?<(?:\w+:)?t\b[^<>]*>\s*\n\s*\n【[^【】<>]{1,12}】/s.test(source.slice(tag.end, contentEnd))

/** Plain text becomes a run, so that programs which read either the one or the other show both. */
const addParagraph = (source: string, edits: TextEdits, { text, parts }: Comment, prefix: string, added: string): void => {
  if (text === undefined) return
  const ours = runXml(prefix, `\n\n${added}`)
  const plain = parts.find(({ tag }) => tag.name === 't')
  if (plain !== undefined && !plain.tag.selfClosing) {
    const words = source.slice(plain.tag.end, plain.contentEnd)
    edits.replace(plain.tag.start, plain.end, `<${prefix}r><${prefix}t xml:space="preserve">${words}</${prefix}t></${prefix}r>`)
  }
  // What we said of the cell the last time gives way to what we say now.
  for (const part of parts) if (isOurParagraph(source, part)) edits.replace(part.tag.start, part.end, '')
  const last = parts.findLast((part) => part.tag.name === 'r' && !isOurParagraph(source, part)) ?? plain
  if (last === undefined) appendInside(source, edits, text, ours)
  else edits.insert(last.end, ours)
}

const readComments = (source: string): { readonly authors: readonly string[]; readonly comments: ReadonlyMap<string, Comment> } => {
  const authors: string[] = []
  const comments = new Map<string, Comment>()
  const stack: OpenTag[] = []
  let current: Comment | undefined
  let partStart = 0
  let words = ''
  scanXml(source, {
    open(tag) {
      if (stack.at(-1)?.name === 'text') partStart = current?.words.length ?? 0
      stack.push(tag)
      if (tag.name === 'author') words = ''
      if (tag.name === 'comment' && tag.attributes.ref !== undefined)
        current = {
          cell: tag.attributes.ref.replaceAll('$', '').toUpperCase(),
          author: authors[Number(tag.attributes.authorId ?? 0)] ?? '',
          place: undefined,
          text: undefined,
          parts: [],
          words: '',
        }
    },
    text(text) {
      if (stack.at(-1)?.name === 't' && stack.at(-2)?.name !== 'rPh' && current !== undefined) current.words += text
      words += text
    },
    close(name, start, end) {
      const tag = stack.pop()
      if (tag === undefined) return
      const place = { tag, contentEnd: tag.selfClosing ? tag.end : start, end }
      const parent = stack.at(-1)?.name
      if (name === 'author' && parent === 'authors') authors.push(words)
      else if (current === undefined) return
      else if (parent === 'text') current.parts.push({ ...place, from: partStart, to: current.words.length })
      else if (name === 'text' && parent === 'comment') current.text = place
      else if (name === 'comment') {
        current.place = place
        comments.set(current.cell, current)
        current = undefined
      }
    },
  })
  return { authors, comments }
}
