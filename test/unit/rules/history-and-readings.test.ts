/** Rules that look at other forms of earlier periods, and messages that say how the plan is read. */
import { describe, expect, it } from 'vitest'
import { checkReports } from '../../../shared/rules/check.ts'
import { runExamples } from '../../../shared/rules/examples.ts'
import type { CheckInput } from '../../../shared/rules/input.ts'
import { form, input, loadMini, manifest, mini, row, rulesYaml, ruleYaml, type Values } from './mini-pack.ts'

/** A rule with examples of its own. */
const withExamples = (body: string): string => ruleYaml('R-T-1', body).replace('    examples: [{ outcome: pass }, { outcome: fail }]\n', '')

/** Form A of May, with the past of form B. */
const withPast = (a: readonly Values[], pastOfB: Readonly<Record<string, readonly Values[]>>): CheckInput => ({
  ...input({ A: a }),
  earlier: (id) =>
    id === 'B' ? Object.entries(pastOfB).map(([period, rows]) => ({ period, rows: rows.map((values) => row(values)) })) : [],
})
const verdicts = (body: string, given: CheckInput): readonly string[] => {
  const { compiled } = mini(ruleYaml('R-T-1', body))
  return checkReports(compiled, given).findings.map(({ message }) => message)
}

describe('other forms of earlier periods', () => {
  const seen = "forms: [A]\nreads: [B]\nexpr: 'hasRow(earlierForms.B, \"key\", row.key)'\nmessage: '{row.key} 没有报过'"

  it('are found in every period before this one, and not in this one', () => {
    const past = { '2020-02': [{ key: '1' }], '2020-04': [{ key: '2' }], '2020-05': [{ key: '3' }] }
    expect(verdicts(seen, withPast([{ key: '1' }, { key: '2' }, { key: '3' }], past))).toEqual(['3 没有报过'])
  })

  it('are the report of the period before when asked so; unknown when there was none', () => {
    const body = "forms: [A]\nreads: [B]\nwhen: 'has(prevForms.B)'\nexpr: 'hasRow(prevForms.B, \"key\", row.key)'\nmessage: '{row.key}'"
    expect(verdicts(body, withPast([{ key: '1' }, { key: '2' }], { '2020-03': [{ key: '1' }], '2020-04': [{ key: '2' }] }))).toEqual(['1'])
    expect(verdicts(body, withPast([{ key: '1' }], { '2020-03': [{ key: '1' }] }))).toEqual([])
    expect(verdicts(body, { ...input({ A: [{ key: '1' }] }), previous: new Map([['B', form({ key: '9' })]]) })).toEqual(['1'])
  })

  it('can be told apart by their period', () => {
    const body =
      'forms: [A]\nreads: [B]\nscope: forms\nexpr: \'row.a == sumOf(earlierForms.B.filter(r, periodOf(r) >= "2020-03"), "amount")\'\nmessage: \'{sumOf(earlierForms.B.filter(r, periodOf(r) >= "2020-03"), "amount")}\''
    const past = {
      '2020-02': [{ key: '1', amount: '100' }],
      '2020-03': [{ key: '1', amount: '1.1' }],
      '2020-04': [{ key: '1', amount: '2.2' }],
    }
    expect(verdicts(body, withPast([{ key: '1', a: '3.3' }], past))).toEqual([])
    expect(verdicts(body, withPast([{ key: '1', a: '103.3' }], past))).toEqual(['3.3'])
  })

  it('must be named in reads', () => {
    const result = loadMini({ 'rules/r.yaml': rulesYaml(ruleYaml('R-T-1', "forms: [A]\nexpr: 'count(earlierForms.B) == 0'")) })
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([expect.stringContaining('reads')])
  })

  it('can be given in examples', () => {
    const { compiled } = mini(
      withExamples(
        `forms: [A]
reads: [B]
expr: 'hasRow(prevForms.B, "key", row.key) && count(earlierForms.B) == 2'
examples:
  - { outcome: pass, row: { key: '1' }, earlierForms: { B: { '2020-03': [{ key: '2' }], '2020-04': [{ key: '1' }] } } }
  - { outcome: fail, row: { key: '2' }, earlierForms: { B: { '2020-03': [{ key: '2' }], '2020-04': [{ key: '1' }] } } }`,
      ),
    )
    expect(runExamples(compiled).map(({ problem }) => problem)).toEqual([undefined, undefined])
  })

  it('are read once for a form, not once for each of its rows', () => {
    let reads = 0
    const rows = Array.from({ length: 50 }, (_, index) => ({ key: String(index) }))
    const { compiled } = mini(
      ruleYaml('R-T-1', "forms: [A]\nreads: [B]\nexpr: 'sumOf(earlierForms.B, \"amount\") == 0'\nwhen: 'has(row.key)'"),
    )
    checkReports(compiled, {
      ...input({ A: rows }),
      earlier: (id) => {
        if (id === 'B') reads += 1
        return []
      },
    })
    expect(reads).toBe(1)
  })
})

