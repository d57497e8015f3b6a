import { InboxOutlined } from '@ant-design/icons'
import { Upload } from 'antd'
import { useModel } from '../app/app-model.ts'
import { readFile } from '../platform/browser-files.ts'
import type { OpenedFile } from '../platform/platform.ts'

interface FileDropProps {
  /** Endings with their dot, e.g. `.xlsx`. */
  readonly accept: readonly string[]
  readonly title: string
  readonly hint: string
  readonly busy: boolean
  /** Gets the way to the chosen file; null = the person changed their mind. */
  readonly onChoose: (choose: () => Promise<OpenedFile | null>) => void
}

/** One place to click, to press Enter on and to drop a file into. */
export function FileDrop({ accept, title, hint, busy, onChoose }: FileDropProps) {
  const { platform } = useModel()
  const isNative = platform.kind === 'desktop'
  const openDialog = (): void => onChoose(() => platform.openFile(accept))
  return (
    <Upload.Dragger
      accept={accept.join(',')}
      showUploadList={false}
      disabled={busy}
      openFileDialogOnClick={!isNative}
      beforeUpload={(file) => {
        onChoose(() => readFile(file))
        return Upload.LIST_IGNORE
      }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the drop area is a button of its own and passes Enter on as a click */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same */}
      <div className="file-drop" onClick={isNative ? openDialog : undefined}>
        <InboxOutlined className="file-drop-icon" aria-hidden />
        <p>{title}</p>
        <p className="muted">{hint}</p>
      </div>
    </Upload.Dragger>
  )
}
