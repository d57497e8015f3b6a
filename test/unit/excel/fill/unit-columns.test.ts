import { describe, expect, test } from 'vitest'
import type { FillOptions } from '../../../../shared/contract/index.ts'
import { boilerRows, cellsShown, fillHere, pack } from '../../../helpers/fill-here.ts'
import { officeTemplate, type TemplateColumn } from '../../../helpers/office-template.ts'
import { buildWorkbook, type Cell } from '../../../helpers/workbook.ts'

const coalOf = (count: number) => boilerRows(count).map((row, at) => ({ ...row, annualCoal: `${at + 1}000` }))
const ledger = (columns: readonly TemplateColumn[], blankRows: number) =>
  officeTemplate({
    title: '台账',
    sheet: '台账',
    columns: [{ labels: ['序号'] }, { labels: ['台账编号'] }, { labels: ['年用煤量'], format: 'number', total: 'sum' }, ...columns],
    blankRows,
    totalLabel: '合计',
  })
const boilers = async (bytes: Uint8Array, count: number, options: FillOptions = {}) => {
  const { preview, file } = await fillHere(bytes, { rows: coalOf(count) }, options)
  const asked = preview.questions.map(({ id, choices }) => [id, ...choices.map(({ value }) => value)].join(' '))
  if (asked.length > 0) return { asked, notes: preview.notes, rows: [] }
  const row = await cellsShown(await file(), '台账')
  return { asked, notes: preview.notes, rows: Array.from({ length: count + 1 }, (_, at) => row(at + 4).slice(2, 4)) }
}

describe('a printed column of units beside figures of fields with units of their own', () => {
  test.each(['单位', '计量单位'])(
    'headed %s is no content of blank rows; figures are put into that unit, rows that are put in as well',
    async (label) => {
      const { asked, notes, rows } = await boilers(ledger([{ labels: [label], printed: ['万吨', '万吨'] }], 2), 3)
      expect(asked).toEqual([])
      expect(rows).toEqual([[0.1, '万吨'], [0.2, '万吨'], [0.3, '万吨'], [0.6]])
      expect(notes).toContain('模板 C 列“年用煤量”的数按模板写的单位换算后填入：吨→万吨（乘以 0.0001）。')
    },
  )

  test('of the field’s own unit changes nothing and asks nothing', async () => {
    const { asked, notes, rows } = await boilers(ledger([{ labels: ['计量单位'], printed: ['吨', '吨'] }], 2), 2)
    expect([asked, rows.slice(0, 2)]).toEqual([
      [],
      [
        [1000, '吨'],
        [2000, '吨'],
      ],
    ])
    expect(notes.join()).not.toContain('换算')
  })

  test('of several units leaves open what rows are in that have none', async () => {
    const bytes = ledger([{ labels: ['计量单位'], printed: ['万吨', '吨'] }], 2)
    expect((await boilers(bytes, 2)).rows.slice(0, 2)).toEqual([
      [0.1, '万吨'],
      [2000, '吨'],
    ])
    expect((await boilers(bytes, 3)).asked).toEqual(['unit:C 0.0001 1'])
    expect((await boilers(bytes, 3, { factors: { C: '1' } })).asked).toEqual([])
  })
})

describe('in rows that the template prints', () => {
  const sectors = pack.codes.get(pack.forms.get('F13')?.fields.find(({ key }) => key === 'sector')?.codes ?? '')?.items ?? []
  const [first, second] = sectors
  const fixed = [first, second].map((item, at) => ({ sector: item?.code ?? '', coalMonth: `${at + 5}000`, lastYearYTD: '14000' }))
  const filled = async (lines: readonly (readonly Cell[])[], head = ['行业', '计量单位', '本月消费', '上年同期累计']) => {
    const bytes = buildWorkbook({ sheets: [{ name: '表', rows: [['煤炭消费月报'], head, ...lines] }] })
    const { preview, file } = await fillHere(bytes, { form: 'F13', fixed })
    if (preview.questions.length > 0) return preview.questions.map(({ id }) => id)
    const row = await cellsShown(await file(), '表')
    return lines.map((_, at) => row(at + 3).slice(1))
  }
  const name = (at: 0 | 1): string => sectors[at]?.label ?? ''

  test('each row is put into its unit', async () => {
    expect(
      await filled([
        [name(0), '万吨'],
        [name(1), '公斤'],
      ]),
    ).toEqual([
      ['万吨', 0.5, 1.4],
      ['公斤', 6000000, 14000000],
    ])
  })

  test('one that nobody knows is asked about', async () => {
    expect(
      await filled([
        [name(0), '万吨'],
        [name(1), '担'],
      ]),
    ).toEqual(['unit:C', 'unit:D'])
  })

  test('one behind the name of the row counts as well', async () => {
    const lines = [[`${name(0)}（万吨）`], [`${name(1)}（吨）`]]
    expect(await filled(lines, ['行业', '本月消费', '上年同期累计'])).toEqual([
      [0.5, 1.4],
      [6000, 14000],
    ])
    expect(await filled(lines, ['行业', '本月消费（吨）', '上年同期累计'])).toEqual(['unit:B'])
  })
})
