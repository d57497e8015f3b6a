import { App, Button, Space, Table } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { handOverText, rehearsalText } from '../../../shared/text/hand-over.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { settingsText } from '../../../shared/text/ui-settings.ts'
import { useModel } from '../../app/app-model.ts'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'
import { BackupFolderSettings } from './backup-folder.tsx'
import { useRestore } from './use-restore.tsx'

type Backup = Output<'backup.list'>[number]

/** The backups of this folder, each with its rehearsal; restoring from a file. */
export function BackupSettings() {
  const { platform, session } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const { look, lookAtFile, dialog } = useRestore(platform, session)
  const [backups, setBackups] = useState<readonly Backup[]>([])
  const [busy, setBusy] = useState(false)

  const read = useCallback(async () => setBackups(await platform.call('backup.list', {})), [platform])
  useEffect(() => void act(read), [act, read])

  const during = async (work: () => Promise<unknown>) => {
    setBusy(true)
    await act(work)
    setBusy(false)
  }
  const create = () =>
    during(async () => {
      await platform.call('backup.create', {})
      await read()
      void message.success(settingsText.backedUp)
    })
  const bytesOf = async ({ id }: Backup) => platform.call('backup.bytes', { id })
  const save = (backup: Backup) =>
    during(async () => {
      const { bytes } = await bytesOf(backup)
      await platform.saveFile(settingsText.backupFile(localTime(backup.at)), bytes)
    })
  const rehearse = (backup: Backup) => during(async () => look(localTime(backup.at), (await bytesOf(backup)).bytes))

  return (
    <section aria-label={settingsText.backups} id="backups">
      <h2>{settingsText.backups}</h2>
      <p>{settingsText.backupHint}</p>
      <Space wrap>
        <Button type="primary" loading={busy} onClick={() => void create()}>
          {settingsText.backupNow}
        </Button>
        <Button onClick={() => void lookAtFile()}>{handOverText.take}</Button>
      </Space>
      <p className="muted">{handOverText.takeHint}</p>
      <BackupFolderSettings />
      <Table<Backup>
        rowKey="id"
        size="small"
        pagination={{ pageSize: 6, hideOnSinglePage: true }}
        dataSource={[...backups]}
        columns={[
          { title: settingsText.at, key: 'at', render: (_, backup) => localTime(backup.at) },
          { title: settingsText.reason, key: 'reason', render: (_, backup) => settingsText.reasons[backup.reason] },
          { title: settingsText.size, key: 'size', render: (_, backup) => commonText.bytes(backup.bytes) },
          {
            key: 'act',
            render: (_, backup) => (
              <Space>
                <Button size="small" onClick={() => void rehearse(backup)}>
                  {rehearsalText.run}
                </Button>
                <Button size="small" onClick={() => void save(backup)}>
                  {settingsText.saveBackup}
                </Button>
              </Space>
            ),
          },
        ]}
      />
      {dialog}
    </section>
  )
}
