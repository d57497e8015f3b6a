import { App } from 'antd'
import { useState } from 'react'
import { commonText } from '../../shared/text/ui-common.ts'
import { useModel } from '../app/app-model.ts'
import { pictureKind, type ShownPicture } from './picture.tsx'
import { useAction } from './use-action.ts'

type Read = () => Promise<{ readonly fileName: string; readonly bytes: Uint8Array }>

/** What can be done with a file that somebody sent: look at it, when it is a picture, and save it. */
export function useOpenEvidence(): {
  readonly picture: ShownPicture | null
  readonly close: () => void
  /** Shows a picture; anything else that only had a picture's name is saved. */
  readonly look: (read: Read) => Promise<void>
  readonly save: (read: Read) => Promise<void>
} {
  const { platform } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const [picture, setPicture] = useState<ShownPicture | null>(null)
  const keep = async (fileName: string, bytes: Uint8Array): Promise<void> => {
    const saved = await platform.saveFile(fileName, bytes)
    if (saved) void message.success(platform.kind === 'desktop' ? commonText.fileSaved : commonText.downloaded)
  }
  return {
    picture,
    close: () => setPicture(null),
    look: async (read) =>
      void (await act(async () => {
        const { fileName, bytes } = await read()
        if (pictureKind(bytes) === undefined) await keep(fileName, bytes)
        else setPicture({ name: fileName, bytes })
      })),
    save: async (read) =>
      void (await act(async () => {
        const { fileName, bytes } = await read()
        await keep(fileName, bytes)
      })),
  }
}
