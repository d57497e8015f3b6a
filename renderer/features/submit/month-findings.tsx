import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import type { CheckResult } from '../../../shared/contract/index.ts'
import type { Level } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { findingsText } from '../../../shared/text/ui-findings.ts'
import { submitText } from '../../../shared/text/ui-submit.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { LevelTag } from '../../ui/level-tag.tsx'
import { ClauseLink } from '../plan/clause-link.tsx'
import { type FindingGroup, type Grouping, groupFindings, groupings } from './group-findings.ts'

const text = submitText.findings
/** Findings of one group that are shown at once. */
const pageSize = 20

/** Everything the check of the month found, by form, level or rule, each with the way to its cell. */
export function MonthFindings({ result }: { readonly result: CheckResult }) {
  const { ready } = useModel()
  const [by, setBy] = useState<Grouping>('form')
  const groups = useMemo(
    () =>
      groupFindings(
        result.findings,
        by,
        ready.pack.forms.map(({ id }) => id),
      ),
    [result, by, ready.pack],
  )
  if (result.findings.length === 0) return null
  return (
    <details className="submit-findings">
      <summary>{text.all(result.findings.length)}</summary>
      <Segmented<Grouping>
        aria-label={text.by}
        options={groupings.map((value) => ({ value, label: text.groupings[value] }))}
        value={by}
        onChange={setBy}
      />
      {groups.map((group) => (
        <Group key={`${by} ${group.key}`} by={by} group={group} period={result.period} />
      ))}
    </details>
  )
}

function Group({ by, group, period }: { readonly by: Grouping; readonly group: FindingGroup; readonly period: string }) {
  const [shown, setShown] = useState(pageSize)
  const { findings } = group
  const left = findings.length - shown
  return (
    <section>
      <h3>
        <GroupName by={by} group={group} />
      </h3>
      <ul>
        {findings.slice(0, shown).map((finding) => (
          <li key={finding.id}>
            {by !== 'level' && <LevelTag level={finding.level} />} <Place finding={finding} period={period} />
            {finding.outcome === 'error' ? findingsText.trouble : finding.message}
            {finding.waiver && <span className="muted"> ✓ {findingsText.waivedShort}</span>}
            {finding.explanation && <span className="muted"> ✓ {finding.explanation.text}</span>}
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Button type="link" onClick={() => setShown(shown + pageSize * 5)}>
          {text.more(Math.min(left, pageSize * 5))}
        </Button>
      )}
    </section>
  )
}

function GroupName({ by, group: { key, findings } }: { readonly by: Grouping; readonly group: FindingGroup }) {
  const { ready } = useModel()
  const count = findings.length
  if (by === 'form') return text.form(key, ready.pack.forms.find(({ id }) => id === key)?.title ?? '', count)
  if (by === 'level') return <LevelTag level={key as Level} count={count} /> // its key is a level
  return (
    <>
      {text.rule(key, count)} <ClauseLink clause={findings[0]?.clause ?? ''} />
    </>
  )
}

function Place({ finding, period }: { readonly finding: Finding; readonly period: string }) {
  const { ready } = useModel()
  const { form, rowId, rowLabel, rowKey, fields } = finding
  const [field] = fields
  const template = ready.pack.forms.find(({ id }) => id === form)
  const labels = fields.map((key) => template?.fields.find((one) => one.key === key)?.label ?? key)
  const row = rowLabel ?? rowKey ?? (rowId === null ? findingsText.wholeForm : '')
  const cell = rowId !== null && field !== undefined ? { cell: { row: rowId, field } } : {}
  return (
    <a href={formatPlace({ screen: 'report', form, ...cell }, period)}>
      {[form, row, ...labels].filter((part) => part !== '').join(' · ')}
    </a>
  )
}
