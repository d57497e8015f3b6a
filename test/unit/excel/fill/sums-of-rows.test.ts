/** No sum of a template leaves rows of the report out in silence: it grows with them, or it is named, or it is asked. */
import { describe, expect, test } from 'vitest'
import { editPackage } from '../../../../electron/engine/excel/patcher/package-editor.ts'
import { readFileLayout } from '../../../../electron/engine/excel/read-file.ts'
import type { FillOptions } from '../../../../shared/contract/index.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import { modelOf } from '../../../helpers/calc-libreoffice.ts'
import { boilerRows, cellsShown, fillHere } from '../../../helpers/fill-here.ts'
import { officeTemplate, type TemplateSpec, zipOf } from '../../../helpers/office-template.ts'
import { buildWorkbook, type Cell } from '../../../helpers/workbook.ts'

const heads = ['序号', '使用单位', '乡镇', '额定出力', '年用煤量（万吨）']
const f = (formula: string): Cell => ({ formula, value: 0 })
const total = (formula: string, label = '合计'): Cell[] => [label, null, null, f(formula)]
const book = (below: readonly (readonly Cell[])[], title: readonly Cell[] = ['台账'], more: readonly (readonly Cell[])[] = []) =>
  buildWorkbook({
    sheets: [
      { name: '表', rows: [title, heads, ...below] },
      { name: '汇总', rows: more },
    ],
  })
const numbered: Cell[][] = [[1], [2], [3]]

const fill = async (bytes: Uint8Array, count = 12, options: FillOptions = {}) => {
  const { preview, file } = await fillHere(bytes, { rows: boilerRows(count, { capacityTph: '2' }) }, options)
  const { questions, counts, block, notes } = preview
  return { questions, counts, block, told: notes.filter((note) => note.includes('没有算进')), file: await file() }
}
/** Formulas of a sheet with what is stored for them. */
const formulasOf = async (bytes: Uint8Array, sheet = 0): Promise<Record<string, unknown>> => {
  const own = (await modelOf(bytes))?.sheets[sheet]
  const found: Record<string, unknown> = {}
  for (const row of own?.rows(1, 100) ?? [])
    for (const [column, { formula, value }] of own?.cells(row, 1, 20) ?? [])
      if (formula !== undefined) found[String.fromCharCode(64 + column) + row] = value
  return found
}

describe('between the block and its total', () => {
  test.each<[string, readonly (readonly Cell[])[]]>([
    ['a blank row behind numbered rows', [...numbered, [], total('SUM(D3:D5)')]],
    ['two of them', [...numbered, [], [], total('SUM(D3:D5)')]],
    ['rows without numbers', [[], [], [], [], total('SUM(D3:D5)')]],
    ['rows named one by one', [...numbered, [], total('D3+D4+D5')]],
    ['……', [...numbered, ['……'], total('SUM(D3:D5)')]],
    ['... in the column of names', [...numbered, [null, '...'], total('SUM(D3:D5)')]],
    ['a note and a total without its word', [...numbered, [], ['制表说明：单位万吨'], total('SUM(D3:D5)', '全县')]],
  ])('%s: the sum counts all rows, also where they are only one more', async (_, below) => {
    for (const count of [4, 12]) {
      const { questions, counts, block, told, file } = await fill(book(below), count)
      expect([questions, counts, block, told]).toEqual([[], { rows: count, capacity: 3, inserted: count - 3 }, [3, 5], []])
      expect(await formulasOf(file)).toEqual({ [`D${2 + below.length + count - 3}`]: count * 2 })
    }
    expect(Object.values(await formulasOf((await fill(book(below), 2)).file))).toEqual([4])
  })

  test('…… goes when rows are put in, and stays when there is room', async () => {
    const bytes = book([...numbered, ['……'], total('SUM(D3:D5)')])
    expect((await cellsShown((await fill(bytes)).file, '表'))(15)).toEqual([])
    expect((await cellsShown((await fill(bytes, 3)).file, '表'))(6)).toEqual(['……'])
  })

  test('a blank row that the sum counts is one of the rows', async () => {
    const { block, counts, file } = await fill(book([...numbered, [], total('SUM(D3:D6)')]))
    expect([block, counts.inserted, await formulasOf(file)]).toEqual([[3, 6], 8, { D15: 24 }])
  })
})

