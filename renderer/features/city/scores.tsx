import { Button, Input } from 'antd'
import { useCallback, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { useModel } from '../../app/app-model.ts'
import { useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { HeadRow } from '../../ui/head-row.tsx'
import { useAction } from '../../ui/use-action.ts'
import { WideTable } from '../../ui/wide-table.tsx'

const { scores: text, weights: labels, columns } = cityScreenText.sums
type Weights = Output<'city.scores'>['weights']
const keys = ['scoreYear', 'scoreCumulative', 'scoreMeasures', 'scoreLateDay', 'scoreRemark', 'scoreMissing', 'scoreReportingMost'] as const

/** 考核评分, and the weights it is worked out with. */
export function Scores({ period }: { readonly period: string }) {
  const { value, error, again } = useRead(useCallback((platform: Platform) => platform.call('city.scores', { period }), [period]))
  if (value === null) return <ErrorAlert error={error} onRetry={again} />
  return (
    <>
      <WideTable className="city-table" label={cityScreenText.sums.tabs.scores}>
        <HeadRow labels={[text.rank, columns.unit, text.year, text.cumulative, text.measures, text.reporting, text.total, text.result]} />
        <tbody>
          {value.lines.map((line) => (
            <tr key={line.unit}>
              <td className="city-right">{line.rank}</td>
              <th scope="row">{line.unitName}</th>
              <td className="city-right">{line.year}</td>
              <td className="city-right">{line.cumulative}</td>
              <td className="city-right">{line.measures}</td>
              <td className="city-right">{line.reporting}</td>
              <td className="city-right">{line.total}</td>
              <td>
                {line.result === null ? '' : text.results[line.result]}
                {line.isVetoed && <small className="muted"> {text.veto}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <WeightsForm key={JSON.stringify(value.weights)} weights={value.weights} onChange={again} />
    </>
  )
}

function WeightsForm({ weights, onChange }: { readonly weights: Weights; readonly onChange: () => void }) {
  const { platform } = useModel()
  const act = useAction()
  const [typed, setTyped] = useState<Readonly<Record<(typeof keys)[number], string>>>(() => ({
    scoreYear: String(weights.scoreYear),
    scoreCumulative: String(weights.scoreCumulative),
    scoreMeasures: String(weights.scoreMeasures),
    scoreLateDay: String(weights.scoreLateDay),
    scoreRemark: String(weights.scoreRemark),
    scoreMissing: String(weights.scoreMissing),
    scoreReportingMost: String(weights.scoreReportingMost),
  }))
  const keep = (chosen: Weights | null): Promise<boolean> =>
    act(async () => {
      await platform.call('city.setWeights', { weights: chosen })
      onChange()
    })
  return (
    <form
      className="city-weights"
      aria-label={labels.title}
      onSubmit={(event) => {
        event.preventDefault()
        void keep({ ...weights, ...Object.fromEntries(keys.map((key) => [key, Number(typed[key])])) })
      }}
    >
      <h2>{labels.title}</h2>
      {keys.map((key) => (
        <label key={key} htmlFor={key}>
          {labels[key]}
          <Input
            id={key}
            type="number"
            min={0}
            max={100}
            step="any"
            value={typed[key]}
            onChange={(event) => setTyped((known) => ({ ...known, [key]: event.target.value }))}
          />
        </label>
      ))}
      <div className="city-inline">
        <Button htmlType="submit">{labels.save}</Button>
        <Button onClick={() => void keep(null)}>{labels.reset}</Button>
      </div>
    </form>
  )
}
