/** Writes an archive; parts that nobody changed are taken over packed as they are, which costs nothing and alters nothing. */
import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import { hostile } from '../limits.ts'
import type { PackedEntry } from '../package/zip.ts'

const deflate = promisify(deflateRaw)

const localSignature = 0x04034b50
const directorySignature = 0x02014b50
const endSignature = 0x06054b50
/** Inflating needs version 2.0. */
const version = 20
const utf8Flag = 0x800
/** The first of January 1980: the same bytes on every day. */
const fixedDate = 0x21
const largest = 0xffffffff

/** A part packed with new content. */
export async function packEntry(name: string, content: Buffer, isStored: boolean): Promise<PackedEntry> {
  return {
    nameBytes: Buffer.from(name),
    isUtf8: true,
    method: isStored ? 0 : 8,
    crc32: crc32(content),
    size: content.length,
    data: isStored ? content : await deflate(content),
  }
}

/** @throws AppError WORKBOOK_HOSTILE for sizes that no honest workbook has */
export function writeZip(entries: readonly PackedEntry[]): Uint8Array {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { nameBytes, isUtf8, method, crc32: sum, size, data } of entries) {
    if (size > largest || at + data.length > largest || entries.length > 0xffff) throw hostile('partBytes')
    // What the header beside the part and the one in the directory have in common.
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(version, 0)
    shared.writeUInt16LE(isUtf8 ? utf8Flag : 0, 2)
    shared.writeUInt16LE(method, 4)
    shared.writeUInt16LE(fixedDate, 8)
    shared.writeUInt32LE(sum, 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(size, 18)
    shared.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([signature(localSignature), shared, nameBytes])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const made = Buffer.alloc(2)
    made.writeUInt16LE(version)
    directory.push(signature(directorySignature), made, shared, place, nameBytes)
    pieces.push(local, data)
    at += local.length + data.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...pieces, listed, signature(endSignature), end])
}

const signature = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
