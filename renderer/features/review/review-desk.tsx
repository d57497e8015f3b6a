import { Button, Splitter, Tabs } from 'antd'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { FormReview } from '../../../shared/contract/index.ts'
import { monthText } from '../../../shared/text/ui-month.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { useModel } from '../../app/app-model.ts'
import { goTo } from '../../app/use-place.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useSplitterFocus } from '../../ui/use-splitter-focus.ts'
import { findingsOfForm, nextFinding } from '../findings/order.ts'
import { Grid } from '../grid/grid.tsx'
import type { GridActions } from '../grid/grid-commands.ts'
import { NotesPanel } from '../notes/notes-panel.tsx'
import { notedCells } from '../notes/threads.ts'
import { useEvidence } from '../notes/use-evidence.ts'
import { useNotes } from '../notes/use-notes.ts'
import { RecordForm } from '../report/record-form.tsx'
import type { ReportDesk } from '../report/report-desk.ts'
import { ChangedMeanwhile } from './changed-meanwhile.tsx'
import { reportChanges } from './changes.ts'
import { ChangesList } from './changes-list.tsx'
import { FindingsList } from './findings-list.tsx'
import { isGoneUp } from './is-gone-up.ts'
import { type SignAct, SignDialog } from './sign-dialog.tsx'
import { SignatureList } from './signature-list.tsx'
import { useReview } from './use-review.ts'

type Tab = 'findings' | 'changes' | 'notes' | 'signatures'

/** In a window narrower than this, or zoomed in, the form to be read keeps the larger part. */
const roomy = '(min-width: 900px)'
const sideFor = (isRoomy: boolean): number => (isRoomy ? 380 : 240)

/** How wide the side is: as the window has room for, until somebody draws it. */
function useSideSize(): [number, (size: number) => void] {
  const [isRoomy, setIsRoomy] = useState(() => window.matchMedia(roomy).matches)
  const [drawn, setDrawn] = useState<number | null>(null)
  useEffect(() => {
    const query = window.matchMedia(roomy)
    const fit = () => setIsRoomy(query.matches)
    query.addEventListener('change', fit)
    return () => query.removeEventListener('change', fit)
  }, [])
  return [drawn ?? sideFor(isRoomy), setDrawn]
}

