import { App, Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { backupFolderText as text } from '../../../shared/text/backup-folder.ts'
import { useModel } from '../../app/app-model.ts'
import { newsOf, useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useTask } from '../../ui/use-task.ts'

type Second = NonNullable<Output<'backup.folder'>['second']>

const ask = (platform: Platform) => platform.call('backup.folder', {})
const isNews = newsOf('backup.changed')

const isWrong = ({ state }: Second): boolean => state === 'failed' || state === 'behind'

/** Where the data lie, where each backup is copied to, and whether the last copy came through. */
export function BackupFolderSettings() {
  const { value, error, again } = useRead(ask, isNews)
  return (
    <div className="settings-folders">
      <ErrorAlert error={error} onRetry={() => void again()} />
      {value && (
        <>
          <p>
            {text.data} <code>{value.data}</code> <small className="muted">{text.dataHint}</small>
          </p>
          <FolderForm view={value} onSaved={again} />
        </>
      )}
    </div>
  )
}

interface FolderFormProps {
  readonly view: Output<'backup.folder'>
  readonly onSaved: () => Promise<void>
}
function FolderForm({ view: { second }, onSaved }: FolderFormProps) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const [typed, setTyped] = useState(second?.folder ?? '')
  const { running, error, run } = useTask<void>()
  const save = (event: FormEvent) => {
    event.preventDefault()
    const folder = typed.trim() || null
    void run(async () => {
      await platform.call('backup.setFolder', { folder })
      void message.success(folder === null ? text.cleared : text.saved)
      await onSaved()
    })
  }
  return (
    <form onSubmit={save}>
      <label htmlFor="backup-folder">{text.label}</label>
      <div className="settings-folder">
        <Input
          id="backup-folder"
          value={typed}
          maxLength={1000}
          autoComplete="off"
          placeholder={text.placeholder}
          aria-describedby="backup-folder-hint"
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button htmlType="submit" loading={running}>
          {text.save}
        </Button>
      </div>
      <p className="muted" id="backup-folder-hint">
        {text.hint}
      </p>
      <ErrorAlert error={error} />
      {second && (
        <>
          <p role="status">
            <span className={isWrong(second) ? 'settings-wrong' : ''}>{text.standing(second)}</span>
            {isWrong(second) && text.advice(second.fault)}
          </p>
          <p className="muted">{text.place(second.folder, second.place)}</p>
        </>
      )}
    </form>
  )
}
