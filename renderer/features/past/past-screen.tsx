import { Alert, Button, Segmented, Select, Spin } from 'antd'
import { useState } from 'react'
import type { Moment, MomentName } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { pastText as text } from '../../../shared/text/ui-past.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { goTo } from '../../app/use-place.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { DifferenceList } from './difference-list.tsx'
import { MomentList } from './moment-list.tsx'
import { PastEvidence } from './past-evidence.tsx'
import { PastForm } from './past-form.tsx'
import { type Compared, useMoments, usePast } from './use-past.ts'
import './past.css'

interface PastScreenProps {
  readonly template: FormTemplate
  readonly period: string
}
type View = 'difference' | 'form'
const firstChanges = 200

/** What a moment is compared with: the step before it, how it is now, an empty form, or a package by its id. */
type Base = string
const usualBase = 'before'

function compare(moments: readonly Moment[], chosen: number, base: Base): Compared {
  const shown: MomentName = { seq: chosen }
  const at = moments.findIndex(({ seq }) => seq === chosen)
  const other = moments.find(({ submission }) => submission?.packageId === base)
  const now = moments[0]?.seq ?? chosen
  const against = base === 'now' ? now : base === 'start' ? 0 : other ? other.seq : (moments[at + 1]?.seq ?? chosen - 1)
  // The step before the oldest one read is not known here: what stood just before it is the same.
  // Told in the order of time, whichever of the two is looked at.
  return against > chosen ? { earlier: shown, later: { seq: against }, shown } : { earlier: { seq: against }, later: shown, shown }
}

/** Files came and went between the steps of a form: those of a moment are the ones that lay there until the next one. */
function lastBefore(moments: readonly Moment[], chosen: number): number | undefined {
  const next = moments[moments.findIndex(({ seq }) => seq === chosen) - 1]
  return next === undefined ? undefined : next.seq - 1
}

/** Any form at any moment: a time line, what changed, and the form as it was. */
export function PastScreen({ template, period }: PastScreenProps) {
  const { line, error, more } = useMoments(template.id, period)
  const [picked, setPicked] = useState<number | null>(null)
  const [view, setView] = useState<View>('difference')
  const [base, setBase] = useState<Base>(usualBase)
  const [limit, setLimit] = useState(firstChanges)
  const moments = line?.moments ?? []
  const chosen = picked ?? moments[0]?.seq ?? null
  const { view: found, error: wrong } = usePast(template.id, period, chosen === null ? null : compare(moments, chosen, base), limit)
  const label = reportText.title(template.number, template.title)
  const submissions = moments.flatMap(({ submission }) => submission ?? [])
  const choose = (seq: number): void => {
    setPicked(seq)
    setLimit(firstChanges)
  }
  const brokenAt = line?.brokenAt ?? found?.difference.brokenAt ?? null
  return (
    <div className="past">
      <header className="past-tools">
        <h1>{text.title(label)}</h1>
        <span className="muted">{text.place(period)}</span>
        <span className="frame-spring" />
        <Button onClick={() => goTo({ screen: 'report', form: template.id }, period)}>{text.back}</Button>
      </header>
      <ErrorAlert error={error ?? wrong} />
      {brokenAt !== null && <Alert banner type="error" title={text.broken(brokenAt)} />}
      {line === null && error === null && <Spin description={commonText.loading} />}
      {line !== null && chosen === null && <p className="past-empty">{text.none}</p>}
      {line !== null && chosen !== null && (
        <div className="past-body">
          <MomentList moments={moments} chosen={chosen} more={line.more} onChoose={choose} onMore={more} />
          <section className="past-sheet" aria-label={text.view}>
            <div className="row past-choices">
              <Segmented<View>
                aria-label={text.view}
                value={view}
                options={[
                  { value: 'difference', label: text.views.difference },
                  { value: 'form', label: text.views.form },
                ]}
                onChange={setView}
              />
              <label htmlFor="past-base">{text.against}</label>
              <Select
                id="past-base"
                value={base}
                popupMatchSelectWidth={false}
                onChange={(value) => {
                  setBase(value)
                  setLimit(firstChanges)
                }}
                options={[
                  { value: usualBase, label: text.bases.before },
                  { value: 'now', label: text.bases.now },
                  { value: 'start', label: text.bases.start },
                  ...submissions.map(({ packageId, revision }) => ({ value: packageId, label: text.bases.submission(revision) })),
                ]}
              />
              <span role="status" className="muted">
                {found && (found.difference.count === 0 ? text.same : text.count(found.difference.count))}
              </span>
            </div>
            {found && view === 'form' && <PastEvidence form={template.id} period={period} upTo={lastBefore(moments, chosen)} />}
            {found && <Shown view={view} found={found} label={label} onMore={setLimit} />}
          </section>
        </div>
      )}
    </div>
  )
}

interface ShownProps {
  readonly view: View
  readonly found: NonNullable<ReturnType<typeof usePast>['view']>
  readonly label: string
  readonly onMore: (count: number) => void
}

function Shown({ view, found, label, onMore }: ShownProps) {
  const { past, pack, difference } = found
  const template = pack.forms.get(past.report.form)
  const place = (content: React.ReactNode) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className="past-scroll" aria-label={text.views[view]} tabIndex={0}>
      {content}
    </section>
  )
  if (view === 'difference' || template === undefined) return place(<DifferenceList difference={difference} onMore={onMore} />)
  return (
    <>
      <p className="muted past-note">
        {text.readOnly} {text[past.computed]} {difference.count > 0 && text.legend}
      </p>
      {past.agrees !== null && <Alert banner type={past.agrees ? 'success' : 'error'} title={past.agrees ? text.agrees : text.differs} />}
      {place(
        <PastForm
          report={past.report}
          template={template}
          codes={pack.codes}
          caption={text.caption(label, past.moment === null ? '' : localTime(past.moment.at))}
          changes={difference.changes}
        />,
      )}
    </>
  )
}
