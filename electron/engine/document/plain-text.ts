import { AppError } from '../../../shared/model/errors.ts'
import { decodeText } from '../excel/text/decode.ts'
import type { ParagraphSink } from './paragraph-sink.ts'

/** Each line is a paragraph. @throws AppError WORKBOOK_UNRECOGNISED for bytes that are no text and for web pages, WORKBOOK_HOSTILE */
export function readPlainText(bytes: Uint8Array, sink: ParagraphSink): void {
  const text = decodeText(bytes)
  if (/^\s*(?:<(?:!doctype|html|\?xml|body|head)\b|\{\\rtf|mime-version:)/i.test(text)) throw new AppError('WORKBOOK_UNRECOGNISED')
  for (const line of text.split(/\r\n|\r|\n|\f|\u2028|\u2029/)) sink.add(line)
}
