/**
 * Spreadsheets that save themselves as a page write the value of a cell beside the figure they show: LibreOffice as
 * `sdval` and `sdnum`, Excel as `x:num`, with the format in a style. The library that reads pages drops attributes, so
 * each such cell gets a mark in front of its text that leads back to them.
 */
import type { ParsedCell } from '../../ports.ts'
import { numberCell } from '../reader/cell-value.ts'
import { declaredFormats, formatOfStyle } from './page-formats.ts'
import { tellsOf } from './shown-figure.ts'

interface Stored {
  /** Empty where the shown text itself is the number. */
  readonly number: string
  readonly format: string | undefined
}
export interface MarkedPage {
  readonly text: string
  /** The cell behind a text that the library found on this page; a text that says all there is comes back as it is. */
  readonly cellOf: (text: string) => ParsedCell | string
}

/** Characters nobody writes; the first that the page does not have is the mark. Numbered entities are not decoded by the library. */
const markCharacters = Array.from({ length: 16 }, (_, index) => String.fromCharCode(0xf8f0 + index))
/** Honest tags are shorter; one of a million attributes would be a million objects. */
const cellTag = /<t[dh]\s[^<>]{0,2000}>/gi
/** Goes on from any character, so that it stays as quick on attributes nobody closed. */
const attribute = /([^\s=>"'/]+)(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g

/** The page with a mark in each cell that states a stored number. */
export function markStoredValues(page: string): MarkedPage {
  const mark = markCharacters.find((character) => !page.includes(character))
  if (mark === undefined || !/\s(?:sdval|x:num|x:err)\b/i.test(page)) return { text: page, cellOf: (text) => text }
  const formats = declaredFormats(page)
  const stored: Stored[] = []
  const text = page.replace(cellTag, (tag) => {
    const found = storedOf(attributesOf(tag), formats)
    return found === undefined ? tag : `${tag}${mark}${stored.push(found) - 1}${mark}`
  })
  return {
    text,
    cellOf(marked) {
      const [before, index, shown, ...more] = marked.split(mark)
      if (index === undefined) return marked
      const one = stored[Number(index)]
      // Cells that were never closed run together: nobody can say whose number that is.
      if (before !== '' || shown === undefined || one === undefined || more.length > 0)
        return marked.replace(new RegExp(`${mark}\\d*${mark}`, 'g'), '')
      return storedCell(one, shown.trim()) ?? shown
    },
  }
}

const attributesOf = (tag: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  for (const [, name = '', double, single, bare] of tag.slice(3, -1).matchAll(attribute))
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), double ?? single ?? bare ?? '')
  return found
}

const storedOf = (attributes: ReadonlyMap<string, string>, formats: ReadonlyMap<string, string>): Stored | undefined => {
  // What calls itself a text is one, whatever else is said about it.
  if (attributes.has('x:str')) return undefined
  const sheetValue = attributes.get('sdval')
  // The languages of the format stand before it: `1033;0;0.00`.
  if (sheetValue !== undefined)
    return { number: sheetValue, format: decoded((attributes.get('sdnum') ?? '').replace(/^[^;]*;(?:[^;]*;)?/, '')) }
  const number = attributes.get('x:num') ?? attributes.get('x:err')
  if (number === undefined) return undefined
  const own = formatOfStyle(decoded(attributes.get('style') ?? '') ?? '')
  return { number, format: own ?? formats.get(attributes.get('class')?.toLowerCase() ?? '') }
}

const decoded = (text: string): string | undefined => {
  const plain = text
    .replaceAll('&quot;', '"')
    .replace(/&(?:#39|apos);/g, "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return plain === '' ? undefined : plain
}

const errorTexts: ReadonlySet<string> = new Set(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A'])
const plainDecimal = /^[+-]?\d{1,20}(?:\.\d{1,20})?(?:E[+-]?\d{1,3})?$/i

/** The stored number where it tells the very figure that is shown; anything else on the page may say what it likes. */
const storedCell = ({ number, format }: Stored, shown: string): ParsedCell | undefined => {
  if (errorTexts.has(shown)) return { value: shown, kind: 'error' }
  const text = number === '' ? shown : number
  if (!plainDecimal.test(text)) return undefined
  const value = Number(text)
  if (!Number.isFinite(value)) return undefined
  const told = tellsOf(shown, value, format)
  return told === undefined ? undefined : numberCell(value, told.format, false)
}
