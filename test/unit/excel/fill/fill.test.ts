import { describe, expect, test } from 'vitest'
import { PackMapping } from '../../../../shared/forms/mapping-schema.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import { boilerRows, cellsShown, fillHere, pack } from '../../../helpers/fill-here.ts'
import { officeTemplate, type TemplateColumn, type TemplateSpec } from '../../../helpers/office-template.ts'
import { refusal } from '../../../helpers/refusal.ts'

describe('what the template says itself', () => {
  const marked: TemplateSpec = {
    title: '{{单位名称}}{{表头.填报期}}锅炉清单',
    sheet: '清单',
    columns: [{ labels: ['No'] }, { labels: ['Who'] }, { labels: ['How much'], format: 'number', total: 'sum' }],
    cells: { A4: '{{序号}}', B4: '{{使用单位}}', C4: '{{annualCoal}}', A9: '{{填表人}}' },
    blankRows: 1,
  }

  test('marks are filled in and leave no trace, with rows and without', async () => {
    const { preview, file } = await fillHere(officeTemplate(marked), { rows: boilerRows(3) })
    expect([preview.questions, preview.block, preview.columns.map(({ field, by }) => [field, by])]).toEqual([
      [],
      [4, 4],
      [
        [null, 'marked'],
        ['ownerName', 'marked'],
        ['annualCoal', 'marked'],
      ],
    ])
    const row = await cellsShown(await file(), '清单')
    expect([row(1)[0], row(4), row(6), row(7)[2], row(11)[0]]).toEqual([
      '柳城县2020年5月锅炉清单',
      [1, '柳城县第1豆腐坊', 1200.5],
      [3, '柳城县第3豆腐坊', 1214.5],
      3622.5,
      '覃小梅',
    ])
    const empty = await cellsShown(await (await fillHere(officeTemplate(marked), {})).file(), '清单')
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap(empty).join('')).not.toContain('{{')
  })

  test('a mark nobody knows is asked about', async () => {
    const bytes = officeTemplate({ ...marked, cells: { ...marked.cells, B9: '{{经办处室}}' } })
    const { preview } = await fillHere(bytes, {})
    expect(preview.questions.map(({ id }) => id)).toEqual(['cell:B9'])
    const answered = await fillHere(bytes, {}, { cells: { B9: 'auditor' } })
    expect([answered.preview.questions, (await cellsShown(await answered.file(), '清单'))(9)[1]]).toEqual([[], '莫海燕'])
    const blank = await fillHere(bytes, {}, { cells: { B9: null } })
    expect([blank.preview.questions, (await cellsShown(await blank.file(), '清单'))(9)[1]]).toEqual([[], undefined])
  })

  test('names given to cells', async () => {
    const bytes = officeTemplate({
      ...marked,
      title: '清单',
      columns: [{ labels: ['A'] }, { labels: ['B'] }, { labels: ['C'] }],
      cells: { A9: 'x' },
      blankRows: 3,
      names: { 使用单位: '清单!$B$4:$B$6', 年用煤量: '清单!$C$4:$C$6', 填报单位: '清单!$C$2' },
    })
    const row = await cellsShown(await (await fillHere(bytes, { rows: boilerRows(2) })).file(), '清单')
    expect([row(2)[2], row(4), row(5)]).toEqual(['柳城县', [null, '柳城县第1豆腐坊', 1200.5], [null, '柳城县第2豆腐坊', 1207.5]])
  })
})

const plain = (own: readonly TemplateColumn[], more: Partial<TemplateSpec> = {}) =>
  officeTemplate({ title: '台账', sheet: '台账', columns: [{ labels: ['使用单位'] }, { labels: ['台账编号'] }, ...own], ...more })

