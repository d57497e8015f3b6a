/** What the check of a pack says, on packs with one thing wrong each; the sound pack beside them says nothing. */
import { describe, expect, it } from 'vitest'
import { checkPackFolder, reportLines, testPackFolder } from '../../../electron/engine/packs/check-pack.ts'
import { onDisk } from '../../helpers/pack-folders.ts'
import { codes, manifest, miniFiles, rulesYaml, ruleYaml } from '../rules/mini-pack.ts'

const bytes = (texts: ReadonlyMap<string, string>): Map<string, Uint8Array> =>
  new Map([...texts].map(([path, text]) => [path, new TextEncoder().encode(text)]))

const row = (side: string, value: string, outcome: string): string =>
  `  - { outcome: ${outcome}, boundary: ${side}, row: { a: '${value}' } }\n`
const threeSides = `examples:\n${row('below', '19', 'pass')}${row('exact', '20', 'pass')}${row('above', '21', 'fail')}`
const soundRule = (change: (body: string) => string = (body) => body): string =>
  ruleYaml(
    'R-A-01',
    change(
      `forms: [A]\nexpr: 'row.a <= plan.limit && !(row.status in plan.banned) && row.n != 3 && row.rate < 101.5 && row.day != row.key && row.on'\nmessage: 甲数 {a} 超过 {plan.limit}\n${threeSides}`,
    ),
  )
// The examples say all that the expression asks, so that they come out as written.
const filled = (text: string): string =>
  text.replaceAll(/row: \{ a: '(\d+)' \}/g, "row: { a: '$1', status: 在用, n: '1', rate: '1', day: '2020-05-01', key: x, on: 是 }")
