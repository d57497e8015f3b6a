/**
 * A bounded view of a zip archive in memory. The directory is checked whole before anything is inflated: names that
 * leave the archive, two entries of one name and entries that share bytes are refused, because two programs would see
 * different contents in such a file. Entries are inflated one at a time, as streams, only when they are needed.
 */
import { constants } from 'node:buffer'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import yauzl from 'yauzl'
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'

export interface ZipPackage {
  /** Size of the whole archive. */
  readonly fileBytes: number
  has(part: string): boolean
  /** Names of all entries, as in the archive. */
  readonly names: readonly string[]
  /** Inflated size as the archive claims it; only good for showing progress. */
  claimedSize(part: string): number
  /** Written without compression. */
  isStored(part: string): boolean
  /** Throws WORKBOOK_DAMAGED when there is no such part. */
  open(part: string): Promise<Readable>
  /** The whole content at once, for parts that are needed whole. Throws WORKBOOK_DAMAGED, WORKBOOK_ENCRYPTED, WORKBOOK_HOSTILE beyond `maxBytes`. */
  content(part: string, maxBytes: number): Buffer
  /** As it lies in the archive; nothing is inflated or compared. Throws WORKBOOK_DAMAGED, WORKBOOK_ENCRYPTED. */
  packed(part: string): PackedEntry
}

/** An entry of an archive with its content packed. */
export interface PackedEntry {
  readonly nameBytes: Buffer
  readonly isUtf8: boolean
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly crc32: number
  /** Inflated, as claimed. */
  readonly size: number
  readonly data: Buffer
}

/** Parts are looked up without regard to case, with either slash, as Office does. */
const partKey = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

const localHeaderBytes = 30

/** @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE, WORKBOOK_ENCRYPTED */
export async function openZip(bytes: Uint8Array): Promise<ZipPackage> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const file = await fromBuffer(buffer)
  if (file.entryCount > workbookLimits.zipEntries) throw hostile('zipEntries')
  const entries = await readDirectory(file)
  refuseOverlaps([...entries.values()])
  let room = workbookLimits.inflatedBytes + workbookLimits.inflatedRatio * bytes.length
  const count = (length: number): void => {
    room -= length
    if (room < 0) throw hostile('inflated')
  }
  return {
    fileBytes: bytes.length,
    names: [...entries.values()].map((entry) => entry.fileName),
    has: (part) => entries.has(partKey(part)),
    claimedSize: (part) => entries.get(partKey(part))?.uncompressedSize ?? 0,
    isStored: (part) => entries.get(partKey(part))?.compressionMethod === 0,
    content(part, maxBytes) {
      const packed = packedEntry(buffer, entries.get(partKey(part)))
      const content = room < maxBytes ? unpacked(packed, room, 'inflated') : unpacked(packed, maxBytes, 'partBytes')
      count(content.length)
      return content
    },
    async open(part) {
      const entry = entries.get(partKey(part))
      const whole = entry !== undefined && entry.uncompressedSize <= wholePart ? smallContent(packedEntry(buffer, entry)) : undefined
      if (whole === undefined) return openEntry(file, entry, count)
      count(whole.length)
      return Readable.from([whole], { objectMode: false })
    },
    packed: (part) => packedEntry(buffer, entries.get(partKey(part))),
  }
}

const fromBuffer = (buffer: Buffer): Promise<yauzl.ZipFile> =>
  new Promise((resolve, reject) => {
    // Wrong declared sizes occur in honest files; every reader counts the inflated bytes itself.
    yauzl.fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: false, strictFileNames: false }, (error, file) =>
      error === null ? resolve(file) : reject(new AppError('WORKBOOK_DAMAGED', {}, { cause: error })),
    )
  })

