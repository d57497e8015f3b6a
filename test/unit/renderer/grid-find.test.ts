import { expect, test } from 'vitest'
import { type FindRule, findCells, nextPlace, readPlace, replaceIn } from '../../../renderer/features/grid/find.ts'

const cells = [
  ['豆制品厂', '1,234'],
  ['ABC锅炉', '12'],
  ['ａｂｃ 厂', ''],
]
const find = (rule: Partial<FindRule>) =>
  findCells({ rows: 3, columns: 2 }, (row, column) => [cells[row]?.[column] ?? '', (cells[row]?.[column] ?? '').replace(',', '')], {
    query: '',
    whole: false,
    column: null,
    ...rule,
  }).map(({ row, column }) => `${row}${column}`)

test('cells are found by any of their texts, capitals and full-width letters alike', () => {
  expect(find({ query: 'abc' })).toEqual(['10', '20'])
  expect(find({ query: '１２３４' })).toEqual(['01'])
  expect(find({ query: '1,2' })).toEqual(['01'])
  expect(find({ query: '12', whole: true })).toEqual(['11'])
  expect(find({ query: '12', column: 0 })).toEqual([])
  expect(find({ query: '' })).toEqual([])
})

test('the search goes round the end', () => {
  const places = [
    { row: 0, column: 1 },
    { row: 2, column: 0 },
  ]
  expect(nextPlace(places, { row: 0, column: 1 }, false)).toBe(places[1])
  expect(nextPlace(places, { row: 2, column: 0 }, false)).toBe(places[0])
  expect(nextPlace(places, { row: 0, column: 1 }, true)).toBe(places[1])
  expect(nextPlace([], { row: 0, column: 0 }, false)).toBeNull()
})

test('every place in a cell is replaced, and the rest keeps its own letters', () => {
  expect(replaceIn('甲厂、乙厂', { query: '厂', whole: false }, '公司')).toBe('甲公司、乙公司')
  expect(replaceIn('Ａbc aBC', { query: 'abc', whole: false }, 'x')).toBe('x x')
  expect(replaceIn('aa', { query: 'a', whole: false }, 'aa')).toBe('aaaa')
  expect(replaceIn('甲厂', { query: '厂', whole: true }, '')).toBeNull()
  expect(replaceIn('厂', { query: '厂', whole: true }, '$&')).toBe('$&')
})

test.each([
  ['120', { row: 119 }],
  ['C12', { row: 11, column: 2 }],
  ['年用煤量', { column: 2 }],
  ['12 煤', { row: 11, column: 2 }],
  ['12，编号', { row: 11, column: 0 }],
  ['没有', null],
  ['', null],
])('go to %s', (text, place) => {
  expect(readPlace(text, ['编号', '编号名称', '年用煤量（吨）'])).toEqual(place)
})
