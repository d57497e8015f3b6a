import { DownloadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Empty } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LogFilter as Filter, LogEntry } from '../../../shared/contract/index.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { historyText } from '../../../shared/text/ui-history.ts'
import { logText as text } from '../../../shared/text/ui-log.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'
import { WideTable } from '../../ui/wide-table.tsx'
import { LogFilter } from './log-filter.tsx'
import './log.css'

const pageSize = 100
interface Shown {
  readonly entries: readonly LogEntry[]
  readonly next: number | null
  readonly brokenAt: number | null
}

/** Who did what, when and why, over all forms; newest first. */
export function LogScreen() {
  const { platform } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const job = useJob()
  const [filter, setFilter] = useState<Filter>({})
  const [shown, setShown] = useState<Shown | null>(null)
  const [error, setError] = useState<unknown>(null)
  const asked = useRef(filter)
  asked.current = filter
  const read = useCallback(
    async (before: number | undefined) => {
      try {
        const page = await platform.call('log.list', { filter, limit: pageSize, ...(before === undefined ? {} : { before }) })
        if (asked.current !== filter) return
        setShown((known) => (before === undefined ? page : { ...page, entries: [...(known?.entries ?? []), ...page.entries] }))
        setError(null)
      } catch (thrown) {
        setError(thrown)
      }
    },
    [platform, filter],
  )
  useEffect(() => void read(undefined), [read])
  const save = () =>
    act(async () => {
      const file = await job.run(text.exporting, (id) => platform.call('log.export', { filter, job: id }))
      if (!(await platform.saveFile(file.fileName, file.bytes))) return
      void message.success(platform.kind === 'browser' ? commonText.downloaded : commonText.fileSaved)
    })
  const isFiltered = Object.keys(filter).length > 0
  return (
    <div className="page log">
      {job.panel}
      <header className="page-head">
        <h1>{text.title}</h1>
        <span className="muted" role="status">
          {shown && shown.entries.length > 0 ? text.shown(shown.entries.length) : ''}
        </span>
        <span className="frame-spring" />
        <Button icon={<DownloadOutlined aria-hidden />} loading={job.running} onClick={() => void save()}>
          {text.export}
        </Button>
      </header>
      <p className="muted">{text.hint}</p>
      <LogFilter filter={filter} onChange={setFilter} />
      <ErrorAlert error={error} onRetry={() => void read(undefined)} />
      {shown?.brokenAt != null && <Alert type="error" showIcon title={text.broken(shown.brokenAt)} />}
      {shown?.entries.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={isFiltered ? text.none : text.empty} />}
      {shown && shown.entries.length > 0 && <LogTable entries={shown.entries} />}
      {shown?.next != null && <Button onClick={() => void read(shown.next ?? undefined)}>{text.more}</Button>}
    </div>
  )
}

const edits: readonly LogEntry['what'][] = ['cell', 'insertRow', 'deleteRow', 'header']

function LogTable({ entries }: { readonly entries: readonly LogEntry[] }) {
  const { columns } = text
  return (
    <WideTable className="log-table" label={text.title}>
      <thead>
        <tr>
          {Object.entries(columns).map(([key, label]) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <LogLine key={`${entry.seq} ${entry.label ?? ''}`} entry={entry} />
        ))}
      </tbody>
    </WideTable>
  )
}

function LogLine({ entry }: { readonly entry: LogEntry }) {
  const { at, who, source, what, form, title, period, rowKey, label, before, after, why, doubtful } = entry
  const { ready } = useModel()
  const isOurs = form !== null && period !== null && ready.pack.forms.some(({ id }) => id === form)
  return (
    <tr className={doubtful ? 'log-doubtful' : undefined}>
      <td className="log-when">{localTime(at)}</td>
      <td>{who}</td>
      <td>{isOurs ? <a href={formatPlace({ screen: 'past', form }, period)}>{title}</a> : title}</td>
      <td className="log-when">{period}</td>
      <td>
        {text.what[what]}
        {edits.includes(what) && <small className="muted"> {historyText.source[source]}</small>}
        {doubtful && (
          <strong className="log-mark" title={text.doubtful}>
            ⚠ {text.doubtfulMark}
          </strong>
        )}
      </td>
      <td>{text.place(rowKey ?? '', label ?? '')}</td>
      <td className="log-value">{before}</td>
      <td className="log-value">{after}</td>
      <td>{why}</td>
    </tr>
  )
}
