/** The check of a whole county month: every form of a pack together, with a year of history behind it. */
import { join } from 'node:path'
import { libraryFolder, loadPack, packIds, readPackFiles } from '../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../electron/engine/packs/packs.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import { monthEnd, previousPeriod, shiftPeriod } from '../../shared/model/period.ts'
import { checkReports } from '../../shared/rules/check.ts'
import { blankHeader, type CheckInput, type EarlierRows, type FormData } from '../../shared/rules/input.ts'
import { openTestEngine, people } from '../helpers/test-engine.ts'
import { type BenchTable, percentile, rounded } from './measurement.ts'
import { plausibleRows } from './plausible-rows.ts'

const months = 12
/** Larger sizes are measured once: they are there for the growth. */
const mostRepeated = 5_000
const header = { ...blankHeader, preparer: '张三', auditor: '李四', leader: '王五', fillDate: '2020-06-01' }

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

/** The same through the program: rows and a year of history in the store, each check after a change of one cell. */
export const benchCountyEngine = async (rows: number): Promise<BenchTable> => {
  const packId = 'yuncheng-145'
  const loaded = loadPack(packId, readPackFiles(join(sourcePacksFolder(), packId)), readPackFiles(join(sourcePacksFolder(), libraryFolder)))
  if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
  const { pack } = loaded.value
  const [unit] = pack.manifest.units
  if (unit === undefined) throw new Error('a pack without units')
  const engine = openTestEngine({ now: `${pack.manifest.validTo}-03T02:00:00.000Z` })
  const { call } = engine
  await call('profile.create', { role: 'county', packId, unit: unit.id, people })
  const last = shiftPeriod(pack.manifest.validTo, -1)
  const each = Math.ceil(rows / pack.forms.size)
  let stored = 0
  for (let back = months; back >= 0; back -= 1) {
    const period = shiftPeriod(last, -back)
    stored = 0
    for (const template of pack.forms.values()) {
      if (template.structure.kind !== 'ledger') continue
      const edits = plausibleRows(pack, template, period, each).map(({ values }, at) => ({
        kind: 'insertRow' as const,
        row: `${template.id}-${at}`,
        at,
        values: { ...values },
      }))
      await call('report.edit', { form: template.id, period, edits, source: 'import' })
      stored += edits.length
    }
  }
  const times: number[] = []
  for (let round = 0; round < 7; round += 1) {
    await call('report.set', { form: 'F4', period: last, row: '#1', field: 'address', value: `第${round}号` })
    const start = performance.now()
    await call('check.run', { period: last })
    times.push(performance.now() - start)
  }
  await engine.close()
  return {
    title: 'The same check through the engine',
    about: `${packId}: ledgers of all its forms in the store, ${months} months of history, a full check after each change of one cell.`,
    columns: ['rows', 'median ms', 'slowest ms'],
    rows: [[stored, rounded(percentile(times, 0.5)), rounded(Math.max(...times))]],
  }
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
      let found = 0
      const times = Array.from({ length: size > mostRepeated ? 1 : 5 }, () =>
        timed(() => {
          const { counts, findings } = checkReports(compiled, input)
          evaluations = counts.pass + counts.fail + counts.error
          found = findings.length
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
        found,
        rounded(median),
        rounded((evaluations / median) * 1000),
        rounded(perRow / perRowOfFirst),
      ])
    }
  }
  return {
    title: 'A county month of all forms',
    about: `All rules on all forms of each plan, the rows shared out among the forms, ${months} months of history of the same size behind them. Growth: time per row against that of the first size; 1 is linear.`,
    columns: ['plan', 'forms', 'rules', 'rows', 'rule evaluations', 'findings', 'median ms', 'per second', 'growth'],
    rows: lines,
  }
}
