import { Button, Empty, Timeline } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { historyText } from '../../../shared/text/ui-history.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import './history.css'

type HistoryEntry = Output<'report.history'>[number]

interface HistoryPanelProps {
  readonly form: string
  readonly period: string
  /** Rises with every stored step: the list is read again. */
  readonly stored: number
}

const pageSize = 100

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const change = entry.what === 'cell' ? historyText.change(entry.before ?? historyText.blank, entry.after ?? historyText.blank) : ''
  return (
    <>
      <div className="history-when">
        {localTime(entry.at)} {entry.who} {historyText.source[entry.source]}
      </div>
      <div>
        {historyText.what[entry.what]} {entry.rowKey ?? ''} {entry.label ?? entry.field ?? ''} {change}
      </div>
      {entry.why && <div className="history-when">{historyText.why(entry.why)}</div>}
    </>
  )
}

/** Who changed what, when and why; newest first. */
export function HistoryPanel({ form, period, stored }: HistoryPanelProps) {
  const { platform } = useModel()
  const [entries, setEntries] = useState<readonly HistoryEntry[]>([])
  const [hasMore, setHasMore] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const read = useCallback(
    async (before: number | undefined) => {
      try {
        const page = await platform.call('report.history', { form, period, limit: pageSize, ...(before === undefined ? {} : { before }) })
        setEntries((known) => (before === undefined ? page : [...known, ...page]))
        setHasMore(page.length === pageSize)
        setError(null)
      } catch (thrown) {
        setError(thrown)
      }
    },
    [platform, form, period],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stored` says that there is something new to read
  useEffect(() => void read(undefined), [read, stored])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard
    <section className="history" aria-label={historyText.title} tabIndex={0}>
      <ErrorAlert error={error} />
      {entries.length === 0 && error === null && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={historyText.empty} />}
      <Timeline items={entries.map((entry) => ({ key: `${entry.seq} ${entry.field ?? ''}`, content: <Entry entry={entry} /> }))} />
      {hasMore && <Button onClick={() => void read(entries.at(-1)?.seq)}>{historyText.more}</Button>}
    </section>
  )
}
