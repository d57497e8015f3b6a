import { describe, expect, test } from 'vitest'
import type { Scalar } from '../../../../electron/engine/excel/calc/model.ts'
import { type Cells, calculate } from './workbook.ts'

const error = (code: '#N/A' | '#DIV/0!' | '#VALUE!' | '#REF!' | '#NUM!'): Scalar => ({ error: code })
const cells: Cells = {
  ...{ A1: 1, A2: 2, A3: 3, A4: null, A5: '5', A6: true, A7: error('#N/A') },
  ...{ B1: '原煤', B2: '洗精煤', B3: 'Coke', B4: '', B5: 'a*b' },
  ...{ C1: 10, C2: 20, C3: 30, D1: 45292, E1: 0.1, E2: 0.2, E3: -0.3 },
}

describe('a formula', () => {
  test.each<[string, Scalar]>([
    ['1+2*3^2', 19],
    ['-2^2', 4],
    ['2^3^2', 64],
    ['50%*4', 2],
    ['"a"&1&TRUE', 'a1TRUE'],
    ['1=1.0', true],
    ['0.1+0.2=0.3', true],
    ['1-0.9-0.1', 0],
    ['SUM(E1:E3)=0', false],
    ['"ABC"="abc"', true],
    ['2<"1"', true],
    ['"z"<TRUE', true],
    ['A4=0', true],
    ['A4=""', true],
    ['A5+1', 6],
    ['A6+1', 2],
    ['B1+1', error('#VALUE!')],
    ['A7+B1', error('#N/A')],
    ['A4', 0],
    ['1/A4', error('#DIV/0!')],
    ['10^400', error('#NUM!')],
    ['"12%"*1', 0.12],
    ['"1,234"*1', 1234],
    // One row of a column is meant where one value is needed.
    ['{=SUM(A1:A3*C1:C3)}'.replace(/}$/, ''), 140],
    ['SUM({1,2;3,4}*2)', 20],
  ])('%s', (formula, expected) => {
    expect(calculate(formula, cells)).toEqual(expected)
  })
})

