import { afterAll, beforeAll, expect, test } from 'vitest'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import type { ParserProcess } from '../../../electron/engine/ports.ts'
import { bodyOf, columns, tableOf, withColumns } from '../../helpers/boilers.ts'
import { formOf, readAs, shippedPack } from '../../helpers/recognition.ts'
import { buildWorkbook, type Cell } from '../../helpers/workbook.ts'

const pack = shippedPack('liuzhou-2020')
const form = formOf(pack, 'F4')
let parser: ParserProcess
beforeAll(() => {
  parser = forkParser()
})
afterAll(() => parser.close())

const own = withColumns({})
const fields = Object.keys(columns)
const at = (key: string): number => fields.indexOf(key)
const body = bodyOf(own)
const sum = (column: number): number => body.reduce((total, row) => total + Number(row[column] ?? 0), 0)

/** Totals under the table: the word, and figures by column. */
const totalRow = (word: string, figures: Readonly<Record<number, Cell>>): Cell[] =>
  fields.map((_, column) => (column === 0 ? word : (figures[column] ?? null)))
const problems = async (...totals: readonly Cell[][]) => {
  const bytes = buildWorkbook({ sheets: [{ name: '锅炉台账', rows: [...tableOf(own), ...totals] }] })
  const result = await readAs({ parser, pack, form, period: '2020-05' }, bytes)
  return result.problems.filter(({ message }) => message.includes('合计')).map(({ field, raw }) => [field, raw])
}

test('a total that agrees with its rows is passed over, one that does not is pointed out in its cell', async () => {
  const coal = at('annualCoal')
  expect(await problems(totalRow('合计', { [coal]: sum(coal) }))).toEqual([])
  expect(await problems(totalRow('合 计', { [coal]: sum(coal) + 1 }))).toEqual([['annualCoal', String(sum(coal) + 1)]])
})

test('sub-totals and two totals are left alone', async () => {
  const coal = at('annualCoal')
  expect(await problems(totalRow('小计', { [coal]: 1 }))).toEqual([])
  expect(await problems(totalRow('合计', { [coal]: 1 }), totalRow('总计', { [coal]: 2 }))).toEqual([])
})
