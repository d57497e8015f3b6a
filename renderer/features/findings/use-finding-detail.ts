import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Finding, FindingDetail, Repair } from '../../../shared/rules/finding.ts'
import { findingsText } from '../../../shared/text/ui-findings.ts'
import { useModel } from '../../app/app-model.ts'
import type { Travelled } from '../../state/report-state.ts'
import { errorText } from '../../ui/error-text.ts'
import type { ReportDesk } from '../report/report-desk.ts'

export interface OpenFinding {
  /** Null while it is being worked out, and where there is none. */
  readonly detail: FindingDetail | null
  readonly busy: boolean
  /** What came of the last repair, to be read out. */
  readonly said: string
  /** Applies a repair (the first one when none is named); without one it says so. */
  apply(repair?: Repair): void
}

/** What was said of a repair, and the undo or redo before it: after another one it is no longer true. */
interface Words {
  readonly text: string
  readonly travelled: Travelled | null
}

/** By how much the open finding fails and what would mend it; asked for again whenever the form was checked again. */
export function useFindingDetail(desk: ReportDesk, period: string, active: string | null): OpenFinding {
  const { platform } = useModel()
  const result = useStore(desk.checker.store, (state) => state.result)
  const isOpen = useStore(desk.session.store, (state) => state.report?.open === true)
  const [detail, setDetail] = useState<FindingDetail | null>(null)
  const [busy, setBusy] = useState(false)
  const travelled = useStore(desk.session.store, (state) => state.travelled)
  const [words, setWords] = useState<Words>({ text: '', travelled })
  const form = desk.template.id
  const finding = result?.findings.find((candidate: Finding) => candidate.id === active)?.id ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new check may rest on other values, so the same finding is asked about again
  useEffect(() => {
    let isCurrent = true
    setDetail((known) => (known?.finding === finding ? known : null))
    if (finding === null) return
    platform
      .call('finding.detail', { period, form, finding })
      .then((answer) => isCurrent && setDetail(answer))
      // Without it the finding still stands there with its sentence and its clause.
      .catch(() => isCurrent && setDetail(null))
    return () => {
      isCurrent = false
    }
  }, [platform, period, form, finding, result])

  const setSaid = useCallback((text: string) => setWords({ text, travelled: desk.session.store.getState().travelled }), [desk])
  const apply = useCallback(
    (wanted?: Repair): void => {
      const repair = wanted ?? detail?.repair
      if (!isOpen || busy || finding === null || !repair) {
        setSaid(isOpen ? findingsText.nothingToApply : findingsText.closed)
        return
      }
      setBusy(true)
      setSaid('')
      const { row, field, to } = repair
      // What was typed and is not stored yet belongs to the data that the repair is tried on.
      desk.session
        .stored()
        .then(() => platform.call('finding.repair', { period, form, finding, choice: { row, field, to } }))
        .then(({ repair: done }) => {
          setSaid(findingsText.applied(done.label, done.shownFrom, done.shownTo))
          desk.checker.touched()
        })
        .catch((error: unknown) => setSaid(errorText(error)))
        .finally(() => setBusy(false))
    },
    [desk, detail, finding, form, period, platform, isOpen, busy, setSaid],
  )
  const said = words.travelled === travelled ? words.text : ''
  return { detail: detail?.finding === finding ? detail : null, busy, said, apply }
}
