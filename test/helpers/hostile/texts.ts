import type { HostileFile } from './hostile-file.ts'

const header = '序号,名称\n'
const filled = (bytes: number, pattern: string): Buffer => Buffer.alloc(bytes, pattern)

export const texts: readonly HostileFile[] = [
  { name: 'a line of 60 MB', make: () => filled(60 << 20, 'abc,'), outcome: 'FILE_TOO_LARGE' },
  { name: 'a line of 39 MB', make: () => filled(39 << 20, 'abc,'), outcome: 'WORKBOOK_HOSTILE', isHeavy: true },
  { name: 'ten million commas', make: () => filled(10_000_000, ','), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a million empty lines', make: () => filled(1_000_000, '\n'), outcome: 'any' },
  { name: 'two million lines', make: () => filled(4_000_000, '1\n'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'lines of fifteen thousand commas', make: () => filled(15_001 * 1000, `${','.repeat(15_000)}\n`), outcome: 'any' },
  {
    name: 'lines with a value behind fifteen thousand commas',
    make: () => filled(15_002 * 2000, `${','.repeat(15_000)}1\n`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'a line of twenty thousand fields', make: () => Buffer.from(`${'1,'.repeat(20_000)}\n`), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'a quote that never ends',
    make: () => Buffer.concat([Buffer.from(`${header}"`), filled(20 << 20, 'abc\n')]),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'a small quote that never ends', make: () => Buffer.from(`${header}1,"甲\n2,乙\n`), outcome: 'any' },
  { name: 'a million quotes', make: () => filled(1_000_001, '"'), outcome: 'any' },
  { name: 'quotes and commas', make: () => filled(1_000_000, '","\n'), outcome: 'any' },
  { name: 'a quote in every field', make: () => Buffer.from(`${'a"b,'.repeat(10_000)}\n`), outcome: 'any' },
  { name: 'a field of 1 MB', make: () => Buffer.from(`${header}1,${'字'.repeat(400_000)}\n`), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'UTF-16 of one line',
    make: () => Buffer.concat([Buffer.from([0xff, 0xfe]), filled(30 << 20, 'a\0')]),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'UTF-16 of halves', make: () => Buffer.concat([Buffer.from([0xff, 0xfe]), filled(10_000, '\x00\xd8')]), outcome: 'any' },
  {
    name: 'UTF-16 the other way',
    make: () => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(header, 'utf16le').swap16()]),
    outcome: 'read',
  },
  {
    name: 'UTF-16 cut in a character',
    make: () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(header, 'utf16le').subarray(0, 7)]),
    outcome: 'any',
  },
  { name: 'UTF-32', make: () => Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), filled(4000, 'a\0\0\0')]), outcome: 'any' },
  { name: 'UTF-7', make: () => Buffer.from('+ADw-table+AD4-,+AD0-1\n'), outcome: 'read' },
  { name: 'the national code cut in a character', make: () => Buffer.from([0xd0, 0xf2, 0xba, 0xc5, 0x2c, 0xc3]), outcome: 'any' },
  { name: 'the national code of 0x80', make: () => filled(5000, '\x80\x80,\x80\n'), outcome: 'any' },
  { name: 'NULs', make: () => Buffer.alloc(1 << 20), outcome: 'WORKBOOK_UNRECOGNISED' },
  {
    name: 'noise',
    make: () => Buffer.from(Array.from({ length: 10_000 }, (_, index) => (index * index * 31 + index * 7) & 0xff)),
    outcome: 'any',
  },
  {
    name: 'a picture',
    make: () => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(2000)]),
    outcome: 'WORKBOOK_UNRECOGNISED',
  },
  {
    name: 'a program',
    make: () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000, '\x90\x00\x03\x00')]),
    outcome: 'WORKBOOK_UNRECOGNISED',
  },
  { name: 'a PDF', make: () => Buffer.from('%PDF-1.7\n1 0 obj\n'), outcome: 'WORKBOOK_UNRECOGNISED' },
  { name: 'rich text', make: () => Buffer.from('{\\rtf1\\ansi 1}'), outcome: 'WORKBOOK_UNRECOGNISED' },
  { name: 'a mail', make: () => Buffer.from('MIME-Version: 1.0\nX: y\n'), outcome: 'WORKBOOK_UNRECOGNISED' },
  { name: 'only a mark', make: () => Buffer.from('\ufeff'), outcome: 'any' },
  { name: 'only line ends', make: () => Buffer.from('\r\n\r\n\r'), outcome: 'any' },
  { name: 'nothing', make: () => Buffer.alloc(0), outcome: 'FILE_EMPTY' },
  { name: 'keys of the prototype', make: () => Buffer.from('__proto__,constructor,toString\n1,2,3\n'), outcome: 'read' },
].map((file) => ({ fileName: 'table.csv', ...file }) as HostileFile) // literals above carry all fields
