/** One opened form: its rows on the screen, the way to the engine, and the check beside it. */
import type { Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { packFromData } from '../../../shared/forms/pack.ts'
import type { Pack, PackData } from '../../../shared/forms/pack-types.ts'
import { receiverUnit } from '../../../shared/forms/superior.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import type { AppModel } from '../../app/app-model.ts'
import { type Checker, createChecker } from '../../state/checker.ts'
import { createReportSession, type ReportSession } from '../../state/report-session.ts'
import { ownFirst } from '../grid/choices.ts'
import { type ColumnLook, plainColumns } from '../grid/column-look.ts'
import { layoutColumns } from '../grid/columns.ts'
import { GridStore } from '../grid/grid-store.ts'
import { marksOf } from '../grid/marks.ts'
import { createColumnKeeper } from './column-keeper.ts'
import { compiledRulesOf, createRowWork } from './row-work.ts'
import { isTypedOver } from './typing-in-cell.ts'

export interface ReportDesk {
  readonly grid: GridStore
  readonly session: ReportSession
  readonly checker: Checker
  readonly template: FormTemplate
  /** The report that is open. */
  readonly at: { readonly form: string; readonly period: string }
  /** Folds the extended columns away, or shows them. */
  setFolded(folded: boolean): void
  isFolded(): boolean
  /** Leads to the cell of a finding, unfolding its column; false when it has none on this form. */
  goTo(finding: Finding): boolean
  /** Leads to the first of these fields that is shown, else unfolds the first; false when the form has no such cell. */
  goToCell(row: string, fields: readonly string[]): boolean
  previous(): Report | null
  open(): Promise<void>
  close(): void
}

/** Milliseconds after which the rules are compiled, however busy the page is. */
const longestToPrepare = 1_000

const noFindings: readonly Finding[] = []
const packs = new WeakMap<PackData, Pack>()
const packOf = (data: PackData): Pack => {
  const pack = packs.get(data) ?? packFromData(data)
  packs.set(data, pack)
  return pack
}

export function createReportDesk(model: AppModel, template: FormTemplate, period: string): ReportDesk {
  const { platform, ready, newId } = model
  const at = { form: template.id, period }
  const pack = packOf(ready.pack)
  const { manifest } = pack
  const own = manifest.units.find((candidate) => candidate.id === ready.profile.unit)
  const unit = own ?? (ready.profile.unit === manifest.receiver.id ? receiverUnit(manifest) : manifest.units[0])
  if (!unit) throw new Error('a pack has units')
  const codes = ownFirst(pack.codes, unit.id)
  let previous: Report | null = null
  let preparing: number | undefined
  const clock = (): Date => new Date()
  const checker = createChecker(platform, at, clock, newId)
  const session = createReportSession({
    platform,
    ...at,
    clock,
    onLoad: (report) => grid.load(report),
    onTravel(edits) {
      checker.giveWay()
      return grid.travel(edits)
    },
    rereads: () => work.needsEngine,
  })
  const work = createRowWork({
    pack,
    template,
    unit,
    period,
    today: ready.info.today,
    report: () => session.store.getState().report,
    previous: () => previous,
    rows: () => grid.rows(),
    findings: () => checker.store.getState().result?.findings ?? noFindings,
  })
  const columns = createColumnKeeper(platform, template.id)
  // What the clerk asked for; columns unfolded to lead to a cell, or for the row form, are no part of it.
  let wanted: ColumnLook = { ...plainColumns, folded: true }
  const grid = new GridStore(
    {
      template,
      work,
      newId,
      layout: (look) => layoutColumns(template, codes, look.folded, look),
      onEdits(made, source) {
        checker.giveWay()
        session.edit(made, source)
      },
      onTyping: (cell) => session.typing(cell),
      onColumnLook(change) {
        wanted = { ...wanted, ...change }
        columns.keep(wanted)
      },
    },
    wanted,
  )

  const stopMarks = checker.store.subscribe((state, old) => {
    if (state.result && state.result !== old.result) grid.setMarks(marksOf(state.result.findings))
  })
  let stored = 0
  const stopStored = session.store.subscribe((state) => {
    if (state.stored === stored || state.save.kind === 'saving') return
    stored = state.stored
    checker.touched()
  })
  // The browser asks before a page with unstored edits is closed, also after the form has been left; and while a cell is typed into.
  const askBeforeUnload = (event: BeforeUnloadEvent): void => {
    const { kind } = session.store.getState().save
    if (kind === 'saving' || kind === 'failed' || isTypedOver(grid, document.activeElement)) event.preventDefault()
  }
  window.addEventListener('beforeunload', askBeforeUnload)
  const goToCell = (row: string, fields: readonly string[]): boolean => {
    const shown = fields.find((field) => grid.layout.byField.has(field))
    if (shown !== undefined) return grid.goTo(row, shown)
    const [first] = fields
    if (first === undefined || !template.fields.some((field) => field.key === first)) return false
    grid.setColumnLook({ folded: false, groups: [] }, false)
    return grid.goTo(row, first)
  }
  return {
    grid,
    session,
    checker,
    template,
    at,
    setFolded: (folded) => grid.setColumnLook({ folded }),
    isFolded: () => grid.columnLook.folded,
    goTo: ({ rowId, fields }) => rowId !== null && goToCell(rowId, fields),
    goToCell,
    previous: () => previous,
    async open() {
      // The month before only helps; without it the form still opens.
      // Before the rows are there, so that nothing moves under the eyes.
      const kept = await columns.kept()
      if (kept) {
        wanted = kept
        grid.setColumnLook(kept, false)
      }
      const [earlier] = await Promise.allSettled([platform.call('report.previous', at), session.load()])
      previous = earlier.status === 'fulfilled' ? earlier.value : null
      if (previous) grid.setPrevious(previous.rows)
      // In a ledger that is carried on, what changed is what matters; elsewhere nearly every figure changes.
      grid.setHelp({ changes: template.carryForward.mode !== 'none' })
      // While somebody looks at the form: not before it is drawn, and not when the first cell is typed.
      preparing = requestIdleCallback(() => compiledRulesOf(pack, template), { timeout: longestToPrepare })
    },
    close() {
      if (preparing !== undefined) cancelIdleCallback(preparing)
      columns.close()
      window.removeEventListener('beforeunload', askBeforeUnload)
      stopMarks()
      stopStored()
      checker.close()
      session.close()
    },
  }
}
