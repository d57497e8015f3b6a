import { App, Button, Checkbox, Input, Select } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { outboxText } from '../../../shared/text/outbox.ts'
import { outboxScreenText } from '../../../shared/text/ui-outbox.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { PasswordInput } from '../../ui/password-input.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'
import { type Draft, draftOf, fieldsOf, type Kind, targetOf } from './target-draft.ts'
import './exchange.css'

const text = outboxScreenText.target
type View = Output<'target.get'>

/** Where packages go from here, or at a city, where they come in; tried out before it is relied on. */
export function TargetSettings() {
  const { platform, ready } = useModel()
  const [view, setView] = useState<View | null>(null)
  const [error, setError] = useState<unknown>(null)
  const read = useCallback(() => platform.call('target.get', {}).then(setView, setError), [platform])
  useEffect(() => void read(), [read])
  const { role } = ready.profile
  return (
    <section className="exchange" aria-label={text.title[role]}>
      <h2>{text.title[role]}</h2>
      <p className="muted">{text.hint[role]}</p>
      <ErrorAlert error={error} onRetry={() => void read()} />
      {view && <TargetForm key={JSON.stringify([view.target, view.isOwn])} view={view} onChange={setView} />}
    </section>
  )
}

function TargetForm({ view, onChange }: { readonly view: View; readonly onChange: (view: View) => void }) {
  const { platform, ready } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const isCity = ready.profile.role === 'city'
  const [kind, setKind] = useState<Kind | ''>(view.target !== null && (view.isOwn || isCity) ? view.target.kind : '')
  const [draft, setDraft] = useState<Draft>(() => draftOf(view.target))
  const [folder, setFolder] = useState(view.folder ?? '')
  const [secret, setSecret] = useState('')
  const [wrap, setWrap] = useState(view.wrap)
  const [automatic, setAutomatic] = useState(view.automatic)
  const used = kind === '' ? (view.target?.kind ?? null) : kind
  const save = (): Promise<boolean> =>
    act(async () => {
      const target = kind === '' ? null : targetOf(kind, draft)
      const saved = await platform.call('target.set', {
        target,
        folder: folder.trim() === '' ? null : folder.trim(),
        wrap,
        automatic,
        ...(secret === '' ? {} : { secret }),
      })
      if (isCity && target !== null) {
        await platform.call('keys.setTarget', { target })
        void message.success(text.announced)
      } else void message.success(text.saved)
      setSecret('')
      onChange(saved)
    })
  const kinds = Object.entries(text.kinds).map(([value, label]) => ({ value, label }))
  return (
    <form
      className="exchange-target"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <label htmlFor="target-kind">{text.kind}</label>
      <Select
        id="target-kind"
        value={kind}
        onChange={(value) => setKind(value as Kind | '')} // one of the values below
        options={isCity ? kinds : [{ value: '', label: text.asAnnounced }, ...kinds]}
      />
      {kind !== '' &&
        fieldsOf(kind).map((field) => (
          <FieldLine
            key={field}
            label={text[field]}
            name={field}
            value={draft[field]}
            onChange={(value) => setDraft({ ...draft, [field]: value })}
          />
        ))}
      {used === 'folder' && (
        <>
          <label htmlFor="target-folder">{text.folder}</label>
          <Input id="target-folder" value={folder} placeholder={text.folderHint} onChange={(event) => setFolder(event.target.value)} />
        </>
      )}
      {used !== null && used !== 'folder' && (
        <>
          <label htmlFor="target-secret">{text.secret}</label>
          <PasswordInput
            id="target-secret"
            value={secret}
            autoComplete="off"
            placeholder={view.secret === null ? '' : text.secretKept[view.secret]}
            onChange={(event) => setSecret(event.target.value)}
          />
        </>
      )}
      {!isCity && (
        <Checkbox checked={wrap} onChange={(event) => setWrap(event.target.checked)}>
          {text.wrap}
        </Checkbox>
      )}
      <Checkbox checked={automatic} onChange={(event) => setAutomatic(event.target.checked)}>
        {text.automatic}
      </Checkbox>
      <div className="exchange-code">
        <Button htmlType="submit" type="primary">
          {text.save}
        </Button>
        {view.ready && <ProbeButton view={view} onChange={onChange} />}
      </div>
    </form>
  )
}

interface FieldLineProps {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
}
function FieldLine({ label, name, value, onChange }: FieldLineProps) {
  return (
    <>
      <label htmlFor={`target-${name}`}>{label}</label>
      <Input id={`target-${name}`} value={value} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
    </>
  )
}

function ProbeButton({ view, onChange }: { readonly view: View; readonly onChange: (view: View) => void }) {
  const { platform } = useModel()
  const act = useAction()
  const job = useJob()
  const probe = (): Promise<boolean> =>
    act(async () => {
      await job.run(text.probing, (id) => platform.call('target.probe', { job: id }))
      onChange(await platform.call('target.get', {}))
    })
  return (
    <>
      {job.panel}
      <Button loading={job.running} onClick={() => void probe()}>
        {text.probe}
      </Button>
      {view.probe && (
        <span role="status">
          {outboxText.probed(view.probe)} <small className="muted">{text.probedAt(localTime(view.probe.at))}</small>
        </span>
      )}
    </>
  )
}
