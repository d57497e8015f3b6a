/** Reads one outside file of any known format into a sink. Runs inside the parser process. */
import iconv from 'iconv-lite'
import { AppError } from '../../../shared/model/errors.ts'
import type { ParsedLayout } from '../ports.ts'
import { openZip } from './package/zip.ts'
import { readLayout } from './reader/layout-reader.ts'
import { readWorkbook } from './reader/workbook-reader.ts'
import type { WorkbookSink } from './sink.ts'
import { sniffFile, sniffText } from './sniff.ts'
import { readCsv, refuseEndless } from './text/csv.ts'
import { decodeText } from './text/decode.ts'

/** SheetJS is large: it is loaded only for the formats that need it. */
const legacy = () => import('./legacy/sheetjs.ts')

/** @throws AppError FILE_EMPTY, WORKBOOK_UNRECOGNISED, WORKBOOK_DAMAGED, WORKBOOK_ENCRYPTED, WORKBOOK_HOSTILE */
export async function readFile(fileName: string, bytes: Uint8Array, sink: WorkbookSink): Promise<void> {
  switch (sniffFile(bytes)) {
    case 'zip':
      return readZip(bytes, sink)
    case 'compound': {
      const { workbookStream } = await import('./legacy/compound.ts')
      return readRecords(workbookStream(bytes), bytes.length, sink)
    }
    case 'biff':
      return readRecords(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes.length, sink)
    case 'text':
      return readText(fileName, bytes, sink)
  }
}

/** How an .xlsx looks; nothing for the other formats. Throws as `readFile`. */
export async function readFileLayout(bytes: Uint8Array): Promise<ParsedLayout> {
  const nothing = { sheets: [], names: [], isCut: false, hasMacros: false }
  if (sniffFile(bytes) !== 'zip') return nothing
  const zip = await openZip(bytes)
  return zip.has('[Content_Types].xml') ? readLayout(zip) : nothing
}

const readRecords = async (stream: Buffer, fileBytes: number, sink: WorkbookSink): Promise<void> => {
  const { soundRecords } = await import('./legacy/records.ts')
  return (await legacy()).readWithSheetJs(soundRecords(stream), fileBytes, 'xls', sink)
}

const readZip = async (bytes: Uint8Array, sink: WorkbookSink): Promise<void> => {
  const zip = await openZip(bytes)
  const { isOpenDocument, repackOpenDocument } = await import('./legacy/open-document.ts')
  if (await isOpenDocument(zip)) {
    const { archive, hidden } = await repackOpenDocument(zip)
    return (await legacy()).readWithSheetJs(archive, bytes.length, 'ods', sink, hidden)
  }
  if (!zip.has('[Content_Types].xml')) throw new AppError('WORKBOOK_UNRECOGNISED')
  return readWorkbook(zip, sink)
}

const readText = async (fileName: string, bytes: Uint8Array, sink: WorkbookSink): Promise<void> => {
  const { checkHtml, checkXml2003, declaredCharset } = await import('./legacy/markup.ts')
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
    case 'html':
      checkHtml(text, bytes.length)
      return (await legacy()).readWithSheetJs(text, bytes.length, 'html', sink)
    case 'csv':
      return readCsv(text, bytes.length, fileName.replace(/\.[^.]*$/, '').slice(0, 100), sink)
  }
}
