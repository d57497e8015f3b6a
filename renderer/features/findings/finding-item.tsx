import { Button, Input } from 'antd'
import dayjs from 'dayjs'
import { type ComponentRef, memo, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Output } from '../../../shared/contract/index.ts'
import { blocksSubmission, needsExplanation } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { findingsText } from '../../../shared/text/ui-findings.ts'
import { useModel, useUnsent } from '../../app/app-model.ts'
import { wordsKey } from '../../state/unsent.ts'
import { errorText } from '../../ui/error-text.ts'
import { LevelTag } from '../../ui/level-tag.tsx'
import { levelClass } from '../grid/grid-row.tsx'
import { ClauseLink } from '../plan/clause-link.tsx'
import type { ReportDesk } from '../report/report-desk.ts'
import { FindingRepair } from './finding-repair.tsx'
import type { OpenFinding } from './use-finding-detail.ts'

interface FindingItemProps {
  readonly desk: ReportDesk
  readonly finding: Finding
  /** Set for the open finding. */
  readonly open: OpenFinding | null
  readonly onGoTo: (finding: Finding) => void
  readonly onLeave: () => void
}

/** One finding; the active one opens to its clause and its explanation. Drawn again when it changes, not after each saved cell. */
export const FindingItem = memo(function FindingItem({ desk, finding, open, onGoTo, onLeave }: FindingItemProps) {
  const active = open !== null
  const item = useRef<HTMLLIElement>(null)
  const detail = open?.detail ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: the item grows when its detail comes, and its button must not lie below the edge
  useEffect(() => {
    if (active) item.current?.scrollIntoView({ block: 'nearest' })
  }, [active, detail])
  const [words] = useExplanation(desk, finding)
  const text = findingsText
  const labels = finding.fields.map((key) => desk.template.fields.find((field) => field.key === key)?.label ?? key)
  const where = [finding.rowLabel ?? finding.rowKey ?? (finding.rowId === null ? text.wholeForm : ''), labels.join('、')].filter(
    (part) => part !== '',
  )
  return (
    <li
      ref={item}
      className={`finding finding-${levelClass[finding.level]}${active ? ' finding-active' : ''}${finding.explanation ? ' finding-explained' : ''}`}
    >
      <button type="button" className="finding-main" aria-expanded={active} onClick={() => onGoTo(finding)}>
        <span className="finding-top">
          <LevelTag level={finding.level} />
          <span className="finding-where">{where.join(' · ')}</span>
        </span>
        <span>{finding.outcome === 'error' ? text.trouble : finding.message}</span>
        {finding.waiver && !active && <span className="finding-done"> ✓ {text.waivedShort}</span>}
        {words !== null && !active && <span className="finding-done"> ✎ {text.unfinished}</span>}
        {finding.explanation && !active && <span className="finding-done"> ✓ {finding.explanation.text}</span>}
      </button>
      {active && (
        <div className="finding-more stack">
          <p className="muted">
            {text.clause('')}
            <ClauseLink clause={finding.clause} />　{text.rule(finding.ruleId)}
            {finding.cell !== null && <>　{text.cell(finding.cell)}</>}
          </p>
          {finding.waiver && <p>{text.waived(finding.waiver.by, finding.waiver.reason)}</p>}
          {open !== null && <FindingRepair desk={desk} open={open} mustFix={blocksSubmission(finding.level)} />}
          {blocksSubmission(finding.level) && !finding.waiver && <p>{text.mustFix}</p>}
          {needsExplanation(finding.level) && finding.outcome === 'fail' && !finding.waiver && (
            <Explain desk={desk} finding={finding} onSaved={onLeave} />
          )}
        </div>
      )}
    </li>
  )
})

/** An explanation being written: it stays while another finding, another panel or another screen is looked at. */
const useExplanation = (desk: ReportDesk, { id }: Finding) => useUnsent(wordsKey('explanation', desk.at, id))

/** What was said the last time of the same; null while nothing is known of it. */
function useEarlier(desk: ReportDesk, { id }: Finding): Output<'finding.earlier'> {
  const { platform } = useModel()
  const [earlier, setEarlier] = useState<Output<'finding.earlier'>>(null)
  const { form, period } = desk.at
  useEffect(() => {
    let isCurrent = true
    platform
      .call('finding.earlier', { period, form, finding: id })
      // Without it the explanation is written anew.
      .then((found) => isCurrent && setEarlier(found))
      .catch(() => isCurrent && setEarlier(null))
    return () => {
      isCurrent = false
    }
  }, [platform, period, form, id])
  return earlier
}

interface ExplainProps {
  readonly desk: ReportDesk
  readonly finding: Finding
  /** The field that had the keyboard is gone. */
  readonly onSaved: () => void
}
function Explain({ desk, finding, onSaved }: ExplainProps) {
  /** What the field begins with; null while the explanation is only shown. */
  const [begun, setBegun] = useState(finding.explanation === null ? '' : null)
  const [typed, setTyped] = useExplanation(desk, finding)
  const draft = typed ?? begun
  const [refusal, setRefusal] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const text = findingsText
  const earlier = useEarlier(desk, finding)
  const field = useRef<ComponentRef<typeof Input.TextArea>>(null)
  /** The button goes, and the keyboard goes on in the field, behind these words. */
  const begin = (words: string): void => {
    flushSync(() => {
      setTyped(null)
      setBegun(words)
    })
    field.current?.focus({ cursor: 'end' })
  }
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      await desk.checker.explain(finding, draft ?? '')
      setTyped(null)
      setBegun(null)
      setRefusal(null)
      onSaved()
    } catch (error) {
      setRefusal(errorText(error))
    }
    setBusy(false)
  }
  if (draft === null && finding.explanation) {
    const { by, at } = finding.explanation
    return (
      <div>
        <p>{finding.explanation.text}</p>
        <p className="row muted">
          {text.explainedBy(by, dayjs(at).format('YYYY-MM-DD HH:mm'))}
          <Button type="link" onClick={() => begin(finding.explanation?.text ?? '')}>
            {text.change}
          </Button>
        </p>
      </div>
    )
  }
  return (
    <div className="stack">
      {earlier !== null && (
        <div>
          <p className="muted">{text.earlier(earlier.period)}</p>
          <blockquote className="finding-earlier">{earlier.text}</blockquote>
          {draft === '' && (
            <Button type="link" onClick={() => begin(earlier.text)}>
              {text.amend}
            </Button>
          )}
          {draft === earlier.text && <p className="muted">{text.amendHint}</p>}
        </div>
      )}
      <Input.TextArea
        ref={field}
        aria-label={text.explain}
        value={draft ?? ''}
        onChange={({ target }) => setTyped(target.value === begun ? null : target.value)}
        placeholder={text.explainPlaceholder}
        maxLength={2000}
        rows={3}
        status={refusal === null ? '' : 'error'}
      />
      {refusal !== null && (
        <p className="level-must" role="alert">
          {refusal}
        </p>
      )}
      <span className="row">
        <Button type="primary" loading={busy} onClick={() => void save()}>
          {text.save}
        </Button>
      </span>
    </div>
  )
}
