import type { IndicatorProgress } from '../../../shared/contract/index.ts'
import { progressText } from '../../../shared/text/ui-progress.ts'
import { figureOf, numberOf, placeOn, reachedOf, scaleOf, targetOf } from './progress-view.ts'

const diamond = 'M0-5 5 0 0 5-5 0Z'
const pin = 'M-5-1H5L0 6Z'
const rounded = (value: number): string => String(Number(value.toPrecision(4)))

/** What has been reached against the pace, and below it the forecast with its interval; the target runs through both. */
export function Bullet({ one }: { readonly one: IndicatorProgress }) {
  const reached = numberOf(reachedOf(one))
  const pace = numberOf(figureOf(one, 'paceTarget'))
  const target = numberOf(targetOf(one))
  const forecast = numberOf(figureOf(one, 'forecast'))
  const low = numberOf(figureOf(one, 'forecastLow'))
  const high = numberOf(figureOf(one, 'forecastHigh'))
  const values = [reached, pace, target, forecast, low, high].flatMap((value) => value ?? [])
  // A number alone, with nothing to hold it against, makes no picture.
  if (reached === undefined || values.length === 1) return null
  const isSum = one.pace === 'flow'
  const scale = scaleOf(values, isSum)
  const at = (value: number): string => `${placeOn(scale, value)}%`
  const { marks } = progressText
  const said = [
    [marks.actual, reachedOf(one)?.shown],
    [marks.pace, figureOf(one, 'paceTarget')?.shown],
    [marks.target, targetOf(one)?.shown],
    [marks.forecast, figureOf(one, 'forecast')?.shown],
  ] as const
  return (
    <figure className="bullet">
      <svg
        className="bullet-picture"
        role="img"
        aria-label={progressText.bullet(said.flatMap(([name, value]) => (value === undefined ? [] : progressText.mark(name, value))))}
      >
        <rect className="bullet-ground" x="0" y="6" width="100%" height="18" />
        {isSum ? (
          <rect className="bullet-actual" x={at(0)} y="10" width={`${placeOn(scale, reached) - placeOn(scale, 0)}%`} height="10" />
        ) : (
          <circle className="bullet-actual" cx={at(reached)} cy="15" r="6" />
        )}
        {pace !== undefined && <line className="bullet-pace" x1={at(pace)} x2={at(pace)} y1="3" y2="27" />}
        {target !== undefined && (
          <>
            <line className="bullet-target" x1={at(target)} x2={at(target)} y1="5" y2="46" />
            <svg x={at(target)} y="1" overflow="visible" aria-hidden>
              <path className="bullet-pin" d={pin} />
            </svg>
          </>
        )}
        {forecast !== undefined && (
          <svg x={at(forecast)} y="38" overflow="visible" aria-hidden>
            <path className="bullet-forecast" d={diamond} />
          </svg>
        )}
        {low !== undefined && high !== undefined && (
          <g className="bullet-interval">
            <line x1={at(low)} x2={at(high)} y1="38" y2="38" />
            <line x1={at(low)} x2={at(low)} y1="29" y2="47" />
            <line x1={at(high)} x2={at(high)} y1="29" y2="47" />
          </g>
        )}
      </svg>
      <figcaption className="muted">{progressText.scale(rounded(scale.from), rounded(scale.to))}</figcaption>
    </figure>
  )
}

/** What the marks of the bars mean. */
export function Legend() {
  const { marks } = progressText
  return (
    <ul className="bullet-legend muted" aria-label={progressText.legend}>
      <li>
        <svg width="24" height="14" aria-hidden>
          <rect className="bullet-actual" x="0" y="3" width="18" height="8" />
        </svg>
        {marks.actual}
      </li>
      <li>
        <svg width="12" height="14" aria-hidden>
          <line className="bullet-pace" x1="6" x2="6" y1="0" y2="14" />
        </svg>
        {marks.pace}
      </li>
      <li>
        <svg width="14" height="14" aria-hidden>
          <line className="bullet-target" x1="7" x2="7" y1="2" y2="14" />
          <svg x="7" y="1" overflow="visible" aria-hidden>
            <path className="bullet-pin" d={pin} />
          </svg>
        </svg>
        {marks.target}
      </li>
      <li>
        <svg width="14" height="14" aria-hidden>
          <svg x="7" y="7" overflow="visible" aria-hidden>
            <path className="bullet-forecast" d={diamond} />
          </svg>
        </svg>
        {marks.forecast}
      </li>
      <li>
        <svg width="24" height="14" aria-hidden>
          <g className="bullet-interval">
            <line x1="2" x2="22" y1="7" y2="7" />
            <line x1="2" x2="2" y1="2" y2="12" />
            <line x1="22" x2="22" y1="2" y2="12" />
          </g>
        </svg>
        {marks.interval}
      </li>
    </ul>
  )
}
