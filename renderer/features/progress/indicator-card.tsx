import { Button } from 'antd'
import { useId } from 'react'
import type { IndicatorProgress, ProgressFigure } from '../../../shared/contract/index.ts'
import { progressText } from '../../../shared/text/ui-progress.ts'
import { Bullet } from './bullet.tsx'
import { CellLink } from './figure-link.tsx'
import { GradeTag } from './grade-tag.tsx'
import { figureOf, gradeOf, nextMonthOf, warningOf } from './progress-view.ts'
import { Sources } from './sources.tsx'
import { TrendPanel } from './trend-panel.tsx'

interface CardProps {
  readonly one: IndicatorProgress
  readonly period: string
  /** False for forms whose months cannot be drawn. */
  readonly hasTrend: boolean
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
}

/** Shown as numbers, in this order, the interval as one; the rest stands in the head and in sentences. */
const listed = [
  'targetValue',
  'yearTarget',
  'actualYTD',
  'cumulative',
  'paceTarget',
  'progressRate',
  'forecast',
  'forecastLow',
  'gap',
  'required',
] as const

/** One indicator: how far it is, what the year will come to, what follows from it. */
export function IndicatorCard({ one, period, hasTrend, open, onOpen }: CardProps) {
  const heading = useId()
  const trend = useId()
  const grade = figureOf(one, 'grade')
  return (
    <article className={`card indicator indicator-${gradeOf(one)}`} aria-labelledby={heading}>
      <header className="indicator-head">
        {grade ? (
          <FigureLink one={one} period={period} figure={grade}>
            <GradeTag grade={gradeOf(one)} />
          </FigureLink>
        ) : (
          <GradeTag grade="none" />
        )}
        <h2 id={heading}>
          {one.title}
          {one.unit !== '' && progressText.unit(one.unit)}
        </h2>
        <span className="muted">{progressText.meaning(one.pace, one.direction)}</span>
        {['paceGrade', 'forecastGrade'].map((field) => {
          const figure = figureOf(one, field)
          return (
            figure && (
              <span key={field}>
                <span className="muted" aria-hidden>
                  {figure.label}{' '}
                </span>
                <FigureLink one={one} period={period} figure={figure}>
                  {figure.shown}
                </FigureLink>
              </span>
            )
          )
        })}
        <span className="frame-spring" />
        {hasTrend && (
          <Button aria-expanded={open} aria-controls={open ? trend : undefined} onClick={() => onOpen(!open)}>
            {progressText.trend}
          </Button>
        )}
      </header>
      <Follows one={one} period={period} />
      <div className="indicator-body">
        <Bullet one={one} />
        <dl className="figures">
          {listed.map((field) => {
            const figure = figureOf(one, field)
            if (field === 'forecastLow') return figureOf(one, 'forecast') && <Interval key={field} one={one} period={period} />
            if (!figure) return null
            return (
              <div key={field}>
                <dt>{field === 'required' ? `${figure.label}${spread(one.pace)}` : figure.label}</dt>
                <dd>
                  <FigureLink one={one} period={period} figure={figure}>
                    {figure.unit === '%' || figure.unit !== one.unit
                      ? progressText.withUnit(figure.shown, figure.unit ?? '')
                      : figure.shown}
                  </FigureLink>
                </dd>
              </div>
            )
          })}
        </dl>
      </div>
      <Sources one={one} />
      {open && hasTrend && (
        <div id={trend}>
          <TrendPanel one={one} period={period} />
        </div>
      )}
    </article>
  )
}

const spread = (pace: string): string =>
  pace === 'flow' || pace === 'point' ? progressText.perMonth : pace === 'standing' ? '' : progressText.wholeYear

interface FigureLinkProps {
  readonly one: IndicatorProgress
  readonly period: string
  readonly figure: ProgressFigure
  readonly children: React.ReactNode
}

function FigureLink({ one, period, figure, children }: FigureLinkProps) {
  return (
    <CellLink form={one.form} period={period} row={one.row} field={figure.field} label={figure.label}>
      {children}
    </CellLink>
  )
}

interface PartProps {
  readonly one: IndicatorProgress
  readonly period: string
}

/** The interval of the forecast, or that there are too few months for one. */
function Interval({ one, period }: PartProps) {
  const note = figureOf(one, 'intervalNote')
  const low = figureOf(one, 'forecastLow')
  const high = figureOf(one, 'forecastHigh')
  return (
    <div>
      <dt>{progressText.marks.interval}</dt>
      <dd>
        {low && high ? (
          <>
            <FigureLink one={one} period={period} figure={low}>
              {low.shown}
            </FigureLink>
            {progressText.to}
            <FigureLink one={one} period={period} figure={high}>
              {high.shown}
            </FigureLink>
          </>
        ) : (
          (note?.shown ?? progressText.tooFewMonths)
        )}
      </dd>
    </div>
  )
}

/** Months behind, what must follow, and what next month must come to. */
function Follows({ one, period }: PartProps) {
  const run = figureOf(one, 'consecutiveBehind')
  const warning = figureOf(one, 'warning')
  const { line, isLate, before, after } = nextMonthOf(one, period)
  if (Number(run?.value ?? 0) === 0 && !line && !isLate) return null
  return (
    <p className="follows">
      {run && Number(run.value) > 0 && (
        <strong>
          {progressText.behindFor}{' '}
          <FigureLink one={one} period={period} figure={run}>
            {run.shown}
          </FigureLink>
          {progressText.months}
          {progressText.apart(Number(figureOf(one, 'unreported')?.value ?? 0))}
        </strong>
      )}
      {warning && warningOf(one) !== 'none' && (
        <strong className="follows-action">
          {progressText.shouldBe}
          <FigureLink one={one} period={period} figure={warning}>
            {progressText.action(warningOf(one))}
          </FigureLink>
        </strong>
      )}
      {line && (
        <span>
          {before}
          <FigureLink one={one} period={period} figure={line}>
            {progressText.withUnit(line.shown, one.unit)}
          </FigureLink>
          {after}
        </span>
      )}
      {isLate && <span>{progressText.tooLate}</span>}
    </p>
  )
}
