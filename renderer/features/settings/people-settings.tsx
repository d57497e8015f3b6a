import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { settingsText } from '../../../shared/text/ui-settings.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { errorText } from '../../ui/error-text.ts'
import { PasswordInput } from '../../ui/password-input.tsx'
import { useTask } from '../../ui/use-task.ts'
import { FormerNames } from './former-names.tsx'

type People = Output<'profile.create'>['people']

export function PeopleSettings() {
  const { session, ready } = useModel()
  const { message } = App.useApp()
  /** Names that wait for the password of the leader of before. */
  const [waiting, setWaiting] = useState<People | null>(null)
  const save = async (people: People) => {
    try {
      await session.setPeople(people)
      void message.success(commonText.saved)
    } catch (error) {
      if (error instanceof AppError && error.code === 'PASSWORD_NEEDED') setWaiting(people)
      else void message.error(errorText(error))
    }
  }
  return (
    <section aria-label={settingsText.people}>
      <h2>{settingsText.people}</h2>
      <Form<People> layout="inline" initialValues={ready.profile.people} onFinish={(people) => void save(people)}>
        {(['preparer', 'preparerPhone', 'auditor', 'leader'] as const).map((name) => (
          <Form.Item key={name} name={name} label={commonText[name]}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        ))}
        <Button htmlType="submit">{commonText.save}</Button>
      </Form>
      <FormerNames />
      {waiting && <LeaderPassword leader={ready.profile.people.leader} people={waiting} onClose={() => setWaiting(null)} />}
    </section>
  )
}

interface LeaderPasswordProps {
  /** The one who gives the name away. */
  readonly leader: string
  readonly people: People
  readonly onClose: () => void
}

function LeaderPassword({ leader, people, onClose }: LeaderPasswordProps) {
  const { session } = useModel()
  const { message } = App.useApp()
  const { running, error, run } = useTask<void>()
  const [password, setPassword] = useState('')
  const change = () =>
    run(async () => {
      await session.setPeople({ ...people, password })
      void message.success(commonText.saved)
      onClose()
    })
  return (
    <Modal
      open
      title={settingsText.changeLeader}
      okText={settingsText.changeLeader}
      cancelText={commonText.cancel}
      okButtonProps={{ loading: running, disabled: password === '' }}
      onOk={() => void change()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>{settingsText.leaderPasswordBody(leader)}</p>
      <Form layout="vertical">
        <Form.Item label={settingsText.leaderPassword(leader)} htmlFor="leader-password">
          <PasswordInput
            id="leader-password"
            autoFocus
            autoComplete="off"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            onPressEnter={() => password !== '' && void change()}
          />
        </Form.Item>
      </Form>
      <ErrorAlert error={error} />
    </Modal>
  )
}
