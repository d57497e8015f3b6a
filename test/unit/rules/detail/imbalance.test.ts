import { describe, expect, test } from 'vitest'
import { Decimal } from '../../../../shared/model/decimal.ts'
import { medianOf, slipOf } from '../../../../shared/rules/cel/slip.ts'
import { checkReports } from '../../../../shared/rules/check.ts'
import { findingDetail } from '../../../../shared/rules/detail/detail.ts'
import type { FindingDetail } from '../../../../shared/rules/finding.ts'
import { input, mini, ruleYaml, type Values } from '../mini-pack.ts'

const detailOf = (
  expr: string,
  row: Values,
  more: { readonly before?: Values; readonly others?: readonly Values[] } = {},
): FindingDetail => {
  const pack = mini(ruleYaml('R-T-01', `forms: [A]\nexpr: '${expr}'`))
  const { before, others = [] } = more
  const given = input({ A: [{ key: '1', ...row }, ...others], ...(before === undefined ? {} : { before: [{ key: '1', ...before }] }) })
  const finding = checkReports(pack.compiled, given).findings.find(({ ruleId }) => ruleId === 'R-T-01')
  if (finding === undefined) throw new Error(`${expr} does not fail`)
  return findingDetail(pack.compiled, given, finding)
}

describe('the failing part is the one that is spoken of', () => {
  test.each([
    ['row.a <= 10', { a: '12.5' }, '甲数 12.5 吨，应不超过 10 吨，多 2.5 吨（25%）。'],
    ['row.a > 10', { a: '10' }, '甲数 10 吨，应大于 10 吨，正好卡在界限上，而界限本身不算数。'],
    ['row.a > 1 && row.b > 2 && row.n > 3', { a: '5', b: '1', n: '9' }, '乙数 1，应大于 2，少 1（50%）。'],
    ['!(row.a < 10)', { a: '4' }, '甲数 4 吨，应不低于 10 吨，少 6 吨（60%）。'],
    ['row.on || row.a == row.b', { on: '否', a: '5', b: '4' }, '甲数 5 吨，应等于乙数 4 吨，相差 1 吨（25%）。'],
    ['row.on ? row.a <= 1 : row.b <= 1', { on: '否', a: '9', b: '3' }, '乙数 3，应不超过 1，多 2（200%）。'],
    ['abs(row.a - row.b) <= 0.5', { a: '5', b: '4' }, '甲数 5 吨，应与乙数 4 吨相近，相差 1 吨（25%），最多允许相差 0.5 吨。'],
    ['row.a <= row.n * 2', { a: '9', n: '4' }, '甲数 9 吨，应不超过 8 吨，多 1 吨（12.5%）。'],
    ['cel.bind(x, row.a + 1, x <= row.b)', { a: '5', b: '4' }, '算得 6，应不超过乙数 4，多 2（50%）。'],
    ['row.rate <= 50', { rate: '80' }, '比例 80%，应不超过 50%，多 30%（60%）。'],
    ['row.day >= "2020-06-01"', { day: '2020-05-30' }, '日期 2020-05-30，应不早于 2020-06-01，相差 2 天。'],
    ['row.name == "甲厂"', { name: '乙厂' }, '名称 “乙厂”，应与“甲厂”一致。'],
    ['row.a / row.n <= 1', { a: '1', n: '0.3' }, null],
    ['keyCount(row, "name") == 0', { name: '甲' }, null],
    ['has(row.name)', {}, null],
  ] as const)('%s', (expr, row, text) => {
    if (expr.startsWith('row.a / row.n')) expect(() => detailOf(expr, row)).toThrow('does not fail')
    else expect(detailOf(expr, row).imbalance?.text ?? null).toBe(text)
  })
  test('the period before and the item of a list it fails for', () => {
    expect(detailOf('row.a >= prev.a', { a: '3' }, { before: { a: '4' } }).imbalance?.text).toBe(
      '甲数 3 吨，应不低于上期甲数 4 吨，少 1 吨（25%）。',
    )
    const others = [{ key: '2', a: '70' }]
    expect(detailOf('rows.all(r, r.a < 50)', { a: '1' }, { others }).imbalance).toMatchObject({ left: '70', right: '50', difference: '20' })
  })
  test('numbers are given as they are, for programs', () => {
    expect(detailOf('row.a <= 3', { a: '4' }).imbalance).toMatchObject({
      kind: 'number',
      operator: '<=',
      left: '4',
      right: '3',
      leftName: '甲数',
      rightName: null,
      unit: '吨',
      difference: '1',
      relative: '33.33',
    })
  })
})

describe('slips', () => {
  test.each([
    ['9.49', '1', '1'],
    ['9.5', '1', '10'],
    ['10.5', '1', '10'],
    ['10.51', '1', '1'],
    ['89.9', '1', '1'],
    ['90', '1', '100'],
    ['799', '1', '1'],
    ['800', '1', '1000'],
    ['12500', '1', '10000'],
    ['12501', '1', '1'],
    ['0.1', '1', '0.1'],
    ['0.00008', '1', '0.0001'],
    ['5', '1', '1'],
    ['0', '1', '1'],
    ['1', '0', '1'],
    ['-10', '1', '1'],
  ])('%s against %s is off by %s', (value, reference, factor) => {
    expect(slipOf(new Decimal(value), new Decimal(reference)).toFixed()).toBe(factor)
  })
  test('the median is one of the figures', () => {
    const numbers = (...texts: string[]): Decimal[] => texts.map((text) => new Decimal(text))
    expect(medianOf(numbers('9', '1', '5'))?.toFixed()).toBe('5')
    expect(medianOf(numbers('9', '1', '5', '2'))?.toFixed()).toBe('2')
    expect(medianOf([])).toBeUndefined()
  })
})
