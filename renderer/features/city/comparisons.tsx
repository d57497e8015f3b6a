import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { useModel } from '../../app/app-model.ts'
import { WideTable } from '../../ui/wide-table.tsx'

const text = cityScreenText.package
type PackageView = Output<'city.package'>

/** Each total beside last month's and beside the other counties'. */
export function Comparisons({ comparisons }: { readonly comparisons: PackageView['comparisons'] }) {
  const { ready } = useModel()
  if (comparisons.length === 0) return <p className="muted">{text.noCompare}</p>
  const labelOf = (form: string, field: string): string =>
    ready.pack.forms.find(({ id }) => id === form)?.fields.find(({ key }) => key === field)?.label ?? field
  return (
    <WideTable className="city-table" label={text.tabs.compare}>
      <thead>
        <tr>
          {Object.entries(text.compare).map(([key, label]) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {comparisons.map(({ form, label, field, value, before, change, median, isJump, isOutlier }) => (
          <tr key={`${form} ${label} ${field}`} className={isJump || isOutlier ? 'city-commented' : undefined}>
            <td>
              {form} {label}
            </td>
            <td>{labelOf(form, field)}</td>
            <td className="city-right">{value}</td>
            <td className="city-right">{before}</td>
            <td className="city-right">{change === null ? '' : `${change}%`}</td>
            <td className="city-right">{median}</td>
            <td>{[isJump ? text.jump : '', isOutlier ? text.outlier : ''].filter(Boolean).join('；')}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  )
}

/** The same boiler or project in several counties. */
export function Duplicates({ duplicates }: { readonly duplicates: PackageView['duplicates'] }) {
  if (duplicates.length === 0) return <p className="muted">{text.noDuplicates}</p>
  return (
    <ul className="city-list">
      {duplicates.map(({ form, fields, key, places }) => (
        <li key={`${form} ${fields.join()} ${key}`}>
          <b>{text.duplicate(form, key)}</b>
          <p>{places.map(({ unitName }) => unitName).join('、')}</p>
        </li>
      ))}
    </ul>
  )
}
