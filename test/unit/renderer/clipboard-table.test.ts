import { expect, test } from 'vitest'
import { cellsOf, coveredIn, layOut, mayMerge, type SpannedCell } from '../../../renderer/features/grid/clipboard-table.ts'

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

interface TestNode {
  readonly nodeName: string
  readonly textContent: string
  readonly childNodes: readonly TestNode[]
}
let looks = 0
const node = (nodeName: string, childNodes: readonly TestNode[]): TestNode => ({
  nodeName,
  textContent: childNodes.map(({ textContent }) => textContent).join(''),
  get childNodes() {
    looks += 1
    return childNodes
  },
})
const text = (textContent: string): TestNode => ({ nodeName: '#text', textContent, childNodes: [] })
const td = (...inside: readonly TestNode[]) => ({
  nodeName: 'TD',
  textContent: '',
  childNodes: inside,
  rowSpan: 1,
  colSpan: 1,
  hasAttribute: () => false,
})
const tableOf = (...lines: readonly (readonly ReturnType<typeof td>[])[]) => ({ rows: lines.map((cells) => ({ cells })) })

test('tables within a cell are not looked into, however many', () => {
  let inner = node('TABLE', [node('TR', [text('x')])])
  for (let depth = 0; depth < 60; depth += 1) inner = node('TABLE', [node('TR', [node('TD', [inner])])])
  looks = 0
  expect(cellsOf(tableOf([td(text(' 镇 '), inner)]))).toEqual([[cell('镇')]])
  expect(looks).toBe(0)
})

test('looks of a text nested without end are read a bounded number of times, and none of the text is lost', () => {
  let inner = text('深')
  for (let depth = 0; depth < 500; depth += 1) inner = node('B', [inner])
  looks = 0
  expect(cellsOf(tableOf([td(node('P', [text('一'), node('BR', []), node('FONT', [text('二\n 三')])]), inner)]))).toEqual([
    [cell('一\n二 三\n深')],
  ])
  expect(looks).toBeLessThan(50)
})

test('a table with more cells or rows than any sheet is given up as soon as that is known', () => {
  let taken = 0
  function* endless<Item>(item: Item): Generator<Item> {
    for (;;) {
      taken += 1
      yield item
    }
  }
  expect(cellsOf({ rows: [{ cells: endless(td(text('a'))) }] })).toBeNull()
  expect(cellsOf({ rows: endless({ cells: [] }) })).toBeNull()
  expect(taken).toBe(2_000_002)
})
