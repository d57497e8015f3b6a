import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { type LogFilter as Filter, type LogKind, logKinds } from '../../../shared/contract/index.ts'
import { periodsBetween } from '../../../shared/model/period.ts'
import { readValue } from '../../../shared/model/value.ts'
import { formatPeriod } from '../../../shared/text/format.ts'
import { logText } from '../../../shared/text/ui-log.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { useModel } from '../../app/app-model.ts'

interface LogFilterProps {
  readonly filter: Filter
  readonly onChange: (filter: Filter) => void
}
const text = logText.filter

/** Without what was left blank. */
const cleaned = (filter: { [Key in keyof Filter]?: Filter[Key] | undefined }): Filter =>
  // Filter is what remains of it: each of its parts may be absent, none may be undefined.
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')) as Filter

/** A day as people type it, `20200603` as well as `2020-6-3`; undefined while it is none. */
function dayIn(typed: string): string | undefined {
  const read = readValue({ type: 'date' }, typed)
  return read.ok && read.value !== null ? read.value : undefined
}

/** Which form and month, who, what, and from when to when. */
export function LogFilter({ filter, onChange }: LogFilterProps) {
  const { ready } = useModel()
  const { validFrom, validTo } = ready.pack.manifest
  const change = (part: { [Key in keyof Filter]?: Filter[Key] | undefined }): void => onChange(cleaned({ ...filter, ...part }))
  return (
    <fieldset className="log-filter" aria-label={text.title}>
      <Select
        aria-label={text.form}
        placeholder={text.form}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={filter.form}
        options={ready.pack.forms.map(({ id, number, title }) => ({ value: id, label: reportText.title(number, title) }))}
        onChange={(form) => change({ form })}
      />
      <Select
        aria-label={text.period}
        placeholder={text.period}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.period}
        options={periodsBetween(validFrom, validTo)
          .reverse()
          .map((value) => ({ value, label: formatPeriod(value) }))}
        onChange={(period) => change({ period })}
      />
      <Select<LogKind>
        aria-label={text.kind}
        placeholder={text.kind}
        allowClear
        popupMatchSelectWidth={false}
        value={filter.kind ?? null}
        options={logKinds.map((value) => ({ value, label: logText.kinds[value] }))}
        onChange={(kind) => change({ kind })}
      />
      <Input
        aria-label={text.who}
        placeholder={text.who}
        allowClear
        maxLength={80}
        value={filter.who ?? ''}
        onChange={(event) => change({ who: event.target.value.trim() })}
      />
      <DayInput label={text.from} value={filter.from} onDay={(from) => change({ from })} />
      <DayInput label={text.to} value={filter.to} onDay={(to) => change({ to })} />
      <Button disabled={Object.keys(filter).length === 0} onClick={() => onChange({})}>
        {text.clear}
      </Button>
    </fieldset>
  )
}

interface DayInputProps {
  readonly label: string
  readonly value: string | undefined
  readonly onDay: (day: string | undefined) => void
}

function DayInput({ label, value, onDay }: DayInputProps) {
  const [typed, setTyped] = useState(value ?? '')
  const [given, setGiven] = useState(value)
  // Cleared from outside: what was typed goes as well.
  if (given !== value) {
    setGiven(value)
    if (value === undefined || dayIn(typed) !== value) setTyped(value ?? '')
  }
  const isWrong = typed.trim() !== '' && dayIn(typed) === undefined
  return (
    <Input
      aria-label={label}
      aria-invalid={isWrong}
      placeholder={`${label} ${text.example}`}
      title={text.example}
      status={isWrong && typed.length >= 8 ? 'error' : ''}
      allowClear
      maxLength={20}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        const day = dayIn(event.target.value)
        if (day !== value) {
          setGiven(day)
          onDay(day)
        }
      }}
    />
  )
}
