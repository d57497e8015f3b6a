import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseHeading } from '../../../electron/engine/excel/recognise/headings.ts'
import { applyFactor, convert, isUnit } from '../../../electron/engine/excel/recognise/units.ts'
import { unitGroups } from '../../../shared/text/import-units.ts'

test.each([
  ['万吨', '吨', '10000'],
  ['千克', '吨', '0.001'],
  ['公斤标准煤', '吨标准煤', '0.001'],
  ['亿元', '万元', '10000'],
  ['元', '万元', '0.0001'],
  ['亿千瓦时', '万千瓦时', '10000'],
  ['kW·h', '万度', '0.0001'],
  ['MWh', '万千瓦时', '0.1'],
  ['百吨', '吨', '100'],
  ['十万元', '万元', '10'],
  ['㎡', '万平方米', '0.0001'],
  ['GJ', '百万千焦', '1'],
  ['元/蒸吨', '万元/蒸吨', '0.0001'],
  ['t/h', '蒸吨/小时', '1'],
  ['ＭＷ', '千瓦', '1000'],
])('%s into %s by %s', (from, to, factor) => {
  expect(convert(from, to)).toEqual(factor === '1' ? { kind: 'same' } : { kind: 'exact', factor })
})

test.each([
  ['吨', '吨标准煤'],
  ['吨', '蒸吨/小时'],
  ['万元', '户'],
  ['千瓦', '千瓦时'],
  ['度', '°x'],
])('%s never becomes %s', (from, to) => {
  expect(convert(from, to)).toEqual({ kind: 'unknown' })
})

test('a convention is told apart from an identity', () => {
  expect(convert('兆瓦', '蒸吨/小时')).toMatchObject({ kind: 'convention', factor: '1000/700' })
  expect(convert('蒸吨/小时', '兆瓦')).toMatchObject({ kind: 'convention', factor: '0.7' })
  expect(convert('t/h', 'kW')).toMatchObject({ kind: 'convention', factor: '700' })
  expect(applyFactor('7', '1000/700')).toEqual({ value: '10', exact: true })
  expect(applyFactor('1', '1000/700')).toEqual({ value: '1.4285714286', exact: false })
})

test.each(['', 'x', '1/0', '1/2/3', '1e3', '+1'])('the factor "%s" is refused', (factor) => {
  expect(applyFactor('1', factor)).toBeUndefined()
})

test('there and back is the same number, exactly', () => {
  const pairs = Object.values(unitGroups).flatMap((units) =>
    Object.keys(units).flatMap((from) => Object.keys(units).map((to) => [from, to] as const)),
  )
  fc.assert(
    fc.property(fc.constantFrom(...pairs), fc.integer({ min: -1e9, max: 1e9 }), ([from, to], number) => {
      const there = convert(from, to)
      const back = convert(to, from)
      if (there.kind !== 'exact' || back.kind !== 'exact') return
      const value = String(number)
      expect(applyFactor(applyFactor(value, there.factor)?.value ?? '', back.factor)?.value).toBe(value)
    }),
  )
})

describe('headings', () => {
  test.each([
    ['年用煤量（万吨）', '年用煤量', '万吨'],
    ['总投资/万元', '总投资', '万元'],
    ['总投资（单位：万元）', '总投资', '万元'],
    ['额定出力\n(t/h)', '额定出力', 't/h'],
    ['达产年综合能耗（当量）（吨标准煤）', '达产年综合能耗(当量)', '吨标准煤'],
    ['达产年综合能耗（当量）', '达产年综合能耗(当量)', undefined],
    ['承压/常压', '承压/常压', undefined],
    ['3.使 用 单 位*', '使用单位', undefined],
    ['（一）台账编号', '台账编号', undefined],
    ['是否在建成区（是/否）', '是否在建成区', undefined],
    ['运行补贴标准（元/户）', '运行补贴标准', '元/户'],
    ['１２月', '12月', undefined],
  ])('%j', (text, label, unit) => {
    const heading = parseHeading(text)
    expect([heading.label, heading.unit]).toEqual([label, unit])
  })

  test('a unit that only this form uses', () => {
    expect(isUnit('元/户·季')).toBe(false)
    expect(parseHeading('运行补贴标准（元/户·季）', new Set(['元/户·季'])).unit).toBe('元/户·季')
  })
})
