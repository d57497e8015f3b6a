/** Acts a story out on the real engine, through the same calls that the screens and the command line make. */
import type { Call, CheckResult, Report } from '../../../shared/contract/index.ts'
import { needsExplanation } from '../../../shared/model/level.ts'
import type { TestEngine } from '../../helpers/test-engine.ts'
import type { FormWork, Story, StoryMonth } from './story.ts'

type At = { readonly form: string; readonly period: string }

const rowId = (form: string, period: string, at: number): string => `${form}-${period}-${at}`

export async function fill(call: Call, at: At, work: FormWork, today: string): Promise<void> {
  if (work.carry) await call('report.carryForward', { ...at, baseVersion: (await call('report.open', at)).version })
  const header = { fillDate: today, ...(work.zero === undefined ? {} : { zeroReport: true, zeroReason: work.zero }) }
  const added = work.add.map((values, index) => ({
    kind: 'insertRow' as const,
    row: rowId(at.form, at.period, index),
    at: 10_000 + index,
    values,
  }))
  await call('report.edit', { ...at, edits: [{ kind: 'header', header }, ...added] })
  const { rows } = await call('report.open', at)
  const everywhere = rows.flatMap((row) =>
    Object.entries(work.each)
      .filter(([field]) => row.values[field] === undefined)
      .map(([field, value]) => ({ kind: 'cell' as const, row: row.id, field, value })),
  )
  if (everywhere.length > 0) await call('report.edit', { ...at, edits: everywhere })
  for (const { row, set } of work.set) await change(call, at, row, set)
}

async function change(call: Call, at: At, row: string, set: Readonly<Record<string, string | null>>): Promise<void> {
  for (const [field, value] of Object.entries(set)) await call('report.set', { ...at, row, field, value })
}

const failing = ({ findings }: CheckResult) => findings.filter(({ outcome }) => outcome !== 'pass')
export const nameOf = (finding: CheckResult['findings'][number]): string => `${finding.ruleId} ${finding.rowKey ?? '-'}`

const cellsOf = (report: Report, key: string): Readonly<Record<string, string>> => {
  const row = report.rows.find((candidate) => candidate.key === key)
  if (row === undefined)
    throw new Error(`${report.form} ${report.period} has no row ${key}: ${report.rows.map((one) => one.key).join(', ')}`)
  return { ...row.computed, ...row.values }
}

export interface ToldMonth {
  /** What the first check found, `rule row`, sorted. */
  readonly findings: readonly string[]
  /** The cells and totals that the story asks about, as the program has them. */
  readonly cells: readonly Readonly<Record<string, string | undefined>>[]
  readonly totals: readonly Readonly<Record<string, string | undefined>>[]
  /** Findings that still block after the clerk has put things right; must be none. */
  readonly blocking: readonly string[]
  readonly verified: boolean
}

/** One month, from the empty forms to the verified package. */
export async function tellMonth(
  { call, setNow }: Pick<TestEngine, 'call' | 'setNow'>,
  story: Story,
  month: StoryMonth,
): Promise<ToldMonth> {
  const { period } = month
  setNow(`${month.today}T02:00:00.000Z`)
  for (const [form, work] of Object.entries(month.forms)) await fill(call, { form, period }, work, month.today)
  const first = await call('check.run', { period })
  // What only informs (so many days left) depends on nothing that the story tells.
  const asking = failing(first).filter(({ level }) => level !== '提示性')
  const asked = async (form: string, keys: readonly string[], find: (report: Report) => Readonly<Record<string, string>>) => {
    const values = find(await call('report.open', { form, period }))
    return Object.fromEntries(keys.map((key) => [key, values[key]]))
  }
  const cells = []
  for (const { form, row, values } of month.expect.cells)
    cells.push(await asked(form, Object.keys(values), (report) => cellsOf(report, row)))
  const totals = []
  for (const { form, label, values } of month.expect.totals) {
    totals.push(await asked(form, Object.keys(values), (report) => report.totals.find((total) => total.label === label)?.values ?? {}))
  }
  for (const { form, row, set } of month.fix) await change(call, { form, period }, row, set)
  const checked = await call('check.run', { period })
  for (const { id, level, explanation } of failing(checked)) {
    if (needsExplanation(level) && explanation === null)
      await call('finding.explain', { period, finding: id, text: `${period}：${story.explanation}` })
  }
  const blocking = failing(checked).filter(({ level }) => level === '强制性')
  const verified = blocking.length === 0 && (await submit(call, period))
  return {
    findings: asking.map(nameOf).sort(),
    cells,
    totals,
    blocking: blocking.map((one) => `${nameOf(one)} ${one.message}`),
    verified,
  }
}

async function submit(call: Call, period: string): Promise<boolean> {
  const { tasks } = await call('tasks.list', { period })
  for (const { form } of tasks.filter(({ state }) => state === '可上报')) await call('export.workbook', { form, period })
  const { packageId } = await call('submission.create', { period })
  const { bytes } = await call('submission.bytes', { packageId })
  return (await call('submission.verify', { bytes })).ok
}
