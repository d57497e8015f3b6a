import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { editPackage } from '../../../electron/engine/excel/patcher/package-editor.ts'
import { stretchRows } from '../../../electron/engine/excel/patcher/rows/stretch-rows.ts'
import { mapWorkbook } from '../../../electron/engine/excel/patcher/workbook-map.ts'
import type { FillOptions } from '../../../shared/contract/index.ts'
import { calculatedByLibreOffice, modelOf, sameValue, withoutResults } from '../../helpers/calc-libreoffice.ts'
import { container } from '../../helpers/hostile/containers.ts'
import { convertedWorkbook } from '../../helpers/mangled/formats.ts'
import { officeTemplate, type TemplateColumn, type TemplateSpec, templateLayout, zipOf } from '../../helpers/office-template.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { refusal } from '../../helpers/refusal.ts'
import { boiler, county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const
let engine: TestEngine
beforeAll(async () => {
  engine = openTestEngine()
  await engine.call('profile.create', county)
})
afterAll(() => engine.close())

const columns = {
  index: { labels: ['序号'] },
  owner: { labels: ['使用单位'] },
  id: { labels: ['台账编号'] },
  capacity: { labels: ['锅炉', '额定出力'], unit: '蒸吨/小时', format: 'number', total: 'sum' },
  coal: { labels: ['锅炉', '年用煤量'], unit: '万吨', format: 'number', total: 'sum' },
  each: {
    labels: ['每蒸吨用煤'],
    format: 'number',
    formula: (row) => `IF(D${row}=0,0,E${row}/D${row})`,
    total: (_first, _last, total) => `IF(D${total}=0,0,E${total}/D${total})`,
  },
  share: { labels: ['占全县'], format: 'percent', formula: (row) => `IF(E$9=0,0,E${row}/E$9)` },
  way: { labels: ['整治方式'], list: ['煤改电', '煤改气'] },
  due: { labels: ['计划完成时间'], format: 'date' },
  status: { labels: ['状态'] },
} satisfies Record<string, TemplateColumn>
const spec: TemplateSpec = {
  title: '燃煤锅炉淘汰整治情况表（　　年　　月）',
  sheet: '锅炉 台账',
  information: ['填报单位：______', null, null, null, null, '制表机关：某厅'],
  columns: Object.values(columns),
  notes: ['注：1.本表由县级填报，于次月10日前报送。'],
  signatures: ['单位负责人：', null, '填表人：', null, '审核人：', null, '填报日期：    年  月  日'],
  isProtected: true,
}
const layout = templateLayout(spec)

const fill = async (bytes: Uint8Array, options: FillOptions = {}, more: { fileName?: string; form?: string; remember?: boolean } = {}) => {
  const { fileName = '表样.xlsx', form = at.form, remember = false } = more
  const template = { period: at.period, form, fileName, bytes, options }
  const preview = await engine.call('export.template', template)
  return { preview, run: () => engine.call('export.filled', { ...template, remember }) }
}
/** The same boilers as far as they go; there are never fewer than before. */
let known = 0
const addBoilers = async (count: number): Promise<void> => {
  const edits = Array.from({ length: count - known }, (_, more) => {
    const index = known + more
    return boiler(index + 1, { annualCoal: `${1200 + index * 7}.5`, capacityTph: `${1 + (index % 4)}` })
  })
  await engine.call('report.edit', { ...at, edits: [...edits, { kind: 'header', header: { fillDate: '2020-06-02' } }] })
  known = count
}
const shown = async (bytes: Uint8Array, sheet = spec.sheet) => {
  const rows = (await parseHere(bytes)).sheets.find(({ name }) => name === sheet)?.rows ?? []
  return (row: number) => Array.from(rows.find((one) => one.row === row)?.cells ?? [], (cell) => cell?.value ?? null)
}
const partsOf = async (bytes: Uint8Array): Promise<Map<string, string>> => {
  const editor = await editPackage(bytes)
  return new Map(await Promise.all(editor.names().map(async (name) => [name, await editor.text(name)] as const)))
}

describe("a bureau's form with everything such forms have", () => {
  test.each([0, 2, 3, 40])(
    '%i rows: filled, right when recalculated, read back without a wrong cell',
    async (count) => {
      await addBoilers(count)
      const template = officeTemplate(spec)
      const { preview, run } = await fill(template)
      const inserted = Math.max(0, count - 3)
      expect([preview.questions, preview.counts]).toEqual([[], { rows: count, capacity: 3, inserted }])
      const { bytes, uncomputed, fileName, notes } = await run()
      expect([uncomputed, fileName]).toEqual([[], '表样（柳城县2020年5月）.xlsx'])
      expect(notes.filter((note) => !note.startsWith('模板里没有这些栏目'))).toEqual([])
      const row = await shown(bytes)
      const total = layout.total + inserted
      const coal = Array.from({ length: count }, (_, index) => 1207.5 - 7 + index * 7).reduce((sum, value) => sum + value, 0)
      expect([row(1)[0], row(2)[0]]).toEqual(['燃煤锅炉淘汰整治情况表（2020年5月）', '填报单位：柳城县'])
      expect(row(layout.end + inserted)).toEqual([
        '单位负责人：韦志强',
        null,
        '填表人：覃小梅',
        null,
        '审核人：莫海燕',
        null,
        '填报日期：2020年6月2日',
      ])
      if (count > 0)
        expect(row(layout.first + count - 1)).toEqual([
          count,
          `柳城县第${count}豆腐坊`,
          `450222${String(count).padStart(4, '0')}`,
          1 + ((count - 1) % 4),
          expect.closeTo((1200.5 + (count - 1) * 7) / 10_000, 12),
          expect.any(Number),
          expect.any(Number),
          '煤改电',
          '2020-12-31',
          '整治中',
        ])
      expect([row(total)[0], row(total)[4]]).toEqual(['合计', expect.closeTo(coal / 10_000, 10)])

      // What LibreOffice works out from nothing is what stands in the file.
      const ours = await modelOf(bytes)
      const theirs = await calculatedByLibreOffice(await withoutResults(bytes))
      let compared = 0
      for (const [index, sheet] of (ours?.sheets ?? []).entries())
        for (const row of sheet.rows(1, 200))
          for (const [column, cell] of sheet.cells(row, 1, 50)) {
            if (cell.formula === undefined) continue
            const other = theirs?.sheets[index]?.cell(row, column)
            expect(sameValue(cell.value, other?.value), `${sheet.name} ${row} ${column}`).toBe(true)
            compared++
          }
      expect(compared).toBe(Math.max(3, count) * 2 + 3 + 3)

      // Everything that was not filled in is the very same.
      const [before, after] = [await partsOf(template), await partsOf(bytes)]
      expect([...after.keys()]).toEqual([...before.keys()])
      const changed = [...before].filter(([name, text]) => after.get(name) !== text).map(([name]) => name)
      const moving = [
        'xl/worksheets/sheet2.xml',
        'xl/comments1.xml',
        'xl/drawings/drawing1.xml',
        'xl/drawings/vmlDrawing1.vml',
        'xl/charts/chart1.xml',
      ]
      const allowed = new Set(['xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml', ...(inserted > 0 ? moving : [])])
      expect(changed.filter((name) => !allowed.has(name))).toEqual([])
      expect(after.get('xl/worksheets/sheet1.xml')).toContain('<sheetProtection password="CC1A" sheet="1" objects="1" scenarios="1"/>')

      if (count === 0) return
      const dry = await engine.call('import.preview', { ...at, fileName: 'zurück.xlsx', bytes, options: { mode: 'merge' } })
      expect([dry.questions, dry.changes]).toEqual([[], []])
      expect(dry.counts).toMatchObject({ rows: count, added: 0, changed: 0, unchanged: count, removed: 0 })
    },
    60_000,
  )

  test('without growing the total would be wrong, and LibreOffice sees it', async () => {
    const editor = await editPackage(officeTemplate({ ...spec, columns: [columns.owner, columns.coal] }))
    const small = templateLayout({ ...spec, columns: [columns.owner, columns.coal] })
    await stretchRows(editor, await mapWorkbook(editor), [{ sheet: spec.sheet, first: small.first, last: small.last, count: 2 }], 'stay')
    const part = 'xl/worksheets/sheet1.xml'
    const filled = (await editor.text(part)).replace(/<c r="B(\d+)" s="4"\/>/g, (_, row: string) => `<c r="B${row}" s="4"><v>10</v></c>`)
    editor.set(part, filled)
    const model = await calculatedByLibreOffice(await withoutResults(await editor.write()))
    expect(model?.sheets[0]?.cell(small.total + 2, 2)?.value).toBe(30)
  })
})

test('totals apart from the rows, above them and on another sheet are what LibreOffice adds up', async () => {
  await addBoilers(40)
  const own = { ...spec, columns: [columns.owner, columns.id, columns.capacity], notes: [], signatures: [], totalLabel: null, blankRows: 4 }
  const { first, last } = templateLayout(own)
  const range = `C${first}:C${last - 1}`
  for (const cells of [
    { [`A${last}`]: '……', [`A${last + 1}`]: '合计', [`C${last + 1}`]: `=SUM(${range})` },
    { F1: `=SUM(${range})`, [`A${first}`]: '', [`A${last}`]: '……' },
    { F1: `=SUM(C${first}:C${last})`, F2: `=F1` },
  ]) {
    const { preview, run } = await fill(officeTemplate({ ...own, cells }))
    expect(preview.questions).toEqual([])
    const theirs = await calculatedByLibreOffice(await withoutResults((await run()).bytes))
    const sheet = theirs?.sheets[0]
    const sums = [...(sheet?.rows(1, 200) ?? [])].flatMap((row) =>
      [...(sheet?.cells(row, 1, 10) ?? [])].flatMap(([, { formula, value }]) => (formula === undefined ? [] : [value])),
    )
    expect(new Set(sums)).toEqual(new Set([100]))
  }
}, 60_000)

test('prepared rows that are hidden are shown when they are filled, rows put in behind them too; the account names them', async () => {
  await addBoilers(40)
  const { first } = layout
  const hiddenRows = [first + 1, first + 2, 1]
  const { run } = await fill(officeTemplate({ ...spec, hiddenRows }))
  const { bytes, notes } = await run()
  const rows = (await parseHere(bytes)).sheets.find(({ name }) => name === spec.sheet)?.rows ?? []
  expect(rows.filter(({ hidden }) => hidden).map(({ row }) => row)).toEqual([1])
  expect(notes.join('\n')).toContain(`模板里这几行是隐藏的，填了内容，已改为显示：第 ${first + 1} 行、第 ${first + 2} 行。`)
  const { notes: plain } = await (await fill(officeTemplate(spec))).run()
  expect(plain.join('\n')).not.toContain('隐藏')
})

describe('refused with a sentence, nothing written', () => {
  test('macros', async () => {
    const parts = await partsOf(officeTemplate(spec))
    const withMacros = zipOf({ ...Object.fromEntries(parts), 'xl/vbaProject.bin': 'x' })
    for (const fileName of ['表样.xlsm', '表样.xlsx'])
      await expect(fill(withMacros, {}, { fileName })).rejects.toMatchObject({
        code: 'TEMPLATE_UNSUPPORTED',
        details: { reason: '含有宏' },
      })
    const renamed = zipOf({
      ...Object.fromEntries(parts),
      '[Content_Types].xml': (parts.get('[Content_Types].xml') ?? '').replace(
        'spreadsheetml.sheet.main',
        'ms-excel.sheet.macroEnabled.main',
      ),
    })
    await expect(fill(renamed)).rejects.toSatisfy(refusal(/含有宏.*另存为不带宏的 \.xlsx 再试/))
  })

  test('other formats, signatures, forms without room, other forms', async () => {
    await expect(fill(Buffer.from('使用单位,台账编号\n,\n'), {}, { fileName: '表样.csv' })).rejects.toMatchObject({
      code: 'WORKBOOK_NOT_PATCHABLE',
    })
    const parts = Object.fromEntries(await partsOf(officeTemplate(spec)))
    // Told when the file is chosen, before anybody answers questions about it.
    for (const part of ['_xmlsignatures/origin.sigs', '_XMLSIGNATURES/origin.sigs'])
      await expect(fill(zipOf({ ...parts, [part]: '' }))).rejects.toMatchObject({ code: 'WORKBOOK_SIGNED', details: { file: '表样.xlsx' } })
    const types = (parts['[Content_Types].xml'] ?? '').replace('sheet.main+xml', 'template.main+xml')
    await expect(fill(zipOf({ ...parts, '[Content_Types].xml': types }))).rejects.toMatchObject({ code: 'WORKBOOK_NOT_PATCHABLE' })
    const old = convertedWorkbook(
      [
        {
          name: '锅炉',
          rows: [
            ['使用单位', '台账编号'],
            [null, null],
          ],
        },
      ],
      'biff8',
    )
    await expect(fill(old, {}, { fileName: '表样.xls' })).rejects.toSatisfy(refusal(/表样\.xls.*另存为 \.xlsx/, 'WORKBOOK_NOT_PATCHABLE'))
    const encrypted = container({ EncryptionInfo: Buffer.alloc(248, 4), EncryptedPackage: Buffer.alloc(4096, 7) })
    await expect(fill(encrypted)).rejects.toSatisfy(refusal(/打开密码.*取消密码/, 'WORKBOOK_ENCRYPTED'))
    await expect(fill(officeTemplate({ ...spec, blankRows: 0 }))).rejects.toMatchObject({ code: 'TEMPLATE_UNSUPPORTED' })
    const strange = officeTemplate({ title: '工资表', sheet: '工资', columns: [{ labels: ['姓名'] }, { labels: ['工资'] }] })
    await expect(fill(strange)).rejects.toMatchObject({ code: 'HEADER_NOT_FOUND' })
  })
})
