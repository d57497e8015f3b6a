import { Button, Empty, Timeline } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { exchangeText } from '../../../shared/text/exchange.ts'
import { historyText } from '../../../shared/text/ui-history.ts'
import { logText } from '../../../shared/text/ui-log.ts'
import { pastText } from '../../../shared/text/ui-past.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { goTo } from '../../app/use-place.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { type Filter, HistoryFilter } from './history-filter.tsx'
import './history.css'

type HistoryEntry = Output<'report.history'>[number]

interface HistoryPanelProps {
  readonly form: string
  readonly period: string
  /** Rises with every stored step: the list is read again. */
  readonly stored: number
}

const pageSize = 100

/** What an entry tells beside its place: both values of a cell, the words of a note, whose signature counts no longer. */
function told({ what, before, after }: HistoryEntry): string {
  if (what === 'cell') return historyText.change(before ?? historyText.blank, after ?? historyText.blank)
  if (what === 'receipt') return exchangeText.receiptKind(after ?? '')
  if (what === 'answer' || what === 'waiver') return historyText.said(after ?? '')
  if (what === 'note' || what === 'noteResolved' || what === 'noteReopened') return historyText.said(after ?? '')
  if (what === 'evidenceAdded') return after ?? ''
  if (what === 'evidenceRemoved') return before ?? ''
  return what === 'void' ? (before ?? '') : ''
}
/** Only changes of figures came by some way; a signature is simply given. */
const edits: readonly HistoryEntry['what'][] = ['cell', 'insertRow', 'deleteRow', 'header']

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const { ready } = useModel()
  // Rows made from an indicator have a key that nobody reads.
  const rowName = (key: string | null): string => ready.pack.indicators.find((one) => one.key === key)?.title ?? key ?? ''
  return (
    <>
      <div className="history-when">
        {localTime(entry.at)} {entry.who} {edits.includes(entry.what) ? historyText.source[entry.source] : ''}
      </div>
      {entry.doubtful && <strong className="history-doubtful">⚠ {logText.doubtful}</strong>}
      <div>
        {historyText.what[entry.what]} {rowName(entry.rowKey)} {entry.label ?? entry.field ?? ''} {told(entry)}
      </div>
      {entry.why && <div className="history-when">{historyText.why(entry.why)}</div>}
    </>
  )
}

/** Who changed what, when and why; newest first. */
export function HistoryPanel({ form, period, stored }: HistoryPanelProps) {
  const { platform, ready } = useModel()
  const [filter, setFilter] = useState<Filter>({})
  const [entries, setEntries] = useState<readonly HistoryEntry[]>([])
  const [hasMore, setHasMore] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const asked = useRef(filter)
  asked.current = filter

  const read = useCallback(
    async (before: number | undefined) => {
      try {
        const at = { form, period, limit: pageSize, filter, ...(before === undefined ? {} : { before }) }
        const page = await platform.call('report.history', at)
        if (asked.current !== filter) return
        setEntries((known) => (before === undefined ? page : [...known, ...page]))
        // Several cells of one entry are told one by one, so a full page may be longer.
        setHasMore(page.length >= pageSize)
        setError(null)
      } catch (thrown) {
        setError(thrown)
      }
    },
    [platform, form, period, filter],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stored` says that there is something new to read
  useEffect(() => void read(undefined), [read, stored])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard
    <section className="history" aria-label={historyText.title} tabIndex={0}>
      <Button className="history-past" type="primary" ghost onClick={() => goTo({ screen: 'past', form }, period)}>
        {pastText.open}
      </Button>
      <a className="history-log" href={formatPlace({ screen: 'log' }, period)}>
        {logText.open}
      </a>
      <HistoryFilter template={ready.pack.forms.find(({ id }) => id === form)} filter={filter} onChange={setFilter} />
      <ErrorAlert error={error} />
      {entries.length === 0 && error === null && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={Object.keys(filter).length > 0 ? pastText.filter.none : historyText.empty}
        />
      )}
      <Timeline items={entries.map((entry) => ({ key: `${entry.seq} ${entry.field ?? ''}`, content: <Entry entry={entry} /> }))} />
      {hasMore && <Button onClick={() => void read(entries.at(-1)?.seq)}>{historyText.more}</Button>}
    </section>
  )
}
