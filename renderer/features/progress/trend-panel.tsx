import { Alert, Spin } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { IndicatorProgress } from '../../../shared/contract/index.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { progressText } from '../../../shared/text/ui-progress.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { CellLink } from './figure-link.tsx'
import { comeBack } from './followed.ts'
import type { Trend, TrendMonth, TrendValue } from './trend.ts'
import type { Drawing } from './trend-drawing.ts'
import { useTrend } from './use-trend.ts'

const text = progressText.chart

interface TrendPanelProps {
  readonly one: IndicatorProgress
  readonly period: string
}
interface Series {
  readonly look: 'actual' | 'pace' | 'last'
  readonly name: string
  readonly pick: (month: TrendMonth) => TrendValue | undefined
}

const seriesOf = (year: number): readonly Series[] => [
  { look: 'actual', name: text.actual(year), pick: ({ actual }) => actual },
  { look: 'pace', name: text.pace, pick: ({ pace }) => pace },
  { look: 'last', name: text.last(year - 1), pick: ({ last }) => last },
]

/** The months of an indicator as a picture and as a table. */
export function TrendPanel({ one, period }: TrendPanelProps) {
  const { trend, error } = useTrend(one, period)
  if (error !== null) return <ErrorAlert error={error} />
  if (!trend) return <Spin description={commonText.loading} />
  const series = seriesOf(Number(period.slice(0, 4)))
  return (
    <div className="trend">
      <h3>
        {text.title(one.title, one.unit)} <span className="muted">{text.measure[trend.measure]}</span>
      </h3>
      <TrendChart title={one.title} trend={trend} series={series} />
      <TrendTable one={one} trend={trend} series={series} />
    </div>
  )
}

interface ChartProps {
  readonly title: string
  readonly trend: Trend
  readonly series: readonly Series[]
}

function TrendChart({ title, trend, series }: ChartProps) {
  const element = useRef<HTMLDivElement>(null)
  const [failed, setFailed] = useState(false)
  const filled = (look: Series['look']) => trend.months.filter((month) => series.find((one) => one.look === look)?.pick(month)).length
  // biome-ignore lint/correctness/useExhaustiveDependencies: the series are made of the year, which the trend belongs to
  useEffect(() => {
    let drawing: Drawing | undefined
    let current = true
    const lines = series.map(({ look, name, pick }) => ({
      look,
      name,
      values: trend.months.map((month) => {
        const value = pick(month)?.value
        return value === undefined ? null : Number(value)
      }),
    }))
    import('./trend-drawing.ts').then(
      ({ drawTrend }) => {
        if (!current || !element.current) return
        drawing = drawTrend(
          element.current,
          trend.months.map(({ month }) => text.month(month)),
          lines,
        )
      },
      () => current && setFailed(true),
    )
    return () => {
      current = false
      drawing?.dispose()
    }
  }, [trend])
  if (failed) return <Alert type="warning" showIcon title={text.failed} />
  return <div ref={element} className="trend-picture" role="img" aria-label={text.described(title, filled('actual'), filled('last'))} />
}

interface TableProps {
  readonly one: IndicatorProgress
  readonly trend: Trend
  readonly series: readonly Series[]
}

function TrendTable({ one, trend, series }: TableProps) {
  useEffect(comeBack, [])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="trend-scroll" tabIndex={0} aria-label={text.title(one.title, one.unit)}>
      <table className="trend-table">
        <thead>
          <tr>
            <th scope="col">{text.row}</th>
            {trend.months.map(({ month }) => (
              <th key={month} scope="col">
                {text.month(month)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map(({ look, name, pick }) => (
            <tr key={look}>
              <th scope="row">{name}</th>
              {trend.months.map((month) => {
                const found = pick(month)
                return (
                  <td key={month.month}>
                    {found === undefined ? (
                      text.blank
                    ) : (
                      <CellLink {...found} form={one.form} row={one.row} label={`${name} ${text.month(month.month)}`}>
                        {found.value}
                      </CellLink>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
