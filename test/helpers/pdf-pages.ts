import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { plainLetters } from '../../electron/engine/document/pdf-lines.ts'

export interface PdfPage {
  /** Of all pieces in the order they were drawn, blanks left out. */
  readonly text: string
  /** In points. */
  readonly width: number
  readonly height: number
}

/** What stands on each page of a PDF, as any other program would read it. */
export async function pdfPages(bytes: Uint8Array): Promise<readonly PdfPage[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS }).promise
  const pages: PdfPage[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const { width, height } = page.getViewport({ scale: 1 })
    const text = items.map((item) => ('str' in item ? item.str : '')).join('')
    pages.push({ text: plainLetters(text.normalize('NFKC')).replaceAll(/\s/g, ''), width, height })
  }
  return pages
}
