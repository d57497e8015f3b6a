import 'antd/dist/reset.css'
import 'antd/dist/antd.css'
import '../ui/base.css'
import { createRoot } from 'react-dom/client'
import { choosePlatform } from '../platform/choose-platform.ts'
import { createLooks } from '../state/looks.ts'
import { createSession } from '../state/session.ts'
import { App } from './app.tsx'
import { NoToken } from './no-token.tsx'
import { adoptPalette, Root, systemLooks } from './root.tsx'

const platform = choosePlatform(window)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
adoptPalette(document)
const page = createRoot(root)
if (platform) {
  const looks = createLooks(platform, systemLooks(window))
  void looks.load()
  page.render(
    <Root looks={looks}>
      <App platform={platform} session={createSession(platform)} looks={looks} />
    </Root>,
  )
} else page.render(<NoToken />)