describe('a sum over some of the rows is named', () => {
  test.each([
    [12, 10],
    [3, 1],
  ])('%i rows, %i left out', async (count, left) => {
    const own = [[1], [2], [3], ['合计', null, null, f('SUM(D3:D4)'), f('SUM(E3:E5)')]]
    const { told } = await fill(book(own, ['台账'], [[f('SUM(表!D4:D5)')], [f('SUM(表!D:D)')], [f('SUM(表!D3:D6)-表!D6')]]), count)
    expect(told).toEqual([
      fillText.partialRange('D6', 'SUM(D3:D4)', left),
      fillText.partialRange('汇总!A1', 'SUM(表!D4:D5)', count === 12 ? 10 : 1),
    ])
  })

  test('not when the rows that are filled are all counted', async () => {
    expect((await fill(book([[1], [2], [3], total('SUM(D3:D4)')]), 2)).told).toEqual([])
  })

  test('a block that somebody chose keeps its rows, and its sum is named', async () => {
    const { told, counts } = await fill(book([...numbered, [], total('SUM(D3:D5)')]), 6, { block: [3, 6] })
    expect([counts.inserted, told]).toEqual([2, [fillText.partialRange('D7', 'SUM(D3:D5)', 3)]])
  })
})

describe('nothing stands below the blank rows', () => {
  test('drawn rows: sums, names, charts, rules and drop-downs reach as far as the rows', async () => {
    const spec: TemplateSpec = {
      title: '台账',
      sheet: '台账',
      columns: [
        { labels: ['使用单位'] },
        { labels: ['额定出力'], format: 'number' },
        { labels: ['整治方式'], list: ['煤改电', '煤改气'] },
        { labels: ['每台'], format: 'number', formula: (row) => `B${row}*10` },
      ],
      totalLabel: null,
      cells: { F1: '=SUM(B4:B6)' },
    }
    const { counts, told, file } = await fill(officeTemplate(spec))
    expect([counts, told]).toEqual([{ rows: 12, capacity: 3, inserted: 9 }, []])
    expect(await formulasOf(file)).toMatchObject({ F1: 24, D4: 20, D15: 20 })
    expect(await formulasOf(file, 1)).toMatchObject({ B2: 24 })
    const editor = await editPackage(file)
    const sheet = await editor.text('xl/worksheets/sheet1.xml')
    expect([sheet.includes('conditionalFormatting sqref="B4:B15"'), sheet.includes('sqref="C4:C15"')]).toEqual([true, true])
    expect(await editor.text('xl/charts/chart1.xml')).toContain('$B$4:$B$15')
    expect(await editor.text('xl/workbook.xml')).toContain('$A$4:$D$15')
  })

  test.each<[string, Cell[], number, number, number]>([
    ['a sum above over some rows', ['台账', null, null, f('SUM(D3:D5)')], 5, 9, 24],
    ['rows named one by one above', ['台账', null, null, f('D3+D4+D5')], 5, 9, 24],
    ['one over more rows than there are', ['台账', null, null, f('SUM(D3:D300)')], 300, 0, 24],
  ])('neither drawn nor numbered, %s', async (_, title, last, inserted, sum) => {
    const { block, counts, told, file } = await fill(book([], title))
    expect([block, counts.inserted, told, await formulasOf(file)]).toEqual([[3, last], inserted, [], { D1: sum }])
  })

  test('a table of Excel grows', async () => {
    const { block, told, file } = await fill(await withTable(book([], ['台账', null, f('SUM(T1[额定出力])')]), 'A2:E5'))
    expect([block, told, await formulasOf(file)]).toEqual([[3, 5], [], { C1: 24 }])
    expect(await (await editPackage(file)).text('xl/tables/table1.xml')).toContain('ref="A2:E14"')
  })

  test('a table of Excel that ends before its total and a blank row grows; one over some rows only is named', async () => {
    const below = [...numbered, [], ['合计', null, null, f('SUM(T1[额定出力])')]]
    const { told, file } = await fill(await withTable(book(below), 'A2:E5'))
    expect([told, await formulasOf(file)]).toEqual([[], { D16: 24 }])
    const some = await fill(await withTable(book(below), 'A2:E4'), 3)
    expect(some.told).toEqual([fillText.partialTable('T1', 1)])
  })

  test('tables beside the columns are none of it', async () => {
    const bytes = await withTable(book([...numbered, total('SUM(D3:D5)')]), 'G3:H4')
    const { tables } = await readFileLayout(bytes)
    expect(tables).toEqual([{ name: 'T1', sheet: '表', area: { top: 4, left: 6, bottom: 4, right: 7 } }])
    expect((await fill(bytes, 3)).told).toEqual([])
  })
})

