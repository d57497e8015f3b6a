import { describe, expect, test } from 'vitest'
import { markStoredValues } from '../../../../electron/engine/excel/legacy/stored-values.ts'

/** The cell of a page with one, as the library would hand its text over. */
const cellOf = (tag: string, shown: string, style = '') => {
  const { text, cellOf: read } = markStoredValues(`<style>${style}</style><table><tr>${tag}${shown}</td></tr></table>`)
  return read(/<t[dh][^<>]*>(.*)<\/td>/i.exec(text)?.[1] ?? '')
}
const number = (value: number, format?: string) => ({ value, kind: 'number', ...(format === undefined ? {} : { format }) })

describe('the stored number is taken where it tells the figure that is shown', () => {
  test.each([
    ['<td sdval="1.23456789" sdnum="1033;0;0.00">', '1.23', number(1.23456789, '0.00')],
    ['<td sdval="1.2" sdnum="1033;">', '1.2', number(1.2)],
    ['<td sdval="12345.678" sdnum="1033;2052;#,##0.0">', '12,345.7', number(12_345.678, '#,##0.0')],
    ['<td sdval="-5.555" sdnum="1033;0;0.0;(0.0)">', '(5.6)', number(-5.555, '0.0;(0.0)')],
    ['<td sdval="1.23456789012346E+017" sdnum="1033;0;0.00E+00">', '1.23E+17', number(123_456_789_012_346_000, '0.00E+00')],
    ['<td sdval="0.12345" sdnum="1033;0;0%">', '12%', number(0.12345, '0%')],
    ['<td sdval="7" sdnum="1033;0;000">', '007', number(7, '000')],
    ['<td sdval="45.5" sdnum="1033;0;0.0,">', '0.0', number(45.5, '0.0,')],
    ['<td sdval="45678" sdnum="1033;0;0.0,">', '45.7', number(45_678, '0.0,')],
    ['<td sdval="40617" sdnum="1033;0;YYYY/M/D">', '2011/3/15', { value: '2011-03-15', kind: 'date', format: 'YYYY/M/D' }],
    ['<td sdval="0" sdnum="1033;">', '#N/A', { value: '#N/A', kind: 'error' }],
    ['<td class=xl24 align=right x:num="1.23456789">', '1.23', number(1.23456789)],
    ['<TD ALIGN=right X:NUM>', '1234.5', number(1234.5)],
    ["<td x:num='0.125' style='mso-number-format:Percent'>", '12.50%', number(0.125, '0.00%')],
    ['<td title=\'x:num="9"\' x:num="1.26">', '1.3', number(1.26)],
    ['<td x:err="#DIV/0!">', '#DIV/0!', { value: '#DIV/0!', kind: 'error' }],
  ])('%s%s', (tag, shown, cell) => {
    expect(cellOf(tag, shown)).toEqual(cell)
  })

  test('with the format that the class of an Excel page names', () => {
    const style = '<!-- .xl25 {mso-style-parent:style0; mso-number-format:"yyyy\\0022年\\0022m\\0022月\\0022";} -->'
    expect(cellOf('<td class=xl25 x:num="40617">', '2011年3月', style)).toEqual({
      value: '2011-03-15',
      kind: 'date',
      format: 'yyyy"年"m"月"',
    })
  })
})

describe('the text stays what it is', () => {
  test.each([
    ['a text that was typed as one', '<td x:str x:num="123">', '00123'],
    ['a column of texts', '<td x:num="123" style=\'mso-number-format:"\\@"\'>', '00123'],
    ['zeros in front that no format brings along', '<td x:num="123">', '00123'],
    ['a unit beside the figure', '<td sdval="1.5" sdnum="1033;0;0.0&quot;吨&quot;">', '1.5吨'],
    ['another figure than the stored one', '<td x:num="500">', '5'],
    ['thousands that its format does not leave out', '<td sdval="5000" sdnum="1033;0;0">', '5'],
    ['ten thousands where its format leaves out thousands', '<td sdval="50000" sdnum="1033;0;0,">', '5'],
    ['a share without its sign', '<td sdval="12.5" sdnum="1033;0;0.00%">', '12.5'],
    ['a share with another stored one', '<td sdval="50" sdnum="1033;0;0%">', '50%'],
    ['another day than the stored one', '<td sdval="39155" sdnum="1033;0;YYYY-MM-DD">', '2011-03-15'],
    ['words', '<td x:num="1">', '在用'],
    ['no number', '<td x:num="NaN">', '1'],
    ['a number to the base of sixteen', '<td x:num="0x10">', '16'],
    ['a number beyond all', '<td x:num="1E999">', '1'],
    ['a number of many digits', `<td x:num="${'1'.repeat(100_000)}">`, '1'],
    ['words for a number', '<td sdval="1;DROP">', '1'],
  ])('%s', (_, tag, shown) => {
    expect(cellOf(tag, shown)).toBe(shown)
  })

  test('cells run together and marks that somebody wrote', () => {
    const { text, cellOf: read } = markStoredValues('<td x:num="1">1<td x:num="2">2')
    expect(read(text.replace(/<[^<>]*>/g, ''))).toBe('12')
    const own = '\uf8f00\uf8f07'
    expect(markStoredValues(`<td>${own}</td><td x:num="7">7</td>`).cellOf(own)).toBe(own)
  })
})
