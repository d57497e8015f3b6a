import { describe, expect, it } from 'vitest'
import { diffPacks } from '../../../shared/forms/pack-diff.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { codes, formA, formB, loadMini, manifest, rulesYaml, ruleYaml } from '../rules/mini-pack.ts'

const rule = (id: string, body: string): string => ruleYaml(id, `forms: [A]\nexpr: 'row.a <= plan.limit'\n${body}`)
const indicator = (title: string, value: string, dueYear = 2020): string =>
  `indicators:\n  - { key: coal, title: ${title}, unit: 万吨, direction: down, dueYear: ${dueYear}, operator: '<=', value: '${value}', clause: 试验 }\n`
const files = {
  'rules/r.yaml': rulesYaml(rule('R-A-01', 'message: 超过上限 {plan.limit}'), rule('R-A-02', 'message: 乙')),
  'indicators.yaml': indicator('煤炭消费', '100'),
}
const pack = (changes: Readonly<Record<string, string | undefined>> = {}): Pack => {
  const result = loadMini({ ...files, ...changes })
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join())
  return result.value.pack
}
const swap = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`nothing to change: ${from}`)
  return text.replace(from, to)
}
const said = (changes: Readonly<Record<string, string | undefined>>): readonly (readonly [string, readonly string[]])[] =>
  diffPacks(pack(), pack(changes)).map(({ title, lines }) => [title, lines])

it('says nothing about the same pack, however its files are laid out', () => {
  expect(said({ 'forms/B.yaml': `# 注\n\n${formB}` })).toEqual([])
})

describe('tells in words', () => {
  it('what changed in the plan, its calendar, duties and units', () => {
    const changed = [
      ['version: 1.0.0', 'version: 1.1.0'],
      ['day: 5, inclusive: true', 'day: 8, inclusive: false'],
      ['[{ id: A }, { id: B }]', '[{ id: A, required: false, frequency: quarter }, { id: B, kinds: [county] }]'],
      ["{ id: BOARD, name: 管委会, kind: board, regionCodes: ['450203', '450205'] }", "{ id: '450223', name: 鹿寨县, kind: county }"],
    ].reduce((text, [from = '', to = '']) => swap(text, from, to), manifest)
    expect(said({ 'pack.yaml': changed })).toEqual([
      ['方案', ['版本：“1.0.0” → “1.1.0”']],
      [
        '报送时限和报送要求',
        [
          '报送时限：“报告期后第 1 个月的 5 日（当天算及时，节假日不顺延）” → “报告期后第 1 个月的 8 日（当天不算及时，节假日不顺延）”',
          '表 A 的报送要求：“必须报，每月” → “可报可不报，每季”',
          '表 B 的报送要求：“必须报，每月” → “必须报，每月，限县”',
        ],
      ],
      ['填报单位', ['新增 鹿寨县（450223）', '不再包括 管委会（BOARD）']],
    ])
  })
  it('forms that came and went', () => {
    const only = swap(manifest, '[{ id: A }, { id: B }]', '[{ id: A }]')
    expect(said({ 'pack.yaml': only, 'forms/B.yaml': undefined })).toEqual([['表', ['不再报送表 B 乙表']]])
    const back = diffPacks(pack({ 'pack.yaml': only, 'forms/B.yaml': undefined }), pack())
    expect(back).toEqual([{ title: '表', lines: ['新增表 B 乙表，2 栏'] }])
  })
  it('fields added, removed, renamed, of another type or unit', () => {
    const changed = formB
      .replace(
        '{ key: amount, label: 数额, type: money, unit: 万元 }',
        '{ key: sum, label: 金额, type: integer, unit: 元, renamedFrom: [amount] }\n  - { key: more, label: 其余, type: text }',
      )
      .replace('[key, amount]', '[key, sum, more]')
    expect(said({ 'forms/B.yaml': changed })).toEqual([
      [
        '表 B 乙表',
        [
          '新增“其余”栏（more，文字）',
          '“数额”栏（amount）改为“金额”栏（sum），已填的值随之移过去',
          '“金额”栏的名称：“数额” → “金额”',
          '“金额”栏的类型：“金额” → “整数”',
          '“金额”栏的单位：“万元” → “元”',
        ],
      ],
    ])
  })
  it('codes', () => {
    const changed = swap(codes, '[在用, 停用,', '[在用, { code: 停用, label: 已停用, replacedBy: 在用 }, 报废,')
    expect(said({ 'codes/C_status.yaml': changed })).toEqual([
      ['代码表', ['“状态”新增 报废', '“状态”里 停用 的名称：“停用” → “已停用”', '“状态”里 停用 停用，改用 在用']],
    ])
  })
  it('a threshold, in the number and in the rule that measures by it', () => {
    expect(said({ 'pack.yaml': swap(manifest, 'value: 20,', 'value: 25, unit: 吨,') })).toEqual([
      ['方案里的数', ['上限：“20” → “25吨”']],
      ['规则', ['R-A-01 的界值“上限”：20 → 25吨', 'R-A-02 的界值“上限”：20 → 25吨']],
    ])
  })
  it('rules that are new, withdrawn or of another level', () => {
    const changed = rulesYaml(
      rule('R-A-01', 'message: 超过上限 {plan.limit}\nlevel: 提示性\nstage: trial'),
      rule('R-A-03', 'message: 不能超过 {plan.limit} 吨'),
    )
    expect(said({ 'rules/r.yaml': changed })).toEqual([
      [
        '规则',
        [
          '新增 R-A-03（强制性）：不能超过 … 吨（试验）',
          '取消 R-A-02（强制性）：乙',
          'R-A-01 的级别：“强制性” → “提示性”',
          'R-A-01 的阶段：“正式” → “试行”',
        ],
      ],
    ])
  })
  it('targets, from and to', () => {
    expect(said({ 'indicators.yaml': indicator('煤炭消费', '90', 2025) })).toEqual([
      ['指标', ['煤炭消费的目标：“2020 年 <= 100万吨” → “2025 年 <= 90万吨”']],
    ])
  })
})

it('targets of units, and what is not worth a sentence', () => {
  const targets = (value: string): string => `targets: [{ unit: '450222', indicator: coal, year: 2020, value: '${value}' }]\n`
  const from = pack({ 'targets.yaml': targets('5') })
  expect(diffPacks(from, pack({ 'targets.yaml': targets('6') }))).toEqual([
    { title: '各单位的分解目标', lines: ['柳城县 煤炭消费 2020 年：“5” → “6”'] },
  ])
  expect(said({ 'forms/B.yaml': swap(formB, '{ key: amount,', '{ key: amount, width: 20,') }).map(([title]) => title)).toEqual(['其他'])
})

it('what is told one way is told the other way round', () => {
  const other = pack({
    'pack.yaml': swap(manifest, 'value: 20,', 'value: 25,'),
    'indicators.yaml': indicator('煤炭消费', '90'),
    'forms/A.yaml': swap(formA, 'unit: 吨', 'unit: 公斤'),
  })
  const count = (from: Pack, to: Pack): number[] => diffPacks(from, to).map(({ lines }) => lines.length)
  expect(count(pack(), other)).toEqual(count(other, pack()))
  expect(count(pack(), other).length).toBeGreaterThan(2)
})
