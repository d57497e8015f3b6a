import { Alert, App, Button, Drawer, Segmented, Splitter } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Finding } from '../../../shared/rules/finding.ts'
import { historyText } from '../../../shared/text/ui-history.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { useModel } from '../../app/app-model.ts'
import type { CellPlace } from '../../app/route.ts'
import { goTo as showScreen } from '../../app/use-place.ts'
import { whenStored } from '../../state/report-session.ts'
import { endTyping } from '../../ui/end-typing.ts'
import { errorText } from '../../ui/error-text.ts'
import { useAction } from '../../ui/use-action.ts'
import { useDrawNow } from '../../ui/use-draw-now.ts'
import { useSplitterFocus } from '../../ui/use-splitter-focus.ts'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import { findingsOfForm, nextFinding } from '../findings/order.ts'
import { useFindingDetail } from '../findings/use-finding-detail.ts'
import { Grid } from '../grid/grid.tsx'
import type { GridActions } from '../grid/grid-commands.ts'
import { HistoryPanel } from '../history/history-panel.tsx'
import { NotesPanel } from '../notes/notes-panel.tsx'
import { notedCells } from '../notes/threads.ts'
import { useEvidence } from '../notes/use-evidence.ts'
import { useNotes } from '../notes/use-notes.ts'
import { usePrintKey } from '../print/use-print-key.ts'
import { ReviewBanner } from '../review/review-banner.tsx'
import { ConflictList } from './conflict-list.tsx'
import { EmptyHint } from './empty-hint.tsx'
import { FillTemplate } from './fill-template.tsx'
import { GridStatus } from './grid-status.tsx'
import { HeaderDrawer } from './header-drawer.tsx'
import { ReasonBar } from './reason-bar.tsx'
import { RecordForm } from './record-form.tsx'
import type { ReportDesk } from './report-desk.ts'
import { ReportTools } from './report-tools.tsx'
import { ReturnedBanner } from './returned-banner.tsx'
import { SaveLabel, saveSentence } from './save-label.tsx'
import { useTravelNotice } from './use-travel-notice.ts'
import { ZeroReport, ZeroReportBanner } from './zero-report.tsx'

/** In a narrower window the findings wait behind their button. */
const roomyWidth = 900

type Panel = 'history' | 'header' | 'zero' | 'template' | null

interface OpenReportProps {
  readonly desk: ReportDesk
  readonly period: string
  /** Where the form opens; its beginning otherwise. */
  readonly cell: CellPlace | undefined
}

