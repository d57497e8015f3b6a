/** `3=1+2` in the row of column numbers of a blank form: a formula of the draft where it can mean one thing. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkPackFolder } from '../../../electron/engine/packs/check-pack.ts'
import { draftForm } from '../../../electron/engine/packs/form-draft/draft-form.ts'
import { draftTexts } from '../../../electron/engine/packs/form-draft/draft-yaml.ts'
import { libraryWords } from '../../../electron/engine/packs/form-draft/library-words.ts'
import type { ParsedCell, ParsedSheet, SheetLayout } from '../../../electron/engine/ports.ts'
import { FormTemplate } from '../../../shared/forms/form-schema.ts'

const words = libraryWords(new Map())
const cellsOf = (texts: readonly string[]): (ParsedCell | undefined)[] =>
  texts.map((value) => (value === '' ? undefined : { value, kind: 'text' }))

/** A form of a name and the columns given; with cells of its first row that hold formulas. */
const draftOf = (
  headings: readonly string[],
  numbers: readonly string[],
  formulas: Readonly<Record<number, string>> = {},
  below: readonly string[] = [],
  merges: ParsedSheet['merges'] = [],
) => {
  const rows = [['单位能耗情况表'], ['企业名称', ...headings], ['甲', ...numbers], headings.map(() => ''), below].map((texts, index) => ({
    row: index + 1,
    hidden: false,
    cells: cellsOf(texts),
  }))
  const layout: SheetLayout = {
    name: '表',
    widths: [],
    frozen: { rows: 0, columns: 0 },
    page: { paper: 9, landscape: true },
    isProtected: false,
    rules: [],
    cells: Object.entries(formulas).map(([column, formula]) => ({
      row: 4,
      column: Number(column),
      locked: false,
      bordered: true,
      formula,
    })),
  }
  const result = draftForm({
    workbook: { format: 'xlsx', date1904: false, sheets: [{ name: '表', hidden: false, hiddenColumns: [], merges, rows }] },
    layout: { sheets: [layout], names: [], isCut: false, tables: [], hasMacros: false },
    library: words,
    id: 'NH',
  })
  if (!result.ok) throw new Error(result.reason)
  const text = draftTexts(result.draft, 'x.xlsx').form
  const form = FormTemplate.parse(parse(text))
  const computed = Object.fromEntries(
    form.fields.flatMap(({ label, computed: own }) =>
      own === undefined ? [] : [[label, own.replace(/row\.(\w+)/g, (_, key: string) => named(form, key))]],
    ),
  )
  return { text, form, computed }
}
const named = (form: FormTemplate, key: string): string => form.fields.find((field) => field.key === key)?.label ?? '?'

const energy = ['煤炭（吨）', '焦炭（吨）', '合计（吨）', '上年（吨）', '占比（%）']

