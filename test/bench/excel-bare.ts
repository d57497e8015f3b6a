/** The least that reading and writing a workbook can cost, with the same bare libraries that ours rest on. */
import { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import yauzl from 'yauzl'
import yazl from 'yazl'

/** Every part through the XML parser, values built and dropped. */
export async function bareParse(bytes: Buffer): Promise<number> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, opened) => (error === null ? resolve(opened) : reject(error))),
  )
  let characters = 0
  const parsePart = async (entry: yauzl.Entry): Promise<void> => {
    const stream = await new Promise<Readable>((resolve, reject) =>
      zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(error))),
    )
    const parser = new SaxesParser({ position: false })
    const decoder = new TextDecoder()
    let value = ''
    parser.on('text', (text) => {
      value += text
    })
    parser.on('closetag', () => {
      characters += value.length
      value = ''
    })
    for await (const chunk of stream) parser.write(decoder.decode(chunk as Buffer, { stream: true }))
  }
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => void parsePart(entry).then(() => zip.readEntry(), reject))
    zip.on('end', resolve)
    zip.readEntry()
  })
  return characters
}

/** Every part taken out and put into a new file. */
export async function unzipAndZip(bytes: Buffer): Promise<number> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, opened) => (error === null ? resolve(opened) : reject(error))),
  )
  const written = new yazl.ZipFile()
  const copy = async (entry: yauzl.Entry): Promise<void> => {
    if (entry.fileName.endsWith('/')) return written.addEmptyDirectory(entry.fileName)
    const stream = await new Promise<Readable>((resolve, reject) =>
      zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(error))),
    )
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    written.addBuffer(Buffer.concat(chunks), entry.fileName)
  }
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => void copy(entry).then(() => zip.readEntry(), reject))
    zip.on('end', resolve)
    zip.readEntry()
  })
  written.end()
  let length = 0
  for await (const chunk of written.outputStream) length += (chunk as Buffer).length
  return length
}

export type CellKind = 'text' | 'number'

/** The same cells as XML of the same shape — address, style, inline text — through yazl at its usual level. */
export async function rawWrite(
  rows: number,
  kinds: readonly CellKind[],
  cellOf: (row: number, column: number) => string | number,
): Promise<number> {
  const letters = kinds.map((_, column) => (column < 26 ? '' : 'A') + String.fromCharCode(65 + (column % 26)))
  function* sheet(): Generator<string> {
    let chunk = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for (let row = 0; row < rows; row++) {
      chunk += `<row r="${row + 1}">`
      for (let column = 0; column < kinds.length; column++) {
        const value = cellOf(row, column)
        chunk +=
          kinds[column] === 'text'
            ? `<c r="${letters[column]}${row + 1}" s="4" t="inlineStr"><is><t xml:space="preserve">${String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`
            : `<c r="${letters[column]}${row + 1}" s="3"><v>${value}</v></c>`
      }
      chunk += '</row>'
      if (chunk.length < 65_536) continue
      yield chunk
      chunk = ''
    }
    yield `${chunk}</sheetData></worksheet>`
  }
  const zip = new yazl.ZipFile()
  zip.addReadStream(Readable.from(sheet(), { objectMode: false }), 'xl/worksheets/sheet1.xml')
  zip.end()
  let bytes = 0
  for await (const chunk of zip.outputStream) bytes += (chunk as Buffer).length
  return bytes
}
