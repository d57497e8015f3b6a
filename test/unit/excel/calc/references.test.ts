import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellAddress, parseArea, type Rectangle, rectangleOf } from '../../../../electron/engine/excel/calc/grid-area.ts'
import { moveFormula, type RowShift, shiftFormula, shiftSqref } from '../../../../electron/engine/excel/calc/shift-references.ts'
import { readPrefix, tokenize } from '../../../../electron/engine/excel/calc/tokens.ts'

const kinds = (formula: string): string =>
  tokenize(formula)
    .map(({ kind, text }) => `${kind} ${text}`)
    .join(' | ')

describe('tokens', () => {
  test.each([
    ['SUM(F5:F9)', 'function SUM | open ( | reference F5:F9 | close )'],
    ["'May''s data'!$A$1+Data!B2", "reference 'May''s data'!$A$1 | operator + | reference Data!B2"],
    ['一月!A1&"a ""b"" c"', 'reference 一月!A1 | operator & | text "a ""b"" c"'],
    ['Jan:Dec!B2', 'reference Jan:Dec!B2'],
    ["'1月:12月'!B2:C3", "reference '1月:12月'!B2:C3"],
    ['[1]Sheet1!A1', 'reference [1]Sheet1!A1'],
    ['[1]!Rate', 'name [1]!Rate'],
    ['Sheet1!Local', 'name Sheet1!Local'],
    ['#REF!$A$1+Sheet1!#REF!', 'error #REF!$A$1 | operator + | error Sheet1!#REF!'],
    ['A:A+$1:$3', 'reference A:A | operator + | reference $1:$3'],
    ['A1:INDEX(A:A,3)', 'reference A1 | operator : | function INDEX | open ( | reference A:A | comma , | number 3 | close )'],
    ['A1:Data!B2', 'reference A1 | operator : | reference Data!B2'],
    ['LOG10(A1)+LOG10', 'function LOG10 | open ( | reference A1 | close ) | operator + | reference LOG10'],
    ['A1:LOG10(2)', 'reference A1 | operator : | function LOG10 | open ( | number 2 | close )'],
    ['_xlfn.CONCAT(A1,_xlpm.x)', 'function _xlfn.CONCAT | open ( | reference A1 | comma , | name _xlpm.x | close )'],
    ['Table1[[#This Row],[单价 (元)]]*T[a]', 'structured Table1[[#This Row],[单价 (元)]] | operator * | structured T[a]'],
    ["T['[x']]", "structured T['[x']]"],
    ['{1,"a";TRUE,#N/A}', 'openBrace { | number 1 | comma , | text "a" | semicolon ; | boolean TRUE | comma , | error #N/A | closeBrace }'],
    ['-1.5E-3%<>.5', 'operator - | number 1.5E-3 | operator % | operator <> | number .5'],
    ['XFE1+A1048577+A0', 'name XFE1 | operator + | name A1048577 | operator + | name A0'],
    ['Rate.2020*A1x', 'name Rate.2020 | operator * | name A1x'],
    ['A1 B2', 'reference A1 | space   | reference B2'],
    ['A1#', 'reference A1 | operator #'],
    ['2020!A1', 'reference 2020!A1'],
    ['"open', 'unknown "open'],
    ['总计+1', 'name 总计 | operator + | number 1'],
  ])('of %s', (formula, expected) => {
    expect(kinds(formula)).toBe(expected)
  })

  test('together they are the input, whatever it is', () => {
    const pieces = fc.constantFrom(
      ...['A1', '$B$2:C3', 'SUM(', ')', ',', ' ', '"x""', '"', "'a b'!", "'", '[1]', 'T[[#All],[x]]', '[', ']', '#REF!', '#', '{1;2}'],
      ...['Sheet1!', ':', '1:3', 'A:B', '1.5E', 'E-3', '名称', '\u{20000}', '!', '@', '%', '_xlfn.', '\\', '?', '.', '\n'],
    )
    const input = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
      fc.string({ maxLength: 60, unit: 'binary' }),
    )
    fc.assert(
      fc.property(input, (formula) => {
        expect(
          tokenize(formula)
            .map(({ text }) => text)
            .join(''),
        ).toBe(formula)
      }),
      { numRuns: 2000, seed: 7 },
    )
  })

  test('a formula longer than any program allows is refused', () => {
    expect(() => tokenize('1+'.repeat(10_000))).toThrow(expect.objectContaining({ code: 'WORKBOOK_HOSTILE' }))
  })

  test.each(["'", '[', 'T[', '1.', '"', 'a:', '#', "'a'"])('endless %s is no endless work', (piece) => {
    const formula = piece.repeat(16_000 / piece.length)
    expect(
      tokenize(formula)
        .map(({ text }) => text)
        .join(''),
    ).toBe(formula)
  })

  test.each([
    ["'[1]May''s data'!", { isExternal: true, sheet: "May's data", lastSheet: "May's data" }],
    ['Jan:Dec!', { isExternal: false, sheet: 'Jan', lastSheet: 'Dec' }],
    ["'C:\\x\\[b.xlsx]S'!", { isExternal: true, sheet: 'S', lastSheet: 'S' }],
  ])('the prefix %s', (prefix, expected) => {
    expect(readPrefix(prefix)).toEqual(expected)
  })
})

