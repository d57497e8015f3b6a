import { App, Button, Form, Modal, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { commonText } from '../../../shared/text/ui-common.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { useModel, useMonth } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'
import { useTask } from '../../ui/use-task.ts'
import { signersOf } from './signers.ts'
import '../review/review.css'

const text = reviewScreenText.settings

/** Whether months are checked and signed in the program, and the passwords of those who sign. */
export function ReviewSettings() {
  const { session, ready, platform } = useModel()
  const period = useMonth((state) => state.period)
  const { people, review = false } = ready.profile
  const task = useTask<void>()
  const [guarded, setGuarded] = useState<readonly string[]>([])
  const [turningOff, setTurningOff] = useState(false)
  const [editing, setEditing] = useState<{ readonly name: string; readonly kind: PasswordChange } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ready` says that the profile changed, or a copy was put back
  useEffect(() => {
    let isLeft = false
    const show = (names: readonly string[]): void => {
      if (!isLeft) setGuarded(names)
    }
    platform.call('review.get', { period }).then(
      (month) => show(month.guarded),
      () => show([]),
    )
    return () => {
      isLeft = true
    }
  }, [platform, period, ready])
  const names = signersOf(people, guarded)
  const turnOn = () =>
    task.run(async () => {
      await platform.call('review.setUp', { enabled: true })
      await session.load()
    })
  return (
    <section aria-label={text.title}>
      <h2>{text.title}</h2>
      <p className="muted">{text.hint}</p>
      <div className="row row-tight">
        <Switch
          id="review-on"
          checked={review}
          loading={task.running}
          aria-label={text.on}
          onChange={(on) => (on ? void turnOn() : setTurningOff(true))}
        />
        <label htmlFor="review-on">{text.on}</label>
      </div>
      <ErrorAlert error={task.error} />
      <h3>{text.passwords}</h3>
      <p className="muted">{text.passwordHint}</p>
      {names.length === 0 && <p>{text.noPeople}</p>}
      <table className="settings-passwords">
        <tbody>
          {names.map((name) => {
            const has = guarded.includes(name)
            return (
              <tr key={name}>
                <td>{name}</td>
                <td>{has ? `✓ ${text.has}` : text.hasNot}</td>
                <td>
                  <Button
                    aria-label={`${has ? text.change : text.set} ${name}`}
                    onClick={() => setEditing({ name, kind: has ? 'change' : 'set' })}
                  >
                    {has ? text.change : text.set}
                  </Button>{' '}
                  {has && (
                    <Button aria-label={`${text.remove} ${name}`} onClick={() => setEditing({ name, kind: 'remove' })}>
                      {text.remove}
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {editing && (
        <PasswordDialog
          {...editing}
          onClose={(now) => {
            if (now) setGuarded(now)
            setEditing(null)
          }}
        />
      )}
      {turningOff && <TurnOff leader={people.leader} isGuarded={guarded.includes(people.leader)} onClose={() => setTurningOff(false)} />}
    </section>
  )
}

type PasswordChange = 'set' | 'change' | 'remove'
interface PasswordDialogProps {
  readonly name: string
  readonly kind: PasswordChange
  /** With the names that have a password now; undefined when nothing was changed. */
  readonly onClose: (guarded?: readonly string[]) => void
}

function PasswordDialog({ name, kind, onClose }: PasswordDialogProps) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const { running, error, run } = useTask<void>()
  const [fields, setFields] = useState({ current: '', next: '', again: '' })
  const isLong = fields.next.length >= 4
  const isReady = !running && (kind === 'set' || fields.current !== '') && (kind === 'remove' || (isLong && fields.next === fields.again))
  const save = () =>
    run(async () => {
      const current = kind === 'set' ? {} : { current: fields.current }
      const guarded = await platform.call('password.set', { name, ...current, next: kind === 'remove' ? null : fields.next })
      void message.success(kind === 'remove' ? text.removed : text.saved)
      onClose(guarded)
    })
  const field = (key: keyof typeof fields, first: boolean, help?: string) => (
    <Form.Item label={text[key]} htmlFor={`password-${key}`} help={help} validateStatus={help === undefined ? '' : 'error'}>
      <PasswordInput
        id={`password-${key}`}
        autoFocus={first}
        autoComplete="off"
        maxLength={200}
        value={fields[key]}
        onChange={(event) => setFields({ ...fields, [key]: event.target.value })}
        onPressEnter={() => isReady && void save()}
      />
    </Form.Item>
  )
  return (
    <Modal
      open
      title={`${text[kind]}：${name}`}
      okText={text[kind]}
      cancelText={commonText.cancel}
      okButtonProps={{ disabled: !isReady, loading: running }}
      onOk={() => void save()}
      onCancel={() => onClose()}
      destroyOnHidden
    >
      <Form layout="vertical">
        {kind !== 'set' && field('current', true)}
        {kind !== 'remove' && field('next', kind === 'set', fields.next === '' || isLong ? undefined : text.short)}
        {kind !== 'remove' && field('again', false, fields.again === '' || fields.again === fields.next ? undefined : text.differs)}
        <ErrorAlert error={error} />
      </Form>
    </Modal>
  )
}

interface TurnOffProps {
  readonly leader: string
  readonly isGuarded: boolean
  readonly onClose: () => void
}

function TurnOff({ leader, isGuarded, onClose }: TurnOffProps) {
  const { session, platform } = useModel()
  const { running, error, run } = useTask<void>()
  const [password, setPassword] = useState('')
  const turnOff = () =>
    run(async () => {
      await platform.call('review.setUp', { enabled: false, ...(isGuarded ? { password } : {}) })
      onClose()
      await session.load()
    })
  return (
    <Modal
      open
      title={text.turnOff}
      okText={text.turnOff}
      cancelText={commonText.cancel}
      okButtonProps={{ loading: running, disabled: isGuarded && password === '' }}
      onOk={() => void turnOff()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>{text.turnOffBody}</p>
      {isGuarded && (
        <Form layout="vertical">
          <Form.Item
            label={`${reviewScreenText.dialog.signer(reviewScreenText.roles.leader, leader)} ${reviewScreenText.dialog.password}`}
            htmlFor="turn-off-password"
          >
            <PasswordInput
              id="turn-off-password"
              autoFocus
              autoComplete="off"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Form.Item>
        </Form>
      )}
      <ErrorAlert error={error} />
    </Modal>
  )
}
