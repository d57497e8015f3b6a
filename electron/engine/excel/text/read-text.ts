/** Tables that are text: .csv, pages named .xls, and SpreadsheetML 2003. Loaded for such files only. */
import iconv from 'iconv-lite'
import { checkHtml, checkXml2003, declaredCharset } from '../legacy/markup.ts'
import type { WorkbookSink } from '../sink.ts'
import { sniffText } from '../sniff.ts'
import { readCsv, refuseEndless } from './csv.ts'
import { decodeText } from './decode.ts'

/** SheetJS is large: a .csv needs none of it. */
const legacy = () => import('../legacy/sheetjs.ts')

/** @throws AppError WORKBOOK_UNRECOGNISED, WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export async function readText(fileName: string, bytes: Uint8Array, sink: WorkbookSink): Promise<void> {
  refuseEndless(bytes)
  const charset = declaredCharset(bytes)
  // Pages that name GB2312 are written in its larger successors.
  const named = charset !== undefined && /^gb/.test(charset) ? 'gb18030' : charset
  const text =
    named !== undefined && named !== 'utf-8' && iconv.encodingExists(named) ? iconv.decode(Buffer.from(bytes), named) : decodeText(bytes)
  switch (sniffText(text)) {
    case 'xml2003':
      await checkXml2003(text, bytes.length)
      return (await legacy()).readWithSheetJs(text, bytes.length, 'xml2003', sink)
    case 'html': {
      checkHtml(text, bytes.length)
      const { markStoredValues } = await import('../legacy/stored-values.ts')
      const { text: marked, cellOf } = markStoredValues(text)
      return (await legacy()).readWithSheetJs(marked, bytes.length, 'html', sink, { cellOf })
    }
    case 'csv':
      return readCsv(text, bytes.length, fileName.replace(/\.[^.]*$/, '').slice(0, 100), sink)
  }
}
