import { beforeEach, expect, test } from 'vitest'
import { layoutColumns } from '../../../renderer/features/grid/columns.ts'
import type { RowView } from '../../../renderer/features/grid/grid-store.ts'
import { RowList } from '../../../renderer/features/grid/row-list.ts'
import { comparison, isShown, type LookRule, orderOf, plainLook, textsOf } from '../../../renderer/features/grid/row-order.ts'
import { FormTemplate } from '../../../shared/forms/form-schema.ts'

const fields = [
  { key: 'name', label: '名称', type: 'text' },
  { key: 'tons', label: '吨', type: 'decimal', unit: '吨' },
] as const
const { columns } = layoutColumns(
  FormTemplate.parse({
    id: 'T1',
    number: 'T',
    title: '测试表',
    version: 1,
    structure: { kind: 'ledger' },
    naturalKey: ['name'],
    fields,
    header: ['name', 'tons'],
  }),
  new Map(),
  false,
)
const columnOf = (key: string) => columns.find((column) => column.field.key === key)
const row = (id: string, values: Record<string, string>, marked = false): RowView => ({
  row: { id, key: '', origin: 'typed', values, computed: {} },
  marks: new Map(marked ? [['tons', { level: '强制性', explained: false, messages: ['错'] }]] : []),
})
const views = [
  row('a', { name: '乙', tons: '1000' }),
  row('b', { name: '甲', tons: '9' }, true),
  row('c', { name: '丙' }),
  row('d', { name: '甲', tons: '10' }),
]
const look = (rule: Partial<LookRule>): LookRule => ({ ...plainLook, ...rule })
const ids = (list: RowList) => Array.from({ length: list.shown }, (_, place) => list.at(place)?.row.id).join('')
const inOwnOrder = () => 0
let list: RowList
beforeEach(() => {
  list = new RowList()
  list.replaceAll(views, () => true, inOwnOrder)
})

test('numbers are put in order by their size, words by their sound, blanks last either way', () => {
  expect(orderOf(views, plainLook, columnOf)).toBeNull()
  expect(orderOf(views, look({ sort: { field: 'tons', descending: false } }), columnOf)).toEqual([1, 3, 0, 2])
  expect(orderOf(views, look({ sort: { field: 'tons', descending: true } }), columnOf)).toEqual([0, 3, 1, 2])
  expect(orderOf(views, look({ sort: { field: 'name', descending: false } }), columnOf)).toEqual([2, 1, 3, 0])
})

test('a filter lets through what cells show, blanks included, and rows with problems', () => {
  const only = (field: string, ...texts: string[]) => look({ shown: new Map([[field, new Set(texts)]]) })
  expect(orderOf(views, only('tons', '1,000', ''), columnOf)).toEqual([0, 2])
  expect(orderOf(views, look({ onlyMarked: true }), columnOf)).toEqual([1])
  expect(textsOf(views, columns[0] ?? expect.fail())).toEqual([
    { text: '丙', count: 1 },
    { text: '甲', count: 2 },
    { text: '乙', count: 1 },
  ])
})

test('a place on the screen leads to its own row, and rows come and go under it', () => {
  list.arrange([3, 0])
  expect([ids(list), list.placeOf('a'), list.placeOf('b'), list.indexOf('b') >= 0, list.indexAt(0), list.indexAt(2)]).toEqual([
    'da',
    1,
    -1,
    true,
    3,
    4,
  ])
  const before = list.all()
  list.insert(3, 1, [])
  expect(list.all()).toBe(before)
  list.insert(3, 1, [row('n', {})])
  expect([
    ids(list),
    list
      .all()
      .map((view) => view.row.id)
      .join(''),
  ]).toEqual(['dna', 'abcnd'])
  list.remove(new Set(['b', 'n']))
  expect([
    ids(list),
    list
      .all()
      .map((view) => view.row.id)
      .join(''),
  ]).toEqual(['da', 'acd'])
})

test('what the engine sends keeps the places, leaves out what is gone and adds what is new and fits', () => {
  list.arrange([3, 0])
  const fits = (view: RowView) => isShown(view, look({ shown: new Map([['name', new Set(['新'])]]) }), columnOf)
  list.replaceAll([...views.slice(1), row('x', { name: '新' }), row('y', { name: '旧' })], fits, inOwnOrder)
  expect(ids(list)).toBe('dx')
})

test('rows that come back stand where they belong in the order that is looked at; the others keep their places', () => {
  const falling = look({ sort: { field: 'tons', descending: true } })
  list.arrange(orderOf(views, falling, columnOf))
  list.remove(new Set(['a', 'b']))
  expect(ids(list)).toBe('dc')
  list.replaceAll(views, () => true, comparison(falling, columnOf))
  expect(ids(list)).toBe('adbc')
  list.arrange([1, 3])
  list.replaceAll([row('n', { name: '丁' }), ...views, row('m', {})], () => true, inOwnOrder)
  expect(ids(list)).toBe('nbdm')
})