test.each<[what: string, numbers: readonly string[], computed: Readonly<Record<string, string>>]>([
  ['sums, and a quotient in per cent', ['1', '2', '3=1+2', '4', '5=3/4'], { 合计: '煤炭 + 焦炭', 占比: '合计 / 上年 * 100' }],
  ['full-width signs', ['1', '2', '3＝1＋2', '4', '5＝1÷3×100'], { 合计: '煤炭 + 焦炭', 占比: '煤炭 / 合计 * 100' }],
  [
    'brackets, where a bare 1 is one',
    ['（1）', '（2）', '（3）=（1）-（2）', '（4）', '（5）=（3）/（4）-1'],
    { 合计: '煤炭 - 焦炭', 占比: '(合计 / 上年 - 1) * 100' },
  ],
  ['circles', ['①', '②', '③=①＋②', '④', '⑤＝（③－④）÷④×100%'], { 合计: '煤炭 + 焦炭', 占比: '(合计 - 上年) / 上年 * 100' }],
  ['the first column from those behind it', ['1=2+3+4', '2', '3', '4', '5'], { 煤炭: '焦炭 + 合计 + 上年' }],
  ['lines and spaces', ['1', '2', '3 = 1\n+ 2', '4', '5'], { 合计: '煤炭 + 焦炭' }],
  ['a bare 1 that may be the first column', ['1', '2', '3', '4', '5=3/4-1'], {}],
  ['a column that is not there', ['1', '2', '3=1+7', '4', '5'], {}],
  ['a number without a sign to it', ['1', '2', '3=12', '4', '5'], {}],
  ['brackets that do not close', ['1', '2', '3=(1+2', '4', '5'], {}],
  ['words', ['1', '2', '3=1+2栏', '4', '5'], {}],
  ['a row that goes on', ['1', '2', '3=1+…+2', '4', '5'], {}],
  ['tonnes and per cent added', ['1', '2', '3=1+5', '4', '5'], {}],
  ['×100% in tonnes', ['1', '2', '3=1/2×100%', '4', '5'], {}],
  ['a number over two columns', ['1', '2', '2', '3=1+2', '4'], {}],
  ['two ways to say one thing', ['1=3-2', '2', '3=1+2', '4', '5=3/4'], { 占比: '合计 / 上年 * 100' }],
  ['itself', ['1', '2', '3=3+1', '4', '5'], {}],
  ['nothing but numbers', ['1', '2', '3', '4', '5'], {}],
])('%s', (_what, numbers, computed) => {
  const draft = draftOf(energy, numbers)
  expect(draft.computed).toEqual(computed)
  expect(draft.text.match(/照着写成自动计算/g)?.length ?? 0).toBe(Object.keys(computed).length)
  // The row is no row of the form.
  expect(draft.form.structure.kind).not.toBe('fixed')
})

/** Headings of five tonnes and a share. */
const tonnes = ['甲煤（吨）', '乙煤（吨）', '丙煤（吨）', '丁煤（吨）', '戊煤（吨）', '占比（%）']
const noUnits = ['产量', '期初消费量', '期末消费量', '平均消费量', '用电量', '占比（%）']

