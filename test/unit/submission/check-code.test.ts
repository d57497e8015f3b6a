import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCode, readCheckCode } from '../../../electron/engine/package/check-code.ts'
import { blankHeader } from '../../../shared/rules/input.ts'
import type { RecordsFile } from '../../../shared/submission/content.ts'

const records = (rows: RecordsFile['rows'], header: Partial<RecordsFile['header']> = {}): RecordsFile => ({
  form: 'F4',
  period: '2020-05',
  unit: '450222',
  header: { ...blankHeader, ...header },
  columns: ['_row', 'name', 'coal'],
  rows,
  totals: [],
})
const whole = records([
  ['a', '甲', '1'],
  ['b', '乙', null],
])
const code = checkCode(whole)
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

describe('the code', () => {
  test('is the same for the same paper, whatever the rows are called inside', () => {
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){3}$/)
    expect(
      checkCode(
        records([
          ['x', '甲', '1'],
          ['y', '乙', null],
        ]),
      ),
    ).toBe(code)
  })
  test.each([
    [
      'a value',
      records([
        ['a', '甲', '2'],
        ['b', '乙', null],
      ]),
    ],
    [
      'a blank that became 0',
      records([
        ['a', '甲', '1'],
        ['b', '乙', '0'],
      ]),
    ],
    [
      'the order of the rows',
      records([
        ['b', '乙', null],
        ['a', '甲', '1'],
      ]),
    ],
    ['a row less', records([['a', '甲', '1']])],
    [
      'who signs',
      records(
        [
          ['a', '甲', '1'],
          ['b', '乙', null],
        ],
        { leader: '韦志强' },
      ),
    ],
    ['the month', { ...whole, period: '2020-06' }],
  ])('changes with %s', (_name, other) => {
    expect(checkCode(other)).not.toBe(code)
  })
})

describe('a code that was typed', () => {
  test.each([
    code,
    code.toLowerCase(),
    code.replaceAll('-', ' '),
    ` ${code.replaceAll('-', '')}\n`,
    `碳报 柳城县 F4 2020-05 ${code}`,
    code.replaceAll('-', '－'),
  ])('is read from “%s”', (typed) => {
    expect(readCheckCode(typed)).toBe(code)
  })
  test('with any one sign wrong, or two neighbours exchanged, is not taken for a code', () => {
    const plain = code.replaceAll('-', '')
    fc.assert(
      fc.property(fc.nat(plain.length - 1), fc.constantFrom(...signs), (at, sign) => {
        fc.pre(plain[at] !== sign)
        expect(readCheckCode(plain.slice(0, at) + sign + plain.slice(at + 1))).toBeNull()
      }),
    )
    for (let at = 0; at + 1 < plain.length - 1; at++) {
      if (plain[at] === plain[at + 1]) continue
      expect(readCheckCode(plain.slice(0, at) + plain[at + 1] + plain[at] + plain.slice(at + 2))).toBeNull()
    }
  })
  test.each(['', '   ', code.slice(0, 18), `${code}A`, code.replace(/^./, '0')])('“%s” is none', (typed) => {
    expect(readCheckCode(typed)).toBeNull()
  })
})
