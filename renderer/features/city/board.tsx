import { Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { formatPeriod } from '../../../shared/text/format.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { formatPlace } from '../../app/route.ts'
import { WideTable } from '../../ui/wide-table.tsx'

const text = cityScreenText.inbox
type BoardView = Output<'city.board'>
type Standing = BoardView['units'][number]['periods'][number]

/** What still has to be done by somebody. */
const isOpen = ({ state }: Standing): boolean => state !== 'due' && state !== 'accepted'

/** Units down, months across; each cell leads to the package it speaks of. */
export function Board({ board, period }: { readonly board: BoardView; readonly period: string }) {
  const [onlyOpen, setOnlyOpen] = useState(false)
  const months = [...new Set(board.units.flatMap(({ periods }) => periods.map((standing) => standing.period)))].sort()
  const shown = onlyOpen ? board.units.filter(({ periods }) => periods.some(isOpen)) : board.units
  const frame = useRef<HTMLElement>(null)
  // The month on the desk may lie to the right of what fits.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another month is another place
  useEffect(() => {
    const head = frame.current?.querySelector<HTMLElement>('th[aria-current]')
    if (head && frame.current) frame.current.scrollLeft = head.offsetLeft + head.offsetWidth - frame.current.clientWidth
  }, [period, board])
  if (months.length === 0) return <p className="muted">{text.none}</p>
  return (
    <section aria-label={text.board}>
      <div className="city-board-head">
        <h2>{text.board}</h2>
        <span className="city-legend">
          {Object.entries(text.legend).map(([state, label]) => (
            <span key={state} className={`city-state city-${state}`}>
              {cityScreenText.state[state as keyof typeof text.legend]} {label}
            </span>
          ))}
        </span>
        <span className="frame-spring" />
        <Checkbox checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)}>
          {text.onlyOpen}
        </Checkbox>
      </div>
      {shown.length === 0 ? (
        <p className="muted">{text.allDone}</p>
      ) : (
        <>
          <WideTable frame={frame} className="city-table city-board" label={text.board}>
            <thead>
              <tr>
                <th scope="col">{text.unit}</th>
                {months.map((month) => (
                  <th key={month} scope="col" aria-current={month === period ? 'date' : undefined}>
                    {formatPeriod(month)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ unit, unitName, periods }) => (
                <tr key={unit}>
                  <th scope="row">{unitName}</th>
                  {months.map((month) => {
                    const standing = periods.find((one) => one.period === month)
                    return (
                      <td key={month} className={standing && `city-${standing.state}`}>
                        {standing && <BoardCell standing={standing} unitName={unitName} />}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </WideTable>
          {shown.length < board.units.length && <p className="muted">{text.rest(board.units.length - shown.length)}</p>}
        </>
      )}
    </section>
  )
}

function BoardCell({ standing, unitName }: { readonly standing: Standing; readonly unitName: string }) {
  const { state, shown, newest, claims, packages, period } = standing
  const facts = newest ?? claims[0] ?? packages.at(-1)?.facts
  const sign = <span aria-hidden>{cityScreenText.state[state]} </span>
  if (facts === undefined) {
    return (
      <>
        {sign}
        {shown}
      </>
    )
  }
  return (
    <a href={formatPlace({ screen: 'package', sha256: facts.sha256 }, period)} title={text.open(unitName, period)}>
      {sign}
      {shown}
    </a>
  )
}
