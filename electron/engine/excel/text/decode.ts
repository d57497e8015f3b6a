/** Text files as Chinese offices have them: Unicode with or without a mark, or the national code. */
import { TextDecoder } from 'node:util'
import iconv from 'iconv-lite'
import { AppError } from '../../../../shared/model/errors.ts'

/** @throws AppError WORKBOOK_UNRECOGNISED when the bytes are no text */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = byMark(buffer) ?? strictUtf8(buffer) ?? iconv.decode(buffer, 'gb18030')
  if (!looksLikeText(text)) throw new AppError('WORKBOOK_UNRECOGNISED')
  return text
}

const byMark = (buffer: Buffer): string | undefined => {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return buffer.toString('utf8', 3)
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return new TextDecoder('utf-16le').decode(buffer)
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return new TextDecoder('utf-16be').decode(buffer)
  return undefined
}

const strictUtf8 = (buffer: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer)
  } catch {
    return undefined
  }
}

/** Pictures and programs decode to control and replacement characters; tables do not. */
const looksLikeText = (text: string): boolean => {
  const start = text.slice(0, 65_536)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: counting what no text file contains
  const strange = start.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  return strange * 200 <= start.length
}
