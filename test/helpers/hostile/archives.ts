import { rawZip } from '../hostile-zip.ts'
import { entriesOf, type HostileFile, many, relationship, relationshipsXml, sheetXml, withSheet, workbookOf } from './hostile-file.ts'

const small = Buffer.from('<x/>')
const zip64Extra = (size: bigint, packed: bigint): Uint8Array => {
  const extra = Buffer.alloc(20)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(16, 2)
  extra.writeBigUInt64LE(size, 4)
  extra.writeBigUInt64LE(packed, 12)
  return extra
}
/** The directory's entry for a part, patched by hand. */
const edited = (bytes: Uint8Array, part: string, edit: (entry: Buffer) => void): Uint8Array => {
  const file = Buffer.from(bytes)
  const name = file.lastIndexOf(part)
  edit(file.subarray(name - 46))
  return file
}
const sheet = 'xl/worksheets/sheet1.xml'
const ends = (bytes: Uint8Array): Buffer => Buffer.from(bytes)
const named =
  (name: string | Uint8Array): HostileFile['make'] =>
  () =>
    workbookOf({}, [{ name, bytes: small }])

/** Kilobytes that inflate to gigabytes would take long to make; these inflate far enough to be felt. */
const blanks = 150 << 20
/** Letters are kept, so that twice as many would be felt twice as much. */
const letters = 240 << 20

