/** A small pack for tests, built from the same YAML that packs are made of. */
import { type LoadedPack, type LoadResult, loadPack } from '../../../electron/engine/packs/load-pack.ts'
import type { CheckInput, FormData, ReportHeaderData, RowData } from '../../../shared/rules/input.ts'

export const manifest = `
id: mini
version: 1.0.0
title: 试验方案
validFrom: '2020-01'
validTo: '2021-12'
receiver: { id: CITY, name: 市局 }
calendar: { periodKind: month, monthsAfter: 1, day: 5, inclusive: true, holidayShift: none }
units:
  - { id: '450222', name: 柳城县, gbCode: '450222', kind: county }
  - { id: BOARD, name: 管委会, kind: board, regionCodes: ['450203', '450205'] }
forms: [{ id: A }, { id: B }]
parameters:
  limit: { value: 20, title: 上限, clause: 试验 }
  banned: { value: [型煤, 兰炭], title: 不许用, clause: 试验 }
`
export const formA = `
id: A
number: T-01
title: 甲表
version: 1
structure: { kind: ledger }
naturalKey: [key]
rowLabel: [name]
carryForward: { mode: snapshot }
fields:
  - { key: key, label: 编号, type: text, required: true }
  - { key: name, label: 名称, type: text }
  - { key: a, label: 甲数, type: decimal, decimals: 2, unit: 吨 }
  - { key: b, label: 乙数, type: decimal, required: 'row.on' }
  - { key: n, label: 户数, type: integer }
  - { key: rate, label: 比例, type: percent, share: true }
  - { key: on, label: 是否启用, type: yesNo }
  - { key: day, label: 日期, type: date }
  - { key: status, label: 状态, type: code, codes: C_status }
  - { key: total, label: 合计, type: decimal, decimals: 2, computed: 'row.a + row.b' }
  - { key: cum, label: 累计, type: decimal, computed: 'report.month == 1 ? row.a : coalesce(prev.cum, 0) + row.a' }
  - { key: perHead, label: 户均, type: decimal, decimals: 2, overridable: true, computed: 'row.a / row.n' }
header:
  - key
  - name
  - label: 数量
    children: [a, { label: 其中, children: [b, n] }, rate]
  - on
  - day
  - status
  - total
  - cum
  - perHead
totals:
  - { label: 合计, fields: [a, total] }
  - { label: 启用, fields: [a], where: row.on }
`
export const formB = `
id: B
number: T-02
title: 乙表
version: 3
structure: { kind: ledger }
naturalKey: [key]
fields:
  - { key: key, label: 编号, type: text }
  - { key: amount, label: 数额, type: money, unit: 万元 }
header: [key, amount]
`
export const codes = `
id: C_status
title: 状态
items: [在用, 停用, { code: '9', label: 已淘汰 }]
`
export const noRules = 'rules: []\n'

/** One rule in YAML; the rest of what a rule needs is filled in. */
export const ruleYaml = (id: string, body: string): string =>
  `  - id: ${id}
    level: 强制性
    scope: row
    message: 不对
    clause: 试验
    origin: practice
    examples: [{ outcome: pass }, { outcome: fail }]
`.replace(/^ {4}(level|scope|message|clause|origin): .*\n/gm, (line, key: string) => (new RegExp(`^${key}:`, 'm').test(body) ? '' : line)) +
  body
    .trim()
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')
export const rulesYaml = (...rules: readonly string[]): string => (rules.length === 0 ? noRules : `rules:\n${rules.join('')}`)

export const miniFiles = (changes: Readonly<Record<string, string | undefined>> = {}): Map<string, string> => {
  const files = new Map<string, string>()
  const all = { 'pack.yaml': manifest, 'forms/A.yaml': formA, 'forms/B.yaml': formB, 'codes/C_status.yaml': codes, ...changes }
  for (const [path, text] of Object.entries(all)) if (text !== undefined) files.set(path, text)
  return files
}
export const loadMini = (
  changes: Readonly<Record<string, string | undefined>> = {},
  library: ReadonlyMap<string, string> = new Map(),
): LoadResult => loadPack('mini', miniFiles(changes), library)

/** The loaded pack, or a test failure that says what is wrong with it. */
export const mini = (...rules: readonly string[]): LoadedPack => {
  const result = loadMini({ 'rules/r.yaml': rulesYaml(...rules) })
  if (!result.ok) throw new Error(result.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`).join('\n'))
  return result.value
}

export const header: ReportHeaderData = {
  preparer: '张三',
  preparerPhone: '',
  auditor: '',
  leader: '',
  fillDate: '2020-06-01',
  dataSource: '',
  revisionNo: 0,
  revisionReason: '',
  zeroReport: false,
  zeroReason: '',
}
export type Values = Readonly<Record<string, string>>
export const row = (values: Values, id = `id-${values.key ?? 'x'}`): RowData => ({ id, key: values.key ?? '', values })
export const form = (...rows: readonly Values[]): FormData => ({
  header,
  state: '填报中',
  rows: rows.map((values, index) => row(values, `r${index}`)),
})

export const input = (parts: {
  A?: readonly Values[]
  B?: readonly Values[]
  before?: readonly Values[]
  earlier?: Readonly<Record<string, readonly Values[]>>
  period?: string
}): CheckInput => ({
  checkDate: '2020-06-03',
  period: parts.period ?? '2020-05',
  unit: { id: '450222', name: '柳城县', gbCode: '450222', kind: 'county', regionCodes: [] },
  current: new Map([
    ...(parts.A === undefined ? [] : [['A', form(...parts.A)] as const]),
    ...(parts.B === undefined ? [] : [['B', form(...parts.B)] as const]),
  ]),
  previous: new Map(parts.before === undefined ? [] : [['A', form(...parts.before)]]),
  earlier: (id) =>
    id === 'A' ? Object.entries(parts.earlier ?? {}).map(([period, rows]) => ({ period, rows: rows.map((values) => row(values)) })) : [],
})
