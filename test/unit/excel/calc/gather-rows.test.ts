import { expect, test } from 'vitest'
import { gatherRows } from '../../../../electron/engine/excel/calc/gather-rows.ts'

const block = { sheet: '表', first: 2, last: 4 }
const one = { sheet: '表', first: 2, last: 2 }

test.each([
  ['C2+C3+C4', 'SUM(C2:C4)'],
  ['C2 + C3 + C4', 'SUM(C2:C4)'],
  ['$C$2+$C$3+$C$4', 'SUM($C$2:$C$4)'],
  ['B1+C2+C3+C4-D9', 'B1+SUM(C2:C4)-D9'],
  ['(C2+C3+C4)/10000', '(SUM(C2:C4))/10000'],
  ['SUM(C2,C3,C4)', 'SUM(C2:C4)'],
  ['ROUND(SUM(C2,C3,C4,E7),2)', 'ROUND(SUM(C2:C4,E7),2)'],
  ['IF(D2+D3+D4>0,C2+C3+C4,0)', 'IF(SUM(D2:D4)>0,SUM(C2:C4),0)'],
  ['表!C2+表!C3+表!C4', 'SUM(表!C2:C4)'],
])('%s is %s', (formula, gathered) => {
  expect(gatherRows(formula, '表', block)).toBe(gathered)
})

test.each([
  'C2',
  'C2+C3',
  'C3+C4',
  'C2+C3+D4',
  'C4+C3+C2',
  'C2+C3+C4*2',
  '2*C2+C3+C4',
  'D1-C2+C3+C4',
  'C2-C3-C4',
  'C2*C3*C4',
  'IF(C2,C3,C4)',
  'C2+C3+C4+SUM(A1:C9 B2:D4)',
  'C2+C3+C4+(A1:C9) B2:D4',
])('%s means these cells, or is another sum: it stays', (formula) => {
  expect(gatherRows(formula, '表', block)).toBe(formula)
})
test.each([
  ['SUM(D2)', 'SUM(D2:D2)'],
  ['MAX(D2,0)', 'MAX(D2:D2,0)'],
  ['SUBTOTAL(9,D2)', 'SUBTOTAL(9,D2:D2)'],
  ['D2', 'D2'],
  ['ROUND(D2,2)', 'ROUND(D2,2)'],
  ['SUM(D2*2)', 'SUM(D2*2)'],
])('of a block of one row %s is %s', (formula, gathered) => {
  expect(gatherRows(formula, '表', one)).toBe(gathered)
})

test('cells of another sheet, or of another file, are none of the block', () => {
  expect(gatherRows('C2+C3+C4', '别的', block)).toBe('C2+C3+C4')
  expect(gatherRows('[1]表!C2+[1]表!C3+[1]表!C4', '表', block)).toBe('[1]表!C2+[1]表!C3+[1]表!C4')
})
