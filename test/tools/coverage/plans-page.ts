/** The tables about the packs: `docs/plans.md` and the summary in the README. Both in Chinese, made from the packs alone. */
import type { Indicator } from '../../../shared/forms/indicator-schema.ts'
import type { FormDuty } from '../../../shared/forms/manifest-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { levels } from '../../../shared/model/level.ts'
import { type Coverage, type Fact, isCarried } from './coverage.ts'

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const shortName: Readonly<Record<string, string>> = {
  'liuzhou-2020': '柳州',
  'yongzhou-peak': '永州',
  'yuncheng-145': '运城',
  'anshun-145': '安顺',
  'ningxia-peak': '宁夏',
}
const nameOf = (pack: Pack): string => shortName[pack.manifest.id] ?? pack.manifest.id

const kindNames = { district: '城区', county: '县', board: '管委会', department: '部门' } as const
const frequencyNames = { month: '每月', quarter: '每季', halfYear: '每半年', year: '每年' } as const

const dutyText = (duty: FormDuty | undefined): string => {
  if (duty === undefined) return '—'
  const kinds = duty.kinds === undefined ? '' : `（${duty.kinds.map((kind) => kindNames[kind]).join('、')}）`
  return `${frequencyNames[duty.frequency]}${duty.required ? '' : '，可不报'}${kinds}`
}

const byNumber = (a: string, b: string): number => Number(a.replace(/\D/g, '')) - Number(b.replace(/\D/g, '')) || (a < b ? -1 : 1)

const formsTable = (packs: readonly Pack[]): string => {
  const titles = new Map<string, string>()
  for (const pack of packs) for (const form of pack.forms.values()) if (!titles.has(form.id)) titles.set(form.id, form.title)
  return table(
    ['表', ...packs.map(nameOf)],
    [...titles.keys()]
      .sort(byNumber)
      .map((id) => [`${id} ${titles.get(id) ?? ''}`, ...packs.map((pack) => dutyText(pack.manifest.forms.find((duty) => duty.id === id)))]),
  )
}

/** Ids of all rules of the packs; a rule that several plans carry counts once. */
const distinctRules = (packs: readonly Pack[]): ReadonlySet<string> => new Set(packs.flatMap(({ rules }) => rules.map(({ id }) => id)))

const origins = { plan: '方案', standard: '标准法规', practice: '通行做法' } as const
const groupOf = (id: string): string => id.split('-')[1] ?? ''
const groupNames: Readonly<Record<string, string>> = { H: '各表共有（H）', X: '表与表（X）' }

const rulesTables = (packs: readonly Pack[]): string => {
  const count = (pack: Pack, holds: (rule: Pack['rules'][number]) => boolean): number => pack.rules.filter(holds).length
  const groups = [...new Set([...distinctRules(packs)].map(groupOf))].sort((a, b) => byNumber(a, b))
  return [
    table(
      ['', ...packs.map(nameOf)],
      [
        ['规则', ...packs.map(({ rules }) => rules.length)],
        ...levels.map((level) => [level, ...packs.map((pack) => count(pack, (rule) => rule.level === level))]),
        ...(['plan', 'standard', 'practice'] as const).map((origin) => [
          `出自${origins[origin]}`,
          ...packs.map((pack) => count(pack, (rule) => rule.origin === origin)),
        ]),
      ],
    ),
    '按表分：',
    table(
      ['', '不同的规则', ...packs.map(nameOf)],
      groups.map((group) => [
        groupNames[group] ?? group,
        [...distinctRules(packs)].filter((id) => groupOf(id) === group).length,
        ...packs.map((pack) => count(pack, ({ id }) => groupOf(id) === group)),
      ]),
    ),
  ].join('\n\n')
}

const operators: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤', '>': '＞', '<': '＜', '=': '＝' }
const targetText = (indicator: Indicator): string =>
  indicator.value === undefined
    ? '（没有数值）'
    : `${operators[indicator.operator] ?? indicator.operator}${indicator.value}${indicator.unit ?? ''}（${indicator.dueYear}）`

