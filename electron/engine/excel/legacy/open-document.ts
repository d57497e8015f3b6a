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

const openDocumentType = 'application/vnd.oasis.opendocument.spreadsheet'
const needed = ['content.xml', 'styles.xml', 'META-INF/manifest.xml']

export async function isOpenDocument(zip: ZipPackage): Promise<boolean> {
  if (!zip.has('mimetype') || !zip.has('content.xml')) return false
  const type = await collectBytes(await zip.open('mimetype'), 1024)
  return type.toString('latin1').trim().startsWith(openDocumentType)
}

/** A small archive of checked parts. @throws AppError WORKBOOK_HOSTILE, WORKBOOK_DAMAGED, WORKBOOK_ENCRYPTED */
export async function repackOpenDocument(zip: ZipPackage): Promise<Buffer> {
  const small = new yazl.ZipFile()
  small.addBuffer(Buffer.from(openDocumentType), 'mimetype', { compress: false })
  for (const part of needed) {
    if (!zip.has(part)) continue
    const bytes = await collectBytes(await zip.open(part), workbookLimits.documentPartBytes)
    await checkPart(bytes)
    small.addBuffer(bytes, part, { compress: false })
  }
  small.end()
  return collectBytes(small.outputStream, workbookLimits.documentPartBytes * needed.length)
}

const checkPart = async (bytes: Buffer): Promise<void> => {
  let repeatRows = 1
  let cells = 0
  await parseXml(
    Readable.from(slices(bytes)),
    {
      open(name, attributes) {
        if (name === 'table-row') repeatRows = repeat(attributes, 'number-rows-repeated', workbookLimits.rows)
        if (name !== 'table-cell') return
        const columns = repeat(attributes, 'number-columns-repeated', workbookLimits.columns)
        // Only cells with content are really repeated; the empty ones reach to the edge in every file.
        if (prefixedAttribute(attributes, 'value-type') === undefined) return
        cells += columns * repeatRows
        if (cells > workbookLimits.cells) throw hostile('cells')
      },
      close() {},
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
