import { useCallback } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { formatPlace } from '../../app/route.ts'
import { useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { HeadRow } from '../../ui/head-row.tsx'
import { WideTable } from '../../ui/wide-table.tsx'
import { GradeTag } from '../progress/grade-tag.tsx'

const text = cityScreenText.sums
const { columns } = text
type Line = Output<'city.weather'>['lines'][number]

/** Those without a rank come last, in the plan's order. */
const byRank = (a: Line, b: Line): number => (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER)

/** 晴雨表: grades, ranks and months behind, county by county. */
export function Weather({ period }: { readonly period: string }) {
  const { value, error, again } = useRead(useCallback((platform: Platform) => platform.call('city.weather', { period }), [period]))
  if (value === null) return <ErrorAlert error={error} onRetry={again} />
  if (value.form === null) return <p className="muted">{text.noWeather}</p>
  return (
    <WideTable className="city-table" label={text.tabs.weather}>
      <thead>
        <tr>
          {[columns.rank, columns.unit, columns.grade, columns.pace, columns.forecast, columns.before, columns.behind, columns.warning].map(
            (label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {value.lines.toSorted(byRank).map((line) => (
          <WeatherLine key={line.unit} line={line} period={period} />
        ))}
      </tbody>
    </WideTable>
  )
}

function WeatherLine({ line, period }: { readonly line: Line; readonly period: string }) {
  const { unitName, sha256, rank, rankBefore, grade, paceGrade, forecastGrade, behindMonths, behindGaps, warning } = line
  return (
    <tr className={warning === 'talk' ? 'city-commented' : undefined}>
      <td className="city-right">{rank}</td>
      <th scope="row">{sha256 === null ? unitName : <a href={formatPlace({ screen: 'package', sha256 }, period)}>{unitName}</a>}</th>
      <td>
        <GradeTag grade={grade ?? 'none'} />
      </td>
      <td>
        <GradeTag grade={paceGrade ?? 'none'} />
      </td>
      <td>
        <GradeTag grade={forecastGrade ?? 'none'} />
      </td>
      <td className="city-right">{rankBefore}</td>
      <td>{text.months(behindMonths, behindGaps)}</td>
      <td>{text.warning[warning]}</td>
    </tr>
  )
}

/** 报送情况: how each county reported from the year's beginning. */
export function Reporting({ period }: { readonly period: string }) {
  const { value, error, again } = useRead(
    useCallback((platform: Platform) => platform.call('city.reporting', { from: `${period.slice(0, 4)}-01`, to: period }), [period]),
  )
  if (value === null) return <ErrorAlert error={error} onRetry={again} />
  return (
    <WideTable className="city-table" label={text.tabs.reporting}>
      <HeadRow labels={[columns.unit, ...Object.values(text.reporting)]} />
      <tbody>
        {value.map((line) => {
          const { due, reported, late, lateDays, missing, accepted, timesReturned, revisions, remarks } = line
          const numbers = { due, reported, late, lateDays, missing, accepted, timesReturned, revisions, remarks }
          return (
            <tr key={line.unit}>
              <th scope="row">{line.unitName}</th>
              {Object.entries(numbers).map(([key, number]) => (
                <td key={key} className="city-right">
                  {number}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </WideTable>
  )
}
