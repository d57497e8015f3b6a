/** Tells what a file is by its content; names lie. */
import { AppError } from '../../../shared/model/errors.ts'
import type { ForeignFile } from '../../../shared/text/foreign-files.ts'

export type FileKind = 'zip' | 'compound' | 'biff' | 'text'

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte)

/** Neither an archive nor an OLE container: such a file is decoded whole and may be no larger than text may be. */
export const isLoose = (bytes: Uint8Array): boolean => !startsWith(bytes, 0x50, 0x4b) && !startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)

/** A file that is no table, and what it is. */
export const foreignFile = (kind: ForeignFile): AppError => new AppError('WORKBOOK_UNRECOGNISED', { kind })

const hasAt = (bytes: Uint8Array, at: number, ...words: readonly string[]): boolean =>
  words.includes(Buffer.from(bytes.subarray(at, at + (words[0]?.length ?? 0))).toString('latin1'))

/** Sizes of the head of a bitmap; a text may begin with BM, too. */
const bitmapHeads = [12, 40, 52, 56, 64, 108, 124]
const isBitmap = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0x42, 0x4d) && [6, 7, 8, 9, 15, 16, 17].every((at) => bytes[at] === 0) && bitmapHeads.includes(bytes[14] ?? 0)

const isPicture = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0xff, 0xd8, 0xff) ||
  startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a) ||
  startsWith(bytes, 0x49, 0x49, 0x2a, 0) ||
  startsWith(bytes, 0x4d, 0x4d, 0, 0x2a) ||
  hasAt(bytes, 0, 'GIF87a', 'GIF89a') ||
  (hasAt(bytes, 0, 'RIFF') && hasAt(bytes, 8, 'WEBP')) ||
  // What telephones take.
  hasAt(bytes, 4, 'ftypheic', 'ftypheix', 'ftypmif1', 'ftypmsf1') ||
  isBitmap(bytes)

const isArchive = (bytes: Uint8Array): boolean =>
  hasAt(bytes, 0, 'Rar!\x1a\x07') || startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c) || startsWith(bytes, 0x1f, 0x8b, 0x08)

/** @throws AppError FILE_EMPTY, WORKBOOK_UNRECOGNISED for what is certainly no table */
export function sniffFile(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw new AppError('FILE_EMPTY')
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'zip'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'compound'
  // Excel 2 to 4 wrote their records without a container: a BOF record of four to sixteen bytes.
  if (
    bytes[0] === 0x09 &&
    [0x00, 0x02, 0x04, 0x08].includes(bytes[1] ?? 0xff) &&
    (bytes[2] ?? 0) >= 4 &&
    (bytes[2] ?? 0) <= 16 &&
    bytes[3] === 0
  )
    return 'biff'
  if (hasAt(bytes, 0, '%PDF')) throw foreignFile('pdf')
  if (hasAt(bytes, 0, '{\\rtf')) throw foreignFile('word')
  if (isPicture(bytes)) throw foreignFile('picture')
  if (isArchive(bytes)) throw foreignFile('archive')
  return 'text'
}

export type TextKind = 'xml2003' | 'html' | 'csv'

/** @throws AppError WORKBOOK_UNRECOGNISED for markup that holds no table */
export function sniffText(text: string): TextKind {
  const start = text.slice(0, 65_536).trimStart()
  if (!start.startsWith('<')) {
    if (/^[[{]/.test(start) || /^MIME-Version:/i.test(start)) throw new AppError('WORKBOOK_UNRECOGNISED')
    return 'csv'
  }
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(start)) return 'xml2003'
  if (/<(?:html|table|body)\b/i.test(start)) return 'html'
  throw new AppError('WORKBOOK_UNRECOGNISED')
}
