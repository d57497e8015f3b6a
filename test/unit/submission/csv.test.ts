import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { readCsv, writeCsv } from '../../../shared/submission/csv.ts'

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.constantFrom('=1+1', '+86', '-5', '-5.', '@x', "'x", "''", '＝1', '\t', '\r\n', '"', ',', 'a"b', '0', '中文'),
  fc.constant(null),
)
const lines = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }))

describe('csv', () => {
  test('comes back as it went in', () => {
    fc.assert(
      fc.property(lines, (table) => {
        expect(readCsv(writeCsv(table))).toEqual(table)
      }),
      { numRuns: 2000 },
    )
  })
  test('another reader sees the same cells', () => {
    fc.assert(
      fc.property(lines, (table) => {
        const other = Papa.parse<string[]>(writeCsv(table).slice(1), { newline: '\r\n', delimiter: ',' }).data.slice(0, -1)
        expect(other.map((line) => line.map((one) => one.replace(/^'/, '') || null))).toEqual(table)
      }),
    )
  })
  test('no cell can be taken for a formula', () => {
    const table = [['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '－x', '-5', '-5.25', '+5']]
    expect(writeCsv(table)).toBe("\uFEFF'=1+1,'+A1,'-A1,'@SUM(A1),'\t=1,\"'\r=1\",'＝1,'－x,-5,-5.25,'+5\r\n")
  })
  test.each(['', 'a,b\r\n', '\uFEFFa', '\uFEFFa\n', '\uFEFF"a\r\n', '\uFEFFa"b\r\n', '\uFEFF"a"b\r\n', '\uFEFFa,\r'])(
    'refuses %j',
    (text) => {
      expect(readCsv(text)).toBeUndefined()
    },
  )
})
