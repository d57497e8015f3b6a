import { memo, useEffect, useRef } from 'react'
import type { PlanDocument } from '../../../shared/contract/index.ts'
import { planText } from '../../../shared/text/ui-plan.ts'

interface OutlineProps {
  readonly outline: PlanDocument['outline']
  /** Paragraph that was opened last; its clause is shown as the current one. */
  readonly paragraph: number | null
  readonly onGoTo: (paragraph: number) => void
}
const deepestStep = 4

/** The clauses of the document; each leads to its first paragraph. */
export const Outline = memo(
  function Outline({ outline, paragraph, onGoTo }: OutlineProps) {
    const current = useRef<HTMLButtonElement>(null)
    const open = paragraph === null ? undefined : outline.findLast(({ from, to }) => from <= paragraph && paragraph <= to)
    useEffect(() => {
      if (open) current.current?.scrollIntoView({ block: 'nearest' })
    }, [open])
    return (
      <nav id="plan-outline" className="plan-outline" aria-label={planText.outline}>
        {outline.length === 0 && <p className="muted">{planText.noOutline}</p>}
        <ul>
          {outline.map((entry) => (
            <li key={entry.from}>
              <button
                type="button"
                ref={entry === open ? current : undefined}
                aria-current={entry === open ? 'location' : undefined}
                className={`plan-entry plan-depth-${Math.min(entry.depth, deepestStep)}`}
                onClick={() => onGoTo(entry.from)}
              >
                <span className="plan-mark">{entry.mark}</span>
                {entry.title}
              </button>
            </li>
          ))}
        </ul>
      </nav>
    )
  },
  // Going there does the same whenever it was made.
  (before, after) => before.outline === after.outline && before.paragraph === after.paragraph,
)
