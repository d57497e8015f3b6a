/** Rows without formulas are moved and passed over by their tags alone; that must differ in nothing, and hide no damage. */
import { describe, expect, test } from 'vitest'
import type { PatchOrders } from '../../../../electron/engine/excel/patcher/orders.ts'
import { patchWorkbook } from '../../../../electron/engine/excel/patcher/patch-workbook.ts'
import { readArchive } from '../../../helpers/round-trip/archive.ts'
import { part, smallWorkbook } from '../../../helpers/small-workbook.ts'

const head = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="1"/></row>'
const putIn: PatchOrders = { rowBlocks: [{ sheet: 'S1', first: 1, last: 2, count: 2 }], cells: [], marks: [] }

const sheetAfter = async (rows: string, orders: PatchOrders, prefix?: string): Promise<string> => {
  const book = smallWorkbook({ sheets: [`<sheetData>${rows}</sheetData>`], ...(prefix === undefined ? {} : { prefix }) })
  const { bytes } = await patchWorkbook(book, orders)
  return /<(?:x:)?sheetData>(.*)<\/(?:x:)?sheetData>/s.exec(readArchive(bytes).get(part.sheet(1))?.toString() ?? '')?.[1] ?? ''
}

test('what lies below rows that were put in moves, however its addresses are written', async () => {
  const below = [
    [
      '<row r="3" spans="1:2"><c r="A3" s="1"><v>3</v></c><c r="AB3" t="s"/></row>',
      '<row r="5" spans="1:2"><c r="A5" s="1"><v>3</v></c><c r="AB5" t="s"/></row>',
    ],
    [`<row  ht="5" r='4' ><c s="1" r = 'B4'/></row >`, `<row  ht="5" r="6" ><c s="1" r = "B6"/></row >`],
    ['<row r="5"><c><v>5</v></c><c r="C5"/></row>', '<row r="7"><c><v>5</v></c><c r="C7"/></row>'],
    ['<row r="6"/>', '<row r="8"/>'],
    ['<row r="7"><c r="A7"><f>A3+1</f><v>4</v></c></row>', '<row r="9"><c r="A9"><f>A5+1</f><v>4</v></c></row>'],
  ] as const
  const after = await sheetAfter(head + below.map(([before]) => before).join('\n'), putIn)
  expect(after).toContain(below.map(([, moved]) => moved).join('\n'))
})

test('elements with a prefix move the same', async () => {
  const prefixed = (xml: string) => xml.replaceAll(/<(\/?)(?=\w)/g, '<$1x:')
  const plain = `${head}<row r="3"><c r="A3"><v>3</v></c></row>`
  expect(await sheetAfter(prefixed(plain), putIn, 'x')).toBe(prefixed(await sheetAfter(plain, putIn)))
})

describe('a sheet that is damaged where nobody looked is not handed back', () => {
  const damaged = `${head}<row r="3"><c r="A3"><v>1</v></row>`
  test.each<[string, PatchOrders]>([
    ['rows', putIn],
    ['a value', { rowBlocks: [], cells: [{ sheet: 'S1', cell: 'A1', value: { kind: 'number', text: '2' } }], marks: [] }],
    ['a mark', { rowBlocks: [], cells: [], marks: [{ sheet: 'S1', cell: 'A1', tone: 'error', message: '请核对' }] }],
  ])('with %s put in', async (_, orders) => {
    await expect(sheetAfter(damaged, orders)).rejects.toMatchObject({ code: 'WORKBOOK_DAMAGED' })
  })
})
