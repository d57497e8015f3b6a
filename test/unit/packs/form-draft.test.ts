import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readFileLayout } from '../../../electron/engine/excel/read-file.ts'
import { layoutLimits } from '../../../electron/engine/excel/reader/layout-reader.ts'
import { writeReportWorkbook } from '../../../electron/engine/excel/writer/report-workbook.ts'
import { checkPackFolder } from '../../../electron/engine/packs/check-pack.ts'
import { draftForm, type FormDraft } from '../../../electron/engine/packs/form-draft/draft-form.ts'
import { draftTexts } from '../../../electron/engine/packs/form-draft/draft-yaml.ts'
import { libraryWords } from '../../../electron/engine/packs/form-draft/library-words.ts'
import { loadPack, packIds, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'
import { CodeList, type FormTemplate, FormTemplate as FormTemplateSchema, type HeaderNode } from '../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { isCoded, showValue } from '../../../shared/model/value.ts'
import { blankTemplate } from '../../helpers/blank-template.ts'
import { energyForm, indicatorForm } from '../../helpers/bureau-templates.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { reportOf } from '../../helpers/report.ts'

const packs = join(import.meta.dirname, '..', '..', '..', 'resources', 'packs')
const library = readPackFiles(join(packs, 'common'))
const words = libraryWords(library)
const folder = mkdtempSync(join(tmpdir(), 'form-draft-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const draftOf = async (bytes: Uint8Array, options: { readonly id?: string; readonly headerRows?: readonly [number, number] } = {}) => {
  const result = draftForm({ workbook: await parseHere(bytes), layout: await readFileLayout(bytes), library: words, ...options })
  if (!result.ok) throw new Error(`no draft: ${result.reason}`)
  return result.draft
}
/** The draft as an author would load it, after the way through its text. */
const loaded = (draft: FormDraft): { readonly form: FormTemplate; readonly lists: readonly CodeList[] } => {
  const texts = draftTexts(draft, 'x.xlsx')
  const lists: unknown = texts.lists === undefined ? [] : parse(texts.lists).lists
  return { form: FormTemplateSchema.parse(parse(texts.form)), lists: CodeList.array().parse(lists) }
}

const labelTree = (form: FormTemplate): unknown => {
  const labels = new Map(form.fields.map(({ key, label }) => [key, label]))
  const walk = (nodes: readonly HeaderNode[]): unknown =>
    nodes.map((node) => (typeof node === 'string' ? labels.get(node) : { label: node.label, children: walk(node.children) }))
  return walk(form.header)
}
const offered = (list: CodeList | undefined): string[] =>
  (list?.items ?? [])
    .filter(({ replacedBy }) => replacedBy === undefined)
    .map(({ code }) => (list === undefined ? code : showValue({ type: 'code' }, code, list)))
    .sort()

describe('our own official forms, exported blank and read back', () => {
  const shares = new Map<string, { right: number; all: number }>()
  const count = (attribute: string, isRight: boolean): void => {
    const share = shares.get(attribute) ?? { right: 0, all: 0 }
    shares.set(attribute, { right: share.right + (isRight ? 1 : 0), all: share.all + 1 })
  }
  const compare = (pack: Pack, form: FormTemplate, draft: FormDraft): void => {
    const read = loaded(draft)
    const lists = new Map([...pack.codes, ...read.lists.map((list) => [list.id, list] as const)])
    expect.soft(labelTree(read.form), `${pack.manifest.id} ${form.id}`).toEqual(labelTree(form))
    for (const attribute of ['title', 'number', 'issuer', 'unitLine', 'frozen'] as const)
      expect.soft(read.form[attribute]).toEqual(form[attribute])
    expect.soft(read.form.footer).toEqual(form.footer)
    expect.soft(read.form.notes).toEqual(form.notes)
    expect.soft(read.form.structure.kind).toBe(form.structure.kind)
    const columns = headerGrid(read.form).columns
    for (const [index, field] of headerGrid(form).columns.entries()) {
      const found = columns[index]
      count('labels', found?.label === field.label)
      count('units', found?.unit === field.unit)
      count('types', found?.type === field.type)
      count('library keys', found?.key === field.key)
      count('widths', found?.width === Math.min(60, Math.max(6, field.width)))
      // A computed cell is not typed, so the official form offers nothing there.
      if (!isCoded(field.type) || (field.computed !== undefined && !field.overridable)) continue
      count(
        'code lists',
        JSON.stringify(offered(lists.get(found?.codes ?? ''))) === JSON.stringify(offered(pack.codes.get(field.codes ?? ''))),
      )
      count('cascades', (found?.parent === undefined) === (field.parent === undefined))
    }
  }

  test('header, labels, units, code lists come back whole, types nearly all', async () => {
    for (const id of packIds(packs)) {
      const result = loadPack(id, readPackFiles(join(packs, id)), library)
      if (!result.ok) throw new Error(id)
      const { pack } = result.value
      for (const form of pack.forms.values()) {
        const { structure } = form
        const rows = structure.kind === 'fixed' ? structure.rows.map(({ values }) => values) : structure.kind === 'single' ? [{}] : []
        const bytes = await writeReportWorkbook(reportOf(pack, form, rows), form, pack, { deterministic: true })
        compare(pack, form, await draftOf(bytes))
      }
    }
    const share = (attribute: string): number => {
      const { right = 0, all = 1 } = shares.get(attribute) ?? {}
      return right / all
    }
    console.info([...shares].map(([attribute, { right, all }]) => `${attribute} ${right}/${all}`).join(', '))
    for (const attribute of ['labels', 'units', 'widths', 'code lists', 'cascades']) expect(share(attribute), attribute).toBe(1)
    // What a sheet cannot say: long text from short, a list behind a computed cell, a share from any other percentage.
    expect(share('types')).toBeGreaterThan(0.93)
    expect(share('library keys')).toBeGreaterThan(0.8)
  })
})

describe('a form as bureaus hand them out', () => {
  test('three header levels, a row of units, numbers, drop-downs of every kind, notes and signatures', async () => {
    const draft = await draftOf(energyForm())
    const { form, lists } = loaded(draft)
    expect(form).toMatchObject({
      id: 'NY07',
      number: 'NY-07',
      title: '重点用能单位能源消费情况表',
      issuer: '某市发展和改革委员会',
      structure: { kind: 'ledger' },
      frozen: 2,
      footer: ['单位负责人', '填表人', '联系电话', '填报日期'],
      notes: ['1.煤炭按实物量填。', '2.没有的填0。'],
      excel: { sheet: '能源消费', paper: 'A4' },
    })
    expect(labelTree(form)).toEqual([
      '序号',
      '企业名称',
      '统一社会信用代码',
      '所属行业',
      { label: '能源消费', children: [{ label: '煤炭', children: ['实物量', '折标量'] }, '煤炭占比'] },
      '是否接入在线监测',
      { label: '所在地', children: ['县（区）', '乡镇（街道）'] },
      '验收日期',
      '锅炉台数',
      '合计',
    ])
    expect(form.fields.map(({ label, type, unit }) => [label, type, unit])).toEqual([
      ['序号', 'integer', undefined],
      ['企业名称', 'text', undefined],
      ['统一社会信用代码', 'uscc', undefined],
      ['所属行业', 'code', undefined],
      ['实物量', 'decimal', '吨'],
      ['折标量', 'decimal', '吨标准煤'],
      ['煤炭占比', 'percent', '%'],
      ['是否接入在线监测', 'yesNo', undefined],
      ['县（区）', 'region', undefined],
      ['乡镇（街道）', 'town', undefined],
      ['验收日期', 'date', undefined],
      ['锅炉台数', 'integer', '台'],
      ['合计', 'decimal', '吨'],
    ])
    const at = (label: string) => form.fields.find((field) => field.label === label)
    expect(at('企业名称')).toMatchObject({ required: true, width: 24 })
    expect(at('乡镇（街道）')?.parent).toBe(at('县（区）')?.key)
    expect(at('实物量')?.decimals).toBe(2)
    expect(lists).toMatchObject([{ id: at('所属行业')?.codes, items: [{ label: '钢铁' }, { label: '建材' }, { label: '化工及其他' }] }])
    expect(form.totals).toEqual([{ label: '合计', fields: [at('实物量')?.key, at('折标量')?.key] }])
    expect(form.naturalKey).toEqual([at('统一社会信用代码')?.key])
    const text = draftTexts(draft, 'x.xlsx').form
    expect(text).toContain(`computed: 'row.${at('实物量')?.key} * 0.7143'`)
    expect(text).toContain(`computed: 'row.${at('实物量')?.key} + row.${at('折标量')?.key}'`)
    expect(text).toMatch(/required: true # 请核对：/)
    expect(text).toMatch(/label: 序号 # 请核对：序号多半不用报/)
  })

  test('rows printed beforehand, one unit for the table, codes with their zeros', async () => {
    const draft = await draftOf(indicatorForm(), { id: 'GY' })
    const { form } = loaded(draft)
    expect(form.title).toBe('2025年工业经济主要指标')
    expect(labelTree(form)).toEqual(['指标名称', '代码', { label: '总量', children: ['本月止累计', '同比增长'] }, '备注'])
    expect(form.structure).toMatchObject({ kind: 'fixed', extra: true })
    expect(form.structure.kind === 'fixed' ? form.structure.rows.map(({ values }) => Object.values(values)) : []).toEqual([
      ['工业总产值', '01'],
      ['其中：高耗能行业', '02'],
      ['工业增加值', '03'],
      ['主营业务收入', '04'],
    ])
    expect(form.fields.map(({ type, unit }) => [type, unit])).toEqual([
      ['text', undefined],
      ['text', undefined],
      ['money', '万元'],
      ['decimal', '%'],
      ['longText', undefined],
    ])
    expect(form).toMatchObject({ unitLine: '单位：万元', notes: ['本表按季报送。'], footer: ['统计负责人', '填表人'] })
  })

  test('a header nobody finds may be pointed out, and a sheet without one gives no draft', async () => {
    const bytes = blankTemplate([
      {
        name: '表',
        cells: [
          { at: 'B7', text: '项目：名称' },
          { at: 'C7', text: '制表：金额（万元）' },
        ],
      },
    ])
    const workbook = await parseHere(bytes)
    const layout = await readFileLayout(bytes)
    expect(draftForm({ workbook, layout, library: words })).toMatchObject({ ok: false, reason: 'header' })
    expect(draftForm({ workbook, layout, library: words, sheet: '别的' })).toMatchObject({ ok: false, reason: 'sheet', sheets: ['表'] })
    const { form } = await draftOf(bytes, { headerRows: [7, 7] })
    expect(form.fields).toMatchObject([{ label: '项目：名称' }, { label: '制表：金额', type: 'money', unit: '万元' }])
  })

  test('comments on headings become help, those of a group for each column under it', async () => {
    const cells = [
      ...(['企业名称', '能源消费', null, '备注'] as const).map((text, at) => ({
        at: `${'ABCD'[at]}1`,
        look: 'boxed' as const,
        ...(text === null ? {} : { text }),
      })),
      ...([null, '煤炭', '电力', null] as const).map((text, at) => ({
        at: `${'ABCD'[at]}2`,
        look: 'boxed' as const,
        ...(text === null ? {} : { text }),
      })),
      ...[...'ABCD'].map((column) => ({ at: `${column}3`, look: 'boxed' as const })),
    ]
    const comments = {
      A1: { author: '李工', text: '李工:\n填营业执照上的\n全称' },
      B1: '含自产',
      C2: '不含外送',
      A3: '这一格是数据',
      D1: '长'.repeat(500),
    }
    const draft = await draftOf(blankTemplate([{ name: '表', cells, comments, merges: ['A1:A2', 'B1:C1', 'D1:D2'] }]))
    const { form } = loaded(draft)
    expect(form.fields.map(({ help }) => help)).toEqual(['填营业执照上的 全称', '含自产', '不含外送；含自产', `${'长'.repeat(399)}…`])
    expect(draftTexts(draft, 'x.xlsx').form).toMatch(/help: 含自产 # 请核对：填报提示取自表头上的批注/)
  })

  test.each<[formula: string, names: Record<string, string>]>([
    ["'选 项'!$A:$A", {}],
    ['行业', { 行业: "'选 项'!$A:$A" }],
    ['行业', { 行业: "OFFSET('选 项'!$A$1,0,0,COUNTA('选 项'!$A:$A),1)" }],
    ["OFFSET('选 项'!$A$1, 0, 0, COUNTA('选 项'!$A$1:$A$99))", {}],
    ['行业', { 行业: "'选 项'!$A$1:$A$3" }],
  ])('a drop-down of %s is a code list', async (formula, names) => {
    const look = 'boxed' as const
    const cells = ['企业名称', '所属行业'].flatMap((text, at) => [
      { at: `${'AB'[at]}1`, text, look },
      { at: `${'AB'[at]}2`, look },
    ])
    const behind = `<dataValidations><dataValidation type="list" sqref="B2:B9"><formula1>${formula}</formula1></dataValidation></dataValidations>`
    const items = ['钢铁', '建材', '化工'].map((text, at) => ({ at: `A${at + 1}`, text }))
    const draft = await draftOf(
      blankTemplate(
        [
          { name: '表', cells, behind },
          { name: '选 项', state: 'hidden', cells: items },
        ],
        names,
      ),
    )
    const { form, lists } = loaded(draft)
    expect(form.fields[1]).toMatchObject({ type: 'code', codes: lists[0]?.id })
    expect(lists[0]?.items.map(({ label }) => label)).toEqual(['钢铁', '建材', '化工'])
  })

  test('what is larger than a template is left out, and the draft says so', async () => {
    const rules = Array.from(
      { length: layoutLimits.rules + 1 },
      (_, at) => `<dataValidation type="whole" sqref="A${at + 9}"><formula1>0</formula1></dataValidation>`,
    )
    const cells = [...'AB'].map((column) => ({ at: `${column}1`, text: `${column}名称`, look: 'boxed' as const }))
    const draft = await draftOf(blankTemplate([{ name: '表', cells, behind: `<dataValidations>${rules.join('')}</dataValidations>` }]))
    expect(draft.remarks.map(({ text }) => text).join()).toContain('超出的部分没有看')
    const small = await draftOf(blankTemplate([{ name: '表', cells }]))
    expect(small.remarks.map(({ text }) => text).join()).not.toContain('超出的部分没有看')
  })
})

test('a pack with a drafted form passes the check, and one with a mistake in it does not', async () => {
  cpSync(join(packs, 'common'), join(folder, 'common'), { recursive: true })
  cpSync(join(packs, 'liuzhou-2020'), join(folder, 'liuzhou-2020'), { recursive: true })
  const place = { id: 'liuzhou-2020', folder: join(folder, 'liuzhou-2020'), library: join(folder, 'common') }
  const manifest = join(place.folder, 'pack.yaml')
  const duties = readFileSync(manifest, 'utf8').replace(/^( {2}- \{ id: F14.*)$/m, '$1\n  - { id: NY07 }\n  - { id: GY }')
  writeFileSync(manifest, duties)
  for (const [id, bytes] of [
    ['NY07', energyForm()],
    ['GY', indicatorForm()],
  ] as const) {
    const texts = draftTexts(await draftOf(bytes, { id }), 'x.xlsx')
    writeFileSync(join(place.folder, 'forms', `${id}.yaml`), texts.form)
    if (texts.lists !== undefined) writeFileSync(join(place.folder, 'codes', `${id}.yaml`), texts.lists)
  }
  const report = checkPackFolder(place)
  expect(report.problems).toEqual([])
  expect(report.forms).toBe(17)
  const form = join(place.folder, 'forms', 'GY.yaml')
  writeFileSync(form, readFileSync(form, 'utf8').replace(/naturalKey: \[ \w+/, 'naturalKey: [ nowhere'))
  expect(checkPackFolder(place).problems[0]?.message).toContain('nowhere')
})
