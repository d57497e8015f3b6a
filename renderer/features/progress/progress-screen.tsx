import { PrinterOutlined } from '@ant-design/icons'
import { Button, Spin } from 'antd'
import { useEffect, useState } from 'react'
import type { IndicatorProgress, MonthProgress } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { type GradeName, progressText } from '../../../shared/text/ui-progress.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { goTo } from '../../app/use-place.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { Legend } from './bullet.tsx'
import { CellLink } from './figure-link.tsx'
import { comeBack } from './followed.ts'
import { GradeTag } from './grade-tag.tsx'
import { IndicatorCard } from './indicator-card.tsx'
import { gradeNames, gradeOf, isFilled, worstFirst } from './progress-view.ts'
import { TownsView } from './towns-view.tsx'
import { hasMonths } from './trend.ts'
import { useProgress, useReportChanges } from './use-progress.ts'
import './progress.css'

interface ProgressScreenProps {
  readonly period: string
  /** The form whose indicators are shown; null = the first. */
  readonly sheet: string | null
  /** The indicator whose months are shown. */
  readonly indicator: string | null
}

/** How far the targets have come, what the year will come to, and what should follow. */
export function ProgressScreen({ period, sheet, indicator }: ProgressScreenProps) {
  const { count, again } = useReportChanges()
  const { progress, error } = useProgress(period, count)
  return (
    <section className="page progress on-paper" aria-labelledby="progress-title">
      <div className="page-head">
        <h1 id="progress-title">{progressText.title}</h1>
        <p>{progressText.hint}</p>
        <span className="frame-spring" />
        <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
          {progressText.print}
        </Button>
      </div>
      <ErrorAlert error={error} onRetry={again} />
      {!progress && error === null && <Spin description={commonText.loading} />}
      {progress && <Sheets progress={progress} sheet={sheet} indicator={indicator} version={count} />}
    </section>
  )
}

interface SheetsProps {
  readonly progress: MonthProgress
  readonly sheet: string | null
  readonly indicator: string | null
  readonly version: number
}

/** The sheet that is none of the forms: the month by town. */
const townSheet = 'towns'

function Sheets({ progress, sheet, indicator, version }: SheetsProps) {
  const { ready } = useModel()
  const { period, indicators } = progress
  const templates = ready.pack.forms.filter(({ id }) => indicators.some(({ form }) => form === id))
  const filled = templates.filter(({ id }) => indicators.some((one) => one.form === id && isFilled(one)))
  const shown = templates.find(({ id }) => id === sheet) ?? filled[0] ?? templates[0]
  const hasTowns = ready.pack.forms.some(({ fields }) => fields.some(({ type }) => type === 'town'))
  const isTowns = hasTowns && sheet === townSheet
  const all = indicators.filter(({ form }) => form === shown?.id)
  const tabs = [
    ...templates.map(({ id, title }) => ({ id, label: progressText.sheet(id, title) })),
    ...(hasTowns ? [{ id: townSheet, label: progressText.towns.tab }] : []),
  ]
  return (
    <>
      {tabs.length > 1 && (
        <nav className="progress-sheets" aria-label={progressText.sheets}>
          {tabs.map(({ id, label }) => (
            <a
              key={id}
              href={formatPlace({ screen: 'progress', sheet: id, indicator: null }, period)}
              aria-current={id === (isTowns ? townSheet : shown?.id) ? 'page' : undefined}
            >
              {label}
            </a>
          ))}
        </nav>
      )}
      {isTowns ? (
        <TownsView period={period} version={version} />
      ) : shown === undefined ? (
        <p className="card">{progressText.noSheets}</p>
      ) : all.some(isFilled) ? (
        <Sheet key={shown.id} template={shown} all={all} period={period} indicator={indicator} />
      ) : (
        <EmptySheet form={shown.id} period={period} />
      )}
    </>
  )
}

function EmptySheet({ form, period }: { readonly form: string; readonly period: string }) {
  const text = progressText.empty
  return (
    <div className="card stack">
      <h2>{text.title}</h2>
      <p>{text.text(form)}</p>
      <p className="muted">{text.steps}</p>
      <p className="row">
        <Button type="primary" onClick={() => goTo({ screen: 'report', form }, period)}>
          {text.open(form)}
        </Button>
        <Button onClick={() => goTo({ screen: 'import', form }, period)}>{text.import}</Button>
      </p>
    </div>
  )
}

interface SheetProps {
  readonly template: FormTemplate
  readonly all: readonly IndicatorProgress[]
  readonly period: string
  readonly indicator: string | null
}

function Sheet({ template, all, period, indicator }: SheetProps) {
  const [grade, setGrade] = useState<GradeName | null>(null)
  useEffect(comeBack, [])
  const wanted = grade === null ? all : all.filter((one) => gradeOf(one) === grade)
  const filled = worstFirst(wanted.filter(isFilled))
  const open = (one: IndicatorProgress, isOpen: boolean): void => {
    // In place of the address, so that going back leads to the screen before and not through every chart.
    const place = formatPlace({ screen: 'progress', sheet: template.id, indicator: isOpen ? one.indicator : null }, period)
    window.location.replace(place)
  }
  return (
    <>
      <fieldset className="progress-grades" aria-label={progressText.grades}>
        <button type="button" aria-pressed={grade === null} onClick={() => setGrade(null)}>
          {progressText.all} <b>{all.length}</b>
        </button>
        {gradeNames.map((name) => (
          <button key={name} type="button" aria-pressed={grade === name} onClick={() => setGrade(grade === name ? null : name)}>
            <GradeTag grade={name} count={all.filter((one) => gradeOf(one) === name).length} />
          </button>
        ))}
      </fieldset>
      <Legend />
      {wanted.length === 0 && <p className="card muted">{progressText.noneOfGrade}</p>}
      {filled.map((one) => (
        <IndicatorCard
          key={one.row}
          one={one}
          period={period}
          hasTrend={hasMonths(template)}
          open={one.indicator === indicator}
          onOpen={(isOpen) => open(one, isOpen)}
        />
      ))}
      <Unfilled template={template} rows={wanted.filter((one) => !isFilled(one))} period={period} />
    </>
  )
}

interface UnfilledProps {
  readonly template: FormTemplate
  readonly rows: readonly IndicatorProgress[]
  readonly period: string
}

/** Indicators nobody has a number for yet, each with the cell where it belongs. */
function Unfilled({ template, rows, period }: UnfilledProps) {
  const field = ['actualMonth', 'actual', 'actualYTD', 'cumulative'].find((key) => template.fields.some((one) => one.key === key))
  if (rows.length === 0 || field === undefined) return null
  const label = template.fields.find(({ key }) => key === field)?.label ?? ''
  return (
    <div className="card unfilled">
      <h2>{progressText.unfilled(rows.length)}</h2>
      <ul>
        {rows.map((one) => (
          <li key={one.row}>
            <CellLink form={one.form} period={period} row={one.row} field={field} label={label}>
              {one.title}
            </CellLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
