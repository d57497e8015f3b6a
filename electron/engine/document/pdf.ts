/** The text of a PDF, put together again from pieces that only know where they stand. */
import { join } from 'node:path'
import { AppError } from '../../../shared/model/errors.ts'
import { resourcesDir } from '../entry-points.ts'
import { hostile } from '../excel/limits.ts'
import { documentLimits } from './limits.ts'
import type { ParagraphSink } from './paragraph-sink.ts'
import { linesOf, type PdfLine, type Piece, paragraphsOf } from './pdf-lines.ts'
import type { OnProgress } from './read-document.ts'

/** @throws AppError WORKBOOK_ENCRYPTED, WORKBOOK_DAMAGED, WORKBOOK_HOSTILE, DOCUMENT_WITHOUT_TEXT */
export async function readPdf(bytes: Uint8Array, sink: ParagraphSink, onProgress: OnProgress): Promise<void> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  // Loaded here, the library's worker runs in this very thread: the process is the wall, not another thread.
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
  const task = getDocument({
    // The library keeps what it is given.
    data: Uint8Array.from(bytes),
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: `${join(resourcesDir(), 'pdf-cmaps')}/`,
    cMapPacked: true,
    // Nothing is drawn: no font of the system, no picture, no form of its own.
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
  })
  const pages: PdfLine[][] = []
  try {
    const document = await task.promise
    if (document.numPages > documentLimits.pdfPages) throw hostile('pages')
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent({ includeMarkedContent: false })
      if (items.length > documentLimits.pdfPieces) throw hostile('textCharacters')
      pages.push(linesOf(items.flatMap((item): Piece[] => ('str' in item ? [item] : []))))
      page.cleanup()
      await onProgress(number, document.numPages)
    }
  } catch (error) {
    throw asKnown(error)
  } finally {
    await task.destroy()
  }
  for (const { text, page } of paragraphsOf(pages)) sink.add(text, page)
}

const asKnown = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  const isLocked = error instanceof Error && error.name === 'PasswordException'
  return new AppError(isLocked ? 'WORKBOOK_ENCRYPTED' : 'WORKBOOK_DAMAGED', {}, { cause: error })
}
