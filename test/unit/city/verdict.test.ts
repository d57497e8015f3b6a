/** The city repeats a county's check out of the package alone, and comes to the same findings. */
import { describe, expect, test } from 'vitest'
import { packagesBefore, recheckInput } from '../../../shared/city/re-check.ts'
import { verdictDifferences } from '../../../shared/city/verdict.ts'
import { checkReports } from '../../../shared/rules/check.ts'
import type { RecordsFile } from '../../../shared/submission/content.ts'
import { recordsOf } from '../../../shared/submission/table.ts'
import { liuzhou } from '../../helpers/city-desk.ts'
import { factsOf } from '../../helpers/city-facts.ts'
import { boilers, type CountyMonth, countyMonth, idOf, targets } from '../../helpers/county-packages.ts'

const { pack, rules } = liuzhou()

interface Kept {
  readonly month: CountyMonth
  readonly period: string
  readonly records: RecordsFile[]
}
const recordsIn = (month: CountyMonth): RecordsFile[] =>
  // A package holds text: what the city reads has gone through it.
  month.forms.map(({ template, report }) => JSON.parse(JSON.stringify(recordsOf(template, report))) as RecordsFile)

const cityCheck = ({ month, period, records }: Kept, before: readonly Kept[]) =>
  checkReports(rules, recheckInput(pack.forms, month.unit, { period, records, checkDate: month.checkDate }, before))

describe('the verdict', () => {
  test('is another one when a figure, a finding or a count was changed, and names it', () => {
    const typed = { F3: targets(pack, true, 5), F4: boilers(pack, '450222', 3, 1) }
    const order = { unit: '450222', period: '2020-05', revision: 1, typed, before: new Map(), supersedes: null, supersedesId: null }
    const month = countyMonth(pack, rules, order)
    const own: Kept = { month, period: '2020-05', records: recordsIn(month) }
    const { validation } = month
    expect(verdictDifferences(validation, cityCheck(own, []))).toEqual([])

    const [hidden, ...others] = validation.findings
    const omitted = verdictDifferences({ ...validation, findings: others }, cityCheck(own, []))
    expect(omitted).toMatchObject([{ kind: 'finding', only: 'city', ruleId: hidden?.ruleId, county: '', city: hidden?.message }])
    const reworded = validation.findings.map((finding, at) => (at === 0 ? { ...finding, message: '没有问题' } : finding))
    expect(verdictDifferences({ ...validation, findings: reworded }, cityCheck(own, []))).toMatchObject([
      { only: 'both', county: '没有问题' },
    ])
    const counted = validation.rules.map((rule, at) => (at === 0 ? { ...rule, counts: { ...rule.counts, pass: 99 } } : rule))
    expect(verdictDifferences({ ...validation, rules: counted }, cityCheck(own, []))).toMatchObject([
      { kind: 'rule', ruleId: counted[0]?.id },
    ])
    const reversed = verdictDifferences({ ...validation, findings: validation.findings.toReversed() }, cityCheck(own, []))
    expect(reversed).toHaveLength(1)

    // One figure changed behind the county's findings: exactly what the seal is there to notice.
    const changed = own.records.map((one) =>
      one.form === 'F4'
        ? { ...one, rows: one.rows.map((row, at) => (at === 1 ? row.map((cell) => (cell === '111' ? '4' : cell)) : row)) }
        : one,
    )
    expect(verdictDifferences(validation, cityCheck({ ...own, records: changed }, []))).toMatchObject([
      { ruleId: 'R-F4-28', only: 'city' },
      {},
    ])
  })

  test('rests on what the county had sealed by then, and doubts months with two claims', () => {
    const sealed = (period: string, revision: number, sealedAt: string, variant = '') => factsOf({ period, revision, sealedAt, variant })
    const own = sealed('2020-07', 1, '2020-08-03T02:00:00.000Z')
    const may = sealed('2020-05', 1, '2020-06-03T02:00:00.000Z')
    const revised = sealed('2020-05', 2, '2020-07-10T02:00:00.000Z')
    const later = sealed('2020-05', 3, '2020-09-01T02:00:00.000Z')
    const june = sealed('2020-06', 1, '2020-07-03T02:00:00.000Z')
    const rival = sealed('2020-06', 1, '2020-07-03T02:00:00.000Z', 'rival')
    const others = [later, june, revised, may, factsOf({ unit: '450223', period: '2020-06' }), own]
    expect(packagesBefore(own, others)).toEqual({ before: [revised, june], doubtful: [] })
    const [first] = [june, rival].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
    for (const mixed of [
      [june, rival, may],
      [may, rival, june],
    ])
      expect(packagesBefore(own, mixed)).toEqual({ before: [may, first], doubtful: ['2020-06'] })
    // A package that names what it rests on is taken at its word: these very packages, whatever came later.
    const named = [
      { period: '2020-05', packageId: may.packageId },
      { period: '2020-06', packageId: null },
      { period: '2020-04', packageId: idOf('never came') },
    ]
    expect(packagesBefore(own, others, named)).toEqual({ before: [may], doubtful: ['2020-06', '2020-04'] })
  })
})
