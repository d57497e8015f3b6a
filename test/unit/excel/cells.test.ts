import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeOfRow, RowPacker, unpackCells } from '../../../electron/engine/excel/packed-rows.ts'
import { numberCell } from '../../../electron/engine/excel/reader/cell-value.ts'
import { decodeEscapes, encodeEscapes } from '../../../electron/engine/excel/reader/escapes.ts'
import { isDateFormat } from '../../../electron/engine/excel/reader/number-format.ts'
import { isoToSerial, serialToIso } from '../../../electron/engine/excel/reader/serial-date.ts'
import { isColumnNumberRow } from '../../../electron/engine/excel/recognise/number-row.ts'
import { readCell } from '../../../electron/engine/excel/recognise/read-cell.ts'
import { fitsSpreadsheet } from '../../../electron/engine/excel/writer/cell-xml.ts'
import { xmlText } from '../../../electron/engine/excel/writer/xml-text.ts'
import type { ParsedCell, ParsedRow } from '../../../electron/engine/ports.ts'
import { Field } from '../../../shared/forms/form-schema.ts'

describe('serial numbers', () => {
  test.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, undefined],
    [61, false, '1900-03-01'],
    [43_982, false, '2020-05-31'],
    [43_982 - 1462, true, '2020-05-31'],
    [0, true, '1904-01-01'],
    [43_982.5, false, '2020-05-31T12:00:00'],
    [43_982.9999999, false, '2020-06-01'],
    [-1, false, undefined],
    [0.5, false, undefined],
    [3e6, false, undefined],
    [Number.NaN, false, undefined],
  ])('%s (1904: %s) is %s', (serial, date1904, iso) => {
    expect(serialToIso(serial, date1904)).toBe(iso)
  })

  test('every day since March 1900 goes there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        expect(isoToSerial(serialToIso(serial, false) ?? '')).toBe(serial)
      }),
    )
  })
})

test.each([
  ['yyyy-mm-dd', true],
  ['yyyy"年"m"月"d"日"', true],
  ['[$-804]aaaa', false],
  ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', true],
  ['h:mm:ss', true],
  ['[h]:mm', true],
  ['上午/下午h"时"mm"分"', true],
  ['0.00', false],
  ['#,##0', false],
  ['0.00E+00', false],
  ['General', false],
  ['"年产"0"吨"', false],
  ['[Red]0.00;[Blue]-0.00', false],
  ['0"day"', false],
  ['\\d0', false],
])('the format %s shows a date: %s', (code, expected) => {
  expect(isDateFormat(code)).toBe(expected)
})

describe('escapes', () => {
  test('any text goes there and back', () => {
    // The escape of the second character closes what looks like one before it.
    expect(decodeEscapes(encodeEscapes('_x5FFF\u0001'))).toBe('_x5FFF\u0001')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeEscapes(encodeEscapes(text))).toBe(text)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('_', 'x', '0', 'D', 'F', '5', '\r', '\u0001'), maxLength: 30 }), (text) => {
        expect(decodeEscapes(encodeEscapes(text))).toBe(text)
      }),
    )
  })

  test('nothing that XML cannot hold is left', () => {
    const bad = (code: number) =>
      (code < 32 && code !== 9 && code !== 10) || code === 0xfffe || code === 0xffff || (code >= 0xd800 && code < 0xe000)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = xmlText(text)
        expect(Array.from(written).filter((character) => bad(character.codePointAt(0) ?? 0))).toEqual([])
        expect(written).not.toMatch(/[<>"]|&(?!amp;|lt;|gt;|quot;)/)
      }),
    )
  })
})

test('rows survive the way between the processes', () => {
  const cell: fc.Arbitrary<ParsedCell | undefined> = fc.oneof(
    fc.constant(undefined),
    fc.record({ value: fc.string(), kind: fc.constantFrom('text' as const, 'date' as const, 'error' as const) }),
    fc.record({ value: fc.double(), kind: fc.constant('number' as const), format: fc.constantFrom('0%', '0.00', 'yyyy') }),
    fc.record({ value: fc.boolean(), kind: fc.constant('boolean' as const) }),
    fc.constant({ value: null, kind: 'formulaWithoutValue' as const }),
  )
  const filled = (cells: (ParsedCell | undefined)[]) => cells.slice(0, cells.findLastIndex((one) => one !== undefined) + 1)
  const rows: fc.Arbitrary<ParsedRow[]> = fc.array(
    fc.record(
      { row: fc.integer({ min: 1, max: 1_048_576 }), hidden: fc.boolean(), struck: fc.constant(true), cells: fc.array(cell).map(filled) },
      { requiredKeys: ['row', 'hidden', 'cells'] },
    ),
  )
  const packer = new RowPacker()
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 4 }), (pieces) => {
      const arrived = pieces.map((piece) => {
        for (const row of piece) packer.add(row)
        const packed = packer.take()
        if (packed === undefined) return []
        // Whoever keeps the bytes may give them back from anywhere in a larger block.
        const moved = new Uint8Array(packed.cells.length + 3)
        moved.set(packed.cells, 3)
        const cells = unpackCells(moved.subarray(3))
        return Array.from(packed.rows, (row, at) => ({ ...placeOfRow(row), cells: Array.from(cells[at] ?? []) }))
      })
      expect(arrived).toEqual(pieces)
    }),
  )
})

