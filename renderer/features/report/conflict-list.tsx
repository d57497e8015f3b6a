import { Alert, Button } from 'antd'
import { useStore } from 'zustand'
import { reportText } from '../../../shared/text/ui-report.ts'
import type { Conflict } from '../../state/rebase.ts'
import type { ReportDesk } from './report-desk.ts'

const text = reportText.conflicts
const shown = (value: string | null): string => value || text.blank

interface ConflictListProps {
  readonly desk: ReportDesk
  /** The last choice takes the list away: the keyboard goes back to the form. */
  readonly onLeave: () => void
}

/** Both values of every cell that two windows changed, until a person has chosen. */
export function ConflictList({ desk, onLeave }: ConflictListProps) {
  const conflicts = useStore(desk.session.store, (state) => state.conflicts)
  if (conflicts.length === 0) return null
  const settle = (conflict: Conflict, useMine: boolean): void => {
    desk.session.settle(conflict, useMine)
    if (conflicts.length === 1) onLeave()
  }
  return (
    <Alert
      banner
      type="warning"
      title={text.title}
      description={
        <ul className="conflicts">
          {conflicts.map((conflict, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two conflicts may look alike; their order is all that tells them apart
            <li key={`${index}-${conflict.kind}`}>
              <ConflictLine desk={desk} conflict={conflict} onSettle={settle} />
            </li>
          ))}
        </ul>
      }
    />
  )
}

interface ConflictLineProps {
  readonly desk: ReportDesk
  readonly conflict: Conflict
  readonly onSettle: (conflict: Conflict, useMine: boolean) => void
}
function ConflictLine({ desk, conflict, onSettle }: ConflictLineProps) {
  const rows = desk.grid.rows()
  const rowName = (id: string): string => {
    const row = rows.find((candidate) => candidate.id === id)
    const names = desk.template.rowLabel.map((field) => row?.values[field]).filter((name) => name !== undefined)
    return names.length > 0 ? names.join(' ') : String(rows.findIndex((candidate) => candidate.id === id) + 1)
  }
  const fieldName = (key: string): string => desk.template.fields.find((field) => field.key === key)?.label ?? key
  const button = (label: string, useMine: boolean) => <Button onClick={() => onSettle(conflict, useMine)}>{label}</Button>
  switch (conflict.kind) {
    case 'cell':
      return (
        <span className="row">
          {text.cell(rowName(conflict.row), fieldName(conflict.field))}
          {button(text.mine(shown(conflict.mine)), true)}
          {button(text.theirs(shown(conflict.theirs)), false)}
        </span>
      )
    case 'header':
      return (
        <span className="row">
          {conflict.field in reportText.header ? headerName(conflict.field) : conflict.field}
          {button(text.mine(shown(conflict.mine)), true)}
          {button(text.theirs(shown(conflict.theirs)), false)}
        </span>
      )
    case 'deleteRow':
      return (
        <span className="row">
          {rowName(conflict.row)} {text.deleteRow}
          {button(text.deleteAnyway, true)}
          {button(text.keepRow, false)}
        </span>
      )
    case 'lostRow':
      return (
        <span className="row">
          {fieldName(conflict.field)}：{text.lostRow(shown(conflict.mine))}
          {button(text.understood, false)}
        </span>
      )
  }
}

const headerName = (field: string): string => {
  const name: unknown = Reflect.get(reportText.header, field)
  return typeof name === 'string' ? name : field
}
