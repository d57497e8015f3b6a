/** Tells what a file is by its content; names lie. */
import { AppError } from '../../../shared/model/errors.ts'

export type FileKind = 'zip' | 'compound' | 'biff' | 'text'

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte)

/** Neither an archive nor an OLE container: such a file is decoded whole and may be no larger than text may be. */
export const isLoose = (bytes: Uint8Array): boolean => !startsWith(bytes, 0x50, 0x4b) && !startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)

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
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46) || startsWith(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66))
    throw new AppError('WORKBOOK_UNRECOGNISED')
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
