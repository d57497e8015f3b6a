import { describe, expect, test } from 'vitest'
import { boilerRows, cellsShown, fillHere } from '../../../helpers/fill-here.ts'
import { buildWorkbook, type Cell } from '../../../helpers/workbook.ts'

/** A list of boilers whose cells for one figure have these formats, the last one that of the total. */
const list = (head: string, formats: readonly (string | undefined)[], total: string | undefined = formats.at(-1)) => {
  const blank = (format: string | undefined): Cell => (format === undefined ? null : { format })
  const sum = { formula: `SUM(D3:D${formats.length + 2})`, ...(total === undefined ? {} : { format: total }) }
  return buildWorkbook({
    sheets: [
      {
        name: '台账',
        rows: [
          ['锅炉台账'],
          ['序号', '台账编号', '使用单位', head],
          ...formats.map((format, at): Cell[] => [at + 1, null, null, blank(format)]),
          ['合计', null, null, sum],
        ],
      },
    ],
  })
}
const filled = async (head: string, formats: readonly (string | undefined)[], factors: Readonly<Record<string, string>> = {}) => {
  const rows = boilerRows(2, { annualCoal: '100', capacityTph: '7' })
  const { preview, file } = await fillHere(list(head, formats), { rows }, { factors })
  const row = await cellsShown(await file(), '台账')
  return {
    asked: preview.questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)]),
    written: [row(3)[3], row(4)[3]],
    notes: preview.notes,
  }
}

describe('a template whose cells print a unit behind the figure', () => {
  test.each([
    ['0.00"千吨"', 0.1],
    ['0.0000"万吨"', 0.01],
    ['#,##0"公斤"', 100_000],
    ['0.00"吨"', 100],
    ['0!.0,"万吨"', 100],
    ['¥0.00', 100],
    ['"约"0.00_ ', 100],
  ])('%s', async (format, figure) => {
    expect(await filled('年用煤量', [format, format])).toMatchObject({ asked: [], written: [figure, figure] })
  })

  test('a heading of the same unit says no more; one of another is a contradiction', async () => {
    const format = '0.0000"万吨"'
    expect(await filled('年用煤量（万吨）', [format, format])).toMatchObject({ asked: [], written: [0.01, 0.01] })
    expect((await filled('年用煤量（吨）', [format, format])).asked).toEqual([['unit:D', ['0.0001', '1']]])
  })

  test('what does not convert by itself is asked about, and so is a size alone', async () => {
    expect((await filled('锅炉容量', ['0.0"MW"', '0.0"MW"'])).asked).toEqual([['unit:D', ['0.7', '1']]])
    expect(await filled('锅炉容量', ['0.0"MW"', '0.0"MW"'], { D: '0.7' })).toMatchObject({ asked: [], written: [4.9, 4.9] })
    expect((await filled('年用煤量', ['0.00"万"', '0.00"万"'])).asked).toEqual([['unit:D', ['0.0001', '1']]])
    expect((await filled('年用煤量', ['0!.0,"万"', '0!.0,"万"'])).asked).toEqual([['unit:D', ['1']]])
    expect((await filled('年用煤量', ['0.0,"万吨"', '0.0,"万吨"'])).asked).toEqual([['unit:D', ['1', '0.1']]])
  })

  test('a cell that prints another unit than the first is written in that one, or left out', async () => {
    expect(await filled('年用煤量', [undefined, '0.00"千吨"'])).toMatchObject({ asked: [], written: [100, 0.1] })
    const { written, notes } = await filled('年用煤量', ['0.00"千吨"', '0.00"MW"'])
    expect([written, notes.filter((note) => note.includes('D4'))]).toEqual([[0.1, undefined], [expect.stringContaining('MW')]])
  })
})
