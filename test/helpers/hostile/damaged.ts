import { boilers, tableOf } from '../boilers.ts'
import { buildWorkbook } from '../workbook.ts'
import { container, oldWorkbook } from './containers.ts'
import { type HostileFile, seeded } from './hostile-file.ts'
import { openSheet } from './markup.ts'

/** Small sound files of every format. */
export const sound: Readonly<Record<string, () => Uint8Array>> = {
  'form.xlsx': () => buildWorkbook({ sheets: [{ name: '台账', rows: tableOf() }] }),
  'macro.xlsm': () => buildWorkbook({ sheets: [{ name: '台账', rows: tableOf(), merges: ['A1:B1'], hiddenColumns: [3] }], inline: true }),
  'table.xls': () => oldWorkbook(),
  'old.et': () => oldWorkbook('biff5'),
  'table.ods': () =>
    openSheet(
      `<table:table-row>${boilers
        .slice(0, 3)
        .map((row) => `<table:table-cell office:value-type="string"><text:p>${Object.values(row)[0]}</text:p></table:table-cell>`)
        .join('')}</table:table-row>`,
    ),
  'table.csv': () =>
    Buffer.from(
      tableOf()
        .map((row) => row.map((cell) => `"${String(cell ?? '')}"`).join(','))
        .join('\r\n'),
    ),
  'page.xls': () =>
    Buffer.from(
      `<html><table>${tableOf()
        .map((row) => `<tr>${row.map((cell) => `<td>${String(cell ?? '')}</td>`).join('')}</tr>`)
        .join('')}</table></html>`,
    ),
  'old.xml': () =>
    Buffer.from(
      `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>${tableOf()
        .map((row) => `<Row>${row.map((cell) => `<Cell><Data ss:Type="String">${String(cell ?? '')}</Data></Cell>`).join('')}</Row>`)
        .join('')}</Table></Worksheet></Workbook>`,
    ),
  'empty.xls': () => container({ Workbook: Buffer.alloc(8) }),
}

const flipped = (bytes: Uint8Array, seed: number, flips: number): Uint8Array => {
  const random = seeded(seed)
  const file = Uint8Array.from(bytes)
  for (let flip = 0; flip < flips; flip++) {
    const at = Math.floor(random() * file.length)
    file[at] = (file[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  }
  return file
}

/** Each format cut at several places and with bits turned over. */
export const damaged: readonly HostileFile[] = Object.entries(sound).flatMap(([fileName, make]) => [
  ...[0.1, 0.5, 0.9, 0.999].map((share) => ({
    isVariant: true as const,
    name: `${fileName} cut at ${share * 100} %`,
    fileName,
    make: () => make().subarray(0, Math.max(1, Math.floor(make().length * share))),
    outcome: 'any',
  })),
  ...[1, 2, 3, 4].map((seed) => ({
    isVariant: true as const,
    name: `${fileName} with ${seed ** 4} bits turned over`,
    fileName,
    make: () => flipped(make(), seed, seed ** 4),
    outcome: 'any',
  })),
])
