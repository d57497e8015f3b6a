import { expect, test } from 'vitest'
import { displayWidth, formatTable } from '../../../electron/cli/table.ts'

test('a Chinese character takes two columns of a terminal', () => {
  expect([displayWidth('abc'), displayWidth('锅炉'), displayWidth('10蒸吨（A）')]).toEqual([3, 4, 11])
})

test('columns line up although names differ in width', () => {
  const [head, line, first, second] = formatTable(
    ['名称', '数'],
    [
      ['柳城县', '1'],
      ['a', '22'],
    ],
  ).split('\n')
  expect([head, first, second]).toEqual(['名称    数', '柳城县  1', 'a       22'])
  expect(line).toBe('──────  ──')
})
