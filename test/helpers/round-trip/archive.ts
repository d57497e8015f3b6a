/** Reads a zip archive on its own, so that what judges the program does not rest on what the program uses. */
import { inflateRawSync } from 'node:zlib'

const endRecord = 0x06054b50
const directoryRecord = 0x02014b50

/** Contents by name, in the order of the archive's directory. */
export function readArchive(bytes: Uint8Array): Map<string, Buffer> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = file.length - 22
  while (end >= 0 && file.readUInt32LE(end) !== endRecord) end--
  if (end < 0) throw new Error('no archive')
  const parts = new Map<string, Buffer>()
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (file.readUInt32LE(at) !== directoryRecord) throw new Error('a broken directory')
    const method = file.readUInt16LE(at + 10)
    const packed = file.readUInt32LE(at + 20)
    const nameLength = file.readUInt16LE(at + 28)
    const local = file.readUInt32LE(at + 42)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const data = file.subarray(start, start + packed)
    if (parts.has(name)) throw new Error(`two parts named ${name}`)
    if (!name.endsWith('/')) parts.set(name, method === 0 ? Buffer.from(data) : inflateRawSync(data))
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return parts
}