test.each<[what: string, headings: readonly string[], numbers: readonly string[]]>([
  ['an average of two', tonnes, ['1', '2', '3', '4=(2+3)/2', '5', '6']],
  ['an average of two, without units', noUnits, ['1', '2', '3', '4=(2+3)/2', '5', '6']],
  ['an average of three into a share', tonnes, ['1', '2', '3', '4', '5', '6=(3+4+5)/3']],
  ['an average with its sum in a column', tonnes, ['1', '2', '3', '4=3/2', '5', '6']],
  ['an average of what has no unit', noUnits, ['1', '2', '3', '4=3/2', '5', '6']],
  ['an average of shares', ['甲率（%）', '乙率（%）', '丙率（%）'], ['1', '2', '3=1/2']],
  ['a sum times a bare number', ['单价（元/吨）', '价差（元/吨）', '用量（吨）', '金额（元）'], ['1', '2', '3', '4=(1+2)×3']],
  ['a half of a hundredth', tonnes, ['1', '2', '3', '4', '5=1×0.5', '6']],
  ['its right side marked, its own number not', tonnes, ['1', '2', '3', '4=(1)-2', '5', '6']],
  ['only its right side marked throughout', tonnes, ['1', '2', '3', '4=(1)-(2)', '5', '6']],
  ['a divisor in brackets', tonnes, ['1', '2', '3', '4', '5', '6=(1+2)/(3)']],
  ['a factor in brackets', ['单价（元/吨）', '价差（元/吨）', '用量（吨）', '金额（元）'], ['1', '2', '3', '4=(1+2)×(3)']],
  ['a bracket in a bracket', tonnes, ['1', '2', '3', '4', '5=1+(2-(3))+4', '6']],
  ['its own number marked, its right side not', tonnes, ['①', '②', '③=1+2', '④', '⑤', '⑥']],
  ['marked and bare added', tonnes, ['①', '②', '③=①+2', '④', '⑤', '⑥']],
  ['a bare 1 beside no quotient', tonnes, ['①', '②', '③=②-1', '④', '⑤', '⑥']],
  ['tonnes by a share', ['煤炭（吨）', '损失率（%）', '损失量（吨）'], ['（1）', '（2）', '（3）=（1）×（2）']],
  ['tonnes over a share', ['产量（吨）', '完成率（%）', '计划产量（吨）'], ['（1）', '（2）', '（3）=（1）/（2）']],
  ['tonnes over a share into a unit of both', ['产量（吨）', '完成率（%）', '折算（吨/%）'], ['（1）', '（2）', '（3）=（1）/（2）']],
  ['tonnes over a share into a share', ['产量（吨）', '完成率（%）', '占比（%）'], ['（1）', '（2）', '（3）=（1）/（2）']],
  ['growth without a unit', ['甲消费量', '同比增速', '占比（%）'], ['（1）', '（2）', '（3）=（1）/（2）']],
  ['a share by a share', ['甲率（%）', '乙率（%）', '丙率（%）'], ['（1）', '（2）', '（3）=（1）×（2）']],
  ['one and a share', ['煤炭（吨）', '损失率（%）', '损失量（吨）'], ['（1）', '（2）', '（3）=（1）×（1+（2））']],
  ['from 1 to 3', tonnes, ['1', '2', '3', '4=1–3', '5', '6']],
  ['1 … 3', tonnes, ['1', '2', '3', '4=1—3', '5', '6']],
  ['over a hundred', tonnes, ['（1）', '（2）', '（3）', '（4）', '（5）', '（6）=（1）/100']],
  ['a share of a quotient over a hundred', tonnes, ['（1）', '（2）', '（3）', '（4）', '（5）', '（6）=（1）/（2）/100']],
  ['a factor of many noughts', tonnes, ['（1）', '（2）', '（3）', '（4）=（1）×1000000000000000000000', '（5）', '（6）']],
  ['another unit', ['煤炭（吨）', '产量（万元）', '单耗（千克/万元）'], ['（1）', '（2）', '（3）=（1）/（2）']],
  ['a unit that only one has', ['煤炭（吨）', '台数', '占比（%）'], ['（1）', '（2）', '（3）=（1）/（2）']],
  ['a sum with what has no unit', ['煤炭（吨）', '台数', '合计（吨）'], ['1', '2', '3=1+2']],
  ['a sum of two units in a quotient', ['煤炭（吨）', '油（升）', '占比（%）'], ['（1）', '（2）', '（3）=（1）/（（1）+（2））']],
])('not drafted, and said: %s', (_what, headings, numbers) => {
  const { computed, text, form } = draftOf(headings, numbers)
  expect(computed).toEqual({})
  expect(text).toContain('程序读不准')
  expect(text).not.toContain('照着写成自动计算')
  expect(form.fields.length).toBe(headings.length + 1)
})

test('a number of months is no column of the table', () => {
  const months = Array.from({ length: 13 }, (_, at) => `${at + 1}`)
  const headings = months.map((month) => `煤炭${month}（吨）`)
  const times = months.with(12, '13=1×12')
  expect(draftOf(headings, times).computed).toEqual({})
  expect(draftOf(headings.with(0, '月煤耗（吨/月）'), times).computed).toEqual({})
  expect(draftOf(headings, months.with(12, '13=1+12')).computed).toEqual({ 煤炭13: '煤炭1 + 煤炭12' })
})

test('quotients and products are read where the units bear them out', () => {
  const sale = ['单价（元/吨）', '用量（吨）', '金额（元）', '甲煤（吨）', '占比（%）', '每吨（元/吨）']
  expect(draftOf(sale, ['1', '2', '3=1×2', '4', '5=4/(2+4)', '6=3/4']).computed).toEqual({
    金额: '单价 * 用量',
    占比: '甲煤 / (用量 + 甲煤) * 100',
    每吨: '金额 / 甲煤',
  })
  expect(draftOf(sale, ['1', '2', '3', '4', '5=(4/2)×100%', '6']).computed).toEqual({ 占比: '甲煤 / 用量 * 100' })
  expect(draftOf(sale, ['①', '②', '③', '④', '⑤=（④/②-1）×100%', '⑥']).computed).toEqual({ 占比: '(甲煤 / 用量 - 1) * 100' })
  expect(draftOf(tonnes, ['1', '2', '3', '4', '5=1+(2-3)+4', '6']).computed).toEqual({ 戊煤: '甲煤 + (乙煤 - 丙煤) + 丁煤' })
})

