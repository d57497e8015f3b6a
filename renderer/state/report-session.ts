/**
 * The one way from the screen to the stored report. Steps wait in a queue and are sent one after the other, each on the
 * version the one before it produced; nothing is called saved before the engine has said so. A step that cannot be stored
 * now stays in the queue and is tried again; a step the engine refuses is taken back and shown with the reason.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CarryAnswer, Report, ReportHeader, StepSource } from '../../shared/contract/index.ts'
import { AppError, type AppErrorCode } from '../../shared/model/errors.ts'
import { causeOf } from '../../shared/model/reason-cause.ts'
import type { Platform } from '../platform/platform.ts'
import { type Conflict, type EditStep, editFor, type MadeEdits, rebase, stepOf, valueIn } from './rebase.ts'
import { emptyState, type Reason, type ReportState, type SaveState } from './report-state.ts'
import { type CellEdit, cellEdits, type Direction, noSteps, type Step, StepHistory, withoutUndone } from './step-history.ts'

export interface ReportSession {
  readonly store: StoreApi<ReportState>
  /** Reads the report; `onLoad` runs each time the engine's truth replaces what is shown. */
  load(): Promise<void>
  edit(made: MadeEdits, source: StepSource): void
  /** Somebody types into a cell that held this value, or has stopped. */
  typing(cell: { readonly row: string; readonly field: string; readonly value: string | null } | null): void
  editHeader(header: Partial<ReportHeader>): void
  undo(): void
  redo(): void
  /** Takes the earlier period's rows; null when that could not be stored now. */
  carryForward(): Promise<CarryAnswer | null>
  /** Tries again at once what could not be stored. */
  retry(): void
  settle(conflict: Conflict, useMine: boolean): void
  dismissRefusal(): void
  /** Says why: for the changes stored without a reason, and for all that follow. */
  giveReason(text: string): Promise<void>
  /** Resolves when nothing waits any more, or the next step cannot be stored. */
  idle(): Promise<void>
  /** Resolves when nothing waits any more, however long that takes. */
  stored(): Promise<void>
  close(): void
}
export interface ReportSessionOptions {
  readonly platform: Platform
  readonly form: string
  readonly period: string
  readonly clock: () => Date
  readonly onLoad: (report: Report) => void
  /** Shows cells as a step that was taken back or done again leaves them; false when it cannot. Absent: the report is read again. */
  readonly onTravel?: (edits: readonly CellEdit[]) => boolean
  /** Read the report again after each stored edit: some of its numbers only the engine can reckon. */
  readonly rereads?: () => boolean
}

const retryMs = 5_000
/** Edits whose message is made in no time. */
const mostBeforePaint = 200
/** By then the frame has been drawn. */
const frameMs = 24
/** Not the fault of what was typed: the same step may succeed later. */
const passing: ReadonlySet<AppErrorCode> = new Set(['INTERNAL', 'DISK_FULL', 'STORE_READ_ONLY', 'DATA_FOLDER_MISSING', 'CANCELLED'])