describe('doubts', () => {
  test('a heading that only resembles a field is asked about, and what was decided before counts', async () => {
    const bytes = plain([{ labels: ['年度用煤数量'], format: 'number' }, { labels: ['备用一'] }])
    const first = await fillHere(bytes, { rows: boilerRows(1) })
    expect(first.preview.questions.map(({ kind, target }) => [kind, target])).toEqual([['column', 'C']])
    expect(first.preview.notes.join()).toContain('D 备用一')
    const saved = (fingerprint: string) => (fingerprint === first.preview.fingerprint ? { columns: { C: 'annualCoal' } } : undefined)
    const again = await fillHere(bytes, { rows: boilerRows(1) }, {}, { saved })
    expect([again.preview.questions, again.preview.columns[2]]).toMatchObject([[], { field: 'annualCoal', by: 'saved' }])
    expect((await cellsShown(await again.file(), '台账'))(4)).toEqual(['柳城县第1豆腐坊', '4502220001', 1200.5])
  })

  test('a mapping that the pack ships needs no answers; its factor is turned round', async () => {
    const bytes = plain([{ labels: ['年度用煤数量'], format: 'number' }], { cells: { C2: ' ' } })
    const mapping = PackMapping.parse({
      name: '省厅表',
      form: 'F4',
      columns: [{ path: ['年度用煤数量'], field: 'annualCoal', factor: '10000' }],
      template: { sheet: '台账', firstRow: 4, lastRow: 6, cells: [{ cell: 'C2', header: 'unit' }] },
    })
    const { preview, file } = await fillHere(bytes, { rows: boilerRows(1) }, {}, { mappings: [mapping] })
    expect([preview.questions, preview.columns[2]]).toMatchObject([[], { field: 'annualCoal', by: 'pack', factor: '1/10000' }])
    const row = await cellsShown(await file(), '台账')
    expect([row(2)[2], row(4)[2]]).toEqual(['柳城县', 0.12005])
  })

  test('a unit that does not convert is asked about', async () => {
    const bytes = plain([{ labels: ['年用煤量（吨标准煤）'], format: 'number' }])
    const { preview } = await fillHere(bytes, { rows: boilerRows(1) })
    expect(preview.questions.map(({ kind, target }) => [kind, target])).toEqual([['unit', 'C']])
    expect((await fillHere(bytes, { rows: boilerRows(1) }, { factors: { C: '0.7143' } })).preview.questions).toEqual([])
  })

  test('a unit that converts by convention only is asked about, with the convention', async () => {
    const bytes = plain([{ labels: ['锅炉容量（MW）'], format: 'number' }])
    const { preview } = await fillHere(bytes, { rows: boilerRows(1) })
    expect(preview.questions.map(({ target, choices }) => [target, choices.map(({ value, label }) => [value, label])])).toEqual([
      [
        'C',
        [
          ['0.7', fillText.convention('1 蒸吨/小时 按 0.7 兆瓦')],
          ['1', fillText.asItIs],
        ],
      ],
    ])
    const { file } = await fillHere(bytes, { rows: boilerRows(1, { capacityTph: '4' }) }, { factors: { C: '0.7' } })
    expect((await cellsShown(await file(), '台账'))(4)[2]).toBe(2.8)
  })

  test('a sentence about units below the table, or a title in parts, is asked about', async () => {
    const of = (cells: Readonly<Record<string, string>>) =>
      fillHere(plain([{ labels: ['年用煤量'], format: 'number' }], { cells }), { rows: boilerRows(1) })
    for (const cells of [{ A20: '注：年用煤量单位为万吨。' }, { A1: '台账（煤：万吨）' }]) {
      const { preview } = await of(cells)
      expect(preview.questions.map(({ target, choices }) => [target, choices.map(({ value }) => value)])).toEqual([['C', ['0.0001', '1']]])
    }
    expect((await of({ A20: '注：年用煤量单位为吨。' })).preview.questions).toEqual([])
  })

  test('a word of size alone in a heading is asked about, unless it is the one of the form', async () => {
    const head = (text: string) => fillHere(plain([{ labels: [text], format: 'number' }]), { rows: boilerRows(1) })
    const { preview } = await head('年用煤量（万）')
    expect(preview.questions.map(({ target, choices }) => [target, choices.map(({ value }) => value)])).toEqual([['C', ['0.0001', '1']]])
    expect((await head('补贴金额（万）')).preview.questions).toEqual([])
  })

  test('rows that are there already are asked about', async () => {
    const bytes = plain([{ labels: ['状态'], printed: ['在用'] }], { cells: { A4: '旧单位', B4: '4502229999' } })
    const two = { rows: boilerRows(2) }
    expect((await fillHere(bytes, two)).preview.questions.map(({ kind }) => kind)).toEqual(['existing'])
    const replaced = await cellsShown(await (await fillHere(bytes, two, { existing: 'replace' })).file(), '台账')
    expect(replaced(4)).toEqual(['柳城县第1豆腐坊', '4502220001', '整治中'])
    const below = await cellsShown(await (await fillHere(bytes, two, { existing: 'below' })).file(), '台账')
    expect([below(4)[0], below(5)[0], below(6)[0]]).toEqual(['旧单位', '柳城县第1豆腐坊', '柳城县第2豆腐坊'])
  })

  test('values as the drop-down has them; one it does not list is told', async () => {
    const lists = [
      { labels: ['所在乡镇街道'], list: ['450222100 大埔镇', '450222101 龙头镇'] },
      { labels: ['整治方式'], list: ['煤改电', '拆除'] },
    ]
    const { preview, file } = await fillHere(plain(lists), { rows: boilerRows(1, { townCode: '450222100', disposalType: '煤改气' }) })
    expect((await cellsShown(await file(), '台账'))(4).slice(2)).toEqual(['450222100 大埔镇', '煤改气'])
    expect(preview.notes.join()).toContain('D4：“煤改气”不在模板的下拉列表里')
  })
})

