import { expect, test } from 'vitest'
import { coveredIn, layOut, mayMerge, type SpannedCell } from '../../../renderer/features/grid/clipboard-table.ts'

const cell = (text: string, rowSpan = 1, colSpan = 1, isSpill = false): SpannedCell => ({ text, rowSpan, colSpan, isSpill })

test('each cell stands where the merged ones leave room, and what they cover is known', () => {
  expect(layOut([[cell('镇', 2), cell('表头', 1, 2)], [cell('一'), cell('二')], [cell('块', 2, 2), cell('三')], [cell('四')]])).toEqual({
    rows: [
      ['镇', '表头', ''],
      ['', '一', '二'],
      ['块', '', '三'],
      ['', '', '四'],
    ],
    covered: new Map([
      ['0 2', null],
      ['1 0', 0],
      ['2 1', null],
      ['3 0', 2],
      ['3 1', null],
    ]),
  })
})

test('a text drawn over the blank cells beside it covers none of them', () => {
  expect(layOut([[cell('很长的说明', 1, 3, true)]])).toEqual({ rows: [['很长的说明', '', '']], covered: new Map() })
})

test('a table that claims to be larger than any sheet is not read, and a span is cut to what a sheet has', () => {
  expect(layOut([Array.from({ length: 20 }, () => cell('a', 1, 60_000))])).toBeNull()
  expect(layOut(Array.from({ length: 200 }, () => Array.from({ length: 16 }, () => cell('a', 1, 1_000))))).toBeNull()
  expect(layOut([[cell('a', 0, 0)], [cell('b', 65_534)], []])).toEqual({
    rows: [['a'], ['b'], ['']],
    covered: new Map([['2 0', 1]]),
  })
  expect(layOut([[cell('a', 1, 60_000)]])?.rows[0]).toHaveLength(1_000)
})

const merged = layOut([[cell('镇', 2), cell('1')], [cell('2')], [cell(''), cell('')]])
test.each([
  [
    'the same block, and the row that Excel adds for the widths',
    [
      ['镇', '1'],
      ['', '2'],
    ],
    1,
  ],
  [
    'a text where the merged cell should have none',
    [
      ['镇', '1'],
      ['村', '2'],
    ],
    0,
  ],
  [
    'another width',
    [
      ['镇', '1', ''],
      ['', '2', ''],
    ],
    0,
  ],
  ['fewer rows', [['镇', '1']], 0],
  [
    'more rows',
    [
      ['镇', '1'],
      ['', '2'],
      ['', ''],
      ['', ''],
    ],
    0,
  ],
])('beside a plain text of %s', (_name, rows, count) => {
  expect(merged && coveredIn(rows, merged).size).toBe(count)
})

test('a table without merged cells is not worth reading', () => {
  expect([mayMerge('<td ROWSPAN=2>'), mayMerge('<td colspan="2">'), mayMerge('<td>span</td>')]).toEqual([true, true, false])
})
