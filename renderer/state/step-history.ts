/**
 * What Ctrl+Z and Ctrl+Y do to the cells on the screen, as far as this window knows: the engine takes steps back, and a
 * window that knows what they were need not read a whole ledger to show it. It must never guess: whenever somebody else
 * may have changed the report, everything is forgotten, and the outcome is read from the engine.
 */
import type { Edit } from '../../shared/contract/index.ts'
import type { AppErrorCode } from '../../shared/model/errors.ts'
import type { EditStep } from './rebase.ts'

export type CellEdit = Edit & { readonly kind: 'cell' }
export type Direction = 'undo' | 'redo'
/** One key too many: nothing of what was typed is refused. */
export const noSteps: ReadonlyMap<AppErrorCode, Direction> = new Map([
  ['NOTHING_TO_UNDO', 'undo'],
  ['NOTHING_TO_REDO', 'redo'],
])

/** `of`: the step that goes back or comes again, where this window knows it; `isShown`: the screen shows it so already. */
interface Travel {
  readonly kind: Direction
  readonly of: EditStep | null
  readonly isShown: boolean
}
export type Step = EditStep | Travel | { readonly kind: 'carryForward' }

/** Older steps are read from the engine when they are taken back. */
const mostSteps = 200

export class StepHistory {
  /** Newest last, as the engine has them; null = a step that this window does not know. */
  #done: (EditStep | null)[] = []
  #undone: (EditStep | null)[] = []

  /** A step was made; what had been taken back cannot be brought back any more. */
  record(step: EditStep | null): void {
    this.#done.push(step)
    if (this.#done.length > mostSteps) this.#done.shift()
    this.#undone = []
  }
  /** Goes one step back or forth; null = only the engine knows which. */
  travel(direction: Direction): EditStep | null {
    const [from, to] = direction === 'undo' ? [this.#done, this.#undone] : [this.#undone, this.#done]
    const step = from.pop() ?? null
    to.push(step)
    return step
  }
  forget(): void {
    this.#done = []
    this.#undone = []
  }
}

/** The edits that show a step taken back or done again; null where rows or the head of the report come into it. */
export function cellEdits({ edits, before }: EditStep, direction: Direction): CellEdit[] | null {
  const cells: CellEdit[] = []
  for (const [at, edit] of edits.entries()) {
    const was = before[at] ?? null
    if (edit.kind !== 'cell' || (typeof was === 'object' && was !== null)) return null
    // Named one by one: a copy of the whole edit takes several times as long.
    cells.push(direction === 'undo' ? { kind: 'cell', row: edit.row, field: edit.field, value: was } : edit)
  }
  // A cell that was written twice gets back what stood there first.
  return direction === 'undo' ? cells.reverse() : cells
}

/** The edits that wait, but for those whose undo waits, too; other undos were meant for what stood there before. */
export function withoutUndone(queue: readonly Step[]): EditStep[] {
  const kept = new Set<EditStep>()
  const undone = new Set<EditStep>()
  for (const step of queue) {
    if (step.kind === 'edits') kept.add(step)
    else if (step.kind === 'undo' && step.of !== null && kept.delete(step.of)) undone.add(step.of)
    else if (step.kind === 'redo' && step.of !== null && undone.delete(step.of)) kept.add(step.of)
  }
  return [...kept]
}
