import 'antd/dist/reset.css'
import 'antd/dist/antd.css'
import '../ui/base.css'
import { createRoot } from 'react-dom/client'
import { choosePlatform } from '../platform/choose-platform.ts'
import { findHub } from '../platform/hub.ts'
import type { Platform } from '../platform/platform.ts'
import { createLooks } from '../state/looks.ts'
import { createSession } from '../state/session.ts'
import { App } from './app.tsx'
import { HubDoor } from './hub-door.tsx'
import { NoToken } from './no-token.tsx'
import { adoptPalette, Root, systemLooks } from './root.tsx'

const platform = choosePlatform(window)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
adoptPalette(document)
const page = createRoot(root)
/** A desk that is ready within this long needs no other picture before it. */
const soonMs = 400

/** The desk over a platform, with its own looks, and what it waits for: asked before anything is drawn. */
function openDesk(found: Platform) {
  const looks = createLooks(found, systemLooks(window))
  const session = createSession(found)
  const ready = Promise.all([session.load(), looks.load()])
  const desk = (
    <Root looks={looks}>
      <App platform={found} session={session} looks={looks} />
    </Root>
  )
  return { desk, ready }
}

async function open(): Promise<void> {
  if (platform) {
    const { desk, ready } = openDesk(platform)
    await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, soonMs))])
    page.render(desk)
    return
  }
  const hub = await findHub()
  if (hub === null) page.render(<NoToken />)
  else page.render(<HubDoor account={hub.account}>{(found) => openDesk(found).desk}</HubDoor>)
}
void open()
