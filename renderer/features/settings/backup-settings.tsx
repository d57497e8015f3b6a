import { App, Button, Space, Table } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { restoredPacksText } from '../../../shared/text/restored-packs.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { settingsText } from '../../../shared/text/ui-settings.ts'
import { useModel } from '../../app/app-model.ts'
import { errorText } from '../../ui/error-text.ts'
import { localTime } from '../../ui/local-time.ts'

type Backup = Output<'backup.list'>[number]

export function BackupSettings() {
  const { platform, session } = useModel()
  const { message, modal } = App.useApp()
  const [backups, setBackups] = useState<readonly Backup[]>([])
  const [busy, setBusy] = useState(false)

  const attempt = useCallback(
    async (work: () => Promise<void>) => {
      setBusy(true)
      try {
        await work()
      } catch (error) {
        void message.error(errorText(error), 8)
      }
      setBusy(false)
    },
    [message],
  )
  const read = useCallback(async () => setBackups(await platform.call('backup.list', {})), [platform])
  useEffect(() => void attempt(read), [attempt, read])

  const create = () =>
    attempt(async () => {
      await platform.call('backup.create', {})
      await read()
      void message.success(settingsText.backedUp)
    })
  const save = (backup: Backup) =>
    attempt(async () => {
      const { fileName, bytes } = await platform.call('backup.bytes', { id: backup.id })
      await platform.saveFile(fileName, bytes)
    })
  const restore = () =>
    attempt(async () => {
      const file = await platform.openFile(['.db'])
      if (!file) return
      const sure = await modal.confirm({
        title: settingsText.restoreTitle,
        content: settingsText.restoreBody(file.name),
        okText: settingsText.restoreOk,
        cancelText: commonText.cancel,
      })
      if (!sure) return
      const result = await platform.call('backup.restore', { bytes: file.bytes })
      await session.load()
      const said = restoredPacksText(result)
      if (said.length === 0) void message.success(settingsText.restored(result.replaced.id), 8)
      else {
        const content = [settingsText.restored(result.replaced.id), ...said].map((sentence) => <p key={sentence}>{sentence}</p>)
        modal[result.missing === null ? 'info' : 'warning']({ title: settingsText.restore, width: 560, content, okText: commonText.close })
      }
    })

  return (
    <section aria-label={settingsText.backups}>
      <h2>{settingsText.backups}</h2>
      <p>{settingsText.backupHint}</p>
      <Space>
        <Button type="primary" loading={busy} onClick={() => void create()}>
          {settingsText.backupNow}
        </Button>
        <Button onClick={() => void restore()}>{settingsText.restore}</Button>
      </Space>
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
              <Button size="small" onClick={() => void save(backup)}>
                {settingsText.saveBackup}
              </Button>
            ),
          },
        ]}
      />
    </section>
  )
}