describe('rows inserted', () => {
  const shift = (formula: string, more: Partial<RowShift> = {}) => shiftFormula(formula, 'S', { sheet: 's', at: 10, count: 3, ...more })
  test.each([
    ['A9+A10+A11', 'A9+A13+A14'],
    ['SUM(A5:A9)', 'SUM(A5:A9)'],
    ['SUM(A5:A10)', 'SUM(A5:A13)'],
    ['SUM($A$10:a$12)', 'SUM($A$13:A$15)'],
    ['SUM(A12:A5)', 'SUM(A15:A5)'],
    ['SUM(A:A,10:12,$1:$3)', 'SUM(A:A,13:15,$1:$3)'],
    ['T!A10+S!A10+[1]S!A10+S:T!A10', 'T!A10+S!A13+[1]S!A10+S:T!A10'],
    ['"A10"&A10&Rate10x', '"A10"&A13&Rate10x'],
    ['A1048575', '#REF!'],
    ['S!A2:A1048576', 'S!A2:A1048576'],
    ['A1:A1048576', 'A1:A1048576'],
    ['T[[#This Row],[A10]]', 'T[[#This Row],[A10]]'],
    ['_xlfn.XLOOKUP(A10,B10:B20,#REF!)', '_xlfn.XLOOKUP(A13,B13:B23,#REF!)'],
  ])('%s becomes %s', (before, after) => {
    expect(shift(before)).toBe(after)
  })

  test('a total over a repeated block grows with it when rows are added behind its last row', () => {
    const growEnds = { from: 5 }
    expect(shift('SUM(F5:F9)+SUM(F4:F9)+SUM(F6:F9)+F9+SUM(F5:F8)', { growEnds })).toBe('SUM(F5:F12)+SUM(F4:F12)+SUM(F6:F9)+F9+SUM(F5:F8)')
    expect(shift('SUM(F9:F9)+SUM(B9:E9)', { growEnds: { from: 9 } })).toBe('SUM(F9:F12)+SUM(B9:E12)')
    expect(shift('SUM(F5:F9)')).toBe('SUM(F5:F9)')
    expect(shiftFormula("'一 月'!F5:F9", 'S', { sheet: '一 月', at: 10, count: 1, growEnds })).toBe("'一 月'!F5:F10")
  })

  test('lists of areas', () => {
    const rows = { sheet: 'S', at: 10, count: 2 }
    expect(shiftSqref('A1 B9:B10 C10:D12 E:E  F1048576', rows)).toBe('A1 B9:B12 C12:D14 E:E')
    expect(shiftSqref('F9 G5:G9', { ...rows, growEnds: { from: 9 } })).toBe('F9:F11 G5:G11')
  })

  test('names of a workbook have no sheet of their own', () => {
    expect(shiftFormula('S!$A$10:$A$12,A10', undefined, { sheet: 'S', at: 3, count: 1 })).toBe('S!$A$11:$A$13,A10')
  })

  const rectangle = fc
    .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .map(([a, b, c, d]) => `${cellAddress(a, c)}:${cellAddress(b, d)}`)

  test('every cell of an area is found again where the insertion put it, and new cells only when they lie inside', () => {
    fc.assert(
      fc.property(rectangle, fc.integer({ min: 1, max: 35 }), fc.integer({ min: 1, max: 9 }), (text, at, count) => {
        const area = (formula: string): Rectangle => rectangleOf(parseArea(formula)!) // made above, so it is an area
        const before = area(text)
        const expected = new Set<string>()
        const isMoved = (row: number) => row >= at
        for (let row = before.top; row <= before.bottom; row++)
          for (let column = before.left; column <= before.right; column++)
            expected.add(cellAddress(isMoved(row) ? row + count : row, column))
        // The new rows belong to the area exactly when they came between two of its rows.
        if (before.top < at && before.bottom >= at)
          for (let row = at; row < at + count; row++)
            for (let column = before.left; column <= before.right; column++) expected.add(cellAddress(row, column))
        const after = area(shiftFormula(text, 'S', { sheet: 'S', at, count }))
        const found = new Set<string>()
        for (let row = after.top; row <= after.bottom; row++)
          for (let column = after.left; column <= after.right; column++) found.add(cellAddress(row, column))
        expect(found).toEqual(expected)
      }),
      { numRuns: 500, seed: 11 },
    )
  })
})

describe('a formula copied', () => {
  test.each([
    ['A1+$A1+A$1+$A$1', 2, 1, 'B3+$A3+B$1+$A$1'],
    ['SUM(A1:$B$9)*Rate', 1, 0, 'SUM(A2:$B$9)*Rate'],
    ['SUM(5:5,$5:$5,F:F)', 1, 1, 'SUM(6:6,$5:$5,G:G)'],
    ['\'x y\'!A1&"A1"&T[A1]', 1, 0, '\'x y\'!A2&"A1"&T[A1]'],
    ['A1+B2', -1, 0, '#REF!+B1'],
    ['XFD1', 0, 1, '#REF!'],
    ['a1', 0, 0, 'a1'],
  ])('%s by %i rows and %i columns', (before, rows, columns, after) => {
    expect(moveFormula(before, rows, columns)).toBe(after)
  })
})
