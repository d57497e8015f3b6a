import { describe, expect, test } from 'vitest'
import type { ImportOptions } from '../../../../shared/contract/index.ts'
import { bodyOf, boilers, tableOf, withColumns } from '../../../helpers/boilers.ts'
import { formOf, readAs } from '../../../helpers/recognition.ts'
import { form, indented, pack, sheet, uglyReader } from '../../../helpers/ugly-reader.ts'
import { buildWorkbook, type Cell } from '../../../helpers/workbook.ts'

const { expectTruth, read, parser } = uglyReader()

describe('what is in doubt is asked', () => {
  const questionsOf = async (bytes: Uint8Array) => (await read(bytes)).questions.map(({ id }) => id)

  test('a group above changes the meaning of a known label', async () => {
    const head: Cell[][] = [[...new Array<Cell>(5).fill(null), '上年同期', null, null, null], withColumns({}).map((spec) => spec.head)]
    expect(await questionsOf(sheet([...head, ...bodyOf(withColumns({}))], { merges: ['F1:G1'] }))).toEqual(['column:F', 'column:G'])
  })

  test('two columns of one name', async () => {
    const twice = [...withColumns({}), { head: '年用煤量', cell: () => 1 }]
    const ids = await questionsOf(sheet(tableOf(twice)))
    expect(ids).toEqual(['column:F'])
  })

  test('two sheets that both hold the form, unless one names the month', async () => {
    const book = (first: string, second: string) =>
      buildWorkbook({
        sheets: [
          { name: first, rows: tableOf(undefined, boilers.slice(0, 1)) },
          { name: second, rows: tableOf() },
        ],
      })
    expect(await questionsOf(book('旧表', '新表'))).toEqual(['sheet'])
    await expectTruth(book('4月', '5月'))
    await expectTruth(book('旧表', '新表'), { options: { sheet: '新表' } })
  })

  test('a form that is only on a hidden sheet', async () => {
    expect(await questionsOf(sheet(tableOf(), { state: 'veryHidden' }))).toEqual(['sheet'])
  })

  test('a hidden sheet that is more like the form than the one that is seen', async () => {
    const few = tableOf(withColumns({}).slice(0, 4))
    const bytes = buildWorkbook({
      sheets: [
        { name: '名单', rows: few },
        { name: '台账', rows: tableOf(), state: 'hidden' },
      ],
    })
    expect(await questionsOf(bytes)).toEqual(['sheet'])
    await expectTruth(bytes, { options: { sheet: '台账' } })
  })

  test('another form that shares some columns is not taken for this one', async () => {
    const other: Cell[][] = [
      ['项目代码', '项目名称', '建设单位', '统一社会信用代码', '所在乡镇街道', '总投资（万元）', '开工日期', '备注'],
      ['2020-1', '某项目', '某公司', '91450222000001011L', '大埔镇', 1, null, null],
    ]
    await expect(read(sheet(other))).rejects.toMatchObject({ code: 'HEADER_NOT_FOUND' })
  })

  test('two headers of different tables that are alike', async () => {
    const second = tableOf(withColumns({}).toReversed(), boilers.slice(0, 1))
    const bytes = sheet([...tableOf(), [], ['历年台账'], ...second])
    expect(await questionsOf(bytes)).toEqual(['header'])
    await expectTruth(bytes, { options: { headerRows: [1, 1] } })
  })

  test('a key column with a name nobody knows', async () => {
    const bytes = sheet(tableOf(withColumns({ boilerId: { head: '炉子号码' } })))
    expect(await questionsOf(bytes)).toEqual(['missing:boilerId'])
    await expectTruth(bytes, { options: { columns: { A: 'boilerId' } } })
  })

  test('figures that a format shows smaller than they are', async () => {
    const bytes = sheet(tableOf(withColumns({ annualCoal: { cell: (row) => ({ value: Number(row.annualCoal), format: '0!.0,"万"' }) } })))
    expect(await questionsOf(bytes)).toEqual(['unit:F'])
    await expectTruth(bytes, { options: { factors: { F: '1' } } })
  })

  test('shares below one that no format shows as percent', async () => {
    const projects = formOf(pack, 'F1')
    const rows = (shares: readonly Cell[]): Cell[][] => [
      ['项目代码', '投产阶段', '当年负荷率'],
      ...shares.map((share, at): Cell[] => [`2020-${at}`, '试生产', share]),
    ]
    const readF1 = (shares: readonly Cell[], options: ImportOptions = {}) =>
      readAs({ parser: parser(), pack, form: projects, period: '2020-05' }, sheet(rows(shares)), options)
    const loads = async (shares: readonly Cell[], options?: ImportOptions) =>
      (await readF1(shares, options)).rows.map((row) => row.loadFactor)
    expect((await readF1([0.6, 0.45])).questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])).toEqual([
      ['unit:C', ['100', '1']],
    ])
    expect(await loads([0.6, 0.45], { factors: { C: '100' } })).toEqual(['60', '45'])
    expect(await loads([0.6, 0.45], { factors: { C: '1' } })).toEqual(['0.6', '0.45'])
    expect(
      await loads([
        { value: 0.6, format: '0%' },
        { value: 1, format: '0.0%' },
      ]),
    ).toEqual(['60', '100'])
    expect(await loads([60, '45%', '４５'])).toEqual(['60', '45', '45'])
  })

  test('an answer is remembered for files with the same header, wherever its columns stand', async () => {
    const first = await read(sheet(tableOf(withColumns({ boilerId: { head: '炉子号码' } }))), { columns: { A: 'boilerId' } })
    const shifted = sheet(indented(tableOf(withColumns({ boilerId: { head: '炉子号码' } })), 3))
    const again = await readAs({ parser: parser(), pack, form, period: '2020-05' }, shifted, {}, 'again.xlsx', first.decided)
    expect([again.fingerprint, again.questions, again.rows]).toEqual([first.fingerprint, [], boilers])
  })

  test('a title of another month is pointed out', async () => {
    const result = await read(sheet([['柳城县燃煤锅炉台账（2020年4月）'], ['填报日期：2020年6月3日'], ...tableOf()]))
    expect(result.problems.map(({ cell, code }) => `${cell} ${code}`)).toEqual(['A1 doubtful'])
  })

  test('shares and percent in one column', async () => {
    const rows: Cell[][] = [
      ['项目代码', '投产阶段', '当年负荷率'],
      ...[0.6, 45, 38.5].map((share, at): Cell[] => [`2020-${at}`, '试生产', share]),
    ]
    const readF1 = (options: ImportOptions = {}) =>
      readAs({ parser: parser(), pack, form: formOf(pack, 'F1'), period: '2020-05' }, sheet(rows), options)
    expect((await readF1()).questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])).toEqual([
      ['unit:C', ['share', '1']],
    ])
    expect((await readF1({ factors: { C: 'share' } })).rows.map((row) => row.loadFactor)).toEqual(['60', '45', '38.5'])
    expect((await readF1({ factors: { C: '1' } })).rows.map((row) => row.loadFactor)).toEqual(['0.6', '45', '38.5'])
  })

  test('a line 单位：万吨 over a column of 吨标准煤 that says no unit', async () => {
    const tce = { head: '年减标煤', cell: () => 1.5 }
    const bytes = sheet([['单位：万吨'], ...tableOf([...withColumns({ annualCoal: { head: '年用煤量（吨）' } }), tce])])
    const { questions } = await read(bytes)
    expect(questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])).toEqual([['unit:J', ['10000', '1']]])
    expect((await read(bytes, { factors: { J: '10000' } })).rows[0]?.tceReduced).toBe('15000')
  })

  test('a unit beside the table is converted, asked about or pointed out, wherever it stands', async () => {
    const bare = withColumns({ annualCoal: { head: '年用煤量' } })
    const inTenThousand = { cell: (row: Readonly<Record<string, string>>) => Number(row.annualCoal) / 10_000 }
    const large = withColumns({ annualCoal: { head: '年用煤量', ...inTenThousand } })
    const [first = {}, second = {}, third = {}] = boilers
    // What leaves no other reading.
    for (const line of ['柳城县台账（单位：万吨）', '（万吨）', '数量单位：万吨', '单位：万元、万吨', '单位：万吨，万元'])
      await expectTruth(sheet([[line], ...tableOf(large)]))
    await expectTruth(sheet([['填报单位：柳城县', null, null, '单位：万吨'], ...tableOf(large)]))
    await expectTruth(sheet([['建设单位：万吨水泥厂'], ...tableOf(bare)]))
    // What leaves several.
    for (const line of ['单位：吨/万吨', '单位：万吨、吨', '单位：万', '计量单位：万吨标准煤']) {
      const bytes = sheet([[line], ...tableOf(large)])
      const columns = (await read(bytes)).questions.filter(({ kind }) => kind === 'unit').map(({ column }) => column)
      expect([line, columns.includes('F')]).toEqual([line, true])
      expect((await read(bytes, { factors: { F: '10000' } })).rows.map(({ annualCoal }) => annualCoal)).toEqual(
        boilers.map(({ annualCoal }) => annualCoal),
      )
    }
    const below = sheet([...tableOf(large), ['单位：万吨']])
    expect((await read(below)).questions.map(({ id }) => id)).toEqual(['unit:F'])
    // Another unit from some row on: these figures are named, each by its address.
    const units = tableOf(bare)[0]?.map((head) => (head === '年用煤量' ? '万吨' : null)) ?? []
    const again = tableOf(withColumns({ annualCoal: { head: '年用煤量（万吨）', ...inTenThousand } }), [third])
    const above = tableOf(undefined, [first, second])
    const changing: readonly (readonly [Cell[][], string])[] = [
      [[['单位：吨'], ...tableOf(bare, [first, second]), ['龙头镇'], ['单位：万吨'], ...tableOf(large, [third])], 'F8'],
      [[...tableOf(bare, [first, second]), [], ['单位：万吨'], ...tableOf(large, [third])], 'F7'],
      [[...above, ...again], 'F5'],
      [[...above, [], ['龙头镇'], ...again], 'F7'],
      [[...tableOf(bare, [first, second]), tableOf(bare)[0] ?? [], units, ...tableOf(large, [third]).slice(1)], 'F6'],
    ]
    for (const [rows, cell] of changing) {
      const { problems } = await read(sheet(rows))
      expect(problems.flatMap((problem) => (problem.field === 'annualCoal' ? [`${problem.cell} ${problem.code}`] : []))).toEqual([
        `${cell} doubtful`,
      ])
    }
    const same = [['单位：万吨'], ...tableOf(large, [first, second]), ['龙头镇'], ['单位：万吨'], ...tableOf(large, [third])]
    expect((await read(sheet(same))).problems.map((problem) => problem.field)).toEqual([null])
  })

  test('a name cut short that fits one field alone is taken and pointed out; a column that is nobody’s is named', async () => {
    const cut = withColumns({ planDate: { head: '计划完成' } })
    const stranger = { head: '网格员', cell: () => '老李' }
    const result = await expectTruth(sheet(tableOf([...cut, stranger])))
    expect(result.columns.find(({ letter }) => letter === 'G')).toMatchObject({ by: 'guess', field: 'planDate' })
    expect(result.problems.map(({ cell, field }) => [cell, field])).toEqual([
      ['G1', 'planDate'],
      ['J1', null],
    ])
    // Words where dates belong speak against it.
    const words = withColumns({ planDate: { head: '计划完成', cell: () => '年底前争取' } })
    expect(await questionsOf(sheet(tableOf(words)))).toEqual(['column:G'])
  })

  test('a remembered column whose cells no longer fit is asked about again', async () => {
    const strange = withColumns({ annualCoal: { head: '数一' } })
    const { decided } = await read(sheet(tableOf(strange)), { columns: { F: 'annualCoal' } })
    const again = (rows: Cell[][]) => readAs({ parser: parser(), pack, form, period: '2020-05' }, sheet(rows), {}, 'again.xlsx', decided)
    expect((await again(tableOf(strange))).questions).toEqual([])
    const other = tableOf(withColumns({ annualCoal: { head: '数一', cell: () => '见附件' } }))
    expect((await again(other)).questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])).toEqual([
      ['column:F', ['annualCoal', '']],
    ])
  })

  test('a row without its key is pointed out', async () => {
    const [head = [], one = [], two = [], three = []] = tableOf()
    const { problems } = await read(sheet([head, one, [null, ...two.slice(1)], three]))
    expect(problems.map(({ cell, field }) => [cell, field])).toEqual([['A3', 'boilerId']])
  })

  test('the headings of a form that is not known end the table', async () => {
    const other: Cell[][] = [
      ['设备采购清单'],
      ['供应商', '联系人', '到货批次', '型号说明', '品牌', '付款方式', '运输', '质保', '验货'],
      ['某某公司', '老张', '第一批', '甲型', '红牌', '转账', '汽运', '一年', '合格'],
    ]
    const result = await expectTruth(sheet([...tableOf(), [], ...other]))
    expect(result.problems.filter(({ message }) => message.includes('另一张表')).map(({ cell }) => cell)).toEqual(['A7'])
  })
})
