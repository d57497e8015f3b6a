import { inflateRawSync } from 'node:zlib'
import { tableOf } from '../../helpers/boilers.ts'
import { sound } from '../../helpers/hostile/damaged.ts'
import { seeded } from '../../helpers/hostile/hostile-file.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { buildWorkbook, type SheetSpec } from '../../helpers/workbook.ts'
import { mutateBytes, mutateParts, mutateText, type Part } from './mutations.ts'

export interface Input {
  readonly kind: string
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** The parts of an archive that our own helpers wrote. */
const partsOf = (zip: Uint8Array): Part[] => {
  const bytes = Buffer.from(zip)
  const parts: Part[] = []
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const packed = bytes.readUInt32LE(at + 18)
    const start = at + 30 + bytes.readUInt16LE(at + 26)
    const data = bytes.subarray(start, start + packed)
    const isDeflated = bytes.readUInt16LE(at + 8) === 8
    parts.push({ name: bytes.toString('utf8', at + 30, start), text: (isDeflated ? inflateRawSync(data) : data).toString('utf8') })
    at = start + packed
  }
  return parts
}

const rows = tableOf().slice(0, 4)
const sheet: SheetSpec = {
  name: '台账',
  rows: [
    ...rows,
    [
      { value: 43_000.5, format: 'yyyy/m/d h:mm' },
      { error: '#REF!' },
      true,
      { formula: 'A1&"x"', value: 'x' },
      { runs: ['甲', '乙'] },
      '_x000D_',
    ],
  ],
  merges: ['A1:B1', 'C1:C2'],
  hiddenRows: [2],
  hiddenColumns: [3],
}
const archives: readonly { readonly name: string; readonly parts: readonly Part[] }[] = [
  { name: 'form.xlsx', parts: partsOf(buildWorkbook({ sheets: [sheet, { name: '二', rows: [[1, 2]], state: 'hidden' }] })) },
  { name: 'inline.xlsx', parts: partsOf(buildWorkbook({ sheets: [sheet], inline: true, prefix: 'x', date1904: true })) },
  { name: 'strict.xlsx', parts: partsOf(buildWorkbook({ sheets: [sheet], strict: true, unaddressed: true })) },
  { name: 'table.ods', parts: partsOf(sound['table.ods']?.() ?? new Uint8Array()) },
]
const texts: readonly { readonly name: string; readonly text: string; readonly isMarkup: boolean }[] = [
  { name: 'table.csv', text: Buffer.from(sound['table.csv']?.() ?? []).toString(), isMarkup: false },
  { name: 'page.xls', text: Buffer.from(sound['page.xls']?.() ?? []).toString(), isMarkup: true },
  { name: 'old.xml', text: Buffer.from(sound['old.xml']?.() ?? []).toString(), isMarkup: true },
]
const plain: readonly { readonly name: string; readonly bytes: Uint8Array }[] = [
  ...Object.entries(sound).map(([name, make]) => ({ name, bytes: make() })),
  ...archives.map(({ name, parts }) => ({ name, bytes: zipOf(parts) })),
]

function zipOf(parts: readonly Part[]): Uint8Array {
  return rawZip(parts.map(({ name, text }) => ({ name, bytes: Buffer.from(text) })))
}

/** Input number `index` of a run: the same for the same seed, whatever came before it. */
export function inputOf(seed: number, index: number): Input {
  const random = seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
  for (let warm = 0; warm < 3; warm++) random()
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T // no list here is empty
  const fate = random()
  if (fate < 0.5) {
    const { name, parts } = one(archives)
    return { kind: 'parts', fileName: name, bytes: zipOf(mutateParts(random, parts)) }
  }
  if (fate < 0.75) {
    const { name, text, isMarkup } = one(texts)
    return { kind: 'text', fileName: name, bytes: Buffer.from(mutateText(random, text, isMarkup)) }
  }
  const { name, bytes } = one(plain)
  return { kind: 'bytes', fileName: name, bytes: mutateBytes(random, bytes) }
}
