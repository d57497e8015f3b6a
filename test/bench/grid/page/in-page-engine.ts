/**
 * Stands in for the engine on the page of the grids, so that our grid is measured with everything the page itself does,
 * the making of the message included, and without a disk.
 */
import { createStore } from 'zustand/vanilla'
import type { AppModel } from '../../../../renderer/app/app-model.ts'
import type { Platform } from '../../../../renderer/platform/platform.ts'
import { createCall } from '../../../../shared/contract/client.ts'
import { encode } from '../../../../shared/contract/codec.ts'
import type { Edit, Input, Reply, Report } from '../../../../shared/contract/index.ts'
import type { Ledger } from './ledger.ts'

const columns = { folded: false, groups: [], widths: {}, scaled: [] }

/** The rows as the engine would hold them; quick, for only the page is to be measured. */
class HeldReport {
  report: Report
  readonly #places: ReadonlyMap<string, number>
  readonly #undos: Edit[][] = []

  constructor(report: Report) {
    this.report = { ...report, rows: [...report.rows] }
    this.#places = new Map(report.rows.map((row, at) => [row.id, at]))
  }
  edit(edits: readonly Edit[]): void {
    this.#undos.push(this.#apply(edits))
  }
  undo(): void {
    this.#apply(this.#undos.pop() ?? [])
  }
  /** Gives back what undoes it. */
  #apply(edits: readonly Edit[]): Edit[] {
    const back: Edit[] = []
    const copied = new Set<string>()
    for (const edit of edits) {
      const at = edit.kind === 'cell' ? (this.#places.get(edit.row) ?? -1) : -1
      let row = this.report.rows[at]
      if (edit.kind !== 'cell' || !row) throw new Error('only cells are edited here')
      if (!copied.has(row.id)) {
        copied.add(row.id)
        row = { ...row, values: { ...row.values } }
        this.report.rows[at] = row
      }
      back.push({ ...edit, value: row.values[edit.field] ?? null })
      if (edit.value === null) delete row.values[edit.field]
      else row.values[edit.field] = edit.value
    }
    this.report.version += 1
    return back.reverse()
  }
}

function inPagePlatform(first: Report): Platform {
  const held = new HeldReport(first)
  const answer = (method: string, input: unknown): unknown => {
    const { report } = held
    switch (method) {
      case 'report.open':
        return { ...report, rows: [...report.rows] }
      case 'report.edit':
        held.edit((input as Input<'report.edit'>).edits) // the method says what its input is
        return { version: report.version, step: report.version }
      case 'report.undo':
        held.undo()
        return { version: report.version, step: report.version, canUndo: true, canRedo: true }
      case 'grid.columns':
        return columns
      default:
        return null
    }
  }
  return {
    kind: 'browser',
    call: createCall(async (method, input): Promise<Reply> => {
      encode({ method, input })
      // An answer never comes in the same turn.
      await new Promise((resolve) => setTimeout(resolve, 0))
      // The check of the whole form is the engine's work; an empty one would lift what the page found itself.
      if (method === 'check.run') return { ok: false, error: { code: 'CANCELLED', details: {} } }
      return { ok: true, value: answer(method, input) }
    }),
    onEvent: () => () => {},
    openFile: () => Promise.resolve(null),
    saveFile: () => Promise.resolve(false),
    zoom: null,
  }
}

/** As much of the program as an open form asks for. */
export function inPageModel({ pack, report }: Ledger, data: AppModel['ready']['pack']): AppModel {
  let ids = 0
  const info = { today: `${report.period}-20` }
  const model = {
    platform: inPagePlatform(report),
    ready: { kind: 'ready', info, profile: { unit: report.unit }, pack: data, period: report.period },
    unsent: { store: createStore(() => new Map()), set() {}, hasWords: () => false },
    newId() {
      ids += 1
      return `bench-${ids}`
    },
  }
  if (pack.manifest.id !== report.packId) throw new Error('the report is of another pack')
  return model as unknown as AppModel // an open form asks for nothing else
}
