import { expect, test } from 'vitest'
import { calculate } from '../../../renderer/features/grid/calculator.ts'

test.each([
  ['=18*1.2', '21.6'],
  ['=1+2*3', '7'],
  ['=(1+2)*3', '9'],
  ['=-(2-5)', '3'],
  ['=10/4', '2.5'],
  ['=0.1+0.2', '0.3'],
  ['＝１２．５×３', '37.5'],
  ['= 1,200 ÷ 3', '400'],
])('%s is %s', (text, result) => {
  expect(calculate(text)).toBe(result)
})

test.each(['12', '=', '=1/0', '=1+', '=2**3', '=a1', '=(1', '=1)', '=alert(1)', '=1e5', `=${'1+'.repeat(200)}1`])(
  '%s is left as it was typed',
  (text) => {
    expect(calculate(text)).toBeNull()
  },
)
