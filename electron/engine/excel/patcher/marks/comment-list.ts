/** The comments of a sheet: texts and authors. Texts of others are kept as they are. */
import { xmlText } from '../../writer/xml-text.ts'
import { appendInside, outlinePart } from '../element-places.ts'
import { type Dialect, xmlHead } from '../new-parts.ts'
import { TextEdits } from '../xml-scan.ts'
import { asRun, type Comment, type CommentsOfPart, partWithout, readComments, runXml } from './comment-parts.ts'
import { bare, type KnownNotes, nothingKnown } from './known-notes.ts'
import { looksLikeOurParagraph, ourPassages, ourWords, type Passage, wordsLeft } from './our-words.ts'

export interface CellNote {
  /** `B2` */
  readonly cell: string
  readonly text: string
}
export interface WrittenNotes {
  readonly source: string
  /** Cells whose comment was there already: ours was added to it, or took the place of an earlier one of ours. */
  readonly changed: ReadonlyMap<string, 'grown' | 'replaced'>
}

/** A part for the comments of a sheet that has none. */
export const emptyComments = ({ main }: Dialect): string =>
  `${xmlHead}<comments xmlns="${main}"><authors></authors><commentList></commentList></comments>`

/**
 * Adds comments. To a comment that is there ours is added as a paragraph below, once; what we wrote earlier, as a comment
 * or as a paragraph, is replaced. What somebody answered in a comment of ours stands below our new words.
 */
export function writeComments(source: string, notes: readonly CellNote[], author: string, known: KnownNotes = nothingKnown): WrittenNotes {
  const outline = outlinePart(source, ['authors'])
  const content = readComments(source)
  const { authors, comments } = content
  const hasOurs = isOurs(content, author)
  const { prefix } = outline.root.tag
  const edits = new TextEdits()
  const changed = new Map<string, 'grown' | 'replaced'>()
  const added: string[] = []
  const listed = authors.indexOf(author)
  const authorId = listed < 0 ? authors.length : listed
  for (const { cell, text } of notes) {
    const there = comments.get(cell)
    if (there === undefined) added.push(commentXml(prefix, cell, authorId, text))
    else if (there.text !== undefined && !there.words.includes(text)) {
      if (there.author === author) changed.set(cell, putAbove(source, edits, there, prefix, text, known))
      else {
        putBelow(source, edits, there, prefix, text, oursUnder(there, known, hasOurs).passages)
        changed.set(cell, 'grown')
      }
    }
  }
  const list = outline.children.find(({ tag }) => tag.name === 'commentList')
  const authorList = outline.children.find(({ tag }) => tag.name === 'authors')
  const authorXml = `<${prefix}author>${xmlText(author)}</${prefix}author>`
  const listXml = added.join('')
  const missing: string[] = []
  if (authorList === undefined) missing.push(`<${prefix}authors>${authorXml}</${prefix}authors>`)
  else if (listed < 0 && added.length > 0) appendInside(source, edits, authorList, authorXml)
  if (list === undefined) missing.push(`<${prefix}commentList>${listXml}</${prefix}commentList>`)
  else if (added.length > 0) appendInside(source, edits, list, listXml)
  if (missing.length > 0) appendInside(source, edits, outline.root, missing.join(''))
  return { source: edits.apply(source), changed }
}

/** Whether a comment of the part names us as its author. */
export const namesUs = (source: string, author: string): boolean => isOurs(readComments(source), author)
const isOurs = ({ comments }: CommentsOfPart, author: string): boolean =>
  [...comments.values()].some((comment) => comment.author === author)

interface WithoutOurs {
  readonly source: string
  /** Cells whose comment is gone. */
  readonly removed: readonly string[]
  /** Cells whose comment lost words that we are known to have said. */
  readonly shortened: readonly string[]
  /** Cells whose comment lost a paragraph that only looks like ours. */
  readonly likely: readonly string[]
}

/**
 * All that we said taken out: whole comments, and paragraphs in those of others. What others wrote into ours stays.
 * @param known what we may have said: programs forget who wrote a comment and put its pieces together anew
 * @param isMarked whether a comment of the workbook names us; where nothing is known, it is by this that paragraphs can be ours
 */
