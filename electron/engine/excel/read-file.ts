/**
 * Reads one outside file of any known format into a sink. Runs inside the parser process, which starts anew for each
 * file: what other formats need is not loaded for it.
 */
import type { ParsedLayout } from '../ports.ts'
import { openZip } from './package/zip.ts'
import { readWorkbook } from './reader/workbook-reader.ts'
import type { WorkbookSink } from './sink.ts'
import { foreignFile, sniffFile } from './sniff.ts'

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
    case 'text': {
      const { readText } = await import('./text/read-text.ts')
      return readText(fileName, bytes, sink)
    }
  }
}

/** How an .xlsx looks; nothing for the other formats. Throws as `readFile`. */
export async function readFileLayout(bytes: Uint8Array): Promise<ParsedLayout> {
  const nothing = { sheets: [], names: [], tables: [], isCut: false, hasMacros: false }
  if (sniffFile(bytes) !== 'zip') return nothing
  const zip = await openZip(bytes)
  if (!zip.has('[Content_Types].xml')) return nothing
  const { readLayout } = await import('./reader/layout-reader.ts')
  return readLayout(zip)
}

const readRecords = async (stream: Buffer, fileBytes: number, sink: WorkbookSink): Promise<void> => {
  const { soundRecords } = await import('./legacy/records.ts')
  const { makeFormatsReadable } = await import('./legacy/old-formats.ts')
  const sound = soundRecords(stream)
  const formatOf = makeFormatsReadable(sound)
  return (await legacy()).readWithSheetJs(sound, fileBytes, 'xls', sink, { formatOf })
}

const readZip = async (bytes: Uint8Array, sink: WorkbookSink): Promise<void> => {
  const zip = await openZip(bytes)
  if (zip.has('mimetype')) {
    const { openDocumentKind, repackOpenDocument } = await import('./legacy/open-document.ts')
    const kind = await openDocumentKind(zip)
    if (kind === 'word' || kind === 'slides') throw foreignFile(kind)
    if (kind === 'table') {
      const { archive, hidden } = await repackOpenDocument(zip)
      return (await legacy()).readWithSheetJs(archive, bytes.length, 'ods', sink, { hidden })
    }
  }
  if (!zip.has('[Content_Types].xml')) throw foreignFile(zip.has('OFD.xml') ? 'ofd' : 'archive')
  return readWorkbook(zip, sink)
}
