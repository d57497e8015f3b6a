import { expect, test } from 'vitest'
import { calculate } from '../../../renderer/features/grid/calculator.ts'
import { readCell } from '../../../renderer/features/grid/cell-rules.ts'
import type { GridColumn } from '../../../renderer/features/grid/columns.ts'
import { Field } from '../../../shared/forms/form-schema.ts'

test.each([
  ['=18*1.2', '21.6'],
  ['=1+2*3', '7'],
  ['=(1+2)*3', '9'],
  ['=-(2-5)', '3'],
  ['=10/4', '2.5'],
  ['=0.1+0.2', '0.3'],
  ['＝１２．５×３', '37.5'],
  ['= 1,200 ÷ 3', '400'],
  ['=+12.5*3', '37.5'],
  ['=+(2-−5)', '7'],
  ['=2*+3', '6'],
  ['=--2', '2'],
  ['=100*5%', '5'],
  ['＝１００×５％', '5'],
  ['=(2+3)%', '0.05'],
  ['=5%%', '0.0005'],
  ['=-5%+1', '0.95'],
  ['=12*(1+5%)', '12.6'],
  ['=5/20%', '25'],
  ['=20%*20%', '0.04'],
])('%s is %s', (text, result) => {
  expect(calculate(text)).toBe(result)
})

test.each([
  '12',
  '=',
  '=1/0',
  '=1+',
  '=2**3',
  '=a1',
  '=(1',
  '=1)',
  '=alert(1)',
  '=1e5',
  '=1/0%',
  '=%',
  '=%5',
  '=5%3',
  '=+',
  `=${'1+'.repeat(200)}1`,
])('%s is left as it was typed', (text) => {
  expect(calculate(text)).toBeNull()
})

test.each([
  ['=10/3', '3.33333333333'],
  ['=20/3', '6.66666666667'],
  ['=-10/3', '-3.33333333333'],
  ['=10/3*3', '10'],
  ['=1/30000', '0.0000333333333333'],
  ['=1000000/7', '142857.142857'],
  ['=123456789012345/7', '17636684144620.71'],
  ['=1/3-1/3', '0'],
  // Exact, but with more digits than a form takes.
  ['=0.0000000001*0.0000000001*0.0000123', '0'],
])('%s does not come out even and is rounded to %s', (text, result) => {
  expect(calculate(text)).toBe(result)
})

test.each([
  [2, '=10/3', '3.33'],
  [0, '=20/3', '7'],
  // What is exact is kept as it was reckoned: the check says when it has too many digits.
  [2, '=1.234*2', '2.468'],
  [2, '=1/8', '0.125'],
])('with %i decimals of its column %s is %s', (decimals, text, result) => {
  expect(calculate(text, { decimals })).toBe(result)
})

test.each([
  ['=5%', '5'],
  ['=5%+3%', '8'],
  ['=30/40*100%', '75'],
  ['=10%/3', '3.33333333333'],
  ['=12*(1+5%)', '12.6'],
  ['=30%/40%', '0.75'],
  ['=30/40*100', '75'],
  ['=100%-5%', '95'],
  ['=(1-5%)*100', '95'],
  ['=(1+5%)*10%', '10.5'],
  ['=10%/(1+25%)', '8'],
  ['=12/(1+20%)+3', '13'],
])('in a column of percentages %s is %s', (text, result) => {
  expect(calculate(text, { inPercent: true })).toBe(result)
})

test.each([
  ['=1-5%', '0.95'],
  ['=5%+3', '3.05'],
  ['=-5%+1', '0.95'],
  ['=(1-5%)/2', '0.475'],
  ['=(1-5%)*(1-10%)', '0.855'],
  ['=30/40*100%+5', '5.75'],
  ['=12*(1+5%)+3%', '12.63'],
])('in a column of percentages %s is left as it was typed, as it may mean two things; elsewhere it is %s', (text, result) => {
  expect(calculate(text, { inPercent: true })).toBeNull()
  expect(calculate(text)).toBe(result)
})

test('a cell takes a reckoned value as its column holds it, and leaves a part of something counted as it was typed', () => {
  const column = (field: object, scaled = false): GridColumn => ({
    field: Field.parse({ key: 'f', label: '栏', ...field }),
    label: '栏',
    left: 0,
    width: 80,
    align: 'right',
    codes: undefined,
    computed: false,
    scaled,
  })
  const read = (text: string, field: object, scaled?: boolean) => readCell(column(field, scaled), text, {}, '2020')
  expect(read('=10/3', { type: 'decimal' })).toBe('3.33333333333')
  expect(read('=10/3', { type: 'decimal', decimals: 2 })).toBe('3.33')
  expect(read('=10/3', { type: 'money', decimals: 2, unit: '元' }, true)).toBe('33333.33')
  expect(read('=1/3%', { type: 'decimal', decimals: 1 })).toBe('33.3')
  expect(read('=1%+2%', { type: 'percent' })).toBe('3')
  expect(read('=1-5%', { type: 'percent' })).toBe('=1-5%')
  expect(read('=10/5', { type: 'integer', unit: '户' })).toBe('2')
  expect(read('=10/3', { type: 'integer', unit: '户' })).toBe('=10/3')
})