export function withoutOurs(source: string, author: string, known: KnownNotes, isMarked: boolean): WithoutOurs {
  const edits = new TextEdits()
  const removed: string[] = []
  const shortened: string[] = []
  const likely: string[] = []
  for (const comment of readComments(source).comments.values()) {
    const { cell, place, parts, words } = comment
    if (place === undefined) continue
    const byUs = comment.author === author
    const { passages, isKnown } = byUs ? { passages: ourPassages(words, known), isKnown: true } : oursUnder(comment, known, isMarked)
    // Below an empty comment of somebody else there is a blank line before ours, and it stays.
    const isWhole = byUs ? bare(wordsLeft(words, passages)) === '' : passages[0]?.from === 0
    if (isWhole) {
      edits.replace(place.tag.start, place.end, '')
      removed.push(cell)
    } else if (passages.length > 0) {
      for (const part of parts) {
        const left = partWithout(source, part, words, trimmed(words, passages))
        if (left.length !== part.end - part.tag.start) edits.replace(part.tag.start, part.end, left)
      }
      if (isKnown) shortened.push(cell)
      else likely.push(cell)
    }
  }
  return { source: edits.apply(source), removed, shortened, likely }
}

/** In a comment of somebody else: what is known to be ours or, where nothing is known, paragraphs that look like it. */
const oursUnder = (
  { words, parts }: Comment,
  known: KnownNotes,
  isMarked: boolean,
): { readonly passages: readonly Passage[]; readonly isKnown: boolean } => {
  const start = ourWords(words, known)
  if (start !== undefined) return { passages: [{ from: start, to: words.length }], isKnown: true }
  if (known.size > 0 || !isMarked) return { passages: [], isKnown: false }
  const likely = parts.filter(({ tag, from, to }) => tag.name === 'r' && looksLikeOurParagraph(words.slice(from, to)))
  return { passages: likely, isKnown: false }
}

/** With the blank line that we put before our words. */
const trimmed = (words: string, passages: readonly Passage[]): readonly Passage[] =>
  passages.map(({ from, to }) => {
    const gap = to === words.length ? (/\r?\n\r?\n$/.exec(words.slice(0, from))?.[0].length ?? 0) : 0
    return { from: from - gap, to }
  })

const textXml = (prefix: string, text: string): string => `<${prefix}text>${runXml(prefix, text)}</${prefix}text>`
const commentXml = (prefix: string, cell: string, author: number, text: string): string =>
  `<${prefix}comment ref="${cell}" authorId="${author}">${textXml(prefix, text)}</${prefix}comment>`

/** Below the words of somebody else. What we said of the cell the last time gives way to what we say now. */
const putBelow = (source: string, edits: TextEdits, comment: Comment, prefix: string, added: string, ours: readonly Passage[]): void => {
  const { text, parts, words } = comment
  if (text === undefined) return
  const run = runXml(prefix, `\n\n${added}`)
  const last = parts.findLast(({ tag }) => tag.name === 'r' || tag.name === 't')
  for (const part of parts) {
    const left = asRun(partWithout(source, part, words, trimmed(words, ours)), part)
    if (part === last || left !== source.slice(part.tag.start, part.end))
      edits.replace(part.tag.start, part.end, part === last ? left + run : left)
  }
  if (last === undefined) appendInside(source, edits, text, run)
}

/** In a comment of ours: in its place, or above what somebody answered there. */
const putAbove = (source: string, edits: TextEdits, comment: Comment, prefix: string, added: string, known: KnownNotes) => {
  const { text, parts, words } = comment
  if (text === undefined) return 'replaced'
  const ours = ourPassages(words, known)
  if (bare(wordsLeft(words, ours)) === '') {
    edits.replace(text.tag.start, text.end, textXml(prefix, added))
    return 'replaced'
  }
  const answer = parts.map((part) => asRun(partWithout(source, part, words, ours), part))
  edits.replace(text.tag.end, text.contentEnd, runXml(prefix, `${added}\n\n`) + answer.join(''))
  return 'grown'
}
