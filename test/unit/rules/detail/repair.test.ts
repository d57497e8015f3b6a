/** Whatever is offered was tried: it satisfies the rule, breaks nothing, and a smaller change would not do. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LoadedPack } from '../../../../electron/engine/packs/load-pack.ts'
import { addDays } from '../../../../shared/model/dates.ts'
import { Decimal } from '../../../../shared/model/decimal.ts'
import { checkReports } from '../../../../shared/rules/check.ts'
import { findingDetail } from '../../../../shared/rules/detail/detail.ts'
import type { Finding, FindingDetail, Repair } from '../../../../shared/rules/finding.ts'
import type { CheckInput, FormData } from '../../../../shared/rules/input.ts'
import { input, mini, ruleYaml, type Values } from '../mini-pack.ts'

const rule = (id: string, expr: string, more = ''): string => ruleYaml(id, `forms: [A]\nexpr: '${expr}'\n${more}`)

const check = (pack: LoadedPack, given: CheckInput): readonly Finding[] => checkReports(pack.compiled, given).findings
const find = (pack: LoadedPack, given: CheckInput, ruleId: string): Finding => {
  const finding = check(pack, given).find((candidate) => candidate.ruleId === ruleId)
  if (finding === undefined) throw new Error(`${ruleId} does not fail`)
  return finding
}
const detailOf = (pack: LoadedPack, given: CheckInput, ruleId: string): FindingDetail =>
  findingDetail(pack.compiled, given, find(pack, given, ruleId))

/** The input after a repair, made by the test itself and not by the code that it judges. */
const applied = (given: CheckInput, { form, row, field }: Repair, to: string | null): CheckInput => {
  const data = given.current.get(form)
  if (data === undefined) throw new Error(`${form} is not there`)
  const rows = data.rows.map((own) => {
    if (own.id !== row) return own
    const { [field]: _old, ...rest } = own.values
    return { ...own, values: to === null ? rest : { ...rest, [field]: to } }
  })
  const changed: FormData = { ...data, rows }
  return { ...given, current: new Map(given.current).set(form, changed) }
}
const nameOf = ({ ruleId, rowId, fields }: Finding): string => [ruleId, rowId, ...fields].join(' ')
const grave = (findings: readonly Finding[]): string[] =>
  findings.filter(({ level, outcome }) => level === '强制性' && outcome === 'fail').map(nameOf)

/** What is wrong with an offer, in words; empty when it keeps its promise. */
const complaints = (pack: LoadedPack, given: CheckInput, ruleId: string, detail: FindingDetail): string[] => {
  const before = check(pack, given)
  const subject = find(pack, given, ruleId)
  return [...(detail.repair === null ? [] : [detail.repair]), ...detail.alternatives].flatMap((repair) => {
    const fails = (to: string | null): boolean => {
      const after = check(pack, applied(given, repair, to))
      return after.some((finding) => nameOf(finding) === nameOf(subject)) || grave(after).some((name) => !grave(before).includes(name))
    }
    const name = `${ruleId} ${repair.field} ${repair.from} → ${repair.to} (${repair.kind})`
    if (fails(repair.to)) return [`${name} does not mend it`]
    if (repair.kind !== 'smallest' || repair.from === null || repair.to === null) return []
    return fails(oneLess(repair.field, repair.from, repair.to)) ? [] : [`${name} is not the smallest`]
  })
}

/** One unit of the last decimal (one day) back towards what stood there. */
const oneLess = (field: string, from: string, to: string): string => {
  if (field === 'day') return addDays(to, to > from ? -1 : 1)
  const unit = new Decimal(field === 'n' ? 1 : field === 'b' ? 1 : '0.01')
  const less = new Decimal(to).gt(from) ? new Decimal(to).minus(unit) : new Decimal(to).plus(unit)
  // A value with more decimals than its field lies between two units.
  const passedBy = new Decimal(to).gt(from) ? less.lt(from) : less.gt(from)
  return passedBy ? from : less.toFixed()
}

const rules = {
  'R-T-01': 'row.a <= row.n * 3',
  'R-T-02': 'row.a >= plan.limit',
  'R-T-03': 'abs(row.a - row.n * 0.7) <= 0.05 * row.n',
  'R-T-04': 'row.a > 10 && row.a < row.n + 20',
  'R-T-05': 'row.total == row.n',
  'R-T-06': 'row.n > 90 || row.a == 3.5',
  'R-T-07': 'row.day <= "2020-05-31"',
  'R-T-08': '!(row.on && row.a < 700)',
  'R-T-09': 'row.a / row.n <= 2.5',
  'R-T-10': 'cel.bind(x, row.a * 2, x + row.n >= 100)',
  'R-T-11': 'row.rate >= 0 && row.rate <= row.a',
  'R-T-12': 'row.a == prev.a',
  'R-T-13': 'sumOf(rows, "a") <= 500',
  'R-T-14': 'rows.all(r, r.a < 900)',
  'R-T-15': 'row.cum >= 50',
} as const
const pack = mini(...Object.entries(rules).map(([id, expr]) => rule(id, expr)))

const cents = fc.integer({ min: 0, max: 200_000 }).map((value) => new Decimal(value).div(100).toFixed())
const rowOf = fc.record({
  a: cents,
  b: fc.constant('0'),
  n: fc.integer({ min: 1, max: 400 }).map(String),
  rate: fc.integer({ min: 0, max: 100 }).map(String),
  on: fc.constantFrom('是', '否'),
  day: fc.integer({ min: -400, max: 400 }).map((days) => addDays('2020-05-31', days)),
  status: fc.constantFrom('在用', '停用'),
})

