import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatHtmlTable, formatTsv, parseTsv } from '../../../renderer/features/grid/tsv.ts'
import { clipboards } from '../../helpers/clipboards.ts'

test.each([
  ['one cell', 'a', [['a']]],
  [
    'the line end of the last row begins no row',
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['quotes around tabs, line breaks and quotes', '"a\tb"\t"c\r\nd"\t"e""f"', [['a\tb', 'c\nd', 'e"f']]],
  ['a quote inside a field is a letter', '5" 管\t6"', [['5" 管', '6"']]],
  ['a quote that is never closed is a letter', '"未完\tb', [['"未完', 'b']]],
  ['letters after the closing quote stay', '"a"b\tc', [['ab', 'c']]],
  ['ragged rows stay ragged', 'a\nb\tc', [['a'], ['b', 'c']]],
  [
    'an empty field is kept apart from a missing one',
    'a\t\r\n\tb\r\n',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['a blank line is a row with one empty field', 'a\n\nb', [['a'], [''], ['b']]],
  ['old line ends', 'a\rb', [['a'], ['b']]],
  ['nothing', '', []],
])('%s', (_name, text, rows) => {
  expect(parseTsv(text)).toEqual(rows)
})

test.each(clipboards.filter(({ plain }) => plain !== undefined))('from $from', ({ plain = '', rows }) => {
  expect(parseTsv(plain)).toEqual(rows)
})

test('what is written is read back, whatever the cells hold', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '中', '"', '\t', '\n', ' ', "'") })
  const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  fc.assert(fc.property(rows, (table) => void expect(parseTsv(formatTsv(table))).toEqual(table)))
})

test('cells are quoted only where they must be', () => {
  expect(formatTsv([['a', 'b c', '0012']])).toBe('a\tb c\t0012\r\n')
})

test('markup in a cell stays text in the table', () => {
  expect(formatHtmlTable([['<b>&"\n']])).toContain('>&lt;b&gt;&amp;"<br></td>')
})