test('the number 100 is a column where a hundred columns are numbered', () => {
  const numbers = Array.from({ length: 100 }, (_, at) => `${at + 1}`)
  const headings = numbers.map((number) => `煤炭${number}（吨）`).with(2, '占比（%）')
  expect(draftOf(headings, numbers.with(2, '3=1/2×100')).computed).toEqual({})
  expect(draftOf(headings, numbers.with(2, '3=1/2×100%')).computed).toEqual({ 占比: '煤炭1 / 煤炭2 * 100' })
})

test('a number merged over two columns names neither, and its formula is of neither', () => {
  const merge = (left: number, right: number) => [{ top: 2, bottom: 2, left, right }]
  const at = (numbers: readonly string[], merges: ParsedSheet['merges']) => draftOf(tonnes, numbers, {}, [], merges).computed
  expect(at(['1', '', '2', '3=1+2', '4', '5'], merge(1, 2))).toEqual({})
  expect(at(['1', '2', '3=1+2', '', '4', '5'], merge(3, 4))).toEqual({})
  expect(at(['1', '2', '3=1+2', '4', '5', ''], merge(5, 6))).toEqual({ 丙煤: '甲煤 + 乙煤' })
})

test('a number merged like its heading names the column', () => {
  const merges = [1, 2].map((row) => ({ top: row, bottom: row, left: 1, right: 2 }))
  const { computed } = draftOf(tonnes.with(1, ''), ['1', '', '2', '3=1+2', '4', '5'], {}, [], merges)
  expect(computed).toEqual({ 丁煤: '甲煤 + 丙煤' })
})

test('what is reckoned with a column that may be negative may be negative', () => {
  const headings = ['甲煤（吨）', '台数（台）', '丙煤（吨）', '差额（吨）', '每台（吨/台）', '合计（吨）', '总计（吨）']
  const negative = (numbers: readonly string[]) =>
    draftOf(headings, numbers).form.fields.flatMap(({ label, allowNegative }) => (allowNegative ? [label] : []))
  // The sum of sums stands before what it is made of.
  expect(negative(['1', '2', '3=6+1', '4=1-7', '5=4/2', '6=4+1', '7'])).toEqual(['丙煤', '差额', '每台', '合计'])
  expect(negative(['1', '2', '3', '4=1+7', '5=4/2', '6=4+1', '7'])).toEqual([])
  const growth = draftOf(['同比增速', '环比增速', '合计增速（%）'], ['1', '2', '3=1+2']).form
  expect(growth.fields.at(-1)).toMatchObject({ computed: expect.any(String), allowNegative: true })
})

test('the author is told what was read', () => {
  const { text, form } = draftOf(energy, ['1', '2', '3＝1－2', '4', '5=3/4'])
  const [, coal, coke, sum, last] = form.fields
  expect(text).toContain(`computed: row.${coal?.key} - row.${coke?.key} # 请核对：列号一行写着“3＝1－2”，照着写成自动计算`)
  expect(text).toContain(
    `computed: row.${sum?.key} / row.${last?.key} * 100 # 请核对：列号一行写着“5=3/4”，照着写成自动计算；这一栏是百分数`,
  )
  expect([sum?.allowNegative, last?.allowNegative]).toEqual([true, false])
})

test('a column that is no number is neither reckoned nor reckoned with', () => {
  expect(draftOf(['煤炭（吨）', '用途', '合计（吨）'], ['1', '2', '3=1+2']).computed).toEqual({})
  expect(draftOf(['煤炭（吨）', '焦炭（吨）', '用途'], ['1', '2', '3=1+2']).computed).toEqual({})
  expect(draftOf(['锅炉（台）', '焦炭（吨）', '平均（台）'], ['1', '2', '3=2/1']).computed).toEqual({})
})

