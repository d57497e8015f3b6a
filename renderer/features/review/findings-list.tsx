import { needsExplanation } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { checkText } from '../../../shared/text/check.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { LevelTag } from '../../ui/level-tag.tsx'
import { localTime } from '../../ui/local-time.ts'

interface FindingsListProps {
  readonly findings: readonly Finding[]
  readonly onGoTo: (finding: Finding) => void
}

/** What the check found and what was said about it, for somebody who reads and does not change. */
export function FindingsList({ findings, onGoTo }: FindingsListProps) {
  const text = reviewScreenText.panel
  if (findings.length === 0) return <p className="muted">{text.noFindings}</p>
  return (
    <ul className="review-findings">
      {findings.map((finding) => (
        <li key={finding.id}>
          <button type="button" className="review-finding" onClick={() => onGoTo(finding)}>
            <LevelTag level={finding.level} /> {finding.rowLabel ?? finding.rowKey ?? ''} {finding.message}
          </button>
          {finding.explanation !== null && (
            <blockquote>
              {finding.explanation.text}
              <footer className="muted">{text.explained(finding.explanation.by, localTime(finding.explanation.at))}</footer>
            </blockquote>
          )}
          {finding.waiver && <p>✓ {checkText.waived(finding.waiver.by, finding.waiver.reason)}</p>}
          {finding.explanation === null && finding.outcome === 'fail' && !finding.waiver && needsExplanation(finding.level) && (
            <p className="review-missing">{text.notExplained}</p>
          )}
        </li>
      ))}
    </ul>
  )
}