test('a report that says there is nothing to report says so in the form', async () => {
  const header = { zeroReport: true, zeroReason: '本月没有' }
  const { file } = await fillHere(plain([]), { header })
  expect((await cellsShown(await file(), '台账'))(4)).toEqual(['零报告：本期无应报事项。说明：本月没有'])
})

test('labels with blanks behind them, beside them, and filled already', async () => {
  const bytes = plain([{ labels: ['状态'] }], {
    information: ['填报单位（盖章）：', '报告期：2020年4月', null],
    signatures: ['负责人：　　　　填表人：____　电话：', null, '审核'],
  })
  const { preview, file } = await fillHere(bytes, { rows: boilerRows(1) })
  const row = await cellsShown(await file(), '台账')
  expect(row(2)).toEqual(['填报单位（盖章）：柳城县', '报告期：2020年4月'])
  expect(row(9)[0]).toMatch(/^负责人：韦志强 +填表人：覃小梅 +电话：0772-7612345$/)
  expect(preview.notes.join()).toContain('B2 的“报告期”已写着“2020年4月”')
})

test('pre-printed rows are filled where they stand, others are put behind them', async () => {
  const { structure } = pack.forms.get('F2') ?? {}
  const given = structure?.kind === 'fixed' ? structure.rows.map(({ values }) => values) : []
  const [a, b] = [given[2], given[5]]
  if (a === undefined || b === undefined) throw new Error('the plan has more rows than these')
  const fixed = given.map((values, index) =>
    index === 2 ? { ...values, narrative: '已关停一家' } : index === 5 ? { ...values, narrative: '完成选址' } : values,
  )
  const rows = [{ measureId: 'LC-01', measureText: '建设充电桩', narrative: '建成两座' }]
  const texts = [b.measureText ?? '', a.measureText ?? '']
  const bytes = officeTemplate({
    title: '降碳工作推进情况',
    sheet: '推进',
    columns: [{ labels: ['序号'], printed: ['1', '2'] }, { labels: ['措施内容'], printed: texts }, { labels: ['进展'] }],
    blankRows: 2,
    totalLabel: null,
    notes: ['注：每月10日前报。'],
  })
  const options = { columns: { C: 'narrative' } }
  const { preview, file } = await fillHere(bytes, { form: 'F2', fixed, rows }, options)
  // Rows of the plan that the bureau did not print and that hold nothing need no answer.
  expect([preview.questions, preview.counts.inserted]).toEqual([[], 1])
  const row = await cellsShown(await file(), '推进')
  expect([row(4).slice(1), row(5).slice(1), row(6).slice(1)]).toEqual([
    [texts[0], '完成选址'],
    [texts[1], '已关停一家'],
    ['建设充电桩', '建成两座'],
  ])
  expect(preview.notes.join()).toContain('LC-01')
  // One that holds something must find its place.
  const more = fixed.map((values, index) => (index === 7 ? { ...values, narrative: '已采集' } : values))
  const asked = await fillHere(bytes, { form: 'F2', fixed: more, rows }, options)
  expect(asked.preview.questions.map(({ kind, target }) => [kind, target])).toEqual([['row', given[7]?.measureId]])
  const answered = await fillHere(bytes, { form: 'F2', fixed: more, rows }, { ...options, rows: { [given[7]?.measureId ?? '']: null } })
  expect(answered.preview.questions).toEqual([])
})

