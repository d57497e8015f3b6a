/** What one outside document may cost; beyond it the document is refused with a coded error, never cut off silently. */
import { AppError, type AppErrorCode } from '../../../shared/model/errors.ts'

const MB = 1 << 20

export const documentLimits = {
  /** Kept in the database and in each of its backups, so it is smaller than what a workbook may be. */
  fileBytes: 32 * MB,
  partBytes: 128 * MB,
  paragraphs: 30_000,
  /** Characters of all paragraphs together. */
  characters: 3_000_000,
  pdfPages: 1_500,
  /** Pieces of text on one page of a PDF. */
  pdfPieces: 100_000,
} as const

/** A document is read with the tools that read workbooks; what these refuse is told in the words of documents. */
const documentCodes: Partial<Record<AppErrorCode, AppErrorCode>> = {
  WORKBOOK_UNRECOGNISED: 'DOCUMENT_UNRECOGNISED',
  WORKBOOK_DAMAGED: 'DOCUMENT_DAMAGED',
  WORKBOOK_ENCRYPTED: 'DOCUMENT_ENCRYPTED',
  WORKBOOK_HOSTILE: 'DOCUMENT_HOSTILE',
  WORKBOOK_TIMEOUT: 'DOCUMENT_TIMEOUT',
}

/** The same refusal with the code that speaks of documents. */
export function asDocumentError(error: AppError): AppError {
  return new AppError(documentCodes[error.code] ?? error.code, error.details, { cause: error })
}
