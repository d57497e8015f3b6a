import { App } from 'antd'
import { useEffect } from 'react'
import { travelText } from '../../../shared/text/travel.ts'
import type { ReportSession } from '../../state/report-session.ts'
import type { Travelled } from '../../state/report-state.ts'

/** One typed cell comes and goes before one's eyes; more than that may lie outside of what is shown. */
const isSeen = ({ of }: Travelled): boolean => of?.source === 'typing' && of.rows === 0 && of.cells <= 1

/** Names what Ctrl+Z took back or Ctrl+Y brought again: the same key takes back a letter or an import of a whole ledger. */
export function useTravelNotice(session: ReportSession): void {
  const { message } = App.useApp()
  useEffect(() => {
    let count = 0
    let shown = ''
    return session.store.subscribe(({ travelled }, before) => {
      if (travelled === null || travelled === before.travelled || isSeen(travelled)) return
      // A key of its own: a notice that takes over the key of an earlier one takes over what is left of its time, too.
      message.destroy(shown)
      shown = `travelled ${++count}`
      const { direction, of } = travelled
      const content = of === null ? travelText.none[direction] : `${travelText[direction](of)}，${travelText.back[direction]}`
      void message.info({ key: shown, content })
    })
  }, [session, message])
}
