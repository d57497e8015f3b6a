import type { Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { monthText } from '../../../shared/text/ui-month.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import type { ReportChanges } from './changes.ts'

interface ChangesListProps {
  readonly template: FormTemplate
  readonly previous: Pick<Report, 'period'> | null
  readonly changes: ReportChanges | null
  readonly onGoTo: (row: string, field: string) => void
}
const mostShown = 300

/** What is not as it was in the period before; each line leads to its cell. */
export function ChangesList({ template, previous, changes, onGoTo }: ChangesListProps) {
  const text = reviewScreenText.panel
  if (previous === null || changes === null) return <p className="muted">{text.noPrevious}</p>
  const { fields, newRows, goneRows } = changes
  if (fields.length + newRows.length + goneRows.length === 0) return <p className="muted">{text.noChanges}</p>
  const firstField = template.fields[0]?.key ?? ''
  return (
    <>
      <p className="muted">{text.compared(monthText.period(previous.period))}</p>
      <table className="review-changes">
        <thead>
          <tr>
            <th scope="col">{text.row}</th>
            <th scope="col">{text.field}</th>
            <th scope="col">{text.before}</th>
            <th scope="col">{text.after}</th>
          </tr>
        </thead>
        <tbody>
          {newRows.slice(0, mostShown).map(({ row, rowName }) => (
            <tr key={`new ${row}`}>
              <td>
                <button type="button" className="note-go" onClick={() => onGoTo(row, firstField)}>
                  {rowName}
                </button>
              </td>
              <td colSpan={3}>{text.newRow}</td>
            </tr>
          ))}
          {goneRows.slice(0, mostShown).map((rowName) => (
            <tr key={`gone ${rowName}`}>
              <td>{rowName}</td>
              <td colSpan={3}>{text.goneRow}</td>
            </tr>
          ))}
          {fields.slice(0, mostShown).map(({ row, rowName, field, label, before, after }) => (
            <tr key={`${row} ${field}`}>
              <td>{rowName}</td>
              <td>
                <button type="button" className="note-go" onClick={() => row !== null && onGoTo(row, field)}>
                  {label}
                </button>
              </td>
              <td>{before ?? text.blank}</td>
              <td>{after ?? text.blank}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {fields.length > mostShown && <p className="muted">{text.more(fields.length - mostShown)}</p>}
    </>
  )
}
