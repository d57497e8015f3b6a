import { App, Button, Tabs } from 'antd'
import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'
import { Rehearsal } from './rehearsal.tsx'
import { RollUp } from './roll-up.tsx'
import { Scores } from './scores.tsx'
import { Reporting, Weather } from './weather.tsx'
import './city.css'

const text = cityScreenText.sums
type Table = 'rollUp' | 'weather' | 'reporting' | 'scores'
type Tab = Table | 'notice' | 'rehearsal'

/** What is made of a month's packages: sums, weather table, reporting, scores, notice. */
export function SumsScreen({ period }: { readonly period: string }) {
  const [tab, setTab] = useState<Tab>('rollUp')
  return (
    <div className="page city on-paper">
      <header className="page-head">
        <h1>{text.title(period)}</h1>
        <span className="frame-spring" />
        {tab !== 'notice' && tab !== 'rehearsal' && <ExportButton table={tab} period={period} />}
      </header>
      <Tabs
        activeKey={tab}
        onChange={(key) => setTab(key as Tab)} // one of the keys below
        destroyOnHidden
        items={[
          { key: 'rollUp', label: text.tabs.rollUp, children: <RollUp period={period} /> },
          { key: 'weather', label: text.tabs.weather, children: <Weather period={period} /> },
          { key: 'reporting', label: text.tabs.reporting, children: <Reporting period={period} /> },
          { key: 'scores', label: text.tabs.scores, children: <Scores period={period} /> },
          { key: 'notice', label: text.tabs.notice, children: <Notice period={period} /> },
          { key: 'rehearsal', label: text.tabs.rehearsal, children: <Rehearsal period={period} /> },
        ]}
      />
    </div>
  )
}

function ExportButton({ table, period }: { readonly table: Table; readonly period: string }) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const job = useJob()
  const save = (): Promise<boolean> =>
    act(async () => {
      const file = await job.run(text.exporting, (id) => platform.call('city.export', { table, period, job: id }))
      if (!(await platform.saveFile(file.fileName, file.bytes))) return
      void message.success(platform.kind === 'desktop' ? commonText.fileSaved : commonText.downloaded)
    })
  return (
    <>
      {job.panel}
      <Button loading={job.running} onClick={() => void save()}>
        {text.export}
      </Button>
    </>
  )
}

function Notice({ period }: { readonly period: string }) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const [notice, setNotice] = useState<Output<'city.notice'> | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    platform.call('city.notice', { period }).then(setNotice, setError)
  }, [platform, period])
  if (notice === null) return <ErrorAlert error={error} />
  // The text to be sent begins with its own title.
  const paragraphs = notice.text.split('\n').filter((paragraph) => paragraph !== notice.title)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(notice.text)
    void message.success(cityScreenText.reminders.copied)
  }
  return (
    <article className="city-notice">
      <h2>{notice.title}</h2>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p className="muted city-unprinted">{text.noticeHint}</p>
      <Button className="city-unprinted" onClick={() => void copy()}>
        {text.copyNotice}
      </Button>
    </article>
  )
}
