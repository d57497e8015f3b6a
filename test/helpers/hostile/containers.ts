import * as XLSX from 'xlsx'
import type { HostileFile } from './hostile-file.ts'

export const oldWorkbook = (bookType: 'biff8' | 'biff5' = 'biff8'): Buffer => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['序号', '名称'],
    [1, '甲'],
  ])
  return Buffer.from(XLSX.write({ SheetNames: ['S'], Sheets: { S: sheet } }, { type: 'buffer', bookType }))
}
export const container = (streams: Readonly<Record<string, Uint8Array>>): Buffer => {
  const made = XLSX.CFB.utils.cfb_new()
  for (const [name, content] of Object.entries(streams)) XLSX.CFB.utils.cfb_add(made, `/${name}`, Buffer.from(content))
  return Buffer.from(XLSX.CFB.write(made, { type: 'buffer' }) as Buffer) // asked for a buffer
}

/** One record of an .xls. */
const record = (kind: number, ...words: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 + words.length * 2)
  bytes.writeUInt16LE(kind, 0)
  bytes.writeUInt16LE(words.length * 2, 2)
  words.forEach((word, index) => {
    bytes.writeUInt16LE(word, 4 + index * 2)
  })
  return bytes
}
const begin = (kind: number) => record(0x809, 0x600, kind, 0, 0, 0, 0, 0, 0)
const end = record(0x0a)
/** A workbook of one sheet made of these records. */
const records = (...inner: readonly Uint8Array[]): Buffer => {
  const name = Buffer.from([0x85, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0x53])
  const globals = Buffer.concat([begin(5), name, end])
  globals.writeUInt32LE(globals.length, globals.indexOf(name) + 4)
  return container({ Workbook: Buffer.concat([globals, begin(16), ...inner, end]) })
}
const repeated = (count: number, piece: Buffer): Buffer => Buffer.alloc(count * piece.length, piece)
const edited = (edit: (file: Buffer) => void): Uint8Array => {
  const file = oldWorkbook()
  edit(file)
  return file
}
/** Where the sector table lies. */
const table = (file: Buffer): number => (file.readUInt32LE(76) + 1) * 512
const directory = (file: Buffer): number => (file.readUInt32LE(48) + 1) * 512
const entry = (file: Buffer, name: string): number => file.indexOf(Buffer.from(name, 'utf16le'), directory(file))

const circles: readonly HostileFile[] = [
  {
    name: 'a container whose chains run in circles',
    make: () =>
      edited((file) => {
        for (let at = 0; at < 128; at++) file.writeUInt32LE(at, table(file) + at * 4)
      }),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a directory that follows itself',
    make: () => edited((file) => file.writeUInt32LE(file.readUInt32LE(48), table(file) + file.readUInt32LE(48) * 4)),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a list of tables that follows itself',
    make: () =>
      edited((file) => {
        file.writeUInt32LE(0, 68)
        file.writeUInt32LE(9, 72)
        for (let at = 0; at < 109; at++) file.writeUInt32LE(0, 76 + at * 4)
        file.writeUInt32LE(0, 512 + 508)
      }),
    outcome: 'any',
  },
  {
    name: 'four billion sectors',
    make: () =>
      edited((file) => {
        file.writeUInt32LE(0xfffffff0, 44)
        file.writeUInt32LE(0xfffffff0, 64)
        file.writeUInt32LE(0xfffffff0, 72)
      }),
    outcome: 'any',
  },
  {
    name: 'a workbook of 4 GB',
    make: () => edited((file) => file.writeUInt32LE(0xfffffff0, entry(file, 'Workbook') + 120)),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'a workbook that begins nowhere',
    make: () => edited((file) => file.writeUInt32LE(0x00ffffff, entry(file, 'Workbook') + 116)),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'a workbook that is the directory',
    make: () => edited((file) => file.writeUInt32LE(file.readUInt32LE(48), entry(file, 'Workbook') + 116)),
    outcome: 'any',
  },
  { name: 'sectors of four bytes', make: () => edited((file) => file.writeUInt16LE(2, 30)), outcome: 'WORKBOOK_DAMAGED' },
  { name: 'sectors of 2 GB', make: () => edited((file) => file.writeUInt16LE(31, 30)), outcome: 'WORKBOOK_DAMAGED' },
  { name: 'only the head of a container', make: () => oldWorkbook().subarray(0, 512), outcome: 'any' },
  {
    name: 'twenty thousand streams',
    make: () => {
      const file = container({ Workbook: Buffer.alloc(20_000 * 128, 'x') })
      file.writeUInt32LE(file.readUInt32LE(entry(file, 'Workbook') + 116), 48)
      return file
    },
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'streams named like the prototype',
    make: () => container({ __proto__x: Buffer.from('x'), constructor: Buffer.from('x') }),
    outcome: 'WORKBOOK_UNRECOGNISED',
  },
]

