import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Total } from '../../../shared/forms/form-schema.ts'
import { compileTemplate } from '../../../shared/rules/compute.ts'
import { header, input, mini } from './mini-pack.ts'

const { pack } = mini()
const template = pack.forms.get('A')
if (template === undefined) throw new Error('no form')
const compiled = compileTemplate(pack, template)
const unit = { id: '450222', name: '柳城县', gbCode: '450222', kind: 'county' as const, regionCodes: [] }
const context = { period: '2020-05', unit, header }

describe('computed cells', () => {
  it('are exact, rounded to the decimals of the field', () => {
    expect(compiled.computeRow({ key: '1', a: '0.1', b: '0.2', n: '3' }, context)).toEqual({ total: '0.3', cum: '0.1', perHead: '0.03' })
    expect(compiled.computeRow({ key: '1', a: '1.005', b: '0' }, context)).toEqual({ total: '1.01', cum: '1.005' })
  })

  it('stay blank while something is missing, unreadable or divided by zero', () => {
    expect(compiled.computeRow({ key: '1', b: '2' }, context)).toEqual({})
    expect(compiled.computeRow({ key: '1', a: '约1', b: '2' }, context)).toEqual({})
    expect(compiled.computeRow({ key: '1', a: '1', n: '0' }, context)).toEqual({ cum: '1' })
  })

  it('take over what was typed only where that is allowed', () => {
    expect(compiled.computeRow({ key: '1', a: '1', b: '1', n: '1', total: '9', perHead: '9' }, context)).toEqual({
      total: '2',
      cum: '1',
      perHead: '9',
    })
  })

  it('add to the period before, and start again in January', () => {
    expect(compiled.computeRow({ key: '1', a: '2' }, { ...context, previous: { key: '1', a: '7', cum: '10' } }).cum).toBe('12')
    expect(compiled.computeRow({ key: '1', a: '2' }, { ...context, period: '2021-01', previous: { key: '1', cum: '10' } }).cum).toBe('2')
  })

  it('follow all earlier periods of the report', () => {
    const earlier = { '2020-04': [{ key: '1', a: '0.3' }], '2020-03': [{ key: '1', a: '0.2' }], '2020-02': [{ key: '1', a: '0.1' }] }
    const computed = compiled.computeReport(
      input({
        A: [
          { key: '1', a: '0.4' },
          { key: '2', a: '5' },
        ],
        earlier,
      }),
    )
    expect([computed.get('r0')?.cum, computed.get('r1')?.cum]).toEqual(['1', '5'])
  })
})

describe('totals', () => {
  it('leave blanks out and count them', () => {
    const rows = [{ a: '0.1', total: '1', on: '是' }, { a: '0.2', on: '否' }, { on: '是' }, { a: '约5' }]
    expect(compiled.totals(rows)).toEqual([
      { label: '合计', values: { a: '0.3', total: '1' }, missing: { a: 2, total: 3 } },
      { label: '启用', values: { a: '0.1' }, missing: { a: 1 } },
    ])
  })

  it('of nothing are blank, not zero', () => {
    expect(compiled.totals([])).toEqual([
      { label: '合计', values: {}, missing: {} },
      { label: '启用', values: {}, missing: {} },
    ])
  })

  const totals: Total[] = [
    { label: '小计', by: 'on', fields: ['a', 'b'], rates: [{ field: 'perHead', of: 'a', to: 'b' }] },
    { label: '当年累计', fields: ['a'], over: 'year', count: { field: 'name', unit: '个' } },
  ]
  const grouped = compileTemplate(pack, { ...template, totals })
  it('are made for each value of a field, with rates of their sums', () => {
    const rows = [
      { on: '是', a: '1', b: '4' },
      { on: '否', a: '3', b: '0' },
      { on: '是', a: '2', b: '5' },
      { a: '9', b: '9' },
    ]
    expect(grouped.totals(rows).slice(0, 2)).toEqual([
      { label: '小计：是', values: { a: '3', b: '9', perHead: '33.33' }, missing: {} },
      { label: '小计：否', values: { a: '3', b: '0' }, missing: {} },
    ])
  })

  it('know the period of the report', () => {
    const ofYear: Total[] = [{ label: '当年', fields: ['a'], where: 'report.year == 2020 && report.month == 5' }]
    const dated = compileTemplate(pack, { ...template, totals: ofYear })
    expect(dated.totals([{ a: '1' }], [], '2020-05')[0]?.values).toEqual({ a: '1' })
    expect(dated.totals([{ a: '1' }], [], '2021-05')[0]?.values).toEqual({})
  })

  it('of the year count the rows of its earlier periods', () => {
    expect(grouped.totals([{ a: '1' }], [{ a: '0.5' }, {}]).at(-1)).toEqual({
      label: '当年累计',
      values: { a: '1.5', name: '3个' },
      missing: { a: 1 },
    })
  })

  it('are the exact sums of their columns', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 15n })
    const text = (value: bigint): string => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`.replace(/\.?0+$/, '')
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 40 }), (column) => {
        const sum = column.reduce((total, value) => total + value, 0n)
        const rows = column.map((value) => ({ a: value % 100n === 0n ? String(value / 100n) : text(value) }))
        expect(compiled.totals(rows)[0]?.values.a).toBe(sum % 100n === 0n ? String(sum / 100n) : text(sum))
      }),
    )
  })
})

describe('required fields', () => {
  it('are always, never, or where their condition holds', () => {
    const required = (values: Record<string, string>) => [
      compiled.isRequired('key', values, context),
      compiled.isRequired('name', values, context),
      compiled.isRequired('b', values, context),
    ]
    expect([required({ on: '是' }), required({ on: '否' }), required({})]).toEqual([
      [true, false, true],
      [true, false, false],
      [true, false, undefined],
    ])
  })
})
