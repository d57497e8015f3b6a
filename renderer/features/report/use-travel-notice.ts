import { App } from 'antd'
import { useEffect } from 'react'
import { travelText } from '../../../shared/text/travel.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'
import type { Travelled } from '../../state/report-state.ts'
import type { ReportDesk } from './report-desk.ts'

/** The one cell that a step was about, as it is called here; empty for anything else. */
export function placeOf({ grid, template }: Pick<ReportDesk, 'grid' | 'template'>, at: { row: string; field: string } | null): string {
  const number = at === null ? 0 : grid.rows().findIndex(({ id }) => id === at.row) + 1
  const label = template.fields.find(({ key }) => key === at?.field)?.label
  return number === 0 || label === undefined ? '' : notesText.place.cell(notesText.place.rowNumber(number), label)
}

const sentenceOf = (desk: ReportDesk, { direction, of }: Travelled): string =>
  of === null ? travelText.none[direction] : `${travelText[direction](of, placeOf(desk, of.at))}，${travelText.back[direction]}`

/**
 * Names what Ctrl+Z took back or Ctrl+Y brought again. A typed cell is named as a whole import is: it may lie out of
 * sight, and where the last thing done was refused the key takes back an older one than its presser thinks of.
 */
export function useTravelNotice(desk: ReportDesk): void {
  const { message } = App.useApp()
  useEffect(() => {
    let count = 0
    let shown = ''
    return desk.session.store.subscribe(({ travelled }, before) => {
      if (travelled === null || travelled === before.travelled) return
      // A key of its own: a notice that takes over the key of an earlier one takes over what is left of its time, too.
      message.destroy(shown)
      shown = `travelled ${++count}`
      void message.info({ key: shown, content: sentenceOf(desk, travelled) })
    })
  }, [desk, message])
}
