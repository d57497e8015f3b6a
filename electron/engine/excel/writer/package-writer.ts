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
/** Compressing waits for the next piece and the next piece for compressing: of many small ones each costs a round trip (measured: 64 KB a fifth more time, 16 KB twice). */
const pieceBytes = 1 << 18
/** A character takes three bytes at most, one beyond the basic plane four for its two halves. */
const mostBytes = 3

/**
 * @param deterministic the same bytes for the same parts on every platform: entries are stored, because compressed bytes
 *   differ between versions of the compressor
 */
export async function writePackage(parts: readonly WorkbookPart[], deterministic: boolean): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  await streamPackage(parts, deterministic, (chunk) => void chunks.push(chunk))
  return Buffer.concat(chunks)
}

/**
 * The same, handed on as it is made: no more than some pieces of it are in memory at any time, unless it is deterministic.
 * @param take the next piece may wait for it
 */
export async function streamPackage(
  parts: readonly WorkbookPart[],
  deterministic: boolean,
  take: (chunk: Buffer) => Promise<void> | void,
): Promise<void> {
  const zip = new yazl.ZipFile()
  const output = zip.outputStream as Readable // yazl declares less than it gives
  const options = { mtime: fixedTime(), mode: 0o100644, forceDosTimestamp: true, compress: !deterministic }
  const fail = (error: Error): void => void output.destroy(error)
  zip.on('error', fail)
  for (const part of parts) {
    // Stored entries name their size up front; readers that stream need it there.
    if (deterministic) zip.addBuffer(Buffer.concat([...pieces(part.text)]), part.name, options)
    else {
      const source = Readable.from(pieces(part.text), { objectMode: false })
      source.on('error', fail)
      zip.addReadStream(source, part.name, options)
    }
  }
  zip.end()
  for await (const chunk of output) await take(chunk as Buffer) // a zip is bytes
}

/** Each text goes into bytes at once: long strings pieced together would outlive the rows and pile up until a large collection. */
function* pieces(text: Iterable<string>): Generator<Buffer> {
  let piece = Buffer.allocUnsafeSlow(pieceBytes)
  let length = 0
  for (const part of text) {
    const most = part.length * mostBytes
    if (length > 0 && length + most > piece.length) {
      yield piece.subarray(0, length)
      piece = Buffer.allocUnsafeSlow(Math.max(pieceBytes, most))
      length = 0
    } else if (most > piece.length) piece = Buffer.allocUnsafeSlow(most)
    length += piece.write(part, length)
  }
  if (length > 0) yield piece.subarray(0, length)
}