describe('every offer', () => {
  test.each(Object.keys(rules))('%s: satisfies the rule, breaks no other, and is minimal where it says so', (ruleId) => {
    let offers = 0
    fc.assert(
      fc.property(fc.array(rowOf, { minLength: 1, maxLength: 3 }), fc.option(cents), (given, before) => {
        const rows = given.map((values, index): Values => ({ key: String(index), ...values }))
        const whole = input({ A: rows, ...(before === null ? {} : { before: [{ key: '0', a: before }] }) })
        if (!check(pack, whole).some((finding) => finding.ruleId === ruleId)) return
        const detail = detailOf(pack, whole, ruleId)
        if (detail.repair !== null) offers += 1
        expect(complaints(pack, whole, ruleId, detail)).toEqual([])
      }),
      { numRuns: 60, seed: 20200531 },
    )
    // A property over nothing would hold for a program that never offers anything.
    expect(offers).toBeGreaterThan(5)
  })
})

test('a number with too many decimals goes to the nearest step that passes', () => {
  const own = mini(rule('R-T-01', 'row.a <= 10'))
  const given = input({ A: [{ key: '1', a: '10.001' }] })
  expect(detailOf(own, given, 'R-T-01').repair).toMatchObject({ from: '10.001', to: '10', kind: 'smallest' })
})

describe('negative control: what would be offered without trying it on the whole report', () => {
  const loose = rule('R-T-01', 'row.a <= row.n', 'cells: [a, n]\nlevel: 核实性')
  const floor = rule('R-T-02', 'row.a >= 8', 'cells: [a]\nlevel: 强制性')
  const given = input({ A: [{ key: '1', a: '9', n: '5' }] })

  test('without the other rule, the smallest change would break it', () => {
    const detail = detailOf(mini(loose), given, 'R-T-01')
    const breaking = [detail.repair, ...detail.alternatives].filter((repair) => repair?.field === 'a' && Number(repair.to) < 8)
    expect(breaking).not.toEqual([])
    // Applied where that rule is in force, it brings a 强制性 finding: the trial is what keeps it away.
    const both = mini(loose, floor)
    for (const repair of breaking) {
      if (repair) expect(grave(check(both, applied(given, repair, repair.to)))).toEqual(['R-T-02 r0 a'])
    }
  })
  test('with it, only the other cell is offered', () => {
    const both = mini(loose, floor)
    const detail = detailOf(both, given, 'R-T-01')
    expect(detail.repair).toMatchObject({ field: 'n', to: '9' })
    expect(detail.alternatives.filter(({ field }) => field === 'a')).toEqual([])
  })
  test('a smallest change that breaks a rule gives way to the smallest that does not', () => {
    const both = mini(rule('R-T-01', 'row.a >= 10', 'level: 核实性\ncells: [a]'), rule('R-T-02', 'row.a < 5 || row.a > 12', 'cells: [a]'))
    const low = input({ A: [{ key: '1', a: '3' }] })
    expect(detailOf(both, low, 'R-T-01').repair).toMatchObject({ field: 'a', to: '12.01' })
    expect(complaints(both, low, 'R-T-01', detailOf(both, low, 'R-T-01'))).toEqual([])
  })
})

describe('what is not offered', () => {
  test('是 and 否 are turned over only as an alternative', () => {
    const own = mini(rule('R-T-01', 'row.on', 'cells: [on]'))
    const detail = detailOf(own, input({ A: [{ key: '1', on: '否' }] }), 'R-T-01')
    expect({ repair: detail.repair, kinds: detail.alternatives.map(({ kind }) => kind) }).toEqual({ repair: null, kinds: ['flip'] })
  })
  test('nobody is told to slip out of a prohibition', () => {
    const own = mini(rule('R-T-01', '!(row.on && row.status == "在用")', 'cells: [on, status]'))
    const detail = detailOf(own, input({ A: [{ key: '1', on: '是', status: '在用' }] }), 'R-T-01')
    expect([detail.repair, ...detail.alternatives]).toEqual([null])
  })
  test('a blank is not filled with something made up', () => {
    const own = mini(rule('R-T-01', 'has(row.a)', 'cells: [a]'))
    expect(detailOf(own, input({ A: [{ key: '1' }] }), 'R-T-01').repair).toBeNull()
    const given = input({ A: [{ key: '1' }], before: [{ key: '1', a: '4' }] })
    expect(detailOf(own, given, 'R-T-01').repair).toMatchObject({ to: '4', kind: 'previous' })
  })
  test('a computed cell is not typed over, unless the form allows it', () => {
    const own = mini(rule('R-T-01', 'row.total <= 5', 'cells: [total]'), rule('R-T-02', 'row.perHead <= 5', 'cells: [perHead]'))
    const given = input({ A: [{ key: '1', a: '40', b: '2', n: '4' }] })
    const fields = (id: string): string[] => {
      const { repair, alternatives } = detailOf(own, given, id)
      return [...(repair ? [repair] : []), ...alternatives].map(({ field }) => field)
    }
    expect(fields('R-T-01')).toContain('a')
    expect(fields('R-T-01')).not.toContain('total')
    expect(fields('R-T-02')).toContain('perHead')
  })
  test('of a total over very many rows, no row is more to blame than another', () => {
    const own = mini(rule('R-T-01', 'sumOf(rows, "a") <= 10'))
    const many = Array.from({ length: 60 }, (_, index): Values => ({ key: String(index), a: '1' }))
    expect(detailOf(own, input({ A: many }), 'R-T-01').repair).toBeNull()
    expect(detailOf(own, input({ A: [{ key: 'x', a: '15' }, ...many.slice(0, 5)] }), 'R-T-01').repair).toMatchObject({
      from: '15',
      to: '5',
    })
  })
})