describe('functions', () => {
  test.each<[string, Scalar]>([
    // Only numbers in cells count, truth values written out count too.
    ['SUM(A1:A6)', 6],
    ['SUM(A1,TRUE)', 2],
    ['SUM(A1:A7)', error('#N/A')],
    ['COUNT(A1:A7)', 3],
    ['COUNTA(A1:A7)', 6],
    ['COUNTBLANK(A1:B5)', 2],
    ['AVERAGE(B1:B3)', error('#DIV/0!')],
    ['MAX(B1:B3)', 0],
    ['MEDIAN(A1:A3,10)', 2.5],
    ['LARGE(A1:A3,4)', error('#NUM!')],
    ['RANK(2,A1:A3)', 2],
    ['PRODUCT(A1:A3)', 6],
    ['SUMPRODUCT(A1:A3,C1:C3)', 140],
    ['SUMPRODUCT((A1:A3>1)*(B1:B3<>"Coke")*C1:C3)', 20],
    ['SUMPRODUCT(A1:A3,C1:C2)', error('#VALUE!')],
    // Rounding looks at decimal digits, halves go away from zero.
    ['ROUND(1.005,2)', 1.01],
    ['ROUND(-2.5,0)', -3],
    ['ROUND(1234.5,-2)', 1200],
    ['ROUND(2.675*100,0)', 268],
    ['ROUNDDOWN(-1.29,1)', -1.2],
    ['TRUNC(8.999)', 8],
    ['INT(-1.5)', -2],
    ['MOD(-3,2)', 1],
    ['MOD(3,0)', error('#DIV/0!')],
    ['CEILING(-2.5,2)', -2],
    ['FLOOR(2.5,-1)', error('#NUM!')],
    ['SQRT(-1)', error('#NUM!')],
    // Only the branch that counts is worked out.
    ['IF(A1=1,"yes",1/0)', 'yes'],
    ['IF(A1=2,"yes")', false],
    ['IF(A1=1,)', 0],
    ['IFERROR(1/0,"none")', 'none'],
    ['IFNA(1/0,"none")', error('#DIV/0!')],
    ['SWITCH(A2,1,"one",2,"two","other")', 'two'],
    ['IFS(FALSE,1)', error('#N/A')],
    ['CHOOSE(4,1,2)', error('#VALUE!')],
    ['AND(B1:B3)', error('#VALUE!')],
    ['XOR(TRUE,TRUE,TRUE)', true],
    // Conditions.
    ['COUNTIF(B1:B5,"*煤")', 2],
    ['COUNTIF(B1:B5,"a~*b")', 1],
    ['COUNTIF(B1:B5,"coke")', 1],
    ['COUNTIF(A1:A4,"<>")', 3],
    ['COUNTIF(A1:A4,"=")', 1],
    ['COUNTIF(A1:A5,">=2")', 2],
    ['COUNTIF(A:A,"<>2")', 1_048_575],
    ['SUMIF(B1:B3,"<>原煤",C1:C3)', 50],
    ['SUMIFS(C1:C3,A1:A3,">1",B1:B3,"洗*")', 20],
    ['AVERAGEIF(A1:A3,">9")', error('#DIV/0!')],
    // Looking up.
    ['VLOOKUP(2,A1:C3,3,FALSE)', 20],
    ['VLOOKUP(2.5,A1:C3,3)', 20],
    ['VLOOKUP(0,A1:C3,3)', error('#N/A')],
    ['VLOOKUP(1,A1:C3,4,0)', error('#REF!')],
    ['VLOOKUP("c?ke",B1:C3,2,0)', 30],
    ['HLOOKUP(1,A1:C3,2,0)', 2],
    ['INDEX(C1:C3,MATCH("coke",B1:B3,0))', 30],
    ['SUM(INDEX(A1:C3,0,3))', 60],
    ['MATCH(2.5,A1:A3)', 2],
    ['LOOKUP(1,0/(B1:B3="洗精煤"),C1:C3)', 20],
    ['VLOOKUP("洗精煤",IF({1,0},B1:B3,A1:A3),2,0)', 2],
    ['ROW(C7)+COLUMN(C7)+ROWS(A2:A9)', 18],
    // Texts.
    ['LEFT("煤炭消费",2)&RIGHT("abc",9)', '煤炭abc'],
    ['MID("abcdef",2,3)', 'bcd'],
    ['FIND("b","abcb",3)', 4],
    ['SEARCH("B","abc")', 2],
    ['FIND("B","abc")', error('#VALUE!')],
    ['SUBSTITUTE("a-b-c","-","+",2)', 'a-b+c'],
    ['TRIM("  a   b ")', 'a b'],
    ['TEXTJOIN("、",TRUE,B1:B4)', '原煤、洗精煤、Coke'],
    ['VALUE("x")', error('#VALUE!')],
    ['TEXT(1234567.891,"#,##0.00")', '1,234,567.89'],
    ['TEXT(D1,"yyyy年m月d日")', '2024年1月1日'],
    ['TEXT(0.256,"0.0%")', '25.6%'],
    ['1/3&""', '0.333333333333333'],
    // Dates.
    ['DATE(2024,2,30)', 45352],
    ['EOMONTH(D1,1)', 45351],
    ['EDATE(45322,1)', 45351],
    ['DATEDIF(D1,45657,"M")', 11],
    ['WEEKDAY(D1,2)', 1],
    ['YEAR(D1)*100+MONTH(D1)', 202401],
  ])('%s', (formula, expected) => {
    expect(calculate(formula, cells)).toEqual(expected)
  })

  test('SUBTOTAL passes over other subtotals', () => {
    const subtotal = { value: 60, formula: { kind: 'plain', text: 'SUBTOTAL(9,C1:C3)' } } as const
    expect(calculate('SUBTOTAL(9,C1:C4)', { ...cells, C4: subtotal })).toBe(60)
    expect(calculate('SUM(C1:C4)', { ...cells, C4: subtotal })).toBe(120)
  })
})

