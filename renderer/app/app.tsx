import { Alert, Button, Spin } from 'antd'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { commonText } from '../../shared/text/ui-common.ts'
import type { Platform } from '../platform/platform.ts'
import type { LooksHolder } from '../state/looks.ts'
import { createMonth } from '../state/month.ts'
import type { ReadyState, Session } from '../state/session.ts'
import { createUnsent, type Unsent } from '../state/unsent.ts'
import { errorText } from '../ui/error-text.ts'
import { useKeptFocus } from '../ui/use-kept-focus.ts'
import { type AppModel, AppModelContext } from './app-model.ts'
import { Frame } from './frame.tsx'
import { parsePlace } from './route.ts'

interface AppProps {
  readonly platform: Platform
  readonly session: Session
  readonly looks: LooksHolder
}

const FirstRun = lazy(async () => ({ default: (await import('../features/first-run/first-run.tsx')).FirstRun }))

const newId = (): string => crypto.randomUUID()

/** From an empty data folder to the desk. `session` is being loaded. */
export function App({ platform, session, looks }: AppProps) {
  const state = useStore(session.store)
  const [unsent] = useState(() => createUnsent(session.store))
  useEffect(() => {
    // The browser asks before words are lost with their window.
    const ask = (event: BeforeUnloadEvent): void => {
      if (unsent.hasWords()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsent])
  switch (state.kind) {
    case 'loading':
      return <Spin fullscreen description={commonText.loading} />
    case 'failed':
      return (
        <main className="center-page">
          <Alert
            type="error"
            showIcon
            title={commonText.cannotOpen}
            description={errorText(state.error)}
            action={<Button onClick={() => void session.load()}>{commonText.retry}</Button>}
          />
        </main>
      )
    case 'newcomer':
      return (
        <Suspense fallback={<Spin fullscreen description={commonText.loading} />}>
          <FirstRun platform={platform} session={session} />
        </Suspense>
      )
    case 'ready':
      return <Desk platform={platform} session={session} looks={looks} ready={state} unsent={unsent} />
  }
}

interface DeskProps extends AppProps {
  readonly ready: ReadyState
  readonly unsent: Unsent
}

function Desk({ platform, session, looks, ready, unsent }: DeskProps) {
  useKeptFocus()
  // The month on the desk outlives a change of people or settings.
  const [month] = useState(() => createMonth(platform, parsePlace(window.location.hash).period ?? ready.period))
  const model = useMemo<AppModel>(
    () => ({ platform, session, looks, month, unsent, ready, newId }),
    [platform, session, looks, month, unsent, ready],
  )
  return (
    <AppModelContext value={model}>
      <Frame />
    </AppModelContext>
  )
}
