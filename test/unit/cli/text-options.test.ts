import { expect, test } from 'vitest'
import { joinText } from '../../../electron/cli/text-options.ts'

test('a value may begin with a dash', () => {
  expect(joinText(['--row', '#1', '--value', '-5', '--json'])).toEqual(['--row', '#1', '--value=-5', '--json'])
})

test('a value may look like an option', () => {
  expect(joinText(['--text', '--json'])).toEqual(['--text=--json'])
})

test('an option that was left without its value stays as it is', () => {
  expect(joinText(['--value'])).toEqual(['--value'])
})
