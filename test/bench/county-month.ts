/** The check of a whole county month: every form of a pack together, with a year of history behind it. */
import { join } from 'node:path'
import { libraryFolder, loadPack, packIds, readPackFiles } from '../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../electron/engine/packs/packs.ts'
import type { Pack } from '../../shared/forms/schema.ts'
import { monthEnd, previousPeriod, shiftPeriod } from '../../shared/model/period.ts'
import { checkReports } from '../../shared/rules/check.ts'
import type { CheckInput, EarlierRows, FormData } from '../../shared/rules/input.ts'
import { type BenchTable, percentile, rounded } from './measurement.ts'
import { plausibleRows } from './plausible-rows.ts'

const months = 12
const header: FormData['header'] = {
  preparer: '张三',
  preparerPhone: '0772-7612345',
  auditor: '李四',
  leader: '王五',
  fillDate: '2020-06-01',
  dataSource: '',
  revisionNo: 0,
  revisionReason: '',
  zeroReport: false,
  zeroReason: '',
}

/** All forms of a pack with about `rows` rows together, this month and in each of the twelve before. */
const countyMonth = (pack: Pack, rows: number): { readonly input: CheckInput; readonly rows: number } => {
  const period = shiftPeriod(pack.manifest.validTo, -1)
  const [unit] = pack.manifest.units
  if (unit === undefined) throw new Error('a pack without units')
  const each = Math.ceil(rows / pack.forms.size)
  const rowsOf = (form: string, at: string): EarlierRows['rows'] => {
    const template = pack.forms.get(form)
    return template === undefined ? [] : plausibleRows(pack, template, at, each)
  }
  const report = (form: string, at: string): FormData => ({ header, state: '填报中', rows: rowsOf(form, at) })
  const forms = [...pack.forms.keys()]
  const current = new Map(forms.map((form) => [form, report(form, period)]))
  const history = new Map(
    forms.map((form) => [
      form,
      Array.from({ length: months }, (_, index): EarlierRows => {
        const at = shiftPeriod(period, -1 - index)
        return { period: at, rows: rowsOf(form, at) }
      }),
    ]),
  )
  const previous = new Map(forms.map((form) => [form, report(form, previousPeriod(period))]))
  const total = [...current.values()].reduce((sum, { rows: own }) => sum + own.length, 0)
  return {
    rows: total,
    input: { checkDate: monthEnd(period), period, unit, current, previous, earlier: (form) => history.get(form) ?? [] },
  }
}

const timed = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** One line for each pack and size; the growth is the time per row against that of the smallest size. */
export const benchCountyMonth = (sizes: readonly number[]): BenchTable => {
  const folder = sourcePacksFolder()
  const library = readPackFiles(join(folder, libraryFolder))
  const lines: (string | number)[][] = []
  for (const id of packIds(folder)) {
    const loaded = loadPack(id, readPackFiles(join(folder, id)), library)
    if (!loaded.ok) throw new Error(`${id}: ${loaded.problems[0]?.message}`)
    const { pack, compiled } = loaded.value
    let perRowOfFirst: number | undefined
    for (const size of sizes) {
      const { input, rows } = countyMonth(pack, size)
      let evaluations = 0
      const times = Array.from({ length: 5 }, () =>
        timed(() => {
          const { pass, fail, error } = checkReports(compiled, input).counts
          evaluations = pass + fail + error
        }),
      )
      const median = percentile(times, 0.5)
      const perRow = median / rows
      perRowOfFirst ??= perRow
      lines.push([
        id,
        pack.forms.size,
        pack.rules.length,
        rows,
        evaluations,
        rounded(median),
        rounded((evaluations / median) * 1000),
        rounded(perRow / perRowOfFirst),
      ])
    }
  }
  return {
    title: 'A county month of all forms',
    about: `All rules on all forms of each plan, the rows shared out among the forms, ${months} months of history of the same size behind them. Growth: time per row against that of the first size; 1 is linear.`,
    columns: ['plan', 'forms', 'rules', 'rows', 'rule evaluations', 'median ms', 'per second', 'growth'],
    rows: lines,
  }
}