describe('group rows among pre-printed rows', () => {
  const { structure } = pack.forms.get('F2') ?? {}
  const given = structure?.kind === 'fixed' ? structure.rows.map(({ values }) => values) : []
  const fixed = given.map((values, index) => ({ ...values, narrative: `进展${index + 1}` }))
  const texts = given.map(({ measureText }) => measureText ?? '')
  /** `null` = the text of the plan's next row. */
  const template = (rows: readonly (readonly [index: string, text: string | null])[], more: Partial<TemplateSpec> = {}) => {
    let next = 0
    const printed = rows.map(([, text]) => text ?? texts[next++] ?? '')
    return officeTemplate({
      title: '降碳工作推进情况',
      sheet: '推进',
      columns: [{ labels: ['序号'], printed: rows.map(([index]) => index) }, { labels: ['措施内容'], printed }, { labels: ['进展'] }],
      blankRows: rows.length,
      totalLabel: null,
      notes: ['注：每月10日前报。'],
      ...more,
    })
  }
  const all = given.map((_, index) => [String(index + 1), null] as const)
  const half = Math.floor(given.length / 2)
  const options = { columns: { C: 'narrative' } }
  const expectFilled = async (bytes: Uint8Array, rows: readonly (readonly [string, string | null])[]) => {
    const { preview, file } = await fillHere(bytes, { form: 'F2', fixed }, options)
    expect([preview.questions, preview.counts.inserted, preview.counts.rows]).toEqual([[], 0, given.length])
    const row = await cellsShown(await file(), '推进')
    let next = 0
    expect(rows.map((_, at) => row(4 + at)[2] ?? null)).toEqual(rows.map(([, text]) => (text === null ? `进展${++next}` : null)))
  }

  test.each<[string, readonly (readonly [string, string | null])[]]>([
    ['numbered in the column of names', [['', '一、产业'], ...all.slice(0, half), ['', '二、能源'], ...all.slice(half)]],
    ['numbered in the column of numbers', [['一', '产业'], ...all.slice(0, half), ['二', '能源'], ...all.slice(half)]],
    ['其中', [['', '其中：'], ...all.slice(0, half), ['', '其中：县级'], ...all.slice(half)]],
    ['in the middle only', [...all.slice(0, half), ['', '（二）能源'], ...all.slice(half)]],
    ['a sub-total before each group', [['', '小计'], ...all.slice(0, half), ['', '小计'], ...all.slice(half)]],
  ])('%s are headings, when each row of the form is found by its name', async (_, rows) => {
    await expectFilled(template(rows), rows)
  })

  test('rows of the clerk go behind the last of them, and a like table further down is left alone', async () => {
    const rows = [['', '一、产业'], ...all, ['', '二、补充'], ['', texts[0] ?? '']] as const
    const own = [{ measureId: 'LC-01', measureText: '建设充电桩', narrative: '建成两座' }]
    const { preview, file } = await fillHere(template(rows), { form: 'F2', fixed, rows: own }, options)
    expect([preview.questions, preview.block]).toEqual([[], [5, 4 + given.length]])
    const row = await cellsShown(await file(), '推进')
    expect([row(4 + given.length)[2], row(5 + given.length).slice(1)]).toEqual([`进展${given.length}`, ['建设充电桩', '建成两座']])
  })

  test('a row with something in it that has no name there is asked about, and without any name there is no room', async () => {
    const rows = [...all.slice(0, half), ['', '（二）能源'], ...all.slice(half, -1)] as const
    const { preview } = await fillHere(template(rows), { form: 'F2', fixed }, options)
    expect(preview.questions.map(({ target }) => target)).toContain(given.at(-1)?.measureId)
    const strange = template([
      ['', '一、产业'],
      ['1', '别的事'],
      ['2', '另一件事'],
    ])
    await expect(fillHere(strange, { form: 'F2', fixed }, options)).rejects.toSatisfy(
      refusal(/没有留出填数的空行.*模板没有改动.*行名和本表的一样.*直接导出/),
    )
  })
})

