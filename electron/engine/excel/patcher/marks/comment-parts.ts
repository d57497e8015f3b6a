/** The comments of a sheet as they stand in its part, and pieces of them with some of their words taken out. */
import { xmlText } from '../../writer/xml-text.ts'
import type { ElementPlace } from '../element-places.ts'
import { type OpenTag, scanXml } from '../xml-scan.ts'
import { type Passage, wordsLeft } from './our-words.ts'

export interface CommentPart extends ElementPlace, Passage {}
export interface Comment {
  readonly cell: string
  readonly author: string
  place: ElementPlace | undefined
  /** The element `text`. */
  text: ElementPlace | undefined
  /** Children of `text`, with the stretch of the words that each holds. */
  readonly parts: CommentPart[]
  words: string
}
export interface CommentsOfPart {
  readonly authors: readonly string[]
  readonly comments: ReadonlyMap<string, Comment>
}

export const runXml = (prefix: string, text: string): string =>
  `<${prefix}r><${prefix}t xml:space="preserve">${xmlText(text)}</${prefix}t></${prefix}r>`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
/** As it stood: words of others hold escapes of Office already (`_x000D_`). */
const rawText = (text: string): string => text.replace(/[&<>\r]/g, (character) => entities[character] ?? character)

/** A part of a comment without these passages of the comment's words; '' when nothing is left of it. */
export const partWithout = (source: string, part: CommentPart, words: string, passages: readonly Passage[]): string => {
  const { tag, end, from, to } = part
  const xml = source.slice(tag.start, end)
  const left = wordsLeft(words, passages, part)
  if (left.length === to - from) return xml
  if (left === '') return ''
  if (tag.name === 't') return source.slice(tag.start, tag.end) + rawText(left) + source.slice(part.contentEnd, end)
  return xml.replace(/(<(?:\w+:)?t(?:\s[^<>]*)?>).*?(?=<\/(?:\w+:)?t\s*>)/s, (_, opening: string) => opening + rawText(left))
}

/** Plain text becomes a run, so that programs which read either the one or the other show both. */
export const asRun = (xml: string, { tag: { name, prefix, selfClosing } }: CommentPart): string =>
  name !== 't' || xml === ''
    ? xml
    : selfClosing
      ? ''
      : `<${prefix}r>${xml.replace(/^<[^<>]*>/, `<${prefix}t xml:space="preserve">`)}</${prefix}r>`

/** @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export function readComments(source: string): CommentsOfPart {
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
