import type { IndicatorProgress } from '../../../shared/contract/index.ts'
import { formatPeriod } from '../../../shared/text/format.ts'
import { progressText } from '../../../shared/text/ui-progress.ts'
import { useModel } from '../../app/app-model.ts'
import { CellLink } from './figure-link.tsx'

/** The cells that people filled in and the figures of the indicator rest on. */
export function Sources({ one }: { readonly one: IndicatorProgress }) {
  const { ready } = useModel()
  const cells = [
    ...new Map(
      one.figures.flatMap((figure) => figure.cells).map((cell) => [`${cell.period} ${cell.form} ${cell.row} ${cell.field}`, cell] as const),
    ),
  ]
  if (cells.length === 0) return null
  const labelOf = (form: string, key: string): string => {
    const template = ready.pack.forms.find(({ id }) => id === form)
    return template?.fields.find((field) => field.key === key)?.label ?? key
  }
  return (
    <details className="sources">
      <summary>{progressText.sources(cells.length)}</summary>
      <ul>
        {cells.map(([id, { form, period, row, field, value }]) => {
          const label = progressText.source(formatPeriod(period), form, labelOf(form, field))
          return (
            <li key={id}>
              <span aria-hidden>{label}</span>{' '}
              <CellLink form={form} period={period} row={row} field={field} label={label}>
                {value}
              </CellLink>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