test('bytes that are no packed rows are refused, whatever is wrong with them', () => {
  const packer = new RowPacker()
  packer.add({
    row: 1,
    hidden: false,
    cells: [
      { value: '甲', kind: 'text' },
      { value: 2, kind: 'number', format: '0%' },
    ],
  })
  const { cells } = packer.take() ?? { cells: new Uint8Array() }
  expect(unpackCells(cells)).toHaveLength(1)
  fc.assert(
    fc.property(fc.nat(cells.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(cells.length), (at, flip, length) => {
      const damaged = cells.slice(0, length)
      if (at < length) damaged[at] = (damaged[at] ?? 0) ^ flip
      try {
        for (const row of unpackCells(damaged))
          for (const cell of row.values()) if (cell !== undefined) expect(typeof cell.kind).toBe('string')
      } catch (error) {
        expect(error).toMatchObject({ code: 'WORKBOOK_DAMAGED' })
      }
    }),
  )
})

test.each([
  ['0', true],
  ['123456789012345', true],
  ['1234567890123456', false],
  ['-1234567890.12345', true],
  ['0.1234567890123456', false],
  ['1200000000000000000000', true],
  ['约12', false],
  ['', false],
  ['01', false],
])('a spreadsheet holds %j exactly: %s', (text, expected) => {
  expect(fitsSpreadsheet(text)).toBe(expected)
  if (expected) expect(Number(text)).toBe(Number(Number(text).toPrecision(15)))
})

describe('one cell for one field', () => {
  const reading = (type: string, more: object = {}, factor = '1', date1904 = false) => ({
    field: Field.parse({ key: 'f', label: '栏', type, ...more }),
    codes: {
      id: 'C',
      title: '码',
      items: [
        { code: '01', label: '原煤', synonyms: [], parent: undefined, pinyin: 'ym', replacedBy: undefined },
        { code: '23', label: '电力', synonyms: [], parent: undefined, pinyin: 'dl', replacedBy: undefined },
      ],
    } as never, // only what a code list needs for reading
    factor,
    date1904,
  })
  const text = (value: string): ParsedCell => ({ value, kind: 'text' })
  const number = (value: number, format?: string): ParsedCell => numberCell(value, format, false)

  test.each([
    ['percent shown as percent', number(0.6, '0%'), reading('percent'), '60', undefined],
    ['a percent sign that is only printed', number(12.5, '0.0"%"'), reading('percent'), '12.5', undefined],
    ['percent in a column of tons', number(0.125, '0.00%'), reading('decimal', { unit: '吨' }), '12.5%', 'unreadable'],
    ['the same as text', text('12.5%'), reading('decimal', { unit: '吨' }), '12.5%', 'unreadable'],
    ['percent in a column of 万吨', number(0.125, '0.00%'), reading('decimal', { unit: '吨' }, '10000'), '12.5%', 'unreadable'],
    ['percent where no unit is asked', number(0.125, '0%'), reading('decimal'), '12.5%', 'unreadable'],
    ['a decimal that is measured in percent', number(0.125, '0%'), reading('decimal', { unit: '%' }), '12.5', undefined],
    ['a power of ten as text', text('1e3'), reading('decimal', { unit: '吨' }), '1000', undefined],
    ['a power of ten in a column of 万吨', text('1.5E+1'), reading('decimal', { unit: '吨' }, '10000'), '150000', undefined],
    ['a letter that is a unit', text('5吨'), reading('decimal', { unit: '吨' }, '10000'), '5', undefined],
    ['an id that Excel shortened', text('4.50222E+09'), reading('text'), '4.50222E+09', 'doubtful'],
    ['a credit code that Excel shortened', text(' 9.14502e+17 '), reading('uscc'), '9.14502e+17', 'doubtful'],
    ['a code that Excel shortened', text('1E+05'), reading('code', { codes: 'C' }), '1E+05', 'doubtful'],
    ['a code with an E in it', text('3E-01'), reading('text'), '3E-01', undefined],
    ['a model with an E in it', text('DZL4-1.25E+10型'), reading('text'), 'DZL4-1.25E+10型', undefined],
    ['as above, in words', text('同上'), reading('text'), '同上', 'doubtful'],
    ['as above, by a mark', text('〃'), reading('code', { codes: 'C' }), '〃', 'doubtful'],
    ['as above, by quotes', text('"'), reading('uscc'), '"', 'doubtful'],
    ['more than as above', text('同上年'), reading('text'), '同上年', undefined],
    ['percent written as percent', text('60 %'), reading('percent'), '60', undefined],
    ['a noisy sum', number(21.599999999999998), reading('decimal'), '21.6', undefined],
    ['a large number', number(1e21), reading('decimal'), '1000000000000000000000', undefined],
    ['a tiny number', number(1e-7), reading('decimal'), '0.0000001', undefined],
    ['a dash', text('——'), reading('decimal'), null, 'doubtful'],
    ['about twelve', text('约12'), reading('decimal'), '约12', 'unreadable'],
    ['a number that was made a date', number(43_982, 'yyyy-mm-dd'), reading('decimal'), '2020-05-31', 'unreadable'],
    ['half a household', number(1.5), reading('integer'), '1.5', 'unreadable'],
    ['1.5 万户', number(1.5), reading('integer', { unit: '户' }, '10000'), '15000', undefined],
    ['a fraction that was made a date', number(43_983, 'm/d'), reading('text'), '2020-06-01', 'doubtful'],
    ['a code shown with its zeros', number(7, '000'), reading('text'), '007', undefined],
    ['a code that lost its zeros', number(1), reading('code', { codes: 'C' }), '01', 'doubtful'],
    ['a code by its name', text('电力'), reading('code', { codes: 'C' }), '23', undefined],
    ['a code nobody knows', text('木炭'), reading('code', { codes: 'C' }), '木炭', 'unknownCode'],
    ['eighteen digits', number(Number('450222199001011234')), reading('text'), '450222199001011260', 'doubtful'],
    ['a month with a day', number(43_982, 'yyyy-mm-dd'), reading('month'), '2020-05', undefined],
    ['October or January', number(2020.1), reading('month'), '2020.1', 'ambiguousDate'],
    ['a month as serial number', number(43_952), reading('month'), '2020-05-01', 'ambiguousDate'],
    ['five digits in a book of 1904', text('43982'), reading('date', {}, '1', true), '43982', 'ambiguousDate'],
    ['a time of day in a date', number(0.5, 'h:mm'), reading('date'), '0.5', 'ambiguousDate'],
    ['true', { value: true, kind: 'boolean' }, reading('yesNo'), '是', undefined],
    ['an error', { value: '#REF!', kind: 'error' }, reading('decimal'), '#REF!', 'errorCell'],
    ['too much text', text('字'.repeat(5000)), reading('text', { maxLength: 100 }), '字'.repeat(4000), 'tooLong'],
  ] as const)('%s', (_, cell, column, value, problem) => {
    const result = readCell(cell as ParsedCell, column, null)
    expect([result.value, result.problem?.code]).toEqual([value, problem])
  })
})

test.each<[readonly (string | number)[], boolean]>([
  [['甲', '乙', 1, 2, 3], true],
  [['1', '2', '3'], true],
  [['(1)', '(2)', '(3)=(1)+(2)'], true],
  [['①', '②', '③'], true],
  [['甲', 1, 2, '3=1+2', '4=1-2', '5=3/4'], true],
  [['1', '2', '3＝1＋2', '（4＝1－2）', '⑤＝③÷④×100%'], true],
  [['1', '2', '3 = 1 + 2'], true],
  [['1', '2', '3=1\n+2'], true],
  [['1', '2', '3=1+2', '4=1+2+3'], true],
  [['甲厂', '1', '2=1+3'], false],
  [['1', '2', '3=第1栏+第2栏', '4=A×B'], true],
  [['100=是', '200=否', '300=无'], false],
  [['A', 'B', '1=优\n2=良'], false],
  [['A', 'B', '1 =优'], false],
  [['A', 'B', '1=Excel'], false],
  [[1, '2 = 2月停产，\n3月恢复', 3], false],
  [['A', 'B', 'C'], true],
  [[1, 2], false],
  [[3, 7, 9], false],
  [[100, 101, 102], false],
  [['4502220001', 1, 2], false],
  [['甲厂', 1, 2], false],
])('column numbers %j: %s', (values, expected) => {
  const cells = values.map((value): ParsedCell => ({ value, kind: typeof value === 'number' ? 'number' : 'text' }))
  expect(isColumnNumberRow({ row: 1, hidden: false, cells })).toBe(expected)
})
