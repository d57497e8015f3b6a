import { expect, test } from 'vitest'
import type { ParsedWorkbook } from '../../../electron/engine/ports.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const pack = shippedPack('liuzhou-2020')
const read = (workbook: ParsedWorkbook) => {
  const found = recogniseFor(pack, 'F4', workbook)
  return { rows: found.rows.length, problems: found.problems.map(({ cell, field, raw, message }) => [cell, field, raw, message]) }
}
const ofTexts = (...table: readonly (readonly string[])[]) => read(textsWorkbook('台账', table))
const ofLines = async (...lines: readonly string[]) => read(await parseHere(new TextEncoder().encode(lines.join('\r\n')), '台账.csv'))

const head = ['台账编号', '使用单位', '所在乡镇街道', '额定出力', '投用日期', '年用煤量']
const line = (id: number) => [`450222${String(id).padStart(4, '0')}`, '甲', '大埔镇', '10', '2010-01-01', '1234']
const outside = '这一格上面没有栏名，不在表内，没有导入。如果它是数据，请在文件里补上栏名或移到所属的栏后重新导入。'
const long = (more: number) =>
  `这一行比表头多出 ${more} 格，各栏的内容可能错开了：多半是数字或文字里的逗号没有用引号括起来。请对照原件核对，最好在文件里改好后重新导入。`
const split = (first: string, next: string, whole: string) =>
  `这里是“${first}”，右边是“${next}”，多半是一个数 ${whole} 被千分位逗号拆开了，请对照原件核对后改正。`

test('a value right of the table, or in a column without a heading, is told at its cell', () => {
  expect(ofTexts(head, line(1), [...line(2), '', '999'])).toEqual({ rows: 2, problems: [['H3', null, '999', outside]] })
  const gap = (cells: readonly string[], value: string) => cells.toSpliced(3, 0, value)
  expect(ofTexts(gap(head, ''), gap(line(1), ''), gap(line(2), '999'))).toEqual({ rows: 2, problems: [['D3', null, '999', outside]] })
})

test('a whole column without a heading is told once, and running numbers are nobody’s data', () => {
  const rows = Array.from({ length: 30 }, (_, at) => at)
  const { problems } = ofTexts(head, ...rows.map((at) => [...line(at), at % 7 === 6 ? '' : `看${at}`]))
  expect(problems).toEqual([['G2', null, '看0', 'G 列没有栏名，26 行有内容，都没有导入。如果应当导入，请在文件里补上栏名后重新导入。']])
  expect(ofTexts(['', ...head], ...rows.map((at) => [String(at + 1), ...line(at)])).problems).toEqual([])
})

test('what stands beside rows that are no data is not told', () => {
  expect(ofTexts(head, line(1), line(2), ['合计', '', '', '20', '', '2468', '', '√']).problems).toEqual([])
})

test('a comma for thousands that cut a figure of a text file: the figure and the row are told', async () => {
  const header = head.join(',')
  const whole = line(2).join(',')
  expect(await ofLines(header, '4502220001,甲,大埔镇,10,2010-01-01,1,234', whole)).toEqual({
    rows: 2,
    problems: [
      ['F2', 'annualCoal', '1', split('1', '234', '1,234')],
      ['G2', null, '234', long(1)],
    ],
  })
  // Millions, and a point.
  const { problems } = await ofLines(header, '4502220001,甲,大埔镇,10,2010-01-01,1,234,567.5', whole)
  expect(problems).toEqual([
    ['F2', 'annualCoal', '1', split('1', '234,567.5', '1,234,567.5')],
    ['G2', null, '234 567.5', long(2)],
  ])
})

test('so it is where every figure was cut, or the last fields are blank, and where a text was cut', async () => {
  const header = [...head, '烟囱拆除', '注销日期'].join(',')
  const cut = (id: number) => `450222000${id},甲,大埔镇,10,2010-01-01,1,234,,`
  const blank = (row: number) => [
    [`F${row}`, 'annualCoal', '1', split('1', '234', '1,234')],
    [`I${row}`, null, '', long(1)],
  ]
  const all = await ofLines(header, cut(1), cut(2))
  expect(all.problems.filter(([, , , message]) => String(message).includes('逗号'))).toEqual([...blank(2), ...blank(3)])
  const address = await ofLines(header, '4502220002,甲,大埔镇,10,2010-01-01,90,,', '4502220001,甲,分厂,大埔镇,10,2010-01-01,90,,')
  expect(address.problems).toContainEqual(['I3', null, '', long(1)])
  expect(address.problems.some(([cell]) => cell === 'I2')).toBe(false)
})

test('a comma behind every line is a habit, and figures in quotes are whole', async () => {
  const lines = [1, 2].map((id) => `${line(id).with(5, '"1,234"').join(',')},`)
  expect(await ofLines(head.join(','), ...lines)).toEqual({ rows: 2, problems: [] })
  expect(await ofLines(`${head.join(',')},`, ...lines)).toEqual({ rows: 2, problems: [] })
})
