/** Checks text formats before SheetJS parses them whole. */
import { Readable } from 'node:stream'
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { parseXml, prefixedAttribute } from '../package/xml.ts'

/** SpreadsheetML has no use for a DTD. @throws AppError FILE_TOO_LARGE, WORKBOOK_HOSTILE, WORKBOOK_DAMAGED */
export async function checkXml2003(text: string, fileBytes: number): Promise<void> {
  refuseLargeFile(fileBytes)
  const spent = { sheets: 0, styles: 0, cells: 0, merged: 0, columns: 0 }
  const count = (attributes: Readonly<Record<string, string>>, name: string, most: number): number => {
    const value = prefixedAttribute(attributes, name)
    if (value === undefined) return 0
    const number = Number(value)
    if (!(Number.isInteger(number) && number >= 0 && number <= most)) throw hostile('address')
    return number
  }
  await parseXml(
    Readable.from(utf16(text)),
    {
      open(name, attributes) {
        switch (name) {
          case 'Worksheet':
            if (++spent.sheets > workbookLimits.sheets) throw hostile('sheets')
            return
          case 'Style':
            if (++spent.styles > workbookLimits.markupStyles) throw hostile('styles')
            return
          case 'Row':
            count(attributes, 'Index', workbookLimits.rows)
            count(attributes, 'Span', workbookLimits.rows)
            return
          case 'Column':
            count(attributes, 'Index', workbookLimits.columns)
            spent.columns += count(attributes, 'Span', workbookLimits.columns) + 1
            if (spent.columns > workbookLimits.sheetItems) throw hostile('sheetItems')
            return
          case 'Cell':
            count(attributes, 'Index', workbookLimits.columns)
            spent.merged +=
              (count(attributes, 'MergeAcross', workbookLimits.columns) + 1) * (count(attributes, 'MergeDown', workbookLimits.rows) + 1) - 1
            if (++spent.cells > workbookLimits.markupCells) throw hostile('cells')
            if (spent.merged > workbookLimits.mergedRows) throw hostile('merges')
        }
      },
      close() {},
    },
    { maxBytes: 4 * workbookLimits.markupFileBytes },
  )
}

/** @throws AppError FILE_TOO_LARGE, WORKBOOK_HOSTILE; WORKBOOK_UNRECOGNISED for a page without any table */
export function checkHtml(text: string, fileBytes: number): void {
  refuseLargeFile(fileBytes)
  let spans = 0
  for (const [, number] of text.matchAll(/\b(?:row|col)span\s{0,9}=\s{0,9}["']?\s{0,9}(\d{1,20})/gi)) {
    if (Number(number) > workbookLimits.htmlSpan) throw hostile('address')
    spans++
  }
  // The library holds every cell against every span.
  if (spans * countOf(text, /<t[dh]\b/gi) > workbookLimits.htmlSpanSteps) throw hostile('merges')
  const tables = countOf(text, /<table\b/gi)
  if (tables === 0) throw new AppError('WORKBOOK_UNRECOGNISED')
  if (tables > workbookLimits.sheets) throw hostile('sheets')
}

const refuseLargeFile = (fileBytes: number): void => {
  if (fileBytes > workbookLimits.markupFileBytes) throw new AppError('FILE_TOO_LARGE', { limitMb: workbookLimits.markupFileBytes >> 20 })
}

const countOf = (text: string, pattern: RegExp): number => {
  let count = 0
  for (const _ of text.matchAll(pattern)) count++
  return count
}

/** With the mark in front, whatever encoding the text names for itself. */
function* utf16(text: string): Generator<Buffer> {
  const size = 65_536
  yield Buffer.from([0xff, 0xfe])
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size), 'utf16le')
}

const charsetPattern = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i

/** The character set an HTML page names for itself. */
export const declaredCharset = (bytes: Uint8Array): string | undefined =>
  charsetPattern.exec(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1'))?.[1]?.toLowerCase()
