/**
 * Takes the workbook out of an OLE container. Chains of sectors may point in circles or at each other, sizes may lie:
 * nothing is followed further than the file is long, and the library gets to see the one stream, never the container.
 */
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile } from '../limits.ts'
import { foreignFile } from '../sniff.ts'
import { soundRecords } from './records.ts'

interface Entry {
  readonly name: string
  readonly kind: number
  readonly start: number
  readonly size: number
}

const headerBytes = 512
const entryBytes = 128
const miniSectorBytes = 64
const rootKind = 5
const streamKind = 2
/** Sector numbers from here on mean free, end of chain or a table of the container itself. */
const special = 0xfffffffa
const sectorsInHeader = 109
const entriesToRead = 4096

/** @throws AppError WORKBOOK_ENCRYPTED, WORKBOOK_UNRECOGNISED (a text document, a mail …), WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export function workbookStream(bytes: Uint8Array): Buffer {
  const container = openContainer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const find = (name: string) => container.entries.find((entry) => entry.kind === streamKind && entry.name.toLowerCase() === name)
  if (find('encryptedpackage') !== undefined) throw new AppError('WORKBOOK_ENCRYPTED')
  const entry = find('workbook') ?? find('book')
  if (entry !== undefined) return container.read(entry)
  if (find('worddocument') !== undefined) throw foreignFile('word')
  if (find('powerpoint document') !== undefined) throw foreignFile('slides')
  throw new AppError('WORKBOOK_UNRECOGNISED')
}

/** What is wrong with a container, if anything; says nothing about one with a sound workbook. Throws as `workbookStream` does. */
export function checkCompound(bytes: Uint8Array): void {
  soundRecords(workbookStream(bytes))
}

const openContainer = (file: Buffer) => {
  if (file.length < headerBytes) throw new AppError('WORKBOOK_DAMAGED')
  const shift = file.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) throw new AppError('WORKBOOK_DAMAGED')
  const sectorBytes = 1 << shift
  const sectors = Math.ceil(file.length / sectorBytes) - 1
  const sector = (number: number): Buffer => file.subarray((number + 1) * sectorBytes, (number + 2) * sectorBytes)
  const word = (within: Buffer | undefined, index: number): number =>
    within !== undefined && index * 4 + 4 <= within.length ? within.readUInt32LE(index * 4) : special

  const tables = tableSectors(file, sectors, sectorBytes, sector, word)
  const wordsPerSector = sectorBytes / 4
  const next = (number: number): number => {
    const table = tables[Math.floor(number / wordsPerSector)]
    return table === undefined ? special : word(sector(table), number % wordsPerSector)
  }
  /** The sectors of a chain, at most as many as hold `size` bytes. */
  const chain = (start: number, size = Number.POSITIVE_INFINITY): Buffer => {
    const parts: Buffer[] = []
    const seen = new Set<number>()
    for (let at = start; at < special && at < sectors && parts.length * sectorBytes < size; at = next(at)) {
      if (seen.has(at)) throw hostile('container')
      seen.add(at)
      parts.push(sector(at))
    }
    const whole = Buffer.concat(parts)
    return whole.length > size ? whole.subarray(0, size) : whole
  }

  const entries = directoryEntries(chain(file.readUInt32LE(48)))
  const cutoff = file.readUInt32LE(56)
  const root = entries.find((entry) => entry.kind === rootKind)
  return {
    entries,
    read({ start, size }: Entry): Buffer {
      if (size > file.length) throw new AppError('WORKBOOK_DAMAGED')
      if (size >= cutoff) return chain(start, size)
      const store = root === undefined ? Buffer.alloc(0) : chain(root.start, Math.min(root.size, file.length))
      return miniChain(store, chain(file.readUInt32LE(60)), start, size)
    },
  }
}

/** Where the sectors lie that say which sector follows which. */
const tableSectors = (
  file: Buffer,
  sectors: number,
  sectorBytes: number,
  sector: (number: number) => Buffer,
  word: (within: Buffer | undefined, index: number) => number,
): readonly number[] => {
  const tables: number[] = []
  const add = (number: number): boolean => {
    if (number >= sectors) return false
    tables.push(number)
    if (tables.length > sectors) throw hostile('container')
    return true
  }
  let isWhole = true
  for (let index = 0; index < sectorsInHeader && isWhole; index++) isWhole = add(file.readUInt32LE(76 + index * 4))
  const seen = new Set<number>()
  const last = sectorBytes / 4 - 1
  for (let at = file.readUInt32LE(68); isWhole && at < special && at < sectors; at = word(sector(at), last)) {
    if (seen.has(at)) throw hostile('container')
    seen.add(at)
    for (let index = 0; index < last && isWhole; index++) isWhole = add(word(sector(at), index))
  }
  return tables
}

const directoryEntries = (directory: Buffer): readonly Entry[] => {
  const entries: Entry[] = []
  for (let at = 0; at + entryBytes <= directory.length; at += entryBytes) {
    if (entries.length >= entriesToRead) throw hostile('container')
    const nameBytes = Math.min(64, Math.max(2, directory.readUInt16LE(at + 64))) & ~1
    entries.push({
      name: directory.toString('utf16le', at, at + nameBytes - 2),
      kind: directory[at + 66] ?? 0,
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    })
  }
  return entries
}

const miniChain = (store: Buffer, table: Buffer, start: number, size: number): Buffer => {
  const parts: Buffer[] = []
  const seen = new Set<number>()
  const most = Math.ceil(store.length / miniSectorBytes)
  let at = start
  while (at < most && parts.length * miniSectorBytes < size) {
    if (seen.has(at)) throw hostile('container')
    seen.add(at)
    parts.push(store.subarray(at * miniSectorBytes, (at + 1) * miniSectorBytes))
    at = at * 4 + 4 <= table.length ? table.readUInt32LE(at * 4) : special
  }
  return Buffer.concat(parts).subarray(0, size)
}
