/** Rows that a template hides come to light when they are filled; all else stays byte for byte. */
import { expect, test } from 'vitest'
import { patchWorkbook } from '../../../../electron/engine/excel/patcher/patch-workbook.ts'
import { readArchive } from '../../../helpers/round-trip/archive.ts'
import { part, smallWorkbook } from '../../../helpers/small-workbook.ts'

const sheet = (rows: string): string => `<sheetFormatPr defaultRowHeight="15"/><sheetData>${rows}</sheetData>`
const hidden =
  '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" spans="1:1" hidden="true" ht="21" customHeight="1"/>' +
  '<row r="3" ht="0" customHeight="1"><c r="A3"/></row><row r="4" hidden="0"/><row r="5" hidden="1"/>'
const patch = async (bytes: Uint8Array, rows: readonly number[], cells: readonly string[] = []) => {
  const { bytes: written, account } = await patchWorkbook(bytes, {
    rowBlocks: [],
    cells: cells.map((cell) => ({ sheet: 'S1', cell, value: { kind: 'number', text: '7' } })),
    marks: [],
    shownRows: [{ sheet: 'S1', rows }],
  })
  return { parts: readArchive(written), account }
}

test('a row is shown, with its height unless it had none, and the account names it', async () => {
  const bytes = smallWorkbook({ sheets: [sheet(hidden), sheet(hidden)] })
  const { parts, account } = await patch(bytes, [2, 3, 4, 9])
  const before = readArchive(bytes)
  expect(account.shownRows).toEqual([{ sheet: 'S1', rows: [2, 3] }])
  const expected = String(before.get(part.sheet(1)))
    .replace(' hidden="true"', '')
    .replace(' ht="0" customHeight="1"', '')
  expect(String(parts.get(part.sheet(1)))).toBe(expected)
  for (const [name, content] of before) if (name !== part.sheet(1)) expect(parts.get(name)).toEqual(content)
})

test('a row gets its cell and is shown, and nothing is said of rows that were seen', async () => {
  const bytes = smallWorkbook({ sheets: [sheet(hidden)] })
  const { parts, account } = await patch(bytes, [5], ['B5'])
  expect(String(parts.get(part.sheet(1)))).toContain('<row r="5"><c r="B5"><v>7</v></c></row>')
  expect(account.shownRows).toEqual([{ sheet: 'S1', rows: [5] }])
  expect((await patch(bytes, [4])).account.shownRows).toEqual([])
})

test('a sheet that is not there is refused', async () => {
  const orders = { rowBlocks: [], cells: [], marks: [], shownRows: [{ sheet: '别的', rows: [1] }] }
  await expect(patchWorkbook(smallWorkbook({ sheets: [sheet(hidden)] }), orders)).rejects.toMatchObject({ code: 'SHEET_UNKNOWN' })
})
