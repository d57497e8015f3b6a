import { expect, test } from 'vitest'
import {
  boundWidth,
  canScale,
  fittedWidth,
  foldGroups,
  fromTenThousands,
  groupKey,
  plainColumns,
  toTenThousands,
} from '../../../renderer/features/grid/column-look.ts'
import { layoutColumns } from '../../../renderer/features/grid/columns.ts'
import { Field, FormTemplate } from '../../../shared/forms/form-schema.ts'

const header = ['key', { label: '用煤', children: ['a', { label: '其中', children: ['b', 'c'] }] }]
const template = FormTemplate.parse({
  id: 'T1',
  number: 'T',
  title: '测试表',
  version: 1,
  structure: { kind: 'ledger' },
  naturalKey: ['key'],
  fields: ['key', 'a', 'b', 'c'].map((key) => ({ key, label: key, type: key === 'key' ? 'text' : 'decimal', unit: '吨' })),
  header,
})
const shown = (groups: string[]) =>
  layoutColumns(template, new Map(), false, { ...plainColumns, groups }).columns.map((column) => column.field.key)

test('a folded group keeps its first column, so that it can be unfolded again', () => {
  expect(shown([])).toEqual(['key', 'a', 'b', 'c'])
  expect(shown([groupKey(1, 'b')])).toEqual(['key', 'a', 'b'])
  expect(shown([groupKey(0, 'a')])).toEqual(['key', 'a'])
  expect(shown(['9.nothing'])).toEqual(['key', 'a', 'b', 'c'])
  expect(foldGroups(template.header, new Set())).toEqual(header)
})

test('a width given by hand is kept, and stays one that can be used', () => {
  const { columns } = layoutColumns(template, new Map(), false, { ...plainColumns, widths: { a: 333 } })
  expect(columns.map((column) => column.width === 333)).toEqual([false, true, false, false])
  expect([boundWidth(-5), boundWidth(120.4), boundWidth(5000)]).toEqual([40, 120, 800])
})

test('a fitting width holds the longest line and enough of the head', () => {
  const measure = (text: string) => text.length * 10
  expect(fittedWidth(['1', '12345678901234567890\n1'], '短', measure)).toBe(214)
  expect(fittedWidth([], '年综合能源消费量', measure)).toBe(66)
})

test.each([
  [{ type: 'decimal', unit: '吨' }, true],
  [{ type: 'integer', unit: '户' }, true],
  [{ type: 'integer' }, false],
  [{ type: 'percent' }, false],
  [{ type: 'money', unit: '万元' }, false],
  [{ type: 'text' }, false],
])('figures in ten thousands: %j', (field, can) => {
  expect(canScale(Field.parse({ key: 'k', label: '标', ...field }))).toBe(can)
})

test('ten thousands are exact both ways, and no number stays what it is', () => {
  const figures = ['0', '1', '-12345.678', '0.00000001', '123456789012345678901234']
  expect(figures.map((figure) => fromTenThousands(toTenThousands(figure)))).toEqual(figures)
  expect([toTenThousands('12345.6'), fromTenThousands('1.23456'), toTenThousands('约3'), fromTenThousands('约3')]).toEqual([
    '1.23456',
    '12345.6',
    '约3',
    '约3',
  ])
})
