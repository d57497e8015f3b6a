import { Button } from 'antd'
import type { Difference, Differing } from '../../../shared/contract/index.ts'
import { pastText as text } from '../../../shared/text/ui-past.ts'

interface DifferenceListProps {
  readonly difference: Difference
  readonly onMore: (count: number) => void
}
const page = 200
const signs: Readonly<Record<Differing['kind'], string>> = {
  header: '•',
  rowAdded: '+',
  rowRemoved: '−',
  added: '+',
  changed: '→',
  removed: '−',
}

/** Everything that is otherwise, cell by cell. */
export function DifferenceList({ difference, onMore }: DifferenceListProps) {
  const { changes, count } = difference
  if (count === 0) return <p className="past-empty">{text.same}</p>
  const left = count - changes.length
  return (
    <>
      <table className="past-table">
        <thead>
          <tr>
            {Object.entries(text.columns).map(([column, name]) => (
              <th key={column} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={`${change.kind} ${change.row ?? ''} ${change.field ?? ''}`} className={`past-${change.kind}`}>
              <th scope="row">{change.rowName}</th>
              <td>{change.label}</td>
              <td className="past-kind">
                <span aria-hidden>{signs[change.kind]} </span>
                {text.kinds[change.kind]}
              </td>
              <td className="past-before">{change.before ?? (change.field === null ? '' : text.blank)}</td>
              <td className="past-after">{change.after ?? (change.field === null ? '' : text.blank)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <Button onClick={() => onMore(changes.length + page)}>{text.moreChanges(Math.min(page, left))}</Button>}
    </>
  )
}