const readDirectory = (file: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> =>
  new Promise((resolve, reject) => {
    const entries = new Map<string, yauzl.Entry>()
    file.on('entry', (entry: yauzl.Entry) => {
      const key = partKey(entry.fileName)
      if (entries.has(key)) return reject(hostile('duplicateEntry'))
      entries.set(key, entry)
      file.readEntry()
    })
    file.on('end', () => resolve(entries))
    file.on('error', (error: Error) =>
      reject(
        /relative path|absolute path/.test(error.message) ? hostile('unsafeName') : new AppError('WORKBOOK_DAMAGED', {}, { cause: error }),
      ),
    )
    file.readEntry()
  })

const refuseOverlaps = (entries: readonly yauzl.Entry[]): void => {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  let end = 0
  for (const entry of inOrder) {
    if (entry.relativeOffsetOfLocalHeader < end) throw hostile('overlappingEntries')
    end = entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.fileNameLength + entry.compressedSize
  }
}

const openEntry = (file: yauzl.ZipFile, entry: yauzl.Entry | undefined, count: (length: number) => void): Promise<Readable> =>
  new Promise((resolve, reject) => {
    if (entry === undefined) return reject(new AppError('WORKBOOK_DAMAGED'))
    if (entry.isEncrypted()) return reject(new AppError('WORKBOOK_ENCRYPTED'))
    const isDeflated = entry.compressionMethod === deflated
    file.openReadStream(entry, isDeflated ? { decompress: false } : {}, (error, stream) => {
      if (error !== null) return reject(new AppError('WORKBOOK_DAMAGED', {}, { cause: error }))
      resolve(Readable.from(checked(isDeflated ? inflated(stream) : stream, entry.crc32, count), { objectMode: false }))
    })
  })

const deflated = 8
/** Up to this size a part is inflated at once, which costs a fraction of a stream. */
const wholePart = 1 << 18

/** Undefined for what is larger than it claims: that is counted as it streams. */
const smallContent = (packed: PackedEntry): Buffer | undefined => {
  try {
    return unpacked(packed, wholePart, 'partBytes')
  } catch (error) {
    if (error instanceof AppError && error.code === 'WORKBOOK_HOSTILE') return undefined
    throw error
  }
}
/** Large pieces cost less on the way. */
const inflatedPiece = 1 << 16

const inflated = (stream: Readable): Readable => {
  const inflate = createInflateRaw({ chunkSize: inflatedPiece })
  // Whoever reads hears of a failure of either.
  pipeline(stream, inflate, () => {})
  return inflate
}

/** The same bytes, counted, and compared with their checksum at the end: a damaged part must not be read as other figures. */
async function* checked(stream: Readable, checksum: number, count: (length: number) => void): AsyncGenerator<Buffer> {
  let sum = 0
  try {
    for await (const chunk of stream) {
      const part = chunk as Buffer // zip entries are byte streams
      count(part.length)
      sum = crc32(part, sum)
      yield part
    }
  } catch (error) {
    // What does not inflate.
    throw error instanceof AppError ? error : new AppError('WORKBOOK_DAMAGED', {}, { cause: error })
  }
  if (sum !== checksum) throw new AppError('WORKBOOK_DAMAGED')
}

const packedEntry = (file: Buffer, entry: yauzl.Entry | undefined): PackedEntry => {
  if (entry === undefined || (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)) throw new AppError('WORKBOOK_DAMAGED')
  if (entry.isEncrypted()) throw new AppError('WORKBOOK_ENCRYPTED')
  const at = entry.relativeOffsetOfLocalHeader
  if (at + localHeaderBytes > file.length) throw new AppError('WORKBOOK_DAMAGED')
  // The header beside the part may have other extra fields than the directory.
  const start = at + localHeaderBytes + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)
  if (start + entry.compressedSize > file.length) throw new AppError('WORKBOOK_DAMAGED')
  return {
    nameBytes: entry.fileNameRaw,
    isUtf8: (entry.generalPurposeBitFlag & 0x800) !== 0,
    method: entry.compressionMethod,
    crc32: entry.crc32,
    size: entry.uncompressedSize,
    data: file.subarray(start, start + entry.compressedSize),
  }
}

/** Stops at the first byte beyond the limit, whatever size the archive claims. */
const unpacked = ({ method, data, crc32: checksum }: PackedEntry, maxBytes: number, beyond: 'partBytes' | 'inflated'): Buffer => {
  let content = data
  if (method === deflated) {
    try {
      content = inflateRawSync(data, { maxOutputLength: Math.min(maxBytes, constants.MAX_LENGTH), chunkSize: inflatedPiece })
    } catch (error) {
      const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      throw isTooLarge ? hostile(beyond) : new AppError('WORKBOOK_DAMAGED', {}, { cause: error })
    }
  }
  if (content.length > maxBytes) throw hostile(beyond)
  if (crc32(content) !== checksum) throw new AppError('WORKBOOK_DAMAGED')
  return content
}
