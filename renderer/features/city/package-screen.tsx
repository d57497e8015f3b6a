import { Alert, Button, Spin, Tabs } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityText } from '../../../shared/text/city.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { evidenceText } from '../../../shared/text/ui-evidence.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { Comparisons, Duplicates } from './comparisons.tsx'
import { DecisionBar } from './decision-bar.tsx'
import { PackageAttachments } from './package-attachments.tsx'
import { PackageFindings } from './package-findings.tsx'
import { PackageForms } from './package-forms.tsx'
import { useCommentDrafts } from './use-comment-drafts.ts'
import './city.css'

const text = cityScreenText.package
type PackageView = Output<'city.package'>

/** One package before the person who decides about it. */
export function PackageScreen({ sha256, period }: { readonly sha256: string; readonly period: string }) {
  const { platform } = useModel()
  const [view, setView] = useState<PackageView | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [comments, setComments] = useCommentDrafts(sha256)
  const read = useCallback(async () => {
    try {
      setView(await platform.call('city.package', { sha256 }))
      setError(null)
    } catch (thrown) {
      setError(thrown)
    }
  }, [platform, sha256])
  useEffect(() => void read(), [read])
  const decided = (): void => {
    setComments([])
    void read()
  }
  return (
    <div className="page city on-paper">
      <a href={formatPlace({ screen: 'inbox' }, period)}>{text.back}</a>
      <ErrorAlert error={error} onRetry={() => void read()} />
      {view === null && error === null && <Spin />}
      {view !== null && (
        <>
          <h1>
            {text.title(view.facts.unitName, view.facts.period, view.facts.revision)}{' '}
            <span className={`city-status city-status-${view.status}`}>{text.status[view.status]}</span>
          </h1>
          <Facts view={view} />
          <Siblings view={view} />
          <VerdictAlert verdict={view.verdict} />
          <Tabs
            items={[
              {
                key: 'forms',
                label: text.tabs.forms,
                children: (
                  <PackageForms
                    facts={view.facts}
                    comments={comments}
                    onComment={(comment) => setComments([...comments, comment])}
                    onDrop={(dropped) => setComments(comments.filter((comment) => comment !== dropped))}
                  />
                ),
              },
              {
                key: 'findings',
                label: `${text.tabs.findings} ${view.findings.length}`,
                children: <PackageFindings view={view} onWaived={() => void read()} />,
              },
              {
                key: 'attachments',
                label: evidenceText.city.tab(view.attachments.length),
                children: <PackageAttachments view={view} />,
              },
              { key: 'compare', label: text.tabs.compare, children: <Comparisons comparisons={view.comparisons} /> },
              {
                key: 'duplicates',
                label: `${text.tabs.duplicates} ${view.duplicates.length}`,
                children: <Duplicates duplicates={view.duplicates} />,
              },
              { key: 'history', label: text.tabs.history, children: <History view={view} /> },
            ]}
          />
          <DecisionBar view={view} comments={comments} onDecided={decided} />
        </>
      )}
    </div>
  )
}

function Facts({ view: { facts, standing } }: { readonly view: PackageView }) {
  const { platform } = useModel()
  const { contact, admitted, signer, revisionReason } = facts
  const save = async (): Promise<void> => {
    const { fileName, bytes } = await platform.call('city.bytes', { sha256: facts.sha256 })
    await platform.saveFile(fileName, bytes)
  }
  const lines: readonly (readonly [string, string])[] = [
    [text.facts.received, `${localTime(facts.receivedAt)}${text.late(standing.daysLate)}`],
    [text.facts.sealed, localTime(facts.sealedAt)],
    [text.facts.people, `${contact.preparer} ${contact.phone} / ${contact.leader}`],
    [text.facts.signer, signer === null ? text.unsigned : text.signed(signer)],
    ...(admitted === null ? [] : [[text.facts.admitted, `${admitted.by}：${admitted.why}`] as const]),
    ...(revisionReason === '' ? [] : [[text.facts.reason, revisionReason] as const]),
  ]
  return (
    <dl className="city-facts">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{text.facts.file}</dt>
        <dd>
          <Button size="small" onClick={() => void save()}>
            {text.save}
          </Button>
        </dd>
      </div>
    </dl>
  )
}

/** Everything that came for the same month: revisions, and packages that claim to be the same one. */
function Siblings({ view: { facts, standing } }: { readonly view: PackageView }) {
  if (standing.packages.length < 2) return null
  return (
    <nav className="city-siblings" aria-label={text.siblings}>
      {text.siblings}
      {standing.packages.map(({ facts: other, status }) => (
        <a
          key={other.sha256}
          href={formatPlace({ screen: 'package', sha256: other.sha256 }, other.period)}
          aria-current={other.sha256 === facts.sha256 ? 'page' : undefined}
        >
          {text.sibling(other.revision, localTime(other.receivedAt), text.status[status])}
        </a>
      ))}
    </nav>
  )
}

function VerdictAlert({ verdict: { verdict, reason, detail, differences } }: { readonly verdict: PackageView['verdict'] }) {
  const type = verdict === 'same' ? 'success' : verdict === 'different' ? 'error' : 'warning'
  return (
    <Alert
      type={type}
      showIcon
      title={cityText.verdict[verdict]}
      description={
        (reason !== null || differences.length > 0) && (
          <>
            {reason !== null && <p>{cityText.verdictReason[reason](detail)}</p>}
            <ul className="city-list">
              {differences.map((difference) => (
                <li key={`${difference.ruleId} ${difference.form} ${difference.rowKey} ${difference.only}`}>
                  <b>
                    {difference.ruleId} {difference.form} {difference.rowKey}
                  </b>
                  <p>
                    {text.verdict.county}：{difference.county || '—'}
                  </p>
                  <p>
                    {text.verdict.city}：{difference.city || '—'}
                  </p>
                </li>
              ))}
            </ul>
          </>
        )
      }
    />
  )
}

function History({ view: { decisions } }: { readonly view: PackageView }) {
  return (
    <ol className="city-list">
      {decisions.map(({ id, kind, at, by, reason, comments }) => (
        <li key={id}>
          <b>{kind === 'received' ? text.facts.received : text.done[kind]}</b> <span className="muted">{localTime(at)}</span> {by}
          {reason !== '' && <p>{reason}</p>}
          {comments.length > 0 && (
            <ul>
              {comments.map((comment) => (
                <li key={comment.id}>
                  {[comment.form, comment.rowKey, comment.field].filter((part) => part !== null).join(' · ')}：{comment.text}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}