describe('a figure beside the block', () => {
  test('is not copied into the rows put in, and grows', async () => {
    const below = [[1], [2], [3, null, null, null, null, null, f('SUM(D3:D5)')], total('SUM(D3:D5)')]
    const { told, file } = await fill(book(below))
    expect([told, await formulasOf(file)]).toEqual([[], { G5: 24, D15: 24 }])
  })

  test('is named where it leaves rows out', async () => {
    const below = [[1], [2], [3, null, null, null, null, null, f('SUM(D3:D4)')], total('SUM(D3:D5)')]
    expect((await fill(book(below), 3)).told).toEqual([fillText.partialRange('G5', 'SUM(D3:D4)', 1)])
  })

  test('goes on when it was filled down', async () => {
    const beside = (row: number): Cell[] => [row - 2, null, null, null, null, null, f(`D${row}*10`)]
    const { told, file } = await fill(book([beside(3), beside(4), beside(5), total('SUM(D3:D5)')]), 5)
    expect([told, await formulasOf(file)]).toEqual([[], { G3: 20, G4: 20, G5: 20, G6: 20, G7: 20, D8: 10 }])
  })

  test('beside a single row, one of that row alone goes on', async () => {
    const below = [[1, null, null, null, null, null, f('D3*10'), f('SUM(D3:D3)')], total('SUM(D3:D3)')]
    const { told, file } = await fill(book(below), 2)
    expect([told, await formulasOf(file)]).toEqual([[], { G3: 20, H3: 4, G4: 20, D5: 4 }])
  })
})

describe('an example or instructions above the blank rows', () => {
  const example: Cell[] = ['示例', '××公司', '大埔镇', 4.2, 0.1]
  const both = (formula: string): Cell[] => ['合计', null, null, f(formula), f(formula.replaceAll('D', 'E'))]

  test.each<[string, readonly (readonly Cell[])[]]>([
    ['a sum', [example, ...numbered, both('SUM(D4:D6)')]],
    ['a sub-total', [example, ...numbered, both('SUBTOTAL(9,D4:D6)')]],
    ['rows named one by one', [example, ...numbered, both('D4+D5+D6')]],
    ['a blank row before the total', [example, ...numbered, [], both('SUM(D4:D6)')]],
    ['two rows of instructions', [[null, '全称', '乡镇', '数字', '数字'], example, ...numbered, both('SUM(D5:D7)')]],
  ])('%s counts the rows below it, kept or replaced, and no other', async (_, below) => {
    const blanks = below.findIndex(([first]) => first === 1)
    for (const existing of ['below', 'replace'] as const)
      for (const count of [2, 7]) {
        const { questions, counts, told, file } = await fill(book(below), count, { existing })
        expect([questions, counts.inserted, told]).toEqual([[], Math.max(0, count - 3), []])
        expect(Object.values(await formulasOf(file))[0]).toBe(count * 2)
        const row = await cellsShown(file, '表')
        expect([row(3)[1] ?? null, row(3 + blanks)[1]]).toEqual([existing === 'below' ? below[0]?.[1] : null, '柳城县第1豆腐坊'])
      }
  })

  test('sums that count the rows above, too, go on doing so; of an example it is told', async () => {
    const of = async (first: Cell[], existing: 'below' | 'replace') => {
      const { preview, file } = await fillHere(
        book([first, ...numbered, total('SUM(D3:D6)')]),
        { rows: boilerRows(7, { capacityTph: '2' }) },
        { existing },
      )
      return [Object.values(await formulasOf(await file())), preview.notes.filter((note) => note.includes('示例'))]
    }
    const kept: Cell[] = [1, '旧单位', '大埔镇', 4, 0.1]
    expect(await of(kept, 'below')).toEqual([[18], []])
    expect(await of(kept, 'replace')).toEqual([[14], []])
    expect(await of(example, 'below')).toEqual([[18.2], [fillText.exampleCounted('D7', 'SUM(D3:D6)', 3)]])
    expect(await of(example, 'replace')).toEqual([[14], []])
  })

  test('a sum that leaves the row above out for some columns only is named where it leaves rows out', async () => {
    const own = ['合计', null, null, f('SUM(D4:D6)'), f('SUM(E3:E6)')]
    const { told } = await fill(book([[1, '旧单位', '大埔镇', 4, 0.1], ...numbered, own]), 4, { existing: 'replace' })
    expect(told).toEqual([fillText.partialRange('D7', 'SUM(D4:D6)', 1)])
  })
})

