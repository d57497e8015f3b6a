/**
 * OpenDocument spreadsheets are inflated whole by SheetJS. Before that the parts it needs are streamed through our own
 * capped parser, and only these go into the archive it gets to see.
 */
import { Readable } from 'node:stream'
import yazl from 'yazl'
import { hostile, workbookLimits } from '../limits.ts'
import { parseXml, prefixedAttribute } from '../package/xml.ts'
import type { ZipPackage } from '../package/zip.ts'
import { collectBytes } from '../stream-bytes.ts'
import { type HiddenBySheet, HiddenLineFinder } from './hidden-lines.ts'

const openDocument = 'application/vnd.oasis.opendocument.'
const openDocumentType = `${openDocument}spreadsheet`
const needed = ['content.xml', 'styles.xml', 'META-INF/manifest.xml']

/** What an archive that names its type is; undefined for anything but a document of that kind. */
export async function openDocumentKind(zip: ZipPackage): Promise<'table' | 'word' | 'slides' | undefined> {
  if (!zip.has('mimetype') || !zip.has('content.xml')) return undefined
  const type = (await collectBytes(await zip.open('mimetype'), 1024)).toString('latin1').trim()
  if (type.startsWith(openDocumentType)) return 'table'
  return type.startsWith(`${openDocument}text`) ? 'word' : type.startsWith(`${openDocument}presentation`) ? 'slides' : undefined
}

/** A small archive of checked parts. @throws AppError WORKBOOK_HOSTILE, WORKBOOK_DAMAGED, WORKBOOK_ENCRYPTED */
export async function repackOpenDocument(zip: ZipPackage): Promise<{ readonly archive: Buffer; readonly hidden: HiddenBySheet }> {
  const finder = new HiddenLineFinder()
  const small = new yazl.ZipFile()
  small.addBuffer(Buffer.from(openDocumentType), 'mimetype', { compress: false })
  for (const part of needed) {
    if (!zip.has(part)) {
      // The library insists on one.
      if (part === 'styles.xml') small.addBuffer(Buffer.from('<document-styles/>'), part)
      continue
    }
    const bytes = await collectBytes(await zip.open(part), workbookLimits.documentPartBytes)
    await checkPart(bytes, zip.fileBytes, part === 'content.xml' ? finder : undefined)
    small.addBuffer(bytes, part, { compress: false })
  }
  small.end()
  const archive = await collectBytes(small.outputStream, workbookLimits.documentPartBytes * needed.length)
  return { archive, hidden: finder.sheets }
}

const checkPart = async (bytes: Buffer, fileBytes: number, finder: HiddenLineFinder | undefined): Promise<void> => {
  let cells = 0
  const most = Math.min(workbookLimits.cells, workbookLimits.repeatedCells + fileBytes)
  let repeatRows = 1
  let rows = 0
  let spaces = 0
  let sheets = 0
  let merges = 0
  let mergedRows = 0
  /** How often the cell at hand stands in the sheet; 0 when it was counted, or outside of cells. */
  let uncounted = 0
  await parseXml(
    Readable.from(slices(bytes)),
    {
      open(name, attributes) {
        if (name === 'table') {
          rows = 0
          if (++sheets > workbookLimits.sheets) throw hostile('sheets')
          finder?.openSheet(prefixedAttribute(attributes, 'name') ?? '', prefixedAttribute(attributes, 'style-name'))
        } else if (name === 'style') {
          finder?.openStyle(prefixedAttribute(attributes, 'name'))
        } else if (name === 'table-properties') {
          finder?.passSheetLook(prefixedAttribute(attributes, 'display'))
        } else if (name === 'table-column') {
          const columns = repeat(attributes, 'number-columns-repeated', workbookLimits.columns)
          finder?.passColumns(columns, prefixedAttribute(attributes, 'visibility'))
        } else if (name === 'table-row') {
          repeatRows = repeat(attributes, 'number-rows-repeated', workbookLimits.rows)
          rows += repeatRows
          finder?.passRows(repeatRows, prefixedAttribute(attributes, 'visibility'))
          // The empty rest of a sheet is written as one repeated row, and some programs count it a little too far.
          if (rows > 2 * workbookLimits.rows) throw hostile('address')
        } else if (name === 's') {
          spaces += repeat(attributes, 'c', workbookLimits.cellCharacters)
          if (spaces > workbookLimits.smallTextCharacters) throw hostile('textCharacters')
        }
        if (name === 'table-cell') {
          uncounted = repeat(attributes, 'number-columns-repeated', workbookLimits.columns) * repeatRows
          const spanned = repeat(attributes, 'number-rows-spanned', workbookLimits.rows)
          if (spanned > 1) {
            merges++
            mergedRows += Math.min(spanned, workbookLimits.tallMerge)
          }
          if (merges > workbookLimits.merges || mergedRows > workbookLimits.mergedRows) throw hostile('merges')
          // Only cells with content are really repeated; the empty ones reach to the edge in every file.
          if (prefixedAttribute(attributes, 'value-type') === undefined) return
        } else if (uncounted === 0) return
        cells += uncounted
        uncounted = 0
        if (cells > most) throw hostile('cells')
      },
      close(name) {
        if (name === 'table-cell') uncounted = 0
      },
    },
    { maxBytes: workbookLimits.documentPartBytes },
  )
}

const repeat = (attributes: Readonly<Record<string, string>>, name: string, most: number): number => {
  const count = Number(prefixedAttribute(attributes, name) ?? 1)
  if (!(count >= 1 && count <= most)) throw hostile('address')
  return count
}

function* slices(bytes: Buffer): Generator<Buffer> {
  const size = 65_536
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
