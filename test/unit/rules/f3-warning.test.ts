/** The warnings of F3 as its formulas give them from six stored months, and how what they cost grows. */
import { describe, expect, it } from 'vitest'
import { shiftPeriod } from '../../../shared/model/period.ts'
import { compileTemplate } from '../../../shared/rules/compute.ts'
import type { CheckInput, FormData, RowData } from '../../../shared/rules/input.ts'
import { formOf, shippedPack } from '../../helpers/recognition.ts'
import { header } from './mini-pack.ts'

const pack = shippedPack('liuzhou-2020')
const form = formOf(pack, 'F3')
const compiled = compileTemplate(pack, form)
const [unit] = pack.manifest.units
if (unit === undefined) throw new Error('no unit')

const key = 'manure_utilization_rate'
/** Not behind at 75 and above. */
const rowOf = (actual: string): RowData => ({
  id: key,
  key,
  values: { indicatorKey: key, kindCalc: 'standing', direction: 'up', unit: '%', yearTarget: '75', actualMonth: actual },
})
const inputOf = (months: readonly (readonly [string, readonly RowData[]])[], period: string, now: readonly RowData[]): CheckInput => {
  const data = (rows: readonly RowData[]): FormData => ({ header, state: '填报中', rows })
  const stored = months.map(([at, rows]) => ({ period: at, rows }))
  return {
    checkDate: `${period}-01`,
    period,
    unit,
    current: new Map([['F3', data(now)]]),
    previous: new Map(),
    earlier: (id) => (id === 'F3' ? stored : []),
  }
}
/** `B` behind, `g` in time, `.` not reported; the last month is the one asked about. */
const read = (pattern: string): Readonly<Record<string, string>> => {
  const months = [...pattern].map((mark, at) => [shiftPeriod('2020-05', at), mark] as const)
  const reported = months
    .slice(0, -1)
    .flatMap(([at, mark]) => (mark === '.' ? [] : [[at, [rowOf(mark === 'B' ? '74.9999' : '75')]] as const]))
  const now = rowOf(pattern.endsWith('B') ? '74.9999' : '75')
  return compiled.computeReport(inputOf(reported, shiftPeriod('2020-05', pattern.length - 1), [now])).get(key) ?? {}
}

const patterns = Array.from({ length: 64 }, (_, bits) =>
  [...bits.toString(2).padStart(6, '0')].map((bit) => (bit === '1' ? 'B' : 'g')).join(''),
)
const step = (months: number): string => ['none', 'remind', 'letter'][months] ?? 'talk'

describe('F3 over six stored months', () => {
  it.each(patterns)('%s', (pattern) => {
    const months = /B*$/.exec(pattern)?.[0].length ?? 0
    expect(read(pattern)).toMatchObject({ consecutiveBehind: String(months), warning: step(months), unreported: '0' })
  })

  it('each of them with one month left out keeps its run', () => {
    for (const pattern of patterns) {
      for (let at = 0; at < 5; at += 1) {
        const left = `${pattern.slice(0, at)}.${pattern.slice(at + 1)}`
        const tail = /[B.]*$/.exec(left)?.[0] ?? ''
        const run = tail.replace(/^\.+/, '')
        const months = run.replaceAll('.', '').length
        const expected = { consecutiveBehind: String(months), warning: step(months), unreported: String(run.length - months) }
        expect([left, read(left)]).toMatchObject([left, expected])
      }
    }
  })

  it('reads each stored month once: twice the history, twice the cells', () => {
    const cellsRead = (months: number): number => {
      const history = Array.from({ length: months }, (_, at) => [shiftPeriod('2010-01', at), [rowOf('74')]] as const)
      return compiled.cellsBehind(inputOf(history, shiftPeriod('2010-01', months), [rowOf('74')]), key, 'consecutiveBehind').length
    }
    const [short, long] = [cellsRead(24), cellsRead(48)]
    expect(short).toBeGreaterThan(24)
    expect(long).toBeLessThan(short * 2.1)
  })
})