describe('one record', () => {
  const values = { totalArea: '1234500.5', cleanArea: '1000000', totalHouseholds: '5200' }
  const spec: TemplateSpec = {
    title: '清洁取暖汇总',
    sheet: '汇总',
    columns: [{ labels: ['项目'] }, { labels: ['数'] }, { labels: ['单位'] }],
    blankRows: 4,
    totalLabel: null,
  }

  test('fields behind labels, with the unit beside', async () => {
    const cells = { A4: '总取暖面积', C4: '万平方米', A5: '清洁取暖面积（平方米）', A6: '取暖户数', C6: '户', A9: '填报单位：' }
    const { preview, file } = await fillHere(officeTemplate({ ...spec, cells }), { form: 'F5H', rows: [values] })
    expect([preview.questions, preview.block]).toEqual([[], null])
    const row = await cellsShown(await file(), '汇总')
    expect([row(4)[1], row(5)[1], row(6)[1], row(9)[0]]).toEqual([123.45005, 1_000_000, 5200, '填报单位：柳城县'])
  })

  test('marks wherever they stand', async () => {
    const cells = { B4: '{{总取暖面积}}', C6: '{{totalHouseholds}}', A9: '{{cleanHouseholds}}' }
    const { file } = await fillHere(officeTemplate({ ...spec, cells }), { form: 'F5H', rows: [values] })
    const row = await cellsShown(await file(), '汇总')
    expect([row(4)[1], row(6)[2], row(9)]).toEqual([1_234_500.5, 5200, []])
  })
})

test('marks of a list in different rows are refused', async () => {
  const bytes = plain([], { cells: { A4: '{{使用单位}}', B6: '{{台账编号}}' } })
  await expect(fillHere(bytes, {})).rejects.toSatisfy(refusal(/写在同一行，也可以不用模板直接导出/))
})

test('totals without a formula get ours; totals nobody knows are told', async () => {
  const own = [{ labels: ['年用煤量（万吨）'], format: 'number' }] as const
  const { totals } = pack.forms.get('F4') ?? {}
  const label = totals?.find(({ where, by }) => where === undefined && by === undefined)?.label ?? ''
  const report = { rows: boilerRows(2), totals: [{ label, values: { annualCoal: '2408' }, missing: {} }] }
  const { file } = await fillHere(plain(own), report)
  expect((await cellsShown(await file(), '台账'))(7)[2]).toBe(0.2408)
  const { preview } = await fillHere(plain(own, { totalLabel: '其中：大埔镇小计' }), report)
  expect(preview.notes.join()).toContain('“其中：大埔镇小计”没有公式')
})

test('a total that names each drawn row by itself counts the rows put in, too; one that leaves rows out is told', async () => {
  const number = { format: 'number' } as const
  const bytes = plain([
    {
      labels: ['年用煤量'],
      ...number,
      total: (first, last) => Array.from({ length: last - first + 1 }, (_, at) => `C${first + at}`).join('+'),
    },
    { labels: ['额定出力'], ...number, total: (first) => `D${first}+D${first + 1}` },
  ])
  const rows = boilerRows(5, { annualCoal: '10', capacityTph: '2' })
  const { preview, file } = await fillHere(bytes, { rows })
  expect(preview.counts).toMatchObject({ rows: 5, inserted: 2 })
  expect((await cellsShown(await file(), '台账'))(9).slice(2)).toEqual([50, 4])
  expect(preview.notes.filter((note) => note.includes('没有算进去'))).toEqual([fillText.partialTotal('D7', 'D4+D5', 2)])
  expect((await fillHere(bytes, { rows: rows.slice(0, 3) })).preview.notes.join()).not.toContain('没有算进去')
})

test.each(['0', '0.00', '—', '/'])('a total that shows “%s” waits for its figure', async (shown) => {
  const own = [{ labels: ['年用煤量'], format: 'number' }] as const
  const label = pack.forms.get('F4')?.totals.find(({ where, by }) => where === undefined && by === undefined)?.label ?? ''
  const report = { rows: boilerRows(2), totals: [{ label, values: { annualCoal: '2408' }, missing: {} }] }
  const { file } = await fillHere(plain(own, { cells: { C7: shown } }), report)
  expect((await cellsShown(await file(), '台账'))(7)[2]).toBe(2408)
})

test('several stretches of blank rows, as one for each town, are asked about', async () => {
  const bytes = plain([{ labels: ['年用煤量'], format: 'number' }], {
    blankRows: 6,
    cells: { A6: '小计', A7: '龙头镇' },
  })
  const rows = boilerRows(2)
  const { preview } = await fillHere(bytes, { rows })
  expect(preview.questions.map(({ kind, choices }) => [kind, choices.map(({ value }) => value)])).toEqual([['block', ['4-5', '8-9']]])
  const answered = await fillHere(bytes, { rows }, { block: [8, 9] })
  expect([answered.preview.questions, (await cellsShown(await answered.file(), '台账'))(8)[0]]).toEqual([[], '柳城县第1豆腐坊'])
})
