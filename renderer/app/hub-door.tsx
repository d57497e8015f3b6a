import { Button, Input } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { hubText } from '../../shared/text/hub.ts'
import { type HubAccount, hubPlatform, signIn } from '../platform/hub.ts'
import type { Platform } from '../platform/platform.ts'
import { ErrorAlert } from '../ui/error-alert.tsx'
import { PasswordInput } from '../ui/password-input.tsx'
import { useTask } from '../ui/use-task.ts'

const text = hubText.signIn

interface HubDoorProps {
  /** Who is signed in when the page is opened. */
  readonly account: HubAccount | null
  /** Makes what is shown to whoever is in. */
  readonly children: (platform: Platform) => ReactNode
}

/** Lets people in, and shows the door again when their time is over. */
export function HubDoor({ account, children }: HubDoorProps) {
  const [signedIn, setSignedIn] = useState(account)
  const [isOver, setOver] = useState(false)
  // Once for whoever signed in: a desk begins to ask its questions when it is made.
  const desk = useMemo(
    () =>
      signedIn &&
      children(
        hubPlatform(signedIn, () => {
          setSignedIn(null)
          setOver(true)
        }),
      ),
    [signedIn, children],
  )
  if (signedIn) return desk
  return <SignIn isOver={isOver} onSignedIn={setSignedIn} />
}

function SignIn({ isOver, onSignedIn }: { readonly isOver: boolean; readonly onSignedIn: (account: HubAccount) => void }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const task = useTask<null>()
  const enter = (): void =>
    void task.run(async () => {
      onSignedIn(await signIn(name, password))
      return null
    })
  return (
    <main className="center-page">
      <form
        className="hub-door"
        onSubmit={(event) => {
          event.preventDefault()
          enter()
        }}
      >
        <h1>{text.title}</h1>
        {isOver && <p role="status">{text.over}</p>}
        <label htmlFor="hub-name">{text.name}</label>
        <Input id="hub-name" value={name} autoComplete="username" autoFocus onChange={(event) => setName(event.target.value)} />
        <label htmlFor="hub-password">{text.password}</label>
        <PasswordInput
          id="hub-password"
          value={password}
          autoComplete="current-password"
          onChange={(event) => setPassword(event.target.value)}
        />
        <ErrorAlert error={task.error} />
        <Button type="primary" htmlType="submit" loading={task.running} disabled={name.trim() === '' || password === ''}>
          {task.running ? text.working : text.submit}
        </Button>
        <p className="muted">{text.help}</p>
      </form>
    </main>
  )
}
