/** When the totals are summed: at once in a short form; in slices in a longer one, soon after the value is shown and stored or, in a very long one, when the typing rests. */
import type { Report } from '../../../shared/contract/index.ts'
import { atOnce } from '../../../shared/model/steps.ts'
import { inSlices } from './in-slices.ts'

const mostAtOnce = 100
const mostSoon = 1_000
/** By then the value is drawn and the mark says that it is saved. */
const soonMs = 100
const restMs = 300

type Totals = Report['totals']

export class TotalsClock {
  readonly #show: (totals: Totals) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #stop: () => void = () => {}

  constructor(show: (totals: Totals) => void) {
    this.#show = show
  }
  /** Gives up what is being summed: the rows have changed since. */
  forget(): void {
    clearTimeout(this.#timer)
    this.#stop()
  }
  /** @param begin begins to sum the rows as they are then */
  sum(rowCount: number, begin: () => Generator<undefined, Totals>): void {
    this.forget()
    if (rowCount <= mostAtOnce) this.#show(atOnce(begin()))
    else
      this.#timer = setTimeout(
        () => {
          this.#stop = inSlices(begin(), this.#show)
        },
        rowCount <= mostSoon ? soonMs : restMs,
      )
  }
}
