/** A grid under measurement, as the probes see it. Rows and columns count from 0. */
export interface Sheet {
  /** What is stored in a cell now, as it is shown. */
  text(row: number, column: number): string
  /** Middle of a cell on the screen; the row must be in sight. */
  point(row: number, column: number): readonly [x: number, y: number]
  readonly scroller: () => HTMLElement
  /** Text of the open editor; null while none is open. */
  typing(): string | null
  /** Forgets what was drawn, so that `drawn` speaks of what comes. */
  forget(): void
  /** Whether the row was drawn, where its cells really stand. */
  drawn(row: number): boolean
  /** Which row an element of the page belongs to; null for elements outside the rows. Absent where cells are no elements. */
  rowOf?(element: Element): string | null
}

/** Every grid draws rows of this height, in pixels. */
export const rowHeight = 28

/** The same for elements that carry their row number. */
export const middleOf = (element: Element | null | undefined): readonly [number, number] => {
  if (!element) throw new Error('the cell is not in sight')
  const { left, top, width, height } = element.getBoundingClientRect()
  return [left + width / 2, top + height / 2]
}
