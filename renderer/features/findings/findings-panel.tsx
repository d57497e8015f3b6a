import { Alert, App, Button, Progress } from 'antd'
import dayjs from 'dayjs'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { type Level, levels, needsExplanation } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { findingsText } from '../../../shared/text/ui-findings.ts'
import { useModel } from '../../app/app-model.ts'
import { percentOf } from '../../state/pace.ts'
import { errorText } from '../../ui/error-text.ts'
import { LevelTag } from '../../ui/level-tag.tsx'
import { TimeLeft } from '../../ui/time-left.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'
import type { ReportDesk } from '../report/report-desk.ts'
import { FindingItem } from './finding-item.tsx'
import { findingsOfForm } from './order.ts'
import type { OpenFinding } from './use-finding-detail.ts'
import { useKeptPlace } from './use-kept-place.ts'

interface FindingsPanelProps {
  readonly desk: ReportDesk
  readonly active: string | null
  readonly open: OpenFinding
  readonly onGoTo: (finding: Finding) => void
  readonly onNext: (back: boolean) => void
  /** Gives the keyboard back to the form. */
  readonly onLeave: () => void
}
const pageSize = 200
const longMs = 600

/** What the check found, beside the grid: filter, jump, explain. */
export function FindingsPanel({ desk, active, open, onGoTo, onNext, onLeave }: FindingsPanelProps) {
  const state = useStore(desk.checker.store)
  const { platform } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const job = useJob()
  const [level, setLevel] = useState<Level | null>(null)
  const [shown, setShown] = useState(pageSize)
  const findings = useMemo(() => findingsOfForm(state.result, desk.template.id), [state.result, desk.template.id])
  const filtered = level === null ? findings : findings.filter((finding) => finding.level === level)
  const unexplained = findings.filter(
    ({ level: own, outcome, explanation, waiver }) =>
      needsExplanation(own) && outcome === 'fail' && explanation === null && waiver === undefined,
  ).length
  const text = findingsText
  // Most checks are over at once; a bar that flashes would only unsettle.
  const isLong = state.pace !== null && state.pace.at - state.pace.since > longMs
  const list = useKeptPlace()
  const percent = state.running && isLong ? percentOf(state.pace) : null
  const save = () =>
    act(async () => {
      await desk.session.stored()
      const file = await job.run(text.exporting, (id) => platform.call('finding.export', { ...desk.at, job: id }))
      if (!(await platform.saveFile(file.fileName, file.bytes))) return
      void message.success(platform.kind === 'browser' ? commonText.downloaded : commonText.fileSaved)
    })
  // The same keys as in the form, so that nobody has to find the way back first.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'F9') open.apply()
    else if (event.key === 'F8') onNext(event.shiftKey)
    else if (event.key === 'F6') onLeave()
    else return
    event.preventDefault()
  }
  return (
    <aside className="findings" aria-label={text.title} onKeyDown={onKeyDown}>
      <div className="findings-head">
        <div className="row">
          <h2>{text.title}</h2>
          <span className="muted" role="status">
            {state.running
              ? text.checking
              : state.outdated
                ? text.outdated
                : state.at
                  ? text.checkedAt(dayjs(state.at).format('HH:mm'))
                  : ''}
          </span>
          {findings.length > 0 && percent === null && !state.outdated && (
            <Button type="link" loading={job.running} onClick={() => void save()}>
              {text.export}
            </Button>
          )}
          {percent !== null && (
            <Button type="link" onClick={() => desk.checker.cancel()}>
              {commonText.cancel}
            </Button>
          )}
          {state.outdated && !state.running && (
            <Button type="link" onClick={() => void desk.checker.run()}>
              {text.recheck}
            </Button>
          )}
        </div>
        {percent !== null && (
          <>
            <Progress percent={percent} size="small" aria-label={text.checking} />
            <TimeLeft pace={state.pace} />
          </>
        )}
        {findings.length > 0 && (
          <fieldset className="findings-levels" aria-label={text.title}>
            <button type="button" aria-pressed={level === null} onClick={() => setLevel(null)}>
              {text.all} <b>{findings.length}</b>
            </button>
            {levels.map((one) => {
              const count = findings.filter((finding) => finding.level === one).length
              return (
                count > 0 && (
                  <button key={one} type="button" aria-pressed={level === one} onClick={() => setLevel(level === one ? null : one)}>
                    <LevelTag level={one} count={count} />
                  </button>
                )
              )
            })}
          </fieldset>
        )}
        <p className="finding-said" role="status">
          {open.said}
        </p>
        {job.panel}
        {unexplained > 0 && <p className="muted">{text.unexplained(unexplained)}</p>}
      </div>
      {state.error !== null && <Alert type="error" title={errorText(state.error)} />}
      <ul className="findings-list" aria-label={text.title} tabIndex={-1} {...list}>
        {filtered.slice(0, shown).map((finding) => (
          <FindingItem
            key={finding.id}
            desk={desk}
            finding={finding}
            open={finding.id === active ? open : null}
            onGoTo={onGoTo}
            onLeave={onLeave}
          />
        ))}
        {filtered.length === 0 && (
          <li className="muted">
            {state.result ? (level === null ? text.none : text.noneOfLevel) : state.running ? text.checking : text.notChecked}
          </li>
        )}
        {filtered.length > shown && (
          <li>
            <Button block onClick={() => setShown(shown + pageSize)}>
              {text.more(Math.min(pageSize, filtered.length - shown))}
            </Button>
          </li>
        )}
      </ul>
    </aside>
  )
}