const indicatorsTables = (packs: readonly Pack[]): string => {
  const titles = new Map<string, string>()
  for (const pack of packs) for (const { key, title } of pack.indicators) if (!titles.has(key)) titles.set(key, title)
  const cell = (pack: Pack, key: string): string => {
    const found = pack.indicators.find((indicator) => indicator.key === key)
    return found === undefined ? '' : targetText(found)
  }
  const rows = [...titles].map(([key, title]) => [title, `\`${key}\``, ...packs.map((pack) => cell(pack, key))])
  return [
    table(
      ['', ...packs.map(nameOf)],
      [
        ['指标', ...packs.map(({ indicators }) => indicators.length)],
        ['其中每月预测', ...packs.map(({ indicators }) => indicators.filter(({ monthly }) => monthly).length)],
        ['约束性', ...packs.map(({ indicators }) => indicators.filter(({ binding }) => binding?.startsWith('约束') === true).length)],
      ],
    ),
    table(['指标', '键', ...packs.map(nameOf)], rows),
  ].join('\n\n')
}

const factKinds: Readonly<Record<string, string>> = {
  target: '目标',
  threshold: '限值',
  ban: '禁令',
  deadline: '时限',
  'reporting-duty': '报送义务',
  'warning-trigger': '预警条件',
}
const carriers = { indicator: '指标', rule: '规则', calendar: '报送期限', form: '报表' } as const

const factsTables = (packs: readonly Pack[], facts: readonly Fact[], coverage: readonly Coverage[]): string => {
  const byFact = new Map(coverage.map((entry) => [entry.fact, entry]))
  const rows = packs.flatMap((pack) =>
    Object.entries(factKinds).flatMap(([kind, label]) => {
      const own = facts.filter((fact) => fact.plan === pack.manifest.id && fact.kind === kind)
      if (own.length === 0) return []
      const entries = own.flatMap(({ id }) => byFact.get(id) ?? [])
      const as = (name: keyof typeof carriers): number => entries.filter((entry) => isCarried(entry) && entry.as === name).length
      return [
        [
          nameOf(pack),
          label,
          own.length,
          as('indicator'),
          as('rule'),
          as('calendar'),
          as('form'),
          entries.filter((entry) => !isCarried(entry)).length,
        ],
      ]
    }),
  )
  const excused = packs.flatMap(({ manifest }) => manifest.notCarried.map(({ fact, clause, reason }) => [fact, clause, reason]))
  return [
    table(['方案', '内容', '共', ...Object.values(carriers), '装不下'], rows),
    '装不下的，逐条写明原因：',
    table(['编号', '条款', '原因'], excused),
  ].join('\n\n')
}

/** The whole page. */
export const plansPage = (packs: readonly Pack[], facts: readonly Fact[], coverage: readonly Coverage[]): string =>
  `# 五个方案装进了什么

本页由 \`node test/tools/make-coverage.ts\` 从方案包生成，不要手改；改了方案包没有重新生成，检查会不通过。

## 报表

每格写多久报一次；括号里是只由哪类单位报。

${formsTable(packs)}

## 规则

各方案和公共库合起来共有 ${distinctRules(packs).size} 条不同的规则（几个方案共用的只算一条）。

${rulesTables(packs)}

## 指标

${indicatorsTables(packs)}

## 方案原文里的目标、限值、禁令、时限、报送义务和预警条件

编号与 \`docs/coverage.json\` 一致，共 ${facts.length} 处；一处有几样东西装着的，只数最能看出数值的那一样。

${factsTables(packs, facts, coverage)}
`

/** The block between the markers of the README. */
export const readmeBlock = (packs: readonly Pack[], facts: readonly Fact[], coverage: readonly Coverage[]): string => {
  const row = (pack: Pack): (string | number)[] => {
    const own = facts.filter(({ plan }) => plan === pack.manifest.id)
    const carried = coverage.filter((entry) => isCarried(entry) && own.some(({ id }) => id === entry.fact)).length
    const { forms } = pack.manifest
    return [
      pack.manifest.title,
      `${forms.filter(({ required }) => required).length} + ${forms.filter(({ required }) => !required).length}`,
      pack.rules.length,
      pack.indicators.length,
      `${carried} / ${own.length}`,
    ]
  }
  return [
    table(['Plan', 'Forms (due + optional)', 'Rules', 'Indicators', 'Passages carried'], packs.map(row)),
    `${distinctRules(packs).size} distinct rules. Tables by form, level, origin and indicator, and every passage that no county form can carry with
the reason: [docs/plans.md](docs/plans.md), made from the packs.`,
  ].join('\n\n')
}
