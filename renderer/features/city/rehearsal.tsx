import { PrinterOutlined } from '@ant-design/icons'
import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { levels } from '../../../shared/model/level.ts'
import { periodsBetween } from '../../../shared/model/period.ts'
import { formatPeriod } from '../../../shared/text/format.ts'
import { rehearsalScreenText as text } from '../../../shared/text/ui-rehearsal.ts'
import { useModel } from '../../app/app-model.ts'
import type { OpenedFile } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { HeadRow } from '../../ui/head-row.tsx'
import { LevelTag } from '../../ui/level-tag.tsx'
import { useJob } from '../../ui/use-job.tsx'
import { WideTable } from '../../ui/wide-table.tsx'

type Result = Output<'city.rehearse'>
interface Tried {
  readonly fileName: string
  readonly from: string
  readonly to: string
  readonly result: Result
}

/** A changed pack over past packages: whom it would have hit, before it is handed out. Nothing is stored. */
export function Rehearsal({ period }: { readonly period: string }) {
  const { platform, ready } = useModel()
  const { validFrom, validTo } = ready.pack.manifest
  const job = useJob()
  const [file, setFile] = useState<OpenedFile | null>(null)
  const [from, setFrom] = useState(validFrom)
  const [to, setTo] = useState(period)
  const [tried, setTried] = useState<Tried | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [isStopped, setStopped] = useState(false)

  const choose = async (open: () => Promise<OpenedFile | null>): Promise<void> => {
    setError(null)
    try {
      const opened = await open()
      if (opened !== null) setFile(opened)
    } catch (thrown) {
      setError(thrown)
    }
  }
  const run = async (): Promise<void> => {
    if (file === null) return
    setError(null)
    setTried(null)
    setStopped(false)
    try {
      const result = await job.run(text.running, (id) => platform.call('city.rehearse', { bytes: file.bytes, from, to, job: id }))
      setTried({ fileName: file.name, from, to, result })
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'CANCELLED') setStopped(true)
      else setError(thrown)
    }
  }
  const months = periodsBetween(validFrom, validTo).map((value) => ({ value, label: formatPeriod(value) }))
  const month = (label: string, value: string, set: (value: string) => void) => (
    <Select
      aria-label={label}
      value={value}
      onChange={set}
      options={months}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
    />
  )
  return (
    <section className="city-rehearsal" aria-label={text.title}>
      {job.panel}
      <div className="city-unprinted">
        <p className="muted">{text.hint}</p>
        <FileDrop
          accept={['.zip']}
          title={file === null ? text.choose : text.chosen(file.name)}
          hint={text.chooseHint}
          busy={job.running}
          onChoose={(open) => void choose(open)}
        />
        <div className="city-inline">
          <span>{text.months}</span>
          {month(text.from, from, setFrom)}
          {month(text.to, to, setTo)}
          <Button type="primary" disabled={file === null || from > to} loading={job.running} onClick={() => void run()}>
            {text.run}
          </Button>
          {from > to && <span role="alert">{text.wrongOrder}</span>}
        </div>
      </div>
      <ErrorAlert error={error} />
      {isStopped && <Alert type="info" showIcon title={text.stopped} />}
      {tried !== null && <Outcome tried={tried} own={ready.pack.manifest.id} />}
    </section>
  )
}

function Outcome({ tried: { fileName, from, to, result }, own }: { readonly tried: Tried; readonly own: string }) {
  const { pack, packages, rules, blocked } = result
  if (pack.id !== own) return <Alert type="warning" showIcon title={text.otherPlan(pack.id)} />
  return (
    <>
      <div className="page-head">
        <h2>{text.outcome}</h2>
        <span className="frame-spring" />
        {packages > 0 && (
          <Button className="city-unprinted" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {text.print}
          </Button>
        )}
      </div>
      <p role="status">
        {text.tried(fileName, pack.version, from, to)}
        {packages === 0 ? text.nothing : text.found(packages, rules.length)}
      </p>
      {blocked.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={text.blocked(blocked.length)}
          description={blocked.map(({ unitName, period }) => text.place(unitName, period)).join('、')}
        />
      )}
      {rules.length > 0 && <Rules rules={rules} />}
      {rules.map((rule) => (
        <Hits key={rule.rule} rule={rule} />
      ))}
    </>
  )
}

type Rule = Result['rules'][number]
const unitsOf = ({ hits }: Rule): string => [...new Set(hits.map(({ unitName }) => unitName))].join('、')

function Rules({ rules }: { readonly rules: readonly Rule[] }) {
  return (
    <WideTable className="city-table" label={text.rules}>
      <HeadRow labels={Object.values(text.columns)} />
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.rule}>
            <th scope="row">{rule.rule}</th>
            <td>
              <RuleLevel level={rule.level} />
            </td>
            <td className="city-right">{rule.added}</td>
            <td className="city-right">{rule.removed}</td>
            <td>{unitsOf(rule)}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  )
}

/** A rule that the changed pack has no longer has no level either. */
function RuleLevel({ level }: Pick<Rule, 'level'>) {
  const known = levels.find((one) => one === level)
  return known === undefined ? text.gone : <LevelTag level={known} />
}

/** The cells that a rule would newly speak of. */
function Hits({ rule: { rule, added, hits } }: { readonly rule: Rule }) {
  if (hits.length === 0) return null
  return (
    <div>
      <h3>{text.hitsOf(rule)}</h3>
      <WideTable className="city-table" label={text.hitsOf(rule)}>
        <HeadRow labels={Object.values(text.hitColumns)} />
        <tbody>
          {hits.map(({ unit, unitName, period, form, rowKey, message }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list of one answer never changes
            <tr key={`${unit} ${period} ${form} ${rowKey} ${at}`}>
              <th scope="row">{unitName}</th>
              <td>{formatPeriod(period)}</td>
              <td>{form}</td>
              <td>{rowKey}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      {added > hits.length && <p className="muted">{text.moreHits(added - hits.length)}</p>}
    </div>
  )
}
