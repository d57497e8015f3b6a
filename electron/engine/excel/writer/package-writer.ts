/** Puts parts together to a workbook file. */
import { Readable } from 'node:stream'
import yazl from 'yazl'

export interface WorkbookPart {
  readonly name: string
  /** The text of the part, in pieces. */
  readonly text: Iterable<string>
}

/** The first moment a zip entry can name, in local time as zip has it: the same bytes in every time zone. */
const fixedTime = () => new Date(1980, 0, 1)
const pieceCharacters = 65_536

/**
 * @param deterministic the same bytes for the same parts on every platform: entries are stored, because compressed bytes
 *   differ between versions of the compressor
 */
export async function writePackage(parts: readonly WorkbookPart[], deterministic: boolean): Promise<Uint8Array> {
  const zip = new yazl.ZipFile()
  const chunks: Buffer[] = []
  const finished = new Promise<void>((resolve, reject) => {
    zip.on('error', reject)
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('end', resolve)
    zip.outputStream.on('error', reject)
    const options = { mtime: fixedTime(), mode: 0o100644, forceDosTimestamp: true, compress: !deterministic }
    for (const part of parts) {
      // Stored entries name their size up front; readers that stream need it there.
      if (deterministic) zip.addBuffer(Buffer.concat([...pieces(part.text)]), part.name, options)
      else {
        const source = Readable.from(pieces(part.text), { objectMode: false })
        source.on('error', reject)
        zip.addReadStream(source, part.name, options)
      }
    }
    zip.end()
  })
  await finished
  return Buffer.concat(chunks)
}

function* pieces(text: Iterable<string>): Generator<Buffer> {
  let piece = ''
  for (const part of text) {
    piece += part
    if (piece.length < pieceCharacters) continue
    yield Buffer.from(piece)
    piece = ''
  }
  if (piece !== '') yield Buffer.from(piece)
}
