import { Spin } from 'antd'
import { Fragment, useEffect, useState } from 'react'
import type { TownForm } from '../../../shared/contract/index.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { progressText } from '../../../shared/text/ui-progress.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { HeadRow } from '../../ui/head-row.tsx'
import { CellLink } from './figure-link.tsx'
import { comeBack } from './followed.ts'

const text = progressText.towns

interface TownsViewProps {
  readonly period: string
  /** Whatever changes when the reports may have changed. */
  readonly version: unknown
}

/** Every form that names a town in its rows, counted and summed by town; each number shows the cells it is made of. */
export function TownsView({ period, version }: TownsViewProps) {
  const { platform, ready } = useModel()
  const [forms, setForms] = useState<readonly TownForm[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version says that there is something new to read
  useEffect(() => {
    let current = true
    platform.call('progress.towns', { period }).then(
      (found) => current && setForms(found.forms),
      (thrown: unknown) => current && setError(thrown),
    )
    return () => {
      current = false
    }
  }, [platform, period, version])
  if (error !== null) return <ErrorAlert error={error} />
  if (forms === null) return <Spin description={commonText.loading} />
  const hasTowns = ready.pack.forms.some(({ fields }) => fields.some(({ type }) => type === 'town'))
  if (forms.length === 0) return <p className="card">{hasTowns ? text.empty : text.none}</p>
  return (
    <>
      <p className="muted">{text.hint}</p>
      {forms.map((form) => (
        <TownTable key={form.form} form={form} period={period} />
      ))}
    </>
  )
}

/** The number that is unfolded: of which town, in which column; -1 = the count. */
interface Opened {
  readonly town: string | null
  readonly column: number
}

function TownTable({ form, period }: { readonly form: TownForm; readonly period: string }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(comeBack, [])
  const heads = [text.count(form.unit), ...form.columns.map(({ label, unit }) => text.column(label, unit))]
  const open = (town: string | null, column: number): void =>
    setOpened(opened?.town === town && opened.column === column ? null : { town, column })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="card towns" tabIndex={0} aria-label={text.caption(form.title)}>
      <h2>{progressText.sheet(form.form, form.title)}</h2>
      <table className="trend-table">
        <HeadRow labels={[text.town, ...heads]} />
        <tbody>
          {form.towns.map((town) => (
            <Fragment key={town.town ?? ''}>
              <tr>
                <th scope="row">{town.name}</th>
                {[String(town.count), ...town.sums].map((value, at) => (
                  <td key={heads[at]}>
                    {value === null ? (
                      text.blank
                    ) : (
                      <button
                        type="button"
                        className="towns-number"
                        aria-expanded={opened?.town === town.town && opened.column === at - 1}
                        aria-label={`${text.opens(town.name, heads[at] ?? '')} ${value}`}
                        onClick={() => open(town.town, at - 1)}
                      >
                        {value}
                      </button>
                    )}
                  </td>
                ))}
              </tr>
              {opened !== null && opened.town === town.town && (
                <tr>
                  <td colSpan={heads.length + 1} className="towns-cells">
                    <TownCells form={form} town={town} column={opened.column} period={period} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text.total}</th>
            {[String(form.count), ...form.sums].map((value, at) => (
              <td key={heads[at]}>{value ?? text.blank}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

interface TownCellsProps {
  readonly form: TownForm
  readonly town: TownForm['towns'][number]
  readonly column: number
  readonly period: string
}

function TownCells({ form, town, column, period }: TownCellsProps) {
  const of = form.columns[column]
  const label = of?.label ?? text.town
  const rows = column < 0 ? town.rows : town.rows.filter(({ values }) => values[column] != null)
  return (
    <>
      <p>{text.cells(town.name, of?.label ?? text.count(form.unit))}</p>
      <ul>
        {rows.map(({ row, label: name, values }) => (
          <li key={row}>
            {name}{' '}
            <CellLink form={form.form} period={period} row={row} field={of?.field ?? form.townField} label={`${name} ${label}`}>
              {of === undefined ? town.name : values[column]}
            </CellLink>
          </li>
        ))}
      </ul>
      {town.count > town.rows.length && <p className="muted">{text.more(town.count - town.rows.length)}</p>}
    </>
  )
}
