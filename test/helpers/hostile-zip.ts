import { crc32, deflateRawSync } from 'node:zlib'

export interface RawEntry {
  readonly name: string | Uint8Array
  readonly bytes: Uint8Array
  readonly deflate?: boolean
  /** Unix mode in the directory; 0o120777 is a symbolic link. */
  readonly mode?: number
  /** General purpose flags; bit 0 says encrypted, bit 11 UTF-8. */
  readonly flags?: number
  /** Size the headers claim instead of the true one. */
  readonly claimedSize?: number
  /** Packed size the directory claims instead of the true one. */
  readonly claimedPacked?: number
  /** Checksum instead of the true one. */
  readonly checksum?: number
  /** Name in the local header instead of the directory's. */
  readonly localName?: string
  /** Where the directory says the entry begins. */
  readonly offset?: number
  /** Compression method instead of 0 or 8. */
  readonly method?: number
  /** Extra field of the directory. */
  readonly extra?: Uint8Array
}

const number = (size: 2 | 4, value: number): Buffer => {
  const buffer = Buffer.alloc(size)
  if (size === 2) buffer.writeUInt16LE(value)
  else buffer.writeUInt32LE(value >>> 0)
  return buffer
}

/** Packing the last byte out of these would take longer than the test. */
const largeBytes = 8 << 20

/** Writes a zip that says exactly what it is told to, lies included. */
export function rawZip(entries: readonly RawEntry[]): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { name, bytes, deflate = false, mode = 0o100644, flags = 0x800, extra = new Uint8Array() } = entry
    const rawName = Buffer.from(name)
    const localName = entry.localName === undefined ? rawName : Buffer.from(entry.localName)
    const data = deflate ? deflateRawSync(bytes, { level: bytes.length > largeBytes ? 4 : 9 }) : Buffer.from(bytes)
    const shared = (packed: number) => [
      number(2, 20),
      number(2, flags),
      number(2, entry.method ?? (deflate ? 8 : 0)),
      number(4, 0),
      number(4, entry.checksum ?? crc32(bytes)),
      number(4, packed),
      number(4, entry.claimedSize ?? bytes.length),
    ]
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      ...shared(data.length),
      number(2, localName.length),
      number(2, 0),
      localName,
      data,
    ])
    const rest = [number(2, 0), number(2, 0), number(2, 0), number(4, mode << 16), number(4, entry.offset ?? offset), rawName, extra]
    const lengths = [number(2, rawName.length), number(2, extra.length)]
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        number(2, (3 << 8) | 20),
        ...shared(entry.claimedPacked ?? data.length),
        ...lengths,
        ...rest,
      ]),
    )
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = [
    number(2, 0),
    number(2, 0),
    number(2, entries.length),
    number(2, entries.length),
    number(4, central.length),
    number(4, offset),
    number(2, 0),
  ]
  return new Uint8Array(Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), ...end]))
}