test('a share with a quotient added to it is left to the author, a difference of shares is not', () => {
  const headings = ['煤炭（吨）', '上年（吨）', '占比（%）', '上年占比（%）', '变化（%）']
  const at = (last: string) => draftOf(headings, ['（1）', '（2）', '（3）', '（4）', `（5）=${last}`]).computed
  expect([at('（3）+（1）/（2）'), at('（3）－（4）'), at('（3）/（4）')]).toEqual([
    {},
    { 变化: '占比 - 上年占比' },
    { 变化: '占比 / 上年占比 * 100' },
  ])
})

test('a quotient is not summed in the total', () => {
  const { form } = draftOf(['煤炭（吨）', '产量（台）', '单位煤耗（吨/台）'], ['1', '2', '3=1/2'], {}, ['合计', '', '', ''])
  expect(form.totals.map(({ fields }) => fields.map((key) => named(form, key)))).toEqual([['煤炭', '产量']])
})

test('cells that reckon the same need no word of their own; where they reckon otherwise the author decides', () => {
  const same = draftOf(energy, ['1', '2', '3=1+2', '4', '5'], { 3: 'SUM(B4:C4)' })
  expect([same.computed.合计, same.text.includes('表里这一栏是公式')]).toEqual(['煤炭 + 焦炭', false])
  const other = draftOf(energy, ['1', '2', '3=1+2', '4', '5'], { 3: 'B4-C4' })
  expect([other.computed.合计, other.text.includes('表里这一栏是公式')]).toEqual([undefined, true])
})

test('whatever is written behind the number, the draft is a form', () => {
  const piece = fc.constantFrom(
    '1',
    '2',
    '（3）',
    '①',
    '(',
    ')',
    '+',
    '－',
    '/',
    '%',
    '0.5',
    '…',
    ' ',
    '\n',
    'row',
    '=',
    '1+2',
    '3/4',
    '-1',
    '×100%',
  )
  const behind = fc.record({ isMarked: fc.boolean(), pieces: fc.array(piece, { maxLength: 4 }) })
  let read = 0
  fc.assert(
    fc.property(fc.array(behind, { minLength: 5, maxLength: 5 }), (cells) => {
      const numbers = cells.map(({ isMarked, pieces }, at) => {
        const own = isMarked ? `（${at + 1}）` : `${at + 1}`
        return pieces.length === 0 ? own : `${own}=${pieces.join('')}`
      })
      const { computed } = draftOf(energy, numbers)
      for (const expression of Object.values(computed)) {
        read++
        // Operands and signs in turn, brackets in pairs: what stays when each pair is taken for one operand.
        let left = expression.replace(/[\p{Script=Han}]+|\d+(?:\.\d+)?/gu, 'n')
        for (let before = ''; before !== left; ) {
          before = left
          left = left.replace(/\(n(?: [-+*/] n)*\)/g, 'n')
        }
        expect(left).toMatch(/^n(?: [-+*/] n)+$|^n [*] n$/)
      }
    }),
    { numRuns: 2000, seed: 20_26 },
  )
  expect(read).toBeGreaterThan(20)
})

test('a pack with such a form passes the check', () => {
  const packs = join(import.meta.dirname, '..', '..', '..', 'resources', 'packs')
  const folder = mkdtempSync(join(tmpdir(), 'numbered-columns-'))
  try {
    for (const name of ['common', 'liuzhou-2020']) cpSync(join(packs, name), join(folder, name), { recursive: true })
    const place = { id: 'liuzhou-2020', folder: join(folder, 'liuzhou-2020'), library: join(folder, 'common') }
    const manifest = join(place.folder, 'pack.yaml')
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^( {2}- \{ id: F14.*)$/m, '$1\n  - { id: NH }'))
    const { text } = draftOf(energy, ['①', '②', '③=①+②', '④', '⑤=③/④-1'])
    writeFileSync(join(place.folder, 'forms', 'NH.yaml'), text)
    expect(checkPackFolder(place).problems).toEqual([])
    writeFileSync(join(place.folder, 'forms', 'NH.yaml'), text.replace(/computed: row\.\w+/, 'computed: row.nowhere'))
    expect(checkPackFolder(place).problems).not.toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
