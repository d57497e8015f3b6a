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
/** The desk over a platform, with its own looks. */
function desk(found: Platform) {
  const looks = createLooks(found, systemLooks(window))
  void looks.load()
  return (
    <Root looks={looks}>
      <App platform={found} session={createSession(found)} looks={looks} />
    </Root>
  )
}

async function open(): Promise<void> {
  if (platform) {
    page.render(desk(platform))
    return
  }
  const hub = await findHub()
  if (hub === null) page.render(<NoToken />)
  else page.render(<HubDoor account={hub.account}>{desk}</HubDoor>)
}
void open()
