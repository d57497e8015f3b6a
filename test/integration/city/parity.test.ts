/** A thousand packages with findings, judged anew out of what lies in them. */
import { expect, test } from 'vitest'
import { figureDifferences } from '../../../shared/city/figure-differences.ts'
import { recheckInput } from '../../../shared/city/re-check.ts'
import { verdictDifferences } from '../../../shared/city/verdict.ts'
import { shiftPeriod } from '../../../shared/model/period.ts'
import { checkReports } from '../../../shared/rules/check.ts'
import type { RecordsFile } from '../../../shared/submission/content.ts'
import { recordsOf } from '../../../shared/submission/table.ts'
import { liuzhou } from '../../helpers/city-desk.ts'
import { dice } from '../../helpers/city-year.ts'
import { boilers, type CountyMonth, countyMonth, type Typed, targets } from '../../helpers/county-packages.ts'

const { pack, rules } = liuzhou()
const units = pack.manifest.units.map(({ id }) => id)

interface Kept {
  readonly month: CountyMonth
  readonly period: string
  readonly records: RecordsFile[]
}
/** What a clerk types in a month: any number of boilers, some values odd, blank or wrong, computed ones typed over now and then. */
function typedBy(roll: (below: number) => number, unit: string, month: number): Typed {
  const odd = ['0', '-3', '99999', '7.123456', '']
  const rows = boilers(pack, unit, 1 + roll(5), month).map((row) => ({
    ...row,
    ...(roll(3) === 0 ? { capacityTph: odd[roll(odd.length)] ?? '' } : {}),
    ...(roll(4) === 0 ? { status: '已淘汰', retireDate: '2020-03-15' } : {}),
    ...(roll(5) === 0 ? { boilerId: '4502220001' } : {}),
  }))
  const figures = targets(pack, roll(3) === 0, month + 1).map((row) =>
    roll(6) === 0 ? { ...row, actualYTD: String(roll(900)), plannedAdd: '3' } : row,
  )
  // The forecast form takes most of the time; a part of the months is enough of it.
  const forecast = roll(3) === 0 ? { F3: figures } : {}
  return { ...forecast, F4: rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))) }
}
const recordsIn = (month: CountyMonth): RecordsFile[] =>
  // A package holds text: what the city reads has gone through it.
  month.forms.map(({ template, report }) => JSON.parse(JSON.stringify(recordsOf(template, report))) as RecordsFile)

const cityDifferences = ({ month, period, records }: Kept, before: readonly Kept[]) => {
  const input = recheckInput(pack.forms, month.unit, { period, records, checkDate: month.checkDate }, before)
  return [...verdictDifferences(month.validation, checkReports(rules, input)), ...figureDifferences(pack, input, records)]
}

test('of a thousand packages with findings is the county’s, byte for byte', () => {
  const roll = dice(11)
  let packages = 0
  let findings = 0
  for (let run = 0; packages < 1000; run++) {
    const unit = units[run % units.length] ?? ''
    const kept: Kept[] = []
    const before = new Map<string, Typed>()
    for (let at = 0; at < 8; at++) {
      // A month is left out now and then, at the county and so at the city.
      if (roll(8) === 0) continue
      const period = shiftPeriod('2020-05', at)
      const typed = typedBy(roll, unit, at)
      const order = { unit, period, revision: 1, typed, before: new Map(before), supersedes: null, supersedesId: null }
      const month = countyMonth(pack, rules, order)
      before.set(period, typed)
      const own = { month, period, records: recordsIn(month) }
      const differences = cityDifferences(own, kept)
      if (differences.length > 0) throw new Error(`${unit} ${period}: ${JSON.stringify(differences.slice(0, 3))}`)
      kept.push(own)
      packages += 1
      findings += month.checked.findings.length
    }
  }
  expect(findings).toBeGreaterThan(3 * packages)
})
