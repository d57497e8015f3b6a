import { App } from 'antd'
import { type ReactNode, useState } from 'react'
import type { BackupInspection, People } from '../../../shared/contract/index.ts'
import { restoredPacksText } from '../../../shared/text/restored-packs.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { settingsText } from '../../../shared/text/ui-settings.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Session } from '../../state/session.ts'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'
import { RestoreDialog } from './restore-dialog.tsx'

interface Looked {
  readonly name: string
  readonly bytes: Uint8Array
  readonly found: BackupInspection
}
interface Restoring {
  /** Opens a copy in a place of its own and shows what is in it. */
  readonly look: (name: string, bytes: Uint8Array) => Promise<void>
  readonly lookAtFile: () => Promise<void>
  readonly dialog: ReactNode
}

/** A restore always begins with a look at the copy beside what is there now. @param onRestored runs once the copy is in place */
export function useRestore(platform: Platform, session: Session, onRestored?: () => void): Restoring {
  const { message, modal } = App.useApp()
  const act = useAction()
  const [looked, setLooked] = useState<Looked | null>(null)

  const look = async (name: string, bytes: Uint8Array) => {
    await act(async () => setLooked({ name, bytes, found: await platform.call('backup.inspect', { bytes }) }))
  }
  const lookAtFile = async () => {
    await act(async () => {
      const file = await platform.openFile(['.db'])
      if (file) await look(file.name, file.bytes)
    })
  }
  const restore = async (evenIfNewer: boolean, people: People | undefined) => {
    if (!looked) return
    await act(async () => {
      const result = await platform.call('backup.restore', { bytes: looked.bytes, evenIfNewer, ...(people ? { people } : {}) })
      setLooked(null)
      onRestored?.()
      await session.load()
      const said = restoredPacksText(result)
      const kept = settingsText.restored(result.replaced, localTime(result.replaced.at))
      if (said.length === 0) void message.success(kept, 8)
      else {
        const content = [kept, ...said].map((sentence) => <p key={sentence}>{sentence}</p>)
        modal[result.missing === null ? 'info' : 'warning']({ title: settingsText.restore, width: 560, content, okText: commonText.close })
      }
    })
  }
  return {
    look,
    lookAtFile,
    dialog: looked && <RestoreDialog name={looked.name} found={looked.found} onRestore={restore} onClose={() => setLooked(null)} />,
  }
}