describe('the reading of a parameter', () => {
  const withReading = manifest.replace(
    '  banned:',
    "  includes: { value: true, title: 含不含本数, clause: 试验, readings: { 'true': “以下”含本数, 'false': “以下”不含本数 } }\n  banned:",
  )
  const rule = withExamples(
    `forms: [A]
expr: 'row.a > plan.limit || !plan.includes && row.a == plan.limit'
message: '{a}（按{reading("includes")}）'
examples:
  - { outcome: fail, row: { a: '20' } }
  - { outcome: pass, row: { a: '20' }, plan: { includes: false } }
  - { outcome: fail, row: { a: '19' }, plan: { includes: false } }`,
  )

  it('is shown in words, that of the value in force', () => {
    const result = loadMini({ 'pack.yaml': withReading, 'rules/r.yaml': rulesYaml(rule) })
    if (!result.ok) throw new Error(result.problems[0]?.message)
    expect(runExamples(result.value.compiled).map(({ problem, message }) => problem ?? message)).toEqual([
      '20（按“以下”含本数）',
      undefined,
      '19（按“以下”不含本数）',
    ])
  })

  it('must be written for the value the parameter has', () => {
    const result = loadMini({ 'pack.yaml': withReading.replace("'true': “以下”含本数, ", '') })
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([expect.stringContaining('includes')])
  })

  it('cannot be asked of a parameter without readings', () => {
    const result = loadMini({
      'rules/r.yaml': rulesYaml(ruleYaml('R-T-1', "forms: [A]\nexpr: 'row.a > 1'\nmessage: '{reading(\"limit\")}'")),
    })
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([expect.stringContaining('limit')])
  })
})

describe('codes of an example by their place in the list', () => {
  const towns = `
id: C_status
title: 状态
items: [{ code: '1', label: 甲, parent: P }, { code: '2', label: 乙, parent: Q }, { code: '0', label: 旧, replacedBy: '1' }]
`
  const run = (place: string) => {
    const rule = withExamples(
      `forms: [A]\nexpr: 'row.status == "1"'\nexamples:\n  - { outcome: pass, row: { status: '@C_status[1]' } }\n  - { outcome: fail, row: { status: '${place}' } }`,
    )
    const result = loadMini({ 'codes/C_status.yaml': towns, 'rules/r.yaml': rulesYaml(rule) })
    if (!result.ok) throw new Error(result.problems[0]?.message)
    return runExamples(result.value.compiled).map(({ problem }) => problem)
  }
  it('count from the front or from the back, and leave out codes that are replaced', () => {
    expect(run('@C_status[-1]')).toEqual([undefined, undefined])
    expect(run('@C_status[2]')).toEqual([undefined, undefined])
    expect(run('@C_status[-2]')).toEqual([undefined, expect.stringContaining('不通过')])
  })
  it('are a mistake of the example where there is no such place', () => {
    for (const place of ['@C_status[3]', '@C_status[0]', '@NOWHERE[1]']) expect(run(place)[1]).toContain(place)
  })
})

it('the reading of the due day and of holidays is that of the calendar', () => {
  const rule = withExamples(
    `forms: [A]\nexpr: 'row.a == 1'\nmessage: '{reading("dueDay")}；{reading("dueHoliday")}'\nexamples:\n  - { outcome: pass, row: { a: '1' } }\n  - { outcome: fail, row: { a: '2' } }`,
  )
  const shown = (pack: string): string | undefined => {
    const result = loadMini({ 'pack.yaml': pack, 'rules/r.yaml': rulesYaml(rule) })
    if (!result.ok) throw new Error(result.problems[0]?.message)
    return runExamples(result.value.compiled)[1]?.message
  }
  expect(shown(manifest)).toBe('“5日前”含5日当天；遇节假日不顺延')
  expect(shown(manifest.replace('inclusive: true, holidayShift: none', 'inclusive: false, holidayShift: statutory'))).toBe(
    '“5日前”不含5日当天；遇法定节假日顺延',
  )
})

describe('a code that was replaced', () => {
  const towns = `
id: C_status
title: 状态
items:
  - { code: '1', label: 县, replacedBy: '2', replacedFrom: '2020-06' }
  - { code: '2', label: 市 }
  - { code: '0', label: 更早, replacedBy: '1' }
`
  const now = (code: string, period: string): readonly string[] => {
    const rule = withExamples(
      `forms: [A]\nexpr: 'codeNow("C_status", row.status, report.period) == row.status'\nmessage: '{codeNow("C_status", row.status, report.period)} {codeNow("C_status", row.status)}'\nexamples:\n  - { outcome: pass, row: { status: '2' } }\n  - { outcome: fail, row: { status: '0' } }`,
    )
    const result = loadMini({ 'codes/C_status.yaml': towns, 'rules/r.yaml': rulesYaml(rule) })
    if (!result.ok) throw new Error(result.problems[0]?.message)
    return checkReports(result.value.compiled, input({ A: [{ key: '1', status: code }], period })).findings.map(({ message }) => message)
  }
  it('is right before its successor counts, and can be read afterwards', () => {
    expect(now('1', '2020-05')).toEqual([])
    expect(now('1', '2020-06')).toEqual(['2 2'])
    expect(now('2', '2020-06')).toEqual([])
  })
  it('is followed from code to code as far as the period allows', () => {
    expect(now('0', '2020-05')).toEqual(['1 2'])
    expect(now('0', '2020-07')).toEqual(['2 2'])
  })
})