const sound: Readonly<Record<string, string>> = {
  'pack.yaml': manifest.replace('banned: { value: [型煤, 兰炭]', "banned: { value: ['9']"),
  'forms/B.yaml': miniFiles().get('forms/B.yaml')?.replace('key: amount,', 'key: amount, recordOnly: true,') ?? '',
  'rules/r.yaml': rulesYaml(filled(soundRule()).replace(/^ {4}examples: \[\{ outcome: pass.*\n/m, '')),
  'clauses.yaml': 'sources:\n  - { name: 试验, title: 试验用, clauses: [{ number: 一, title: 第一条 }] }\n',
}
const place = (changes: Readonly<Record<string, string | undefined>> = {}) => {
  const root = onDisk({
    mini: bytes(miniFiles({ ...sound, ...changes })),
    common: new Map([['rules/none.yaml', new TextEncoder().encode('rules: []\n')]]),
  })
  return { id: 'mini', folder: `${root}/mini`, library: `${root}/common` }
}
const found = (changes: Readonly<Record<string, string | undefined>>) => {
  const { problems, notices } = checkPackFolder(place(changes))
  return [...problems, ...notices].map(({ level, file, line, message }) => `${level} ${file}:${line} ${message}`)
}
const swap = (text: string | undefined, from: string, to: string): string => {
  if (text?.includes(from) !== true) throw new Error(`nothing to change: ${from}`)
  return text.replace(from, to)
}
const rules = sound['rules/r.yaml'] ?? ''

it('the sound pack says nothing, so what is said below comes from the change', () => {
  expect(found({})).toEqual([])
  expect(testPackFolder(place())).toMatchObject({ failed: [], examples: 3 })
})

describe('each mistake is told with its place and what to do', () => {
  it('every one of several, not only the first', () => {
    const wrong = swap(swap(sound['forms/B.yaml'], 'type: money', 'type: gold'), 'title: 乙表', 'titel: 乙表')
    const report = checkPackFolder(place({ 'forms/B.yaml': wrong, 'codes/C_status.yaml': swap(codes, 'title: 状态', 'name: 状态') }))
    expect(report.problems.length).toBeGreaterThan(3)
    for (const { file, line, advice } of report.problems)
      expect([file, line > 0, advice.startsWith('请')]).toEqual([expect.stringMatching(/^mini\//), true, true])
    expect(reportLines(report).join('\n')).toContain('→ 请')
  })
  it('a threshold without its three sides', () => {
    const two = swap(rules, ', boundary: above', '').replace(', boundary: below', '').replace(', boundary: exact', '')
    expect(found({ 'rules/r.yaml': two })).toEqual([
      expect.stringMatching(/^error mini\/rules\/r\.yaml:\d+ 规则 R-A-01 和界值 plan\.limit、101\.5 比大小/),
    ])
  })
  it('a code that the list does not have', () => {
    const strange = swap(rules, 'row.n != 3', 'row.status != "废弃"').replaceAll("n: '1', ", '')
    expect(found({ 'rules/r.yaml': strange }).join()).toContain('代码表 C_status 里没有这个代码')
  })
  it('a rule that can never apply, or never fail, with the numbers of this plan', () => {
    const when = rules.replace('    expr:', "    when: 'plan.limit > 30'\n    expr:")
    expect(found({ 'rules/r.yaml': when }).filter((line) => line.includes('永远不成立'))).toHaveLength(1)
    const always = rules.replace(/expr: '(.*)'/, "expr: 'plan.limit < 30 || ($1)'")
    expect(found({ 'rules/r.yaml': always }).filter((line) => line.includes('永远成立'))).toHaveLength(1)
  })
  it('a rule for a form that the plan does not carry, and one out of the life of the plan', () => {
    const elsewhere = rules + ruleYaml('R-Z-01', "forms: [Z]\nexpr: 'true'")
    expect(found({ 'rules/r.yaml': elsewhere })).toEqual([expect.stringContaining('规则 R-Z-01 用到的表 Z 不在本方案里')])
    expect(found({ 'rules/r.yaml': rules.replace('    expr:', "    validFrom: '2022-01'\n    expr:") }).join()).toContain('不在方案执行期')
    expect(found({ 'rules/r.yaml': rules.replace('    expr:', "    validTo: '2019-12'\n    expr:") }).join()).toContain('不在方案执行期')
  })
  it('clauses that do not exist', () => {
    expect(found({ 'rules/r.yaml': swap(rules, 'clause: 试验', 'clause: 试验九') })).toEqual([
      expect.stringMatching(/^error .*规则 R-A-01的依据写的是试验“九”/),
    ])
    expect(found({ 'pack.yaml': swap(sound['pack.yaml'], 'title: 上限, clause: 试验', 'title: 上限, clause: 不知何处') })).toEqual([
      expect.stringMatching(/^error mini\/pack\.yaml:\d+ 参数 limit的依据“不知何处”/),
    ])
  })
  it('fields, parameters and code lists that nothing uses, as notices', () => {
    expect(found({ 'forms/B.yaml': swap(sound['forms/B.yaml'], ' recordOnly: true,', '') })).toEqual([
      expect.stringMatching(/^notice mini\/forms\/B\.yaml:\d+ 表 B 有 1 栏没有任何规则.*数额（amount）/),
    ])
    expect(found({ 'pack.yaml': `${sound['pack.yaml']}  spare: { value: 1, title: 备用, clause: 试验 }\n` })).toEqual([
      expect.stringMatching(/^notice .*参数 spare 没有被任何规则或公式用到/),
    ])
    expect(found({ 'codes/C_more.yaml': 'id: C_more\ntitle: 多余\nitems: [甲]\n' })).toEqual([
      expect.stringMatching(/^notice .*代码表 C_more 没有任何一栏或规则用到/),
    ])
  })
})

it('an example that comes out otherwise is told as people read it', () => {
  const test = testPackFolder(place({ 'rules/r.yaml': swap(rules, 'row.a <= plan.limit', 'row.a < plan.limit') }))
  expect(test.failed).toEqual([
    expect.objectContaining({
      rule: 'R-A-01',
      number: 2,
      message: expect.stringContaining('应为“通过”，实际是“不通过”'),
      sentence: '甲数 20 超过 20',
    }),
  ])
})
