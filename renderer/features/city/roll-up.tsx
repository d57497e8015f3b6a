import { Alert, App, Button, Modal } from 'antd'
import { useCallback, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useAction } from '../../ui/use-action.ts'
import { WideTable } from '../../ui/wide-table.tsx'
import { Duplicates } from './comparisons.tsx'
import { inColumns, unitsIn } from './unit-columns.ts'

const text = cityScreenText.sums
type View = Output<'city.rollUp'>
type FormSums = View['forms'][number]
type Adopted = Output<'city.adopt'>
interface Behind {
  readonly form: string
  readonly field: string
  readonly title: string
}

/** The sums of a month, with who is missing; every number opens the counties' cells. */
export function RollUp({ period }: { readonly period: string }) {
  const { value, error, again } = useRead(useCallback((platform: Platform) => platform.call('city.rollUp', { period }), [period]))
  const [behind, setBehind] = useState<Behind | null>(null)
  if (value === null) return <ErrorAlert error={error} onRetry={again} />
  const { counted, missing, forms, duplicates } = value
  return (
    <>
      <Alert
        type={missing.length === 0 ? 'success' : 'warning'}
        showIcon
        title={`${text.counted(counted.length)}${text.missing(missing.length)}`}
        description={missing.length > 0 && <Missing missing={missing} />}
      />
      {counted.length === 0 ? <p className="muted">{text.nothing}</p> : <Adopt period={period} />}
      {duplicates.length > 0 && (
        <section>
          <p>{text.duplicates(duplicates.length)}</p>
          <Duplicates duplicates={duplicates} />
        </section>
      )}
      {counted.length > 0 && forms.map((form) => <FormTotals key={form.form} form={form} counted={counted} onBehind={setBehind} />)}
      {behind && <CellsBehind period={period} behind={behind} onClose={() => setBehind(null)} />}
    </>
  )
}

/** A line for each reason: a city of twenty counties mostly waits for the same thing from many of them. */
function Missing({ missing }: Pick<View, 'missing'>) {
  return (
    <ul className="city-waited">
      {[...Map.groupBy(missing, ({ shown }) => shown)].map(([why, units]) => (
        <li key={why}>
          {text.missingFor(
            why,
            units.map(({ unitName }) => unitName),
          )}
        </li>
      ))}
    </ul>
  )
}

function Adopt({ period }: { readonly period: string }) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const [indicators, setIndicators] = useState<Adopted['indicators']>([])
  const adopt = (): Promise<boolean> =>
    act(async () => {
      const { forms, indicators: told } = await platform.call('city.adopt', { period })
      void message.success(
        text.adopted(
          forms.length,
          forms.reduce((sum, { rows }) => sum + rows, 0),
        ),
      )
      setIndicators(told)
    })
  return (
    <section className="city-adopt" aria-label={text.adopt}>
      <p>
        <Button onClick={() => void adopt()}>{text.adopt}</Button> <span className="muted">{text.adoptHint}</span>
      </p>
      {indicators.length > 0 && <Alert type="info" title={text.adoptedTitle} description={<AdoptedLines indicators={indicators} />} />}
    </section>
  )
}

function AdoptedLines({ indicators }: Pick<Adopted, 'indicators'>) {
  const ways = [...new Set(indicators.map(({ way }) => way))]
  const shown = ({ title, missing }: Adopted['indicators'][number]): string =>
    missing.length === 0 ? title : text.adoptedMissing(title, missing)
  return (
    <ul>
      {ways.map((way) => (
        <li key={way}>{text.adoptedLine(text.adoptedWays[way], indicators.filter((one) => one.way === way).map(shown))}</li>
      ))}
    </ul>
  )
}

interface FormTotalsProps extends Pick<View, 'counted'> {
  readonly form: FormSums
  readonly onBehind: (behind: Behind) => void
}
function FormTotals({ form, counted, onBehind }: FormTotalsProps) {
  const { ready } = useModel()
  const fields = ready.pack.forms.find(({ id }) => id === form.form)?.fields ?? []
  const label = (key: string): string => fields.find((field) => field.key === key)?.label ?? key
  if (form.totals.length === 0 && form.indicators.length === 0) return null
  const [totalUnits, indicatorUnits] = [unitsIn(form.totals, counted), unitsIn(form.indicators, counted)]
  return (
    <section aria-label={form.title}>
      <h2>
        {form.form} {form.title} <small className="muted">{cityScreenText.package.rows(form.rows)}</small>
      </h2>
      {form.totals.length > 0 && (
        <WideTable className="city-table" label={form.title}>
          <thead>
            <tr>
              <th scope="col">{text.columns.line}</th>
              <th scope="col">{text.columns.column}</th>
              <th scope="col">{text.columns.total}</th>
              <UnitHeads units={totalUnits} />
            </tr>
          </thead>
          {form.totals.map((total) => (
            <tbody key={total.label}>
              {Object.entries(total.values).map(([field, sum], at) => (
                <tr key={field}>
                  {at === 0 && (
                    <th scope="rowgroup" rowSpan={Object.keys(total.values).length}>
                      {total.label}
                    </th>
                  )}
                  <th scope="row">{label(field)}</th>
                  <td className="city-right">
                    <Button
                      type="link"
                      size="small"
                      title={text.cells}
                      onClick={() => onBehind({ form: form.form, field, title: text.cellsOf(form.title, label(field)) })}
                    >
                      {sum}
                    </Button>
                  </td>
                  {inColumns(total, totalUnits).map((part, column) => (
                    <td key={totalUnits[column]?.unit} className="city-right">
                      {part?.values[field]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </WideTable>
      )}
      {form.indicators.length > 0 && (
        <WideTable className="city-table" label={form.title}>
          <thead>
            <tr>
              <th scope="col">{text.columns.indicators}</th>
              <th scope="col">{text.columns.total}</th>
              <UnitHeads units={indicatorUnits} />
            </tr>
          </thead>
          <tbody>
            {form.indicators.map((line) => (
              <tr key={line.indicator}>
                <th scope="row">
                  {line.title} <small className="muted">{line.unit}</small>
                </th>
                <td className="city-right">{line.value}</td>
                {inColumns(line, indicatorUnits).map((part, column) => (
                  <td key={indicatorUnits[column]?.unit} className="city-right">
                    {part?.value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </section>
  )
}

const UnitHeads = ({ units }: { readonly units: ReturnType<typeof unitsIn> }) =>
  units.map(({ unit, unitName }) => (
    <th key={unit} scope="col">
      {unitName}
    </th>
  ))

function CellsBehind({ period, behind, onClose }: { readonly period: string; readonly behind: Behind; readonly onClose: () => void }) {
  const { form, field, title } = behind
  const { value, error } = useRead(
    useCallback((platform: Platform) => platform.call('city.cells', { period, form, field }), [period, form, field]),
  )
  return (
    <Modal open title={title} footer={null} onCancel={onClose}>
      <ErrorAlert error={error} />
      <table className="city-table">
        <tbody>
          {value?.map((cell) => (
            <tr key={`${cell.sha256} ${cell.rowId}`}>
              <th scope="row">
                <a href={formatPlace({ screen: 'package', sha256: cell.sha256 }, period)}>{cell.unitName}</a>
              </th>
              <td>{cell.rowKey}</td>
              <td className="city-right">{cell.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}
