/** That what is written is read back, and that nothing else changed. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkWritten } from '../../../../electron/engine/excel/patcher/check-written.ts'
import type { PatchValue } from '../../../../electron/engine/excel/patcher/orders.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { blank, cells, data, date, number, type Order, patched, text } from '../../../helpers/cell-orders.ts'
import { parseHere } from '../../../helpers/parse-here.ts'
import { readArchive } from '../../../helpers/round-trip/archive.ts'
import { part, type SmallWorkbook, smallWorkbook } from '../../../helpers/small-workbook.ts'

describe('the reading back', () => {
  const written = smallWorkbook({ sheets: [data('<row r="1"><c r="A1"><v>5</v></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c></row>')] })

  test.each<[Order, boolean]>([
    [['A1', number('5')], true],
    [['A1', number('5.0000001')], false],
    [['A1', text('5')], false],
    [['A1', blank], false],
    [['C1', blank], true],
    [['C1', number('0')], false],
    [['B1', text('甲')], true],
    [['B1', text('甲 ')], false],
    [['B1', { kind: 'boolean', value: true }], false],
    [['B1', date('2020-05-31')], false],
  ])('of %j finds it proven: %s', async (order, isProven) => {
    const outcome = await checkWritten(written, cells(order), false).then(
      () => 'proven',
      (error: { code?: string }) => error.code,
    )
    expect(outcome).toBe(isProven ? 'proven' : 'PATCH_UNPROVEN')
  })
})

test('what nobody ordered stays, byte for byte, and macros are welcome', async () => {
  const other = data('<row r="1"><c r="A1"><v>1</v></c></row>', '<!-- 旁白 -->')
  const book: SmallWorkbook = {
    sheets: [
      data('<!-- 1 --><row  r = "1"><c r=\'A1\'  s="1"><v>1</v></c ><c r="B1"/></row>', '<?pi x?>', '<pageMargins left=".7"/>'),
      other,
    ],
    parts: { 'xl/vbaProject.bin': 'macro', 'docProps/app.xml': '<Properties/>' },
    workbookType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
  }
  const before = readArchive(smallWorkbook(book))
  const { parts, inside } = await patched(book, ['B1', number('2')])
  expect(inside).toBe(
    data('<!-- 1 --><row  r = "1"><c r=\'A1\'  s="1"><v>1</v></c ><c r="B1"><v>2</v></c></row>', '<?pi x?>', '<pageMargins left=".7"/>'),
  )
  expect([...parts.keys()]).toEqual([...before.keys()])
  const changed = [...before].filter(([name, content]) => parts.get(name)?.equals(content) === false).map(([name]) => name)
  expect(changed).toEqual([part.workbook, part.sheet(1)])
})

test('whatever is written into whatever sheet reads back the same, and all else reads as before', async () => {
  const address = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 9 }))
  const value: fc.Arbitrary<PatchValue> = fc.oneof(
    fc.integer({ min: -999_999, max: 999_999 }).map((whole) => number(String(whole))),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map(text),
    fc.boolean().map((on) => ({ kind: 'boolean', value: on }) as const),
    fc.constant(blank),
  )
  const sheet = fc.uniqueArray(address, { selector: String, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(
      sheet,
      fc.array(fc.tuple(address, value), { maxLength: 12 }),
      fc.boolean(),
      fc.boolean(),
      async (filled, writes, addressed, shared) => {
        const rows = Map.groupBy(
          filled.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
          ([row]) => row,
        )
        const xml = [...rows].map(([row, places]) => {
          const isDense = !addressed && places.every(([, column], index) => column === index)
          return `<row r="${row}">${places.map(([, column]) => `<c${isDense ? '' : ` r="${columnLetters(column)}${row}"`}><v>${row * 100 + column}</v></c>`).join('')}</row>`
        })
        const book = { sheets: [data(xml.join(''))], ...(shared ? { strings: { attributes: '', items: '' } } : {}) }
        const { bytes } = await patched(book, ...writes.map(([[row, column], each]) => [`${columnLetters(column)}${row}`, each] as const))
        const wanted = new Map<string, string | number | boolean>(filled.map(([row, column]) => [`${row} ${column}`, row * 100 + column]))
        for (const [[row, column], each] of writes) {
          const key = `${row} ${column}`
          if (each.kind === 'blank') wanted.delete(key)
          else
            wanted.set(
              key,
              each.kind === 'number'
                ? Number(each.text)
                : each.kind === 'boolean'
                  ? each.value
                  : each.kind === 'text'
                    ? each.text.replace(/\r\n?/g, '\n')
                    : '',
            )
        }
        const found = new Map(
          ((await parseHere(bytes)).sheets[0]?.rows ?? []).flatMap(({ row, cells: read }) =>
            read.flatMap((cell, column) => (cell === undefined ? [] : [[`${row} ${column}`, cell.value] as const])),
          ),
        )
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted))
      },
    ),
    { numRuns: 80 },
  )
})