const locked: readonly HostileFile[] = [
  {
    name: 'an encrypted .xlsx',
    make: () => container({ EncryptionInfo: Buffer.alloc(248, 4), EncryptedPackage: Buffer.alloc(4096, 7) }),
    fileName: 'locked.xlsx',
    outcome: 'WORKBOOK_ENCRYPTED',
  },
  {
    name: 'a small encrypted .xlsx',
    make: () => container({ EncryptedPackage: Buffer.alloc(16, 7) }),
    fileName: 'locked.xlsx',
    outcome: 'WORKBOOK_ENCRYPTED',
  },
  {
    name: 'a locked .xls',
    make: () => container({ Workbook: Buffer.concat([begin(5), record(0x2f, 1, 1, 1), Buffer.alloc(5000, 0x5a)]) }),
    fileName: 'locked.xls',
    outcome: 'WORKBOOK_ENCRYPTED',
  },
  {
    name: 'a locked .et',
    make: () => container({ Book: Buffer.concat([record(0x809, 0x500, 5), record(0x2f, 0x1234, 0x5678)]) }),
    fileName: 'locked.et',
    outcome: 'WORKBOOK_ENCRYPTED',
  },
  {
    name: 'rights management',
    make: () => container({ EncryptedPackage: Buffer.alloc(4096), DRMContent: Buffer.alloc(8) }),
    outcome: 'WORKBOOK_ENCRYPTED',
  },
  {
    name: 'a text document',
    make: () => container({ WordDocument: Buffer.alloc(5000) }),
    fileName: 'letter.doc',
    outcome: 'WORKBOOK_UNRECOGNISED',
  },
]

const inside: readonly HostileFile[] = [
  {
    name: 'a link over the whole sheet',
    make: () => records(record(0x1b8, 0, 65_535, 0, 255, ...Array<number>(16).fill(0))),
    outcome: 'read',
  },
  {
    name: 'a tip over the whole sheet',
    make: () => records(record(0x800, 0x800, 0, 65_535, 0, 255, 0x41, 0)),
    outcome: 'read',
  },
  {
    name: 'a hundred thousand stretches of columns',
    make: () => records(repeated(100_000, record(0x7d, 0, 65_535, 0, 0, 0, 0))),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'merges over everything',
    make: () => records(repeated(2000, record(0xe5, 4, 0, 65_535, 0, 255, 0, 65_535, 0, 255, 0, 65_535, 0, 255, 0, 65_535, 0, 255))),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'three hundred thousand merges',
    make: () => records(repeated(100_000, record(0xe5, 4, 1, 1, 0, 1, 2, 2, 0, 1, 3, 3, 0, 1, 4, 4, 0, 1))),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'a million records of nothing', make: () => records(repeated(1_000_000, record(0x1234))), outcome: 'any' },
  { name: 'half a million blanks', make: () => records(repeated(300_000, record(0xbe, 1, 0, 0, 0, 0, 0, 0, 0, 0, 8))), outcome: 'any' },
  { name: 'a column beyond the last', make: () => records(record(0x203, 5, 60_000, 0, 0, 0, 0, 0x3ff0)), outcome: 'any' },
  {
    name: 'five thousand rows with a cell far out',
    make: () => records(...Array.from({ length: 5000 }, (_, row) => record(0x203, row, 16_383, 0, 0, 0, 0, 0x3ff0))),
    outcome: 'any',
  },
  {
    name: 'a string table that claims four billion',
    make: () => container({ Workbook: Buffer.concat([begin(5), record(0xfc, 0xffff, 0xffff, 0xffff, 0xffff, 1, 0), end]) }),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'a sheet that begins in the globals',
    make: () =>
      edited((file) => {
        const at = file.indexOf(Buffer.from([0x85, 0]))
        if (at > 0) file.writeUInt32LE(0, at + 4)
      }),
    outcome: 'any',
  },
  {
    name: 'a thousand sheets',
    make: () =>
      container({ Workbook: Buffer.concat([begin(5), repeated(1000, Buffer.from([0x85, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0x53])), end]) }),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'formulas of every byte',
    make: () =>
      records(
        ...Array.from({ length: 256 }, (_, byte) =>
          record(0x06, byte, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, ...Array<number>(10).fill(byte * 257)),
        ),
      ),
    outcome: 'any',
  },
  { name: 'a formula record cut short', make: () => records(record(0x06, 1, 1)), outcome: 'any' },
  {
    name: 'records without a container',
    make: () => Buffer.concat([record(0x0009, 2, 16), repeated(100_000, record(0x0001)), end]),
    fileName: 'old.xls',
    outcome: 'any',
  },
  { name: 'a lone beginning', make: () => record(0x0809, 0x600, 5), fileName: 'old.xls', outcome: 'any' },
]

export const containers: readonly HostileFile[] = [...circles, ...locked, ...inside].map((file) => ({ fileName: 'table.xls', ...file }))
