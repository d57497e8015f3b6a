import './configure-zod.ts'
import 'antd/dist/reset.css'
import 'antd/dist/antd.css'
import '../ui/base.css'
import { App as AntApp, ConfigProvider } from 'antd'
import { createRoot } from 'react-dom/client'
import { choosePlatform } from '../platform/choose-platform.ts'
import { createSession } from '../state/session.ts'
import { App } from './app.tsx'
import { NoToken } from './no-token.tsx'
import { componentConfig } from './theme.ts'

const platform = choosePlatform(window)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <ConfigProvider {...componentConfig(document)}>
    <AntApp component={false}>{platform ? <App platform={platform} session={createSession(platform)} /> : <NoToken />}</AntApp>
  </ConfigProvider>,
)
