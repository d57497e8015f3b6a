import type { Cell } from './workbook.ts'

/** Numbers between 0 and 1, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * A: numbers, B: decimals with blanks, C: texts, D: mixed with one kind of error, E: dates, F: ascending, G: numbers with gaps,
 * H: mixed, I: truth values. A text cell that is empty comes from a formula: LibreOffice drops stored ones.
 */
export const dataRows: readonly (readonly Cell[])[] = [
  [12, 1.5, '原煤', 5, 45292, 1, 7, 3, true],
  [-3, null, '洗精煤', 'text', 45350, 3, null, 'abc', false],
  [0, 2.675, 'Alpha', { error: '#N/A' }, 45657, 3, 'x', 9, null],
  [7, 0.1, 'alpha beta', 4, 44927, 8, 0, null, true],
  [100, 0.2, { formula: 'LEFT("x",0)' }, 8, 45000, 11, 12.5, { formula: 'RIGHT("x",0)' }, true],
  [3, null, '原煤（其他）', null, 45291.75, 20, -4, 12, false],
  [250, -0.3, 'a*b', { error: '#N/A' }, 45016, 21, 3, 'ABC', true],
  [12, 99.995, '12', 0.5, 36526, 34, 7, 0.25, false],
  [1, 1000000, '  two  spaces ', null, 45382, 55, null, 14, true],
  [45, 33.333333333333336, 'zeta', 45, 45412, 89, 2, 45, true],
]

type Make = () => string