/** The form to be read, what speaks for and against it, and the two answers: passed, or sent back. */
export function ReviewDesk({ desk, period }: { readonly desk: ReportDesk; readonly period: string }) {
  const { ready, looks } = useModel()
  const reading = useStore(looks.store, (state) => state.wanted.screenReader)
  const { template } = desk
  const review = useReview(period)
  const notes = useNotes(template.id, period)
  const evidence = useEvidence(template.id, period)
  const report = useStore(desk.session.store, (state) => state.report)
  const result = useStore(desk.checker.store, (state) => state.result)
  const [tab, setTab] = useState<Tab>('findings')
  const [act, setAct] = useState<SignAct | null>(null)
  const [active, setActive] = useState<string | null>(null)
  const [sideSize, setSideSize] = useSideSize()
  const splitter = useSplitterFocus()
  const root = useRef<HTMLElement>(null)
  const findings = useMemo(() => findingsOfForm(result, template.id), [result, template.id])
  const previous = desk.previous()
  const changes = useMemo(() => (previous && report ? reportChanges(template, previous, report) : null), [template, previous, report])
  useEffect(() => desk.grid.setNoted(notedCells(notes.list, evidence.files)), [desk, notes.list, evidence.files])
  const focusSheet = (): void =>
    root.current?.querySelector<HTMLElement>('.grid-input, .record input, .record textarea')?.focus({ preventScroll: true })
  const state = useRef({ findings, active })
  state.current = { findings, active }
  const actions = useMemo<GridActions>(
    () => ({
      undo: () => {},
      redo: () => {},
      saveState: () => {},
      check: () => void desk.checker.run(),
      repair: () => {},
      nextProblem(back) {
        const next = nextFinding(state.current.findings, state.current.active, back)
        if (!next) return
        setTab('findings')
        setActive(next.id)
        desk.goTo(next)
      },
      comment() {
        setTab('notes')
        // The field is there once the panel has been drawn.
        setTimeout(() => root.current?.querySelector<HTMLElement>('.notes-text')?.focus(), 0)
      },
      leave(back) {
        const place = back ? '.review-acts button:not(:disabled)' : '.review-side .ant-tabs-tab-active [role="tab"]'
        root.current?.querySelector<HTMLElement>(place)?.focus()
      },
    }),
    [desk],
  )
  /** In the form the grid takes these keys; from what is around it F6 leads back. */
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.key !== 'F6') return
    event.preventDefault()
    if (event.shiftKey) actions.leave(true)
    else focusSheet()
  }
  const own = review.of(template.id)
  const text = reviewScreenText
  const cell = (): (SignAct & { kind: 'refuse' })['cell'] => {
    const { row, column } = desk.grid.selection
    const view = desk.grid.rowAt(row)
    const layout = desk.grid.column(column)
    if (!view || !layout) return null
    const rowName = view.row.key || notesText.place.rowNumber(desk.grid.rowNumber(row))
    return { row: view.row.id, field: layout.field.key, place: notesText.place.cell(rowName, layout.label) }
  }
  // The cursor stands somewhere from the beginning: only who has moved it since means a cell.
  const [opened] = useState(cell)
  const refuse = (form: FormReview): void => {
    const now = cell()
    const isChosen = now?.row !== opened?.row || now?.field !== opened?.field
    setAct({ kind: 'refuse', form, cell: now, isChosen })
  }
  const isSealed = isGoneUp(report?.state, own?.stage)
  // Whose turn it is to read.
  const reader = (own?.stage === 'passed' || own?.stage === 'signed' ? own.leader : own?.auditor) ?? ''
  const mayRefuse = own !== undefined && ['handedIn', 'passed', 'signed'].includes(own.stage) && !isSealed
  const label = text.title(`${template.id} ${template.title}`, monthText.period(period))
  return (
    <section className="report review" ref={root} aria-label={label} onKeyDown={onKeyDown}>
      <header className="report-head">
        <h1>{label}</h1>
        {own && <span className={`state state-${own.stage === 'returned' ? 'wrong' : 'doing'}`}>{text.stages[own.stage]}</span>}
        <span className="muted">
          {(['preparer', 'auditor', 'leader'] as const).map((role) => (
            <span key={role} className="review-person">
              {text.roles[role]} {own?.[role]}
            </span>
          ))}
        </span>
        <span className="frame-spring" />
        <span className="row row-tight review-acts">
          {own?.stage === 'handedIn' && !isSealed && (
            <Button type="primary" onClick={() => setAct({ kind: 'pass', form: own })}>
              {text.buttons.pass}
            </Button>
          )}
          {mayRefuse && <Button onClick={() => refuse(own)}>{text.buttons.refuse}</Button>}
          <Button onClick={() => goTo({ screen: 'month' }, period)}>{monthText.title}</Button>
        </span>
      </header>
      <p className="review-note muted">{text.readOnly}</p>
      {report && <ChangedMeanwhile desk={desk} report={report} onLeave={focusSheet} />}
      <ErrorAlert error={review.error} onRetry={() => void review.reload()} />
      <Splitter className="report-body" {...splitter} onResize={([, size]) => size !== undefined && setSideSize(size)}>
        <Splitter.Panel>
          <div className="report-sheet">
            {template.structure.kind === 'single' ? (
              <RecordForm desk={desk} actions={actions} />
            ) : (
              <Grid store={desk.grid} label={label} today={ready.info.today} actions={actions} reading={reading} />
            )}
          </div>
        </Splitter.Panel>
        <Splitter.Panel size={sideSize} min={220} max="60%">
          <section className="review-side" aria-label={text.panel.label}>
            <Tabs
              size="small"
              activeKey={tab}
              onChange={(key) => setTab(key as Tab)} // the keys below
              items={[
                {
                  key: 'findings',
                  label: text.panel.findings(findings.length),
                  children: <FindingsList findings={findings} onGoTo={(finding) => desk.goTo(finding)} />,
                },
                {
                  key: 'changes',
                  label: text.panel.changes(changes ? changes.fields.length + changes.newRows.length + changes.goneRows.length : 0),
                  children: (
                    <ChangesList
                      template={template}
                      previous={previous}
                      changes={changes}
                      onGoTo={(row, field) => desk.goToCell(row, [field])}
                    />
                  ),
                },
                {
                  key: 'notes',
                  label: notesText.tabs(own?.openNotes ?? 0),
                  children: <NotesPanel {...{ desk, period, notes, evidence }} reader={{ name: reader, isSealed }} onLeave={focusSheet} />,
                },
                { key: 'signatures', label: text.panel.signatures, children: <SignatureList review={own} /> },
              ]}
            />
          </section>
        </Splitter.Panel>
      </Splitter>
      {act && review.month && <SignDialog act={act} month={review.month} onClose={() => setAct(null)} />}
    </section>
  )
}
