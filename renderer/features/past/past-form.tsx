import { Button } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Differing, Report } from '../../../shared/contract/index.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'
import type { CodeList, FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isCoded } from '../../../shared/model/value.ts'
import { pastText as text } from '../../../shared/text/ui-past.ts'
import { displayText } from '../grid/cell-rules.ts'
import { alignOf, columnLabel } from '../grid/columns.ts'

interface PastFormProps {
  readonly report: Report
  readonly template: FormTemplate
  readonly codes: ReadonlyMap<string, CodeList>
  readonly caption: string
  /** What is otherwise at the moment it is compared with; its cells are marked. */
  readonly changes: readonly Differing[]
}
const page = 200

/** The form as it was: a plain table, nothing of which can be changed. Columns that were never filled in are left out. */
export function PastForm({ report, template, codes, caption, changes }: PastFormProps) {
  const [shown, setShown] = useState(page)
  const marked = useMemo(
    () => new Map(changes.filter(({ field }) => field !== null).map((change) => [`${change.row} ${change.field}`, change])),
    [changes],
  )
  const added = useMemo(() => new Set(changes.filter(({ kind }) => kind === 'rowAdded').map(({ row }) => row)), [changes])
  const columns = useMemo(() => {
    const used = new Set(report.rows.flatMap(({ values, computed }) => [...Object.keys(values), ...Object.keys(computed)]))
    for (const { field } of changes) if (field !== null) used.add(field)
    return headerGrid(template)
      .columns.filter((field) => used.has(field.key) || field.group === 'core')
      .map((field) => ({
        field,
        codes: isCoded(field.type) && field.codes !== undefined ? codes.get(field.codes) : undefined,
        align: alignOf(field),
      }))
  }, [report, template, codes, changes])
  const table = useRef<HTMLTableElement>(null)
  // What was changed may lie far to the right.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment has other cells
  useEffect(() => {
    const cell = table.current?.querySelector<HTMLElement>('.past-marked')
    const frame = table.current?.parentElement
    if (cell && frame) frame.scrollTo({ left: cell.offsetLeft - frame.clientWidth / 2, top: cell.offsetTop - frame.clientHeight / 2 })
  }, [marked])
  return (
    <>
      <table ref={table} className="past-table past-form">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.rowNumber}</th>
            {columns.map(({ field }) => (
              <th key={field.key} scope="col">
                {columnLabel(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.rows.slice(0, shown).map((row, at) => (
            <tr key={row.id} className={added.has(row.id) ? 'past-rowAdded' : undefined}>
              <th scope="row">
                {at + 1} {template.rowLabel.map((key) => row.values[key] ?? '').join(' ')}
              </th>
              {columns.map((column) => {
                const change = marked.get(`${row.id} ${column.field.key}`)
                const value = displayText(column, row.values[column.field.key] ?? row.computed[column.field.key] ?? null)
                if (!change) {
                  return (
                    <td key={column.field.key} className={`past-${column.align}`}>
                      {value}
                    </td>
                  )
                }
                const was = text.changedFrom(change.before ?? text.blank)
                return (
                  <td key={column.field.key} className={`past-${column.align} past-marked`} title={was}>
                    {value}
                    <span className="visually-hidden">{was}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        {report.totals.length > 0 && (
          <tfoot>
            {report.totals.map((total) => (
              <tr key={total.label}>
                <th scope="row">{total.label}</th>
                {columns.map(({ field }) => (
                  <td key={field.key} className="past-right">
                    {total.values[field.key]}
                  </td>
                ))}
              </tr>
            ))}
          </tfoot>
        )}
      </table>
      {report.rows.length > shown && (
        <Button onClick={() => setShown(shown + page)}>{text.moreRows(Math.min(page, report.rows.length - shown))}</Button>
      )}
    </>
  )
}
