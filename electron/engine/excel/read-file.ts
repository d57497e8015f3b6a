/** Reads one outside file of any known format into a sink. Runs inside the parser process. */
import iconv from 'iconv-lite'
import { AppError } from '../../../shared/model/errors.ts'
import type { ParsedLayout } from '../ports.ts'
import { openZip } from './package/zip.ts'
import { readLayout } from './reader/layout-reader.ts'
import { readWorkbook } from './reader/workbook-reader.ts'
import type { WorkbookSink } from './sink.ts'
import { sniffFile, sniffText } from './sniff.ts'
import { readCsv } from './text/csv.ts'
import { decodeText } from './text/decode.ts'

/** SheetJS is large: it is loaded only for the formats that need it. */
const legacy = () => import('./legacy/sheetjs.ts')

/** @throws AppError FILE_EMPTY, WORKBOOK_UNRECOGNISED, WORKBOOK_DAMAGED, WORKBOOK_ENCRYPTED, WORKBOOK_HOSTILE */
export async function readFile(fileName: string, bytes: Uint8Array, sink: WorkbookSink): Promise<void> {
  switch (sniffFile(bytes)) {
    case 'zip':
      return readZip(bytes, sink)
    case 'compound': {
      const { checkCompound } = await import('./legacy/compound.ts')
      checkCompound(bytes)
      return (await legacy()).readWithSheetJs(bytes, 'xls', sink)
    }
    case 'biff':
      return (await legacy()).readWithSheetJs(bytes, 'xls', sink)
    case 'text':
      return readText(fileName, bytes, sink)
  }
}

/** How an .xlsx looks; nothing for the other formats. Throws as `readFile`. */
export async function readFileLayout(bytes: Uint8Array): Promise<ParsedLayout> {
  const nothing = { sheets: [], names: [], isCut: false }
  if (sniffFile(bytes) !== 'zip') return nothing
  const zip = await openZip(bytes)
  return zip.has('[Content_Types].xml') ? readLayout(zip) : nothing
}

const readZip = async (bytes: Uint8Array, sink: WorkbookSink): Promise<void> => {
  const zip = await openZip(bytes)
  const { isOpenDocument, repackOpenDocument } = await import('./legacy/open-document.ts')
  if (await isOpenDocument(zip)) return (await legacy()).readWithSheetJs(await repackOpenDocument(zip), 'ods', sink)
  if (!zip.has('[Content_Types].xml')) throw new AppError('WORKBOOK_UNRECOGNISED')
  return readWorkbook(zip, sink)
}

const readText = async (fileName: string, bytes: Uint8Array, sink: WorkbookSink): Promise<void> => {
  const { checkHtml, checkXml2003, declaredCharset } = await import('./legacy/markup.ts')
  const charset = declaredCharset(bytes)
  // Pages that name GB2312 are written in its larger successors.
  const named = charset !== undefined && /^gb/.test(charset) ? 'gb18030' : charset
  const text =
    named !== undefined && named !== 'utf-8' && iconv.encodingExists(named) ? iconv.decode(Buffer.from(bytes), named) : decodeText(bytes)
  switch (sniffText(text)) {
    case 'xml2003':
      checkXml2003(text)
      return (await legacy()).readWithSheetJs(text, 'xml2003', sink)
    case 'html':
      checkHtml(text)
      return (await legacy()).readWithSheetJs(text, 'html', sink)
    case 'csv':
      return readCsv(text, fileName.replace(/\.[^.]*$/, '').slice(0, 100), sink)
  }
}
