import { useCallback, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { reportText } from '../../../shared/text/ui-report.ts'
import type { ReportDesk } from './report-desk.ts'

/** Under a table without rows: how they come to be. */
export function EmptyHint({ desk }: { readonly desk: ReportDesk }) {
  const { grid, session, template } = desk
  const rows = useSyncExternalStore(
    useCallback((listener) => grid.subscribe('structure', listener), [grid]),
    () => grid.allRows,
  )
  const isOpen = useStore(session.store, ({ report, header }) => report?.open === true && header?.zeroReport !== true)
  if (rows > 0 || !isOpen) return null
  const text = reportText.emptyTable
  return (
    <div className="report-hint" role="note">
      <p>{text.title}</p>
      <ul>
        {text.ways(template.carryForward.mode !== 'none').map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
    </div>
  )
}
