import { Alert, App, Form, Input, type InputRef, Modal, Radio } from 'antd'
import { useRef, useState } from 'react'
import type { FormReview, MonthReview } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { monthText } from '../../../shared/text/ui-month.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { useModel, useUnsent } from '../../app/app-model.ts'
import type { CellPlace } from '../../app/route.ts'
import { wordsKey } from '../../state/unsent.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'
import { useTask } from '../../ui/use-task.ts'
import './review.css'

export type SignAct =
  /** `others` are handed in with it, by the same person. */
  | { readonly kind: 'handIn'; readonly form: FormReview; readonly others?: readonly FormReview[] }
  | { readonly kind: 'pass'; readonly form: FormReview }
  /** With the cell that the comment may be about; it is about the whole form unless that cell was chosen, or is here. */
  | {
      readonly kind: 'refuse'
      readonly form: FormReview
      readonly cell: (CellPlace & { readonly place: string }) | null
      readonly isChosen: boolean
    }
  | { readonly kind: 'sign'; readonly leader: string }

interface SignDialogProps {
  readonly act: SignAct
  readonly month: MonthReview
  readonly onClose: (done: boolean) => void
}
const roles = { handIn: 'preparer', pass: 'auditor', refuse: 'auditor', sign: 'leader' } as const

/** One signature: who, for what, what it means, and the password of those who have one. */
export function SignDialog({ act, month, onClose }: SignDialogProps) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const { running, error, run } = useTask<void>()
  const [password, setPassword] = useState('')
  // What the auditor has passed lies before the leader.
  const [asLeader, setAsLeader] = useState(act.kind === 'refuse' && act.form.stage !== 'handedIn')
  const [onCell, setOnCell] = useState(act.kind === 'refuse' && act.isChosen)
  const passwordField = useRef<InputRef>(null)
  const text = reviewScreenText.dialog
  // What is signed is what lay there when the dialog was opened, whatever comes in meanwhile.
  const [seen] = useState(() =>
    Object.fromEntries(month.forms.flatMap(({ form, entries }) => (entries.length > 0 ? [[form, entries.at(-1)?.digest ?? '']] : []))),
  )
  const { period } = month
  const [typed, setTyped] = useUnsent(wordsKey('refusal', { period, form: act.kind === 'refuse' ? act.form.form : '' }))
  const said = typed ?? ''
  const role = act.kind === 'refuse' && asLeader ? 'leader' : roles[act.kind]
  const by = act.kind === 'sign' ? act.leader : act.form[role]
  const isGuarded = month.guarded.includes(by)
  const forms = act.kind === 'sign' ? [] : [act.form, ...(act.kind === 'handIn' ? (act.others ?? []) : [])]
  const names = forms.map(({ form, title }) => `${form} ${title}`)
  const what = names.length > 1 ? text.forms(names.length) : names.join('')
  const title = act.kind === 'sign' ? text.sign(monthText.period(period)) : text[act.kind](what)
  const cell = act.kind === 'refuse' ? act.cell : null
  const isReady = !running && by !== '' && (act.kind !== 'refuse' || said.trim() !== '') && (!isGuarded || password !== '')

  const sign = () =>
    run(async () => {
      const signer = { by, ...(isGuarded ? { password } : {}) }
      try {
        if (act.kind === 'sign') await platform.call('review.sign', { period, seen, ...signer })
        else if (act.kind === 'refuse') {
          const place = cell !== null && onCell ? { row: cell.row, field: cell.field } : {}
          await platform.call('review.refuse', { period, form: act.form.form, text: said, ...place, ...signer })
          setTyped(null)
        } else if (act.kind === 'pass') await platform.call('review.pass', { period, forms: [act.form.form], seen, ...signer })
        else await platform.call('review.handIn', { period, forms: forms.map(({ form }) => form), ...signer })
      } catch (thrown) {
        // A password that was wrong is typed anew.
        if (thrown instanceof AppError && thrown.code.startsWith('PASSWORD')) {
          setPassword('')
          passwordField.current?.focus()
        }
        throw thrown
      }
      void message.success(reviewScreenText.done[act.kind])
      onClose(true)
    })

  return (
    <Modal
      open
      title={title}
      okText={reviewScreenText.buttons[act.kind]}
      cancelText={commonText.cancel}
      // Enter goes on where nothing is left to type.
      okButtonProps={{
        disabled: !isReady,
        loading: running,
        autoFocus: act.kind !== 'refuse' && !isGuarded,
        ...(act.kind === 'refuse' ? { title: 'Ctrl+Enter' } : {}),
      }}
      onOk={() => void sign()}
      onCancel={() => onClose(false)}
      cancelButtonProps={{
        // The words go with the button that says so, not with Esc.
        onClick: () => {
          setTyped(null)
          onClose(false)
        },
      }}
      destroyOnHidden
    >
      <Form layout="vertical" className="sign-dialog" onFinish={() => isReady && void sign()}>
        <p>{names.length > 1 ? text.handInAll : text.meaning[act.kind]}</p>
        {names.length > 1 && (
          <ul>
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        )}
        {act.kind === 'refuse' ? (
          <Form.Item label={text.by} htmlFor="sign-by">
            <Radio.Group id="sign-by" value={asLeader} onChange={(event) => setAsLeader(event.target.value === true)}>
              <Radio value={false}>{text.signer(reviewScreenText.roles.auditor, act.form.auditor)}</Radio>
              <Radio value>{text.signer(reviewScreenText.roles.leader, act.form.leader)}</Radio>
            </Radio.Group>
          </Form.Item>
        ) : (
          <p className="sign-name">
            {by === '' ? text.noName(reviewScreenText.roles[role]) : text.signer(reviewScreenText.roles[role], by)}
          </p>
        )}
        {act.kind === 'pass' && act.form.preparer === act.form.auditor && <Alert type="warning" showIcon title={text.samePerson} />}
        {act.kind === 'refuse' && (
          <>
            {cell !== null && (
              <Form.Item label={text.place} htmlFor="sign-place">
                <Radio.Group id="sign-place" value={onCell} onChange={(event) => setOnCell(event.target.value === true)}>
                  <Radio value>{cell.place}</Radio>
                  <Radio value={false}>{text.wholeForm}</Radio>
                </Radio.Group>
              </Form.Item>
            )}
            <Form.Item label={text.text} htmlFor="sign-text">
              <Input.TextArea
                id="sign-text"
                autoFocus
                rows={3}
                maxLength={1000}
                value={said}
                onChange={(event) => setTyped(event.target.value)}
                onKeyDown={({ key, ctrlKey, nativeEvent }) => {
                  // As a comment is sent: Enter alone begins a new line.
                  if (key === 'Enter' && ctrlKey && !nativeEvent.isComposing && isReady) void sign()
                }}
              />
            </Form.Item>
          </>
        )}
        {isGuarded && (
          <Form.Item label={text.password} htmlFor="sign-password">
            <PasswordInput
              id="sign-password"
              ref={passwordField}
              autoFocus={act.kind !== 'refuse'}
              autoComplete="off"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Form.Item>
        )}
        <ErrorAlert error={error} />
      </Form>
    </Modal>
  )
}