export function createReportSession({ platform, form, period, clock, onLoad, onTravel, rereads }: ReportSessionOptions): ReportSession {
  const at = { form, period }
  const store = createStore<ReportState>()(() => emptyState)
  const queue: Step[] = []
  const history = new StepHistory()
  let version = 0
  let newest = 0
  let mustReload = false
  /** What is read next was changed by somebody else. */
  let byOthers = false
  let typed: { row: string; field: string; value: string | null; isChanged: boolean } | null = null
  /** Steps that ask for a reason, stored or on their way, and how many; one that this window lost sight of goes on counting. */
  const asking = new WeakSet<EditStep>()
  let asked = 0
  let withdrawn: Reason | null = null
  let draining: Promise<void> | null = null
  /** What the mark said before anything waited. */
  let calm: SaveState = emptyState.save
  let retryTimer: ReturnType<typeof setTimeout> | undefined

  const show = (report: Report): void => {
    if (report.version !== version) history.forget()
    version = report.version
    newest = Math.max(newest, version)
    mustReload = false
    if (typed && byOthers && valueIn(report, typed) !== typed.value) typed.isChanged = true
    byOthers = false
    onLoad(report)
    store.setState((state) => ({ report, header: report.header, error: null, stored: state.stored + 1 }))
  }
  /** Edits made while the report was being read are newer than what was read: they go first. */
  const reload = async (): Promise<void> => {
    const report = await platform.call('report.open', at)
    if (queue.length === 0) show(report)
    else mustReload = true
  }

  const may = (canUndo: boolean, canRedo: boolean): void => {
    const { report } = store.getState()
    if (report && (report.canUndo !== canUndo || report.canRedo !== canRedo)) store.setState({ report: { ...report, canUndo, canRedo } })
  }

  /** Says that figures somebody relied on are being changed, once. */
  const askReason = (step: EditStep): void => {
    const { report, reason } = store.getState()
    const cause = report !== null ? causeOf(report, step) : null
    if (cause === null) return
    asking.add(step)
    asked += 1
    if (reason !== null) return
    // What a revision is for was said when it was begun.
    const text = cause === 'revised' ? (report?.header.revisionReason ?? '') : ''
    store.setState({ reason: { cause, text, owed: text === '' } })
  }

  const asksNoMore = (step: EditStep): void => {
    if (asking.delete(step)) asked -= 1
  }
  /** Nothing is asked for once every change that asked was taken back, and nobody has answered yet. */
  const withdrawReason = (): void => {
    const { reason } = store.getState()
    if (reason?.owed !== true || reason.text !== '' || asked > 0) return
    withdrawn = reason
    store.setState({ reason: null })
  }
  /** Something has come again that only the engine knows: it may be what was asked about. */
  const askAgain = (): void => {
    if (withdrawn === null || store.getState().reason !== null) return
    asked += 1
    store.setState({ reason: withdrawn })
  }

  const send = async (step: Step): Promise<void> => {
    if (step.kind === 'edits') {
      const why = store.getState().reason?.text ?? ''
      const edits = { ...at, baseVersion: version, edits: [...step.edits], source: step.source }
      const reply = await platform.call('report.edit', why === '' ? edits : { ...edits, why })
      version = reply.version
      if (reply.step === 0) {
        asksNoMore(step)
        dropTravels(step)
      } else may(true, false)
      if (rereads?.()) mustReload = true
      return
    }
    if (step.kind === 'carryForward') {
      const carried = await platform.call('report.carryForward', { ...at, baseVersion: version })
      version = carried.version
      if (carried.step === 0) dropTravels()
      store.setState({ carried })
      mustReload = true
      return
    }
    // On the version this window knows: a step of somebody else is not taken back unseen, and after a lost answer none twice.
    const reply = await platform.call(step.kind === 'undo' ? 'report.undo' : 'report.redo', { ...at, baseVersion: version })
    version = reply.version
    may(reply.canUndo, reply.canRedo)
    store.setState({ travelled: { direction: step.kind, of: reply.of } })
    if (step.kind === 'undo') {
      if (step.of) asksNoMore(step.of)
    } else if (step.of) askReason(step.of)
    else askAgain()
    if (!step.isShown || rereads?.()) mustReload = true
  }
  /** The engine has no such step: what would take it back would take back the one before. Without a step named, every waiting travel goes. */
  const dropTravels = (step?: EditStep): void => {
    history.forget()
    const stays = (other: Step): boolean => other.kind === 'edits' || other.kind === 'carryForward'
    const kept = queue.filter((other) => stays(other) || (step !== undefined && 'of' in other && other.of !== step))
    if (kept.length === queue.length) return
    queue.splice(0, queue.length, ...kept)
    mustReload = true
  }

  const meetOthers = async (): Promise<void> => {
    const fresh = await platform.call('report.open', at)
    history.forget()
    // Its answer may have been lost, and the change be there.
    if (queue.some(({ kind }) => kind === 'redo')) askAgain()
    const { steps, conflicts } = rebase(withoutUndone(queue), fresh)
    queue.splice(0, queue.length, ...steps)
    version = fresh.version
    mustReload = true
    byOthers = true
    store.setState((state) => ({ conflicts: [...state.conflicts, ...conflicts] }))
  }

  /** False when the queue has to wait. */
  const handle = async (error: unknown): Promise<boolean> => {
    if (error instanceof AppError && error.code === 'STALE') {
      await meetOthers()
      return true
    }
    if (error instanceof AppError && !passing.has(error.code)) {
      // Only the refused step is taken back; what was typed after it goes on, and rebases where it must.
      const refused = queue.shift()
      mustReload = true
      if (refused?.kind === 'edits') {
        asksNoMore(refused)
        dropTravels(refused)
      }
      history.forget()
      const direction = noSteps.get(error.code)
      store.setState(direction === undefined ? { refusal: error } : { travelled: { direction, of: null } })
      return true
    }
    store.setState({ save: { kind: 'failed', error } })
    return false
  }

  const drain = async (): Promise<void> => {
    clearTimeout(retryTimer)
    retryTimer = undefined
    try {
      while (queue.length > 0 || mustReload) {
        const step = queue[0]
        if (!step) {
          await reload()
          continue
        }
        store.setState({ save: { kind: 'saving' } })
        try {
          if (step.kind === 'edits' && step.isLate === true) {
            if (step.edits.length === 0) {
              // It changed nothing: the engine has no such step, and nothing was stored.
              queue.shift()
              dropTravels(step)
              store.setState({ save: calm })
              continue
            }
            askReason(step)
          }
          await send(step)
          calm = { kind: 'saved', at: clock() }
          queue.shift()
          store.setState((state) => ({ stored: state.stored + 1 }))
        } catch (error) {
          if (!(await handle(error))) throw error
        }
      }
      withdrawReason()
      if (store.getState().save.kind !== 'untouched') store.setState({ save: { kind: 'saved', at: clock() } })
      if (newest > version) {
        byOthers = true
        await reload()
      }
      // A value that met another one while the report was read is kept beside it; nothing of it is on its way.
      if (queue.length === 0 && !mustReload && store.getState().save.kind === 'saving')
        store.setState({ save: { kind: 'saved', at: clock() } })
    } catch (error) {
      store.setState({ save: { kind: 'failed', error } })
      retryTimer = setTimeout(() => start(), retryMs)
    }
  }
  const start = (pause?: Promise<void>): void => {
    if (draining !== null) return
    // Known before the first step goes: whoever hears of it may push another one.
    const { promise, resolve } = Promise.withResolvers<void>()
    draining = promise
    void (pause === undefined ? drain() : pause.then(drain)).finally(() => {
      draining = null
      resolve()
      // Something may have been pushed after the queue was found empty.
      if ((queue.length > 0 || mustReload) && retryTimer === undefined) start()
    })
  }
  const push = (step: Step): void => {
    if (step.kind === 'edits') history.record(step)
    queue.push(step)
    const { save } = store.getState()
    if (save.kind === 'untouched' || save.kind === 'saved') calm = save
    store.setState({ save: { kind: 'saving' } })
    // A long message is made after the frame that shows the block; a cell goes at once, before anything is worked out from it.
    if (step.kind === 'edits' && (step.isLate === true || step.edits.length > mostBeforePaint))
      start(new Promise((resolve) => setTimeout(resolve, frameMs)))
    else start()
  }

  const travel = (direction: Direction): void => {
    const of = history.travel(direction)
    const edits = of && cellEdits(of, direction)
    push({ kind: direction, of, isShown: edits !== null && onTravel?.(edits) === true })
  }

  /** A block is never one: nobody pastes while a cell is being typed into. */
  const contestedBy = (made: MadeEdits): Conflict | null => {
    const { report } = store.getState()
    if (!typed?.isChanged || report === null || made.isLate === true) return null
    const { edits } = made
    const [edit] = edits
    if (edit?.kind !== 'cell' || edits.length !== 1) return null
    if (edit.row !== typed.row || edit.field !== typed.field) return null
    const theirs = valueIn(report, typed)
    return { kind: 'cell', row: edit.row, field: edit.field, mine: edit.value, theirs }
  }

  const stopEvents = platform.onEvent((event) => {
    if (event.name !== 'report.changed' || event.payload.form !== form || event.payload.period !== period) return
    newest = Math.max(newest, event.payload.version)
    if (queue.length === 0 && draining === null && newest > version) {
      mustReload = true
      byOthers = true
      start()
    }
  })

  const session: ReportSession = {
    store,
    async load() {
      try {
        show(await platform.call('report.open', at))
      } catch (error) {
        store.setState({ error })
      }
    },
    typing(cell) {
      typed = cell && { ...cell, isChanged: false }
    },
    edit(made, source) {
      const contested = contestedBy(made)
      if (contested) {
        // Who typed has not seen what another window put there: neither value goes over the other by itself.
        store.setState((state) => ({ conflicts: [...state.conflicts, contested], save: { kind: 'saving' } }))
        mustReload = true
        start()
        return
      }
      // Of a block that is worked out late it is found out then.
      const step = stepOf(made, source)
      if (made.isLate !== true) askReason(step)
      push(step)
    },
    async giveReason(text) {
      const { reason } = store.getState()
      if (reason === null || text.trim() === '') return
      store.setState({ reason: { ...reason, text: text.trim() } })
      if (!reason.owed) return
      await session.stored()
      await platform.call('report.giveReason', { ...at, why: text.trim() })
      store.setState((state) => ({ reason: state.reason && { ...state.reason, owed: false }, stored: state.stored + 1 }))
    },
    editHeader(header) {
      const current = store.getState().header
      if (!current) return
      const changed = Object.entries(header).filter(([name, value]) => current[name as keyof ReportHeader] !== value) // named by its own type
      if (changed.length === 0) return
      store.setState({ header: { ...current, ...header } })
      push({ kind: 'edits', edits: [{ kind: 'header', header: Object.fromEntries(changed) }], before: [{ ...current }], source: 'typing' })
    },
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    async carryForward() {
      history.record(null)
      store.setState({ carried: null })
      push({ kind: 'carryForward' })
      await session.idle()
      return store.getState().carried
    },
    retry: () => start(),
    settle(conflict, useMine) {
      store.setState((state) => ({ conflicts: state.conflicts.filter((other) => other !== conflict) }))
      if (!useMine) return
      const step = editFor(conflict)
      if (step) {
        push(step)
        mustReload = true
      }
    },
    dismissRefusal: () => store.setState({ refusal: null }),
    async idle() {
      while (draining !== null) await draining
    },
    stored: () =>
      new Promise((resolve) => {
        const isStored = ({ save }: ReportState): boolean => save.kind === 'saved' || save.kind === 'untouched'
        if (isStored(store.getState())) {
          resolve()
          return
        }
        const stop = store.subscribe((state) => {
          if (!isStored(state)) return
          stop()
          resolve()
        })
      }),
    close() {
      clearTimeout(retryTimer)
      stopEvents()
    },
  }
  return session
}

/** Waits for what was typed, so that what follows works on it. @throws why it could not be stored */
export async function whenStored({ idle, store }: Pick<ReportSession, 'idle' | 'store'>): Promise<void> {
  await idle()
  const { save } = store.getState()
  if (save.kind === 'failed') throw save.error
}
