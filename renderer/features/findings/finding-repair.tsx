import { Button } from 'antd'
import { useStore } from 'zustand'
import type { Repair } from '../../../shared/rules/finding.ts'
import { findingsText } from '../../../shared/text/ui-findings.ts'
import type { ReportDesk } from '../report/report-desk.ts'
import type { OpenFinding } from './use-finding-detail.ts'

interface FindingRepairProps {
  readonly desk: ReportDesk
  readonly open: OpenFinding
  /** No explanation takes the place of a correction. */
  readonly mustFix: boolean
}
/** By how much the open finding fails, and what would mend it. */
export function FindingRepair({ desk, open, mustFix }: FindingRepairProps) {
  const isOpen = useStore(desk.session.store, (state) => state.report?.open === true)
  const { detail, busy, apply } = open
  const text = findingsText
  if (detail === null) return null
  const { imbalance, readings, repair, alternatives } = detail
  const isEmpty = imbalance === null && repair === null && alternatives.length === 0 && readings.length === 0
  if (isEmpty) return null
  return (
    <div className="finding-repair stack">
      {imbalance !== null && (
        <p>
          <b>{text.imbalance}</b>
          {imbalance.text}
        </p>
      )}
      {readings.map((reading) => (
        <p key={reading} className="muted">
          {text.reading(reading)}
        </p>
      ))}
      {isOpen && (repair !== null || alternatives.length > 0) && (
        <>
          <p className="muted">{text.onlyIfWrong(mustFix)}</p>
          {repair !== null && (
            <div>
              <Change repair={repair} />
              <Button type="primary" loading={busy} onClick={() => apply(repair)} title={text.applyKey} aria-keyshortcuts="F9">
                {text.apply}
              </Button>
            </div>
          )}
          {alternatives.length > 0 && (
            <details>
              <summary>{text.otherWays(alternatives.length)}</summary>
              <ul className="finding-choices">
                {alternatives.map((other) => (
                  <li key={`${other.row} ${other.field} ${other.to ?? ''}`}>
                    <Change repair={other} />
                    <Button
                      size="small"
                      disabled={busy}
                      onClick={() => apply(other)}
                      aria-label={text.applyOther(other.label, other.shownTo)}
                    >
                      {text.applyThis}
                    </Button>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </div>
  )
}

function Change({ repair }: { readonly repair: Repair }) {
  return (
    <p className="finding-change">
      {repair.label}：<s>{repair.shownFrom}</s> → <b>{repair.shownTo}</b>
      <span className="muted">　{repair.why}</span>
    </p>
  )
}