/** Formulas of every kind we work out, over the sheet D; the same for the same seed. */
export function generateFormulas(seed: number, count: number): string[] {
  const random = seededRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]! // never beyond the end
  const row = () => 1 + Math.floor(random() * 10)
  const cell = (columns: string) => `D!${pick([...columns])}${row()}`
  const range = (columns: string): string => {
    const [a, b] = [row(), row()].sort((x, y) => x - y)
    const column = pick([...columns])
    return `D!$${column}$${a}:${column}$${b}`
  }
  const whole = (columns: string) => {
    const column = pick([...columns])
    return pick([`D!${column}1:${column}10`, `D!${column}:${column}`, `D!$${column}$1:$${column}$12`])
  }
  const block = () => pick(['D!A1:B10', 'D!F1:H10', 'D!A1:C10', 'D!F1:G10', 'D!B2:B9'])
  const constant = () => pick(['0', '1', '2', '3', '10', '0.5', '-1', '2.675', '100', '1.005', '12', '7'])
  const small = () => pick(['0', '1', '2', '3', '-1'])
  const words = () => pick(['"原煤"', '"alpha"', '"a"', '"abc"', '"12"', '""', '"text"', '"洗*"', '"two"', '"ZETA"'])
  let depth = 0
  const nested = (deep: Make, flat: Make): string => {
    if (depth >= 3) return flat()
    depth++
    const made = deep()
    depth--
    return made
  }

  const number: Make = () =>
    nested(
      () => pick(numbers)(),
      () => pick([constant, () => cell('ABEFG')])(),
    )
  const text: Make = () =>
    nested(
      () => pick(texts)(),
      () => pick([words, () => cell('C')])(),
    )
  const truth: Make = () =>
    nested(
      () => pick(truths)(),
      () => pick(['TRUE', 'FALSE', `${cell('A')}>3`]),
    )
  const any: Make = () => pick([number, text, () => cell('ABCDEFGH')])()
  const criterion = () =>
    pick([
      '">3"',
      '"<=12"',
      '"<>0"',
      '"=12"',
      '"原煤*"',
      '"*a*"',
      '"<>"',
      '"="',
      '"?lpha"',
      '"alpha"',
      '12',
      '"<>alpha"',
      '">=0.2"',
      '"a~*b"',
      cell('AF'),
    ])

  const numbers: readonly Make[] = [
    () => `${number()}${pick(['+', '-', '*', '/'])}${number()}`,
    () => `(${number()}-${number()})*${number()}`,
    () => `-${number()}`,
    () => `${number()}%`,
    () => `${cell('AF')}^${pick(['2', '0.5', '3', '-1'])}`,
    () => `SUM(${range('ABFG')},${number()})`,
    () => `SUM(${whole('ABFGHC')})`,
    () => `SUM(${range('D')})`,
    () => `SUM(${block()})-SUM(${block()})`,
    () => `AVERAGE(${range('ABFG')})`,
    () => `${pick(['MAX', 'MIN', 'MEDIAN', 'PRODUCT', 'SUMSQ', 'STDEV', 'VAR', 'STDEVP'])}(${range('ABFGH')})`,
    () => `${pick(['COUNT', 'COUNTA'])}(${pick([range('ABCDEFGH'), whole('ABCDEFGH'), block()])})`,
    () => `COUNTBLANK(${range('ABCDEFGH')})`,
    () => `${pick(['LARGE', 'SMALL'])}(${range('ABFG')},${pick(['1', '2', '3'])})`,
    () => `RANK(${cell('A')},D!A1:A10${pick(['', ',0', ',1'])})`,
    () => `ROUND(${number()},${small()})`,
    () => `${pick(['ROUNDUP', 'ROUNDDOWN', 'TRUNC'])}(${pick([cell('ABEG'), number()])},${small()})`,
    () => `INT(${number()})`,
    () => `MOD(${number()},${pick(['3', '7', '-4', '2.5', '0', '10'])})`,
    () => `ABS(${number()})`,
    () => `SIGN(${number()})`,
    () => `SQRT(${pick([cell('A'), `ABS(${number()})`])})`,
    () => `${pick(['CEILING', 'FLOOR'])}(${cell('ABFG')},${pick(['1', '5', '0.1', '0.25'])})`,
    () => `POWER(${cell('AF')},${pick(['2', '0', '0.5', '3'])})`,
    () => `QUOTIENT(${cell('AF')},${pick(['3', '7', '2'])})`,
    () => `${pick(['LN', 'LOG10', 'EXP'])}(${pick(['2', '10', cell('F')])})`,
    () => `LOG(${cell('F')},${pick(['2', '10', '3'])})`,
    () => `SUMIF(${whole('ABCDEFGH')},${criterion()})`,
    () => `SUMIF(${['ABCDFGH'].map((columns) => pick([...columns])).map((column) => `D!${column}1:${column}10`)},${criterion()},D!A1:A10)`,
    () => `COUNTIF(${whole('ABCDFGH')},${criterion()})`,
    () => `COUNTIFS(D!C1:C10,${criterion()},D!A1:A10,${criterion()})`,
    () => `SUMIFS(D!A1:A10,D!C1:C10,${criterion()},D!F1:F10,${criterion()})`,
    () => `${pick(['AVERAGEIF', 'SUMIF'])}(D!F1:F10,${criterion()},D!A1:A10)`,
    () =>
      `${pick(['MAXIFS', 'MINIFS', 'AVERAGEIFS']).replace('MAXIFS', '_xlfn.MAXIFS').replace('MINIFS', '_xlfn.MINIFS')}(D!A1:A10,D!F1:F10,${criterion()})`,
    () => `SUMPRODUCT(D!A1:A10,D!F1:F10)`,
    () => `SUMPRODUCT((D!A1:A10>${constant()})*D!F1:F10)`,
    () => `SUMPRODUCT((D!C1:C10=${words()})*(D!F1:F10<${constant()}),D!A1:A10)`,
    () => `SUMPRODUCT(--(D!F1:F10>=${cell('F')}))`,
    () => `SUBTOTAL(${pick(['9', '1', '2', '3', '4', '5', '109', '103'])},${range('ABFGH')})`,
    () => `VLOOKUP(${cell('F')},D!F1:H10,${pick(['1', '2', '3'])},${pick(['FALSE', '0', 'TRUE', '1'])})`,
    () => `VLOOKUP(${constant()},D!F1:G10,2)`,
    () => `INDEX(${pick(['D!A1:C10', 'D!F1:H10'])},${row()},${pick(['1', '2', '3'])})`,
    () => `INDEX(D!A1:A10,MATCH(${words()},D!C1:C10,0))`,
    () => `MATCH(${constant()},D!F1:F10${pick(['', ',1', ',0'])})`,
    () => `LOOKUP(${constant()},D!F1:F10,D!A1:A10)`,
    () => `LOOKUP(2,1/(D!C1:C10=${words()}),D!A1:A10)`,
    () => `LEN(${text()})`,
    () => `${pick(['FIND', 'SEARCH'])}(${words()},${text()})`,
    () => `${pick(['YEAR', 'MONTH', 'DAY', 'WEEKDAY'])}(${cell('E')})`,
    () => `WEEKDAY(${cell('E')},${pick(['1', '2', '3', '11'])})`,
    () => `DATE(${pick(['2024', '2023', '1999'])},${pick(['1', '2', '12', '13', '0'])},${pick(['1', '29', '31', '0', '60'])})`,
    () => `${pick(['EDATE', 'EOMONTH'])}(${cell('E')},${pick(['0', '1', '-1', '12', '13'])})`,
    () => `DATEDIF(D!E4,${cell('E')},"${pick(['D', 'M', 'Y', 'YM'])}")`,
    () => `IF(${truth()},${number()},${number()})`,
    () => `IF(${cell('I')},${number()},${number()})`,
    () => `IFERROR(${pick([number, () => cell('D'), () => `1/${cell('AG')}`])()},${number()})`,
    () => `IFNA(${cell('D')},${number()})`.replace('IFNA', '_xlfn.IFNA'),
    () => `CHOOSE(${pick(['1', '2', '3'])},${number()},${number()})`,
    () => `_xlfn.IFS(${truth()},${number()},TRUE,${number()})`,
    () => `_xlfn.SWITCH(${cell('AF')},3,${number()},12,${number()},${number()})`,
    () => `N(${cell('ACDH')})`,
    () => `VALUE(${pick(['"12"', '"1.5"', '" 3 "', '"x"', '"12%"'])})`,
    () => pick(['ROW(D!A5)', 'COLUMN(D!C1)', 'ROWS(D!A2:A9)', 'COLUMNS(D!A1:D1)', 'ROW()', 'COLUMN()']),
    () => cell('ABEFG'),
    constant,
  ]
  const texts: readonly Make[] = [
    () => `${text()}&${any()}`,
    () => `${pick(['LEFT', 'RIGHT'])}(${text()},${pick(['0', '1', '2', '30'])})`,
    () => `MID(${text()},${pick(['1', '2', '5'])},${pick(['0', '1', '3'])})`,
    () => `${pick(['TRIM', 'UPPER', 'LOWER', 'PROPER', 'T'])}(${text()})`,
    () => `SUBSTITUTE(${text()},${words()},"-"${pick(['', ',1', ',2'])})`,
    () => `REPLACE(${text()},${pick(['1', '2'])},${pick(['0', '1', '3'])},${words()})`,
    () => `REPT(${words()},${pick(['0', '1', '3'])})`,
    () => `CONCATENATE(${text()},${any()},${number()})`,
    () => `_xlfn.CONCAT(${range('ACFG')},${text()})`,
    () => `_xlfn.TEXTJOIN("、",TRUE,${range('ACF')},${words()})`,
    () => `TEXT(${cell('ABFG')},"${pick(['0', '0.00', '#,##0', '#,##0.00', '0%', '0.0%', '000'])}")`,
    () => `TEXT(${cell('E')},"${pick(['yyyy-mm-dd', 'yyyy/m/d', 'yyyy年m月d日', 'yyyymm', 'm月'])}")`,
    () => `IF(${truth()},${text()},${words()})`,
    () => `IFERROR(${cell('D')},${text()})`,
    () => `INDEX(D!C1:C10,${row()})`,
    () => `CHAR(${pick(['65', '97', '48'])})`,
    () => cell('C'),
    words,
  ]
  const truths: readonly Make[] = [
    () => `${number()}${pick(['=', '<>', '<', '>', '<=', '>='])}${number()}`,
    () => `${text()}${pick(['=', '<>'])}${text()}`,
    () => `${cell('ADH')}${pick(['=', '<', '>'])}${pick(['""', '0', cell('AH')])}`,
    () => `${cell('I')}=${pick(['TRUE', cell('I')])}`,
    () => `${pick(['AND', 'OR'])}(${range('I')},${truth()})`,
    () => `NOT(${cell('I')})`,
    () => `ISLOGICAL(${cell('I')})`,
    () => `${pick(['AND', 'OR', '_xlfn.XOR'])}(${truth()},${truth()})`,
    () => `AND(${range('AF')})`,
    () => `NOT(${truth()})`,
    () => `${pick(['ISBLANK', 'ISNUMBER', 'ISTEXT', 'ISERROR', 'ISNA', 'ISERR', 'ISLOGICAL', 'ISNONTEXT'])}(${cell('ABCDEFGH')})`,
    () => `EXACT(${text()},${text()})`,
    () => `${pick(['ISEVEN', 'ISODD'])}(${cell('AF')})`,
    () => `COUNTIF(${whole('ABF')},${cell('AF')})>1`,
    () => `ISERROR(${pick([number, text])()})`,
  ]
  const arrays: readonly Make[] = [
    () => `SUM({${[1, 2, 3].map(() => constant()).join(pick([',', ';']))}})`,
    () => `SUM({1,2;3,4}*${constant()})`,
    () => `VLOOKUP(${words()},IF({1,0},D!C1:C10,D!A1:A10),2,0)`,
    () => `INDEX({1,2;3,4},${pick(['1', '2'])},${pick(['1', '2'])})`,
    () => `HLOOKUP(${pick(['12', '5'])},D!A1:H3,${pick(['1', '2', '3'])},0)`,
    () => `MAX(${range('AB')},${range('FG')},${constant()})`,
  ]
  return Array.from({ length: count }, () => {
    depth = 0
    return pick([number, number, number, text, truth, any, () => `COUNTA(${range('I')})`, () => pick(arrays)()])()
  })
}
