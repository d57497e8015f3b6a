/** Our grid, as an open form has it: the same component, store and way to the engine. */
import { createElement } from 'react'
import type { Root as ReactRoot } from 'react-dom/client'
import type { AppModel } from '../../../../renderer/app/app-model.ts'
import { adoptPalette, Root, systemLooks } from '../../../../renderer/app/root.tsx'
import { displayText } from '../../../../renderer/features/grid/cell-rules.ts'
import { Grid } from '../../../../renderer/features/grid/grid.tsx'
import { createReportDesk } from '../../../../renderer/features/report/report-desk.ts'
import { createLooks } from '../../../../renderer/state/looks.ts'
import type { Ledger } from './ledger.ts'
import { middleOf, type Sheet } from './sheet.ts'

const none = (): void => {}

/** Opens the form and draws it; resolves when the rows were handed over. */
export async function showOwnSheet(ledger: Ledger, model: AppModel, root: ReactRoot): Promise<Sheet> {
  const desk = createReportDesk(model, ledger.template, ledger.report.period)
  const { grid, session } = desk
  const actions = {
    undo: () => session.undo(),
    redo: () => session.redo(),
    saveState: none,
    check: none,
    nextProblem: none,
    repair: none,
    leave: none,
  }
  adoptPalette(document)
  await desk.open()
  // A ledger opens at its blank last row; the libraries begin at the top.
  grid.select(0, 0)
  const looks = createLooks(model.platform, systemLooks(window))
  const element = createElement(Grid, { store: grid, label: ledger.template.id, today: model.ready.info.today, actions })
  // biome-ignore lint/correctness/noChildrenProp: the component's type asks for its children
  root.render(createElement(Root, { looks, children: createElement('div', null, element) }))
  const cell = (row: number, column: number): Element | null => document.getElementById(`cell-${row}-${column}`)
  return {
    text(row, column) {
      const shown = grid.column(column)
      return shown ? displayText(shown, grid.value(row, column)) : ''
    },
    point: (row, column) => middleOf(cell(row, column)),
    scroller: () => document.querySelector<HTMLElement>('.grid-scroller') ?? document.body,
    typing: () => document.querySelector<HTMLTextAreaElement>('.grid-typing')?.value ?? null,
    forget: none,
    drawn: (row) => cell(row, 0) !== null,
    rowOf: (element) => element.closest('.grid-row')?.getAttribute('aria-rowindex') ?? null,
  }
}