describe('names and tables', () => {
  const tables = [
    {
      ...{ name: '能源', sheet: 'S', headerRows: 1, totalRows: 1, columns: ['品种', '数量 (吨)'] },
      area: { top: 40, left: 1, bottom: 44, right: 2 },
    },
  ]
  const table: Cells = { A40: '品种', B40: '数量 (吨)', A41: 'x', B41: 1, A42: 'y', B42: 2, A43: 'z', B43: 3, B44: 6 }
  const names = [
    { name: 'Rate', formula: 'T!$B$1' },
    { name: 'Rate', formula: '7', sheet: 'S' },
    { name: 'Block', formula: 'S!$B$41:$B$43' },
    { name: 'Beside', formula: 'S!A1' },
    { name: 'Loop', formula: 'Loop+1' },
  ]
  test.each<[string, unknown]>([
    ['SUM(能源[数量 (吨)])', 6],
    ['SUM(能源[[#All],[数量 (吨)]])', 12],
    ['能源[[#Totals],[数量 (吨)]]', 6],
    ['COUNTA(能源[#Headers])', 2],
    ['COUNTA(能源[])', 6],
    ['SUM(Block)*Rate', 42],
    ['T!Rate', 0.5],
    ['Beside', { kind: 'name', name: 'Beside' }],
    ['能源[没有]', { kind: 'name', name: '能源[没有]' }],
    ['Loop', { kind: 'limit' }],
    ['SUM(S:T!B1)', 0.5],
    ['[1]Other!A1', { kind: 'external' }],
    ['Missing!A1', { kind: 'name', name: 'Missing' }],
  ])('%s', (formula, expected) => {
    expect(calculate(formula, table, { names, tables }, { T: { B1: 0.5 } })).toEqual(expected)
  })
})

describe('what is not certain is left', () => {
  test.each<[string, string]>([
    ['TODAY()', 'volatile'],
    ['INDIRECT("A1")', 'volatile'],
    ['OFFSET(A1,1,1)', 'volatile'],
    ['FORECAST(1,A1:A3,C1:C3)', 'function'],
    ['_xlfn.LET(_xlpm.x,1,_xlpm.x)', 'function'],
    ['TEXT(1,"[DBNum2]0")', 'format'],
    ['A1:INDEX(A:A,3)', 'syntax'],
    ['A1:A3 A2:C2', 'syntax'],
    ['1+', 'syntax'],
    ['SUM(1,2', 'syntax'],
    ['VLOOKUP(2,C1:C3,1)+VLOOKUP(2,E1:E3,1)', 'doubtful'],
    ['"2024-01-01"+1', 'doubtful'],
    ['"煤"<"炭"', 'doubtful'],
    ['YEAR(A4)', 'doubtful'],
    ['INT((0.1+0.7)*10)', 'doubtful'],
    ['SUMIF(A1:A3,">0",C1)', 'doubtful'],
    ['LEN("𠀀")', 'doubtful'],
    ['1E15&""', 'doubtful'],
    // Hostile formulas end at a limit.
    [`${'('.repeat(2000)}1${')'.repeat(2000)}`, 'limit'],
    [`1${'+1'.repeat(4000)}`, 'limit'],
    ['REPT("x",30000)&REPT("y",30000)', 'limit'],
    ['SUMPRODUCT(A:A*B:B)', 'limit'],
    ['SUMPRODUCT((A1:A4000>0)*TRUE*(A1:CV1>0))', 'limit'],
  ])('%s: %s', (formula, kind) => {
    expect(calculate(formula, cells)).toMatchObject({ kind })
  })

  test('dates are left where days are counted from 1904', () => {
    expect(calculate('YEAR(D1)', cells, { date1904: true })).toMatchObject({ kind: 'doubtful' })
    expect(calculate('D1+1', cells, { date1904: true })).toBe(45293)
  })
})
