import { Alert, Button } from 'antd'
import { useMemo, useState } from 'react'
import type { Report } from '../../../shared/contract/index.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import type { ReportDesk } from '../report/report-desk.ts'
import { reportChanges } from './changes.ts'

interface ChangedMeanwhileProps {
  readonly desk: ReportDesk
  readonly report: Report
  /** Gives the keyboard back to the form. */
  readonly onLeave: () => void
}

/** Rows by their ids: what changes under a reader are these very rows, and their keys may be what changed. */
const byId = ({ rows }: Report) => ({ rows: rows.map((row) => ({ ...row, key: '' })) })

/** The form before a reader shows what is stored now: says so where that is no longer what he has read. */
export function ChangedMeanwhile({ desk, report, onLeave }: ChangedMeanwhileProps) {
  const { template } = desk
  const [seen, setSeen] = useState(report)
  const found = useMemo(
    () => (seen.version === report.version ? null : reportChanges(template, byId(seen), byId(report))),
    [template, seen, report],
  )
  const text = reviewScreenText.changed
  const head = found !== null && JSON.stringify(seen.header) !== JSON.stringify(report.header)
  const counts = found && { cells: found.fields.length, added: found.newRows.length, gone: found.goneRows.length, head }
  if (counts === null || (counts.cells + counts.added + counts.gone === 0 && !head)) return null
  const [field] = found?.fields ?? []
  const target = field?.row ? { row: field.row, field: field.field } : null
  const row = found?.newRows[0]?.row
  const first = target ?? (row === undefined ? null : { row, field: template.fields[0]?.key ?? '' })
  const done = (): void => {
    setSeen(report)
    onLeave()
  }
  return (
    <Alert
      banner
      type="warning"
      title={text.said(counts)}
      action={
        <span className="row row-tight">
          {first && <Button onClick={() => desk.goToCell(first.row, [first.field])}>{text.show}</Button>}
          <Button onClick={done}>{text.seen}</Button>
        </span>
      }
    />
  )
}
