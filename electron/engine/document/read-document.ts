/** Reads the text of one outside document. Runs inside the parser process. */
import { AppError } from '../../../shared/model/errors.ts'
import { openZip } from '../excel/package/zip.ts'
import type { ParsedDocument } from '../ports.ts'
import { asDocumentError } from './limits.ts'
import { paragraphSink } from './paragraph-sink.ts'
import { readPlainText } from './plain-text.ts'

/** Told how far the reading is; awaited, so that a slow receiver slows it down. */
export type OnProgress = (done: number, total: number) => Promise<void>

type Kind = 'zip' | 'compound' | ParsedDocument['format']

/** Other programs put their own bytes in front of a PDF; readers look for its mark in the first kilobyte. */
const pdfMarkWithin = 1024

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte)

const kindOf = (bytes: Uint8Array): Kind => {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'zip'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'compound'
  return Buffer.from(bytes.subarray(0, pdfMarkWithin)).includes('%PDF-') ? 'pdf' : 'text'
}

/**
 * The paragraphs of a document of any known format; what it is, its content says, not its name.
 * @throws AppError FILE_EMPTY, DOCUMENT_UNRECOGNISED, DOCUMENT_DAMAGED, DOCUMENT_ENCRYPTED, DOCUMENT_HOSTILE, DOCUMENT_WITHOUT_TEXT
 */
export async function readDocument(bytes: Uint8Array, onProgress: OnProgress): Promise<ParsedDocument> {
  if (bytes.length === 0) throw new AppError('FILE_EMPTY')
  const sink = paragraphSink()
  try {
    const format = await readInto(bytes, sink, onProgress)
    if (sink.paragraphs.length === 0) throw new AppError('DOCUMENT_WITHOUT_TEXT')
    return { format, paragraphs: sink.paragraphs }
  } catch (error) {
    throw error instanceof AppError ? asDocumentError(error) : error
  }
}

const readInto = async (
  bytes: Uint8Array,
  sink: ReturnType<typeof paragraphSink>,
  onProgress: OnProgress,
): Promise<ParsedDocument['format']> => {
  switch (kindOf(bytes)) {
    case 'zip': {
      const { readDocx } = await import('./docx.ts')
      await readDocx(await openZip(bytes), sink)
      return 'docx'
    }
    case 'compound':
      // Old .doc and .wps files, and .docx files behind a password.
      throw new AppError(holdsEncryptedPackage(bytes) ? 'WORKBOOK_ENCRYPTED' : 'WORKBOOK_UNRECOGNISED')
    case 'pdf': {
      // The library is large: it is loaded only when it is needed.
      const { readPdf } = await import('./pdf.ts')
      await readPdf(bytes, sink, onProgress)
      return 'pdf'
    }
    default:
      readPlainText(bytes, sink)
      return 'text'
  }
}

/** The name of the stream in the directory of the container. */
const holdsEncryptedPackage = (bytes: Uint8Array): boolean => Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