export const archives: readonly HostileFile[] = [
  { name: 'blanks that inflate a thousandfold', make: () => withSheet(' '.repeat(blanks)), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'a text that inflates a thousandfold',
    make: () => withSheet(`<row><c t="inlineStr"><is><t>${'x'.repeat(letters)}</t></is></c></row>`),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'empty rows that inflate a hundred and fiftyfold',
    make: () => withSheet('<row r="1"/>'.repeat(9_000_000)),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a bomb in every one of a hundred sheets',
    make: () => {
      const bomb = sheetXml('<row><c><v>1</v></c></row>'.repeat(40_000))
      return workbookOf({
        'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${many(100, (index) => `<sheet name="S${index}" r:id="r${index}"/>`)}</sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': relationshipsXml(many(100, (index) => relationship(`r${index}`, 'worksheet', `s${index}.xml`))),
        ...Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`xl/s${index}.xml`, bomb])),
      })
    },
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'one bomb that ninety-nine sheets point at',
    make: () =>
      workbookOf({
        'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${many(99, (index) => `<sheet name="S${index}" r:id="rId1"/>`)}</sheets></workbook>`,
        [sheet]: sheetXml('<row><c><v>1</v></c></row>'.repeat(200_000)),
      }),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'blanks in the relationships',
    make: () => workbookOf({ 'xl/_rels/workbook.xml.rels': relationshipsXml(' '.repeat(blanks)) }),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'blanks in the styles',
    make: () => workbookOf({ 'xl/styles.xml': `<a>${' '.repeat(blanks)}</a>` }),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'blanks in the shared strings',
    make: () => workbookOf({ 'xl/sharedStrings.xml': `<sst>${' '.repeat(blanks)}</sst>` }),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a shared text that inflates a thousandfold',
    make: () => workbookOf({ 'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(letters)}</t></si></sst>` }),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'a picture of 2 GB that nobody needs',
    make: () => workbookOf({}, [{ name: 'xl/media/image1.png', bytes: new Uint8Array(8 << 20), deflate: true, claimedSize: 0x7fffffff }]),
    outcome: 'read',
  },
  {
    name: 'an archive in an archive in an archive',
    make: () => {
      let inner: Uint8Array = new Uint8Array(1 << 20)
      for (let depth = 0; depth < 5; depth++) inner = rawZip([{ name: 'a.zip', bytes: inner, deflate: true }])
      return workbookOf({}, [{ name: 'xl/embeddings/a.zip', bytes: inner }])
    },
    outcome: 'read',
  },
  {
    name: 'two entries over the same bytes',
    make: () => rawZip(entriesOf().map((entry, index) => ({ ...entry, ...(index === 2 ? { offset: 4 } : {}) }))),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'every entry over the same bytes',
    make: () =>
      rawZip([...entriesOf(), ...Array.from({ length: 200 }, (_, index) => ({ name: `xl/b${index}.xml`, bytes: small, offset: 0 }))]),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'an entry quoted in the bytes of another',
    make: () => {
      const inner = rawZip(entriesOf().slice(0, 1))
      return rawZip([{ name: 'a', bytes: inner }, ...entriesOf().map((entry, index) => (index === 0 ? { ...entry, offset: 31 } : entry))])
    },
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'an entry that claims to be longer than the archive',
    make: () => rawZip(entriesOf().map((entry, index) => ({ ...entry, ...(index === 4 ? { claimedPacked: 0x7fffffff } : {}) }))),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'sizes of 64 bits that lie',
    make: () =>
      edited(
        rawZip(entriesOf().map((entry, index) => (index === 4 ? { ...entry, extra: zip64Extra(1n << 62n, 1n << 62n) } : entry))),
        sheet,
        (entry) => {
          entry.writeUInt32LE(0xffffffff, 20)
          entry.writeUInt32LE(0xffffffff, 24)
        },
      ),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'sizes of 64 bits without the field that holds them',
    make: () => edited(workbookOf(), sheet, (entry) => entry.writeUInt32LE(0xffffffff, 20)),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'a size that is too small',
    make: () => rawZip(entriesOf().map((entry) => ({ ...entry, claimedSize: 1 }))),
    outcome: 'read',
  },
  {
    name: 'a size that is too large',
    make: () => rawZip(entriesOf().map((entry) => ({ ...entry, claimedSize: 0x7ffffff0 }))),
    outcome: 'read',
  },
  {
    name: 'a wrong checksum',
    make: () => rawZip(entriesOf().map((entry) => ({ ...entry, checksum: 1 }))),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'a sheet packed in a way nobody knows',
    make: () => rawZip(entriesOf().map((entry) => ({ ...entry, method: 99 }))),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'bytes that do not inflate',
    make: () => rawZip(entriesOf().map((entry, index) => (index === 4 ? { ...entry, deflate: false, method: 8 } : entry))),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'a count of entries that lies',
    make: () => {
      const bytes = ends(workbookOf())
      bytes.writeUInt16LE(9, bytes.length - 12)
      return bytes
    },
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'a directory that begins beyond the end',
    make: () => {
      const bytes = ends(workbookOf())
      bytes.writeUInt32LE(0x7fffffff, bytes.length - 6)
      return bytes
    },
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'twenty thousand entries',
    make: () =>
      workbookOf(
        {},
        Array.from({ length: 20_000 }, (_, index) => ({ name: `x/${index}`, bytes: small })),
      ),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'nine thousand entries with names of 4 KB',
    make: () =>
      workbookOf(
        {},
        Array.from({ length: 4500 }, (_, index) => ({ name: `${'n'.repeat(4000)}${index}`, bytes: small })),
      ),
    outcome: 'any',
  },
  { name: 'two entries of one name', make: () => rawZip([...entriesOf(), { name: sheet, bytes: small }]), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'two entries that differ in case',
    make: () => rawZip([...entriesOf(), { name: sheet.toUpperCase(), bytes: small }]),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'two entries that differ in slashes',
    make: () => rawZip([...entriesOf(), { name: sheet.replaceAll('/', '\\'), bytes: small }]),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'another name in the local header',
    make: () => rawZip(entriesOf().map((entry) => ({ ...entry, localName: '../../../tmp/evil' }))),
    outcome: 'any',
  },
  { name: 'a name that climbs', make: named('../../evil.xml'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a name that climbs later', make: named('xl/../../../evil.xml'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a name that climbs with backslashes', make: named('..\\..\\evil.xml'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'an absolute name', make: named('/etc/passwd'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a name on a drive', make: named('C:\\Windows\\evil.xml'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a name on a server', make: named('\\\\server\\share\\evil.xml'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a name with a NUL', make: named('xl/worksheets/sheet1.xml\0.png'), outcome: 'any' },
  { name: 'an empty name', make: named(''), outcome: 'any' },
  { name: 'a name that is no text', make: named(Uint8Array.of(0xff, 0xfe, 0xc0, 0x80)), outcome: 'any' },
  { name: 'a name of 60,000 characters', make: named('n'.repeat(60_000)), outcome: 'any' },
  {
    name: 'names of the prototype',
    make: () => workbookOf({ constructor: '<a/>', 'xl/__proto__': '<a/>', toString: '<a/>' }),
    outcome: 'read',
  },
  {
    name: 'a symbolic link in the place of the sheet',
    make: () =>
      rawZip(entriesOf().map((entry) => (entry.name === sheet ? { ...entry, bytes: Buffer.from('/etc/passwd'), mode: 0o120777 } : entry))),
    outcome: 'WORKBOOK_DAMAGED',
  },
  { name: 'a locked part', make: () => rawZip(entriesOf().map((entry) => ({ ...entry, flags: 0x801 }))), outcome: 'WORKBOOK_ENCRYPTED' },
  { name: 'only the end of an archive', make: () => rawZip([]), outcome: 'any' },
  { name: 'only the start of an archive', make: () => Buffer.from('PK\x03\x04'), outcome: 'WORKBOOK_DAMAGED' },
  { name: 'two archives behind each other', make: () => Buffer.concat([workbookOf(), workbookOf()]), outcome: 'any' },
  { name: 'a megabyte behind the archive', make: () => Buffer.concat([workbookOf(), Buffer.alloc(1 << 20)]), outcome: 'WORKBOOK_DAMAGED' },
]
