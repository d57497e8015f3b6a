import { describe, expect, test } from 'vitest'
import { formatSections, shownFactor } from '../../../../electron/engine/excel/reader/number-format.ts'
import { displayedFactor, printedFactor, shownAs } from '../../../../electron/engine/excel/recognise/printed-unit.ts'

test.each([
  ['0!.0,"万"', '0.0001'],
  ['0"."0,"万"', '0.0001'],
  ['0\\.0,万', '0.0001'],
  ['0!.0000"万元"', '0.0001'],
  ['#,##0,', '0.001'],
  ['0.0,', '0.001'],
  ['0,.0', '0.001'],
  ['0.00,,', '0.000001'],
  ['#,##0.00_ ;[Red]-#,##0.00', undefined],
  ['0.0"万吨"', undefined],
  ['0.00"a0,"', undefined],
  ['0.00E+00', undefined],
  ['yyyy"年"m"月"', undefined],
  [`0,${'"'.repeat(2000)}`, undefined],
  ['', undefined],
])('%s shows a figure smaller by %s', (format, factor) => {
  expect(shownFactor(format)).toBe(factor)
})

describe('what is printed beside a figure', () => {
  test.each([
    ['0.00"亿元"', '亿元'],
    ['0.00 亿元', '亿元'],
    ['[$人民币]0.00[$万元-804]', '万元'],
    ['G/通用格式"吨"', '吨'],
    ['"万元"0.00', '万元'],
    ['0.0"元"/"吨"', '元/吨'],
    ['_ ¥* #,##0.00_ "m³";_ ¥* -#,##0.00_ ', 'm3'],
    ['0"万台"', '万台'],
    ['"共"0"页"', undefined],
    ['¥#,##0.00', undefined],
    ['0.00_)', undefined],
    ['0.00"', undefined],
    ['[Red][', undefined],
  ])('%s', (format, unit) => {
    expect(shownAs(format, 1)?.unit).toBe(unit)
  })

  test('conditions choose the part, signs do not', () => {
    const format = '[>=10000]0!.0,"万";[<0]-0"吨";0'
    expect([21_000, -5, 9000].map((value) => shownAs(format, value))).toEqual([
      { factor: '0.0001', unit: '万' },
      { factor: undefined, unit: '吨' },
      undefined,
    ])
    expect(formatSections('0"吨";-0;"-"')).toHaveLength(1)
  })

  test('what is stored becomes the field’s, unless a scale makes it doubtful', () => {
    const of = (format: string, wanted: string | undefined) => {
      const shown = shownAs(format, 1)
      return shown === undefined ? undefined : [printedFactor(shown, wanted), displayedFactor(shown, wanted)]
    }
    expect(of('0.00"亿元"', '万元')).toEqual(['10000', '10000'])
    expect(of('0!.0,"万吨"', '吨')).toEqual(['1', '1'])
    expect(of('0.0,"千元"', '万元')).toEqual([undefined, '0.0001'])
    expect(of('0.0"MW"', '蒸吨/小时')).toEqual([undefined, '1'])
    expect(of('0.0"吨"', undefined)).toEqual([undefined, '1'])
  })
})
