/** When the totals are summed: at once in a short form; when the typing rests, and in slices, in a long one. */
import type { Report } from '../../../shared/contract/index.ts'
import { atOnce } from '../../../shared/model/steps.ts'

const mostAtOnce = 1_000
const restMs = 300
/** A slice is over before anybody notices that a key waits. */
const sliceMs = 6

type Totals = Report['totals']

export class TotalsClock {
  readonly #show: (totals: Totals) => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(show: (totals: Totals) => void) {
    this.#show = show
  }
  /** Gives up what is being summed: the rows have changed since. */
  forget(): void {
    clearTimeout(this.#timer)
  }
  /** @param begin begins to sum the rows as they are then */
  sum(rowCount: number, begin: () => Generator<undefined, Totals>): void {
    this.forget()
    if (rowCount <= mostAtOnce) this.#show(atOnce(begin()))
    else this.#timer = setTimeout(() => this.#slice(begin()), restMs)
  }

  #slice(steps: Generator<undefined, Totals>): void {
    const end = performance.now() + sliceMs
    let step = steps.next()
    while (step.done !== true && performance.now() < end) step = steps.next()
    if (step.done === true) this.#show(step.value)
    else this.#timer = setTimeout(() => this.#slice(steps), 0)
  }
}
