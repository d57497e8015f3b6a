import { expect, test } from 'vitest'
import { displayWidth, formatTable, forTerminal, oneLine } from '../../../electron/cli/table.ts'

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

test('nothing in a table steers the terminal, makes up lines or turns the text round', () => {
  const [head, , first, ...more] = formatTable(['名\u001b[2J称', '数'], [['柳\u009b31m城\u202e县\r\n第二行', '\u2066\u200f1\u0007']]).split(
    '\n',
  )
  expect([head, first, more]).toEqual(['名[2J称           数', '柳31m城县 第二行  1', []])
})

test('what stands on one line keeps all that is seen', () => {
  const plain = '10蒸吨（A）　é 👨‍👩‍👧 “二期”'
  expect(oneLine(plain)).toBe(plain)
})

test('a text of several lines keeps its lines and nothing that steers the terminal', () => {
  expect(forTerminal('文件“\u001b]0;x\u0007坏\u202e.xls”\r\n\t第二行')).toBe('文件“]0;x坏.xls”\n\t第二行')
})