describe('several stretches of blank rows are asked about, drawn or not', () => {
  const sums = [...numbered.slice(0, 2), total('SUM(D3:D4)', '小计'), [3], [4], total('SUM(D6:D7)', '小计'), total('D5+D8')]
  test.each<[string, readonly (readonly Cell[])[]]>([
    ['numbered', sums],
    ['each with its sum', [[], [], total('SUM(D3:D4)', '甲 小计'), [], [], total('SUM(D6:D7)', '乙 小计'), total('D5+D8')]],
    ['each with the same word', [[], [], ['小计'], [], [], ['小计'], ['合计']]],
  ])('%s', async (_, below) => {
    const { preview } = await fillHere(book(below), { rows: boilerRows(3) })
    expect(preview.questions.map(({ kind, choices }) => [kind, choices.map(({ value }) => value)])).toEqual([['block', ['3-4', '6-7']]])
  })

  test('the answer is kept to, and its sum grows', async () => {
    const { questions, file } = await fill(book(sums), 3, { block: [6, 7] })
    expect([questions, await formulasOf(file)]).toEqual([[], { D5: 0, D9: 6, D10: 6 }])
  })

  test('a blank line before the last total is no second stretch', async () => {
    const below = [...numbered, total('SUM(D3:D5)', '小计'), [], total('D6', '总计')]
    expect((await fill(book(below))).questions).toEqual([])
  })
})

/** The first sheet with a table over these cells. */
async function withTable(bytes: Uint8Array, ref: string): Promise<Uint8Array> {
  const editor = await editPackage(bytes)
  const parts = new Map(await Promise.all(editor.names().map(async (name) => [name, await editor.text(name)] as const)))
  const change = (part: string, from: string, to: string) => parts.set(part, (parts.get(part) ?? '').replace(from, to))
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml'
  change('[Content_Types].xml', '</Types>', `<Override PartName="/xl/tables/table1.xml" ContentType="${type}"/></Types>`)
  change('xl/worksheets/sheet1.xml', '</worksheet>', '<tableParts count="1"><tablePart r:id="t1"/></tableParts></worksheet>')
  const relation = `<Relationship Id="t1" Type="${office}/table" Target="../tables/table1.xml"/>`
  const columns = heads.map((name, at) => `<tableColumn id="${at + 1}" name="${name}"/>`).join('')
  return zipOf({
    ...Object.fromEntries(parts),
    'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation}</Relationships>`,
    'xl/tables/table1.xml': `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="T1" displayName="T1" ref="${ref}"><tableColumns count="${heads.length}">${columns}</tableColumns></table>`,
  })
}
