import { parseArgs } from 'node:util'
import { expect, test } from 'vitest'
import { optionFault, usageOf } from '../../../electron/cli/option-help.ts'
import { cliText } from '../../../shared/text/cli.ts'

const fault = (...args: string[]): string => {
  try {
    parseArgs({ args, options: { json: { type: 'boolean' }, sheet: { type: 'string' } }, allowPositionals: true })
  } catch (error) {
    return optionFault(error)
  }
  throw new Error('nothing was refused')
}

test.each([
  [['--no-such=3'], '没有 --no-such 这个参数'],
  [['-z'], '没有 -z 这个参数'],
  [['--json=1'], '--json 后面不带值'],
  [['--sheet'], '--sheet 后面要写值；值以“-”开头时写成 --sheet=值'],
  [['--sheet', '-x'], '--sheet 后面要写值；值以“-”开头时写成 --sheet=值'],
])('%j is answered in words', (args, said) => {
  expect(fault(...args)).toBe(said)
})

test('the usage of one command is its own lines, also where two share a line; of none, all', () => {
  const own = usageOf(cliText.usage, 'import')
  expect(own).toMatch(/^ {2}import --form/)
  expect(own).toContain('--marked')
  expect(own).not.toContain('import-book')
  expect(usageOf(cliText.usage, 'restore')).toMatch(/^ {2}backup.*restore/)
  expect(usageOf(cliText.usage, 'packs').split('\n')).toHaveLength(1)
  expect(usageOf(cliText.usage, 'pack-nothing')).toBe(cliText.usage)
})