/** The form itself: tools, grid, findings. */
export function OpenReport({ desk, period, cell }: OpenReportProps) {
  const { ready, platform, looks } = useModel()
  const reading = useStore(looks.store, (state) => state.wanted.screenReader)
  const [rowForm, setRowForm] = useState(false)
  const { message } = App.useApp()
  const act = useAction()
  const report = useStore(desk.session.store, (state) => state.report)
  const refusal = useStore(desk.session.store, (state) => state.refusal)
  const drawNow = useDrawNow()
  const splitter = useSplitterFocus()
  const [panel, setPanel] = useState<Panel>(null)
  const [findingsShown, setFindingsShown] = useState(() => window.innerWidth >= roomyWidth)
  const [side, setSide] = useState<'findings' | 'notes'>('findings')
  const notes = useNotes(desk.template.id, period)
  const evidence = useEvidence(desk.template.id, period)
  const [active, setActive] = useState<string | null>(null)
  const root = useRef<HTMLElement>(null)
  const activeRef = useRef(active)
  activeRef.current = active
  const { template } = desk
  const open = useFindingDetail(desk, period, active)
  const applyRef = useRef(open.apply)
  applyRef.current = open.apply

  /** Puts the keyboard on the first of these that is there. */
  const focusFirst = useCallback((places: readonly string[]) => {
    const targets = places.map((place) => root.current?.querySelector<HTMLElement>(place))
    targets.find((target) => target)?.focus()
  }, [])
  const goTo = useMemo(
    () => (finding: Finding) => {
      setActive(finding.id)
      desk.goTo(finding)
    },
    [desk],
  )
  const actions = useMemo<GridActions>(
    () => ({
      undo: () => desk.session.undo(),
      redo: () => desk.session.redo(),
      saveState: () => void message.info(saveSentence(desk.session.store.getState().save)),
      check: () => void desk.checker.run(),
      nextProblem(back) {
        setFindingsShown(true)
        setSide('findings')
        const findings = findingsOfForm(desk.checker.store.getState().result, desk.template.id)
        const next = nextFinding(findings, activeRef.current, back)
        if (next) goTo(next)
      },
      comment() {
        setFindingsShown(true)
        setSide('notes')
        // The field is there once the panel has been drawn.
        setTimeout(() => root.current?.querySelector<HTMLElement>('.notes-text')?.focus(), 0)
      },
      repair() {
        setFindingsShown(true)
        setSide('findings')
        applyRef.current()
      },
      rowForm: () => setRowForm(true),
      past: (row, field) => platform.call('report.pastValues', { form: desk.template.id, period, row, field }),
      leave(back) {
        const places = back
          ? ['.report-tools button:not(:disabled)']
          : ['.finding-active textarea', '.finding-active button', '.findings button', '.notes-text']
        focusFirst(places)
      },
    }),
    [desk, goTo, message, platform, period, focusFirst],
  )
  const focusSheet = useCallback(
    () => root.current?.querySelector<HTMLElement>('.grid-input, .record input, .record textarea')?.focus({ preventScroll: true }),
    [],
  )
  const goToNext = (back: boolean): void => {
    focusSheet()
    actions.nextProblem(back)
  }
  /** The keys of the form work wherever one stands on its screen, and where a button went away under the keyboard. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const { target } = event
    const isHere = target === document.body || (target instanceof Node && root.current?.contains(target))
    // What has taken a key already keeps it.
    if (event.defaultPrevented || event.isComposing || !isHere) return
    if (event.key === 'F6' && event.shiftKey) actions.leave(true)
    else if (event.key === 'F6') focusSheet()
    else if (event.key === 'F7') actions.check()
    else if (event.key === 'F8') goToNext(event.shiftKey)
    else if (event.key === 'F4' && !event.ctrlKey && !event.altKey && template.structure.kind !== 'single') setRowForm(!rowForm)
    else if (event.altKey && event.code === 'Digit0' && template.zeroReport && report?.open === true) {
      endTyping()
      drawNow(() => setPanel('zero'))
    } else return
    event.preventDefault()
  }
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
  useEffect(() => {
    if (cell) desk.goToCell(cell.row, [cell.field])
  }, [desk, cell])
  // What is printed is what is stored.
  const print = (): void =>
    void act(async () => {
      await whenStored(desk.session)
      showScreen({ screen: 'print', form: desk.template.id, part: 'form' }, period)
    })
  usePrintKey(print)
  useTravelNotice(desk)
  useEffect(() => desk.grid.setNoted(notedCells(notes.list, evidence.files)), [desk, notes.list, evidence.files])
  if (!report) return null
  const label = reportText.title(template.number, template.title)
  return (
    <section className="report" ref={root} aria-label={label}>
      <header className="report-head">
        <h1>{label}</h1>
        {template.unitLine !== undefined && <span className="muted report-unit-line">{template.unitLine}</span>}
        <span className="frame-spring" />
        {cell && <Button onClick={() => window.history.back()}>{reportText.back}</Button>}
        <SaveLabel session={desk.session} onLeave={focusSheet} />
      </header>
      <ReportTools
        desk={desk}
        period={period}
        findingsShown={findingsShown}
        onFindings={() => setFindingsShown(!findingsShown)}
        onPrint={print}
        onLeave={focusSheet}
        onPanel={setPanel}
      />
      <ReturnedBanner desk={desk} period={period} />
      {refusal !== null && (
        <Alert
          banner
          type="error"
          title={reportText.refused(errorText(refusal))}
          closable={{ onClose: () => desk.session.dismissRefusal() }}
        />
      )}
      {/* What an edit would undo says nothing of a form that takes none. */}
      {report.open && (
        <ReviewBanner
          form={desk.template.id}
          period={period}
          onBeforeSign={() => whenStored(desk.session)}
          onNotes={() => {
            drawNow(() => {
              setFindingsShown(true)
              setSide('notes')
            })
            focusFirst(['.note-refusal button', '.note button'])
          }}
        />
      )}
      <ZeroReportBanner desk={desk} />
      <ConflictList desk={desk} onLeave={focusSheet} />
      <ReasonBar session={desk.session} />
      <Splitter className="report-body" {...splitter}>
        <Splitter.Panel>
          <div className="report-sheet">
            {template.structure.kind === 'single' ? (
              <RecordForm desk={desk} actions={actions} />
            ) : rowForm ? (
              <RecordForm desk={desk} actions={actions} onTable={() => setRowForm(false)} />
            ) : (
              <Grid store={desk.grid} label={label} today={ready.info.today} actions={actions} reading={reading} />
            )}
            {template.structure.kind !== 'single' && !rowForm && <EmptyHint desk={desk} />}
          </div>
        </Splitter.Panel>
        {findingsShown && (
          <Splitter.Panel defaultSize={312} min={240} max="50%">
            <div className="report-side">
              <div className="report-side-tabs">
                <Segmented
                  block
                  size="small"
                  aria-label={reportText.side}
                  value={side}
                  onChange={setSide}
                  options={[
                    { value: 'findings', label: reportText.tools.findings },
                    {
                      value: 'notes',
                      label: notesText.tabs(notes.list.filter(({ id, thread, resolved }) => id === thread && !resolved).length),
                    },
                  ]}
                />
              </div>
              {side === 'findings' ? (
                <FindingsPanel desk={desk} active={active} open={open} onGoTo={goTo} onNext={goToNext} onLeave={focusSheet} />
              ) : (
                <NotesPanel desk={desk} period={period} notes={notes} evidence={evidence} onLeave={focusSheet} />
              )}
            </div>
          </Splitter.Panel>
        )}
      </Splitter>
      {template.structure.kind !== 'single' && <GridStatus store={desk.grid} />}
      <HeaderDrawer desk={desk} open={panel === 'header'} onClose={() => setPanel(null)} onClosed={focusSheet} />
      <Drawer
        open={panel === 'history'}
        title={historyText.title}
        onClose={() => setPanel(null)}
        afterOpenChange={(shown) => !shown && focusSheet()}
        focusable={{ focusTriggerAfterClose: false }}
        size={560}
        destroyOnHidden
      >
        <StoredHistory desk={desk} period={period} />
      </Drawer>
      <FillTemplate desk={desk} period={period} open={panel === 'template'} onClose={() => setPanel(null)} />
      <ZeroReport desk={desk} open={panel === 'zero'} onClose={() => setPanel(null)} onClosed={focusSheet} />
    </section>
  )
}

/** What was stored, while somebody looks at it: nothing else here has to be drawn after each saved cell. */
function StoredHistory({ desk, period }: { readonly desk: ReportDesk; readonly period: string }) {
  const stored = useStore(desk.session.store, (state) => state.stored)
  return <HistoryPanel form={desk.template.id} period={period} stored={stored} />
}
