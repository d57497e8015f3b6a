import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { commonText } from '../../../shared/text/ui-common.ts'
import { monthText } from '../../../shared/text/ui-month.ts'
import { useModel } from '../../app/app-model.ts'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'

const digitsInTenThousands = 2

/** All forms of the month in one workbook, as they were filled in or in ten thousands. */
export function SummaryButton({ period }: { readonly period: string }) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const job = useJob()
  const act = useAction()
  const text = monthText.summary
  const save = (scaled: boolean): Promise<boolean> =>
    act(async () => {
      const scale = scaled ? { scale: { digits: digitsInTenThousands } } : {}
      const file = await job.run(text.exporting, (id) => platform.call('export.summary', { period, ...scale, job: id }))
      if (!(await platform.saveFile(file.fileName, file.bytes))) return
      void message.success(platform.kind === 'browser' ? commonText.downloaded : commonText.fileSaved)
    })
  const items = [
    { key: 'plain', label: text.plain, onClick: () => void save(false) },
    { key: 'scaled', label: text.scaled, onClick: () => void save(true) },
  ]
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<DownloadOutlined aria-hidden />} loading={job.running}>
          {text.button}
        </Button>
      </Dropdown>
      {job.panel}
    </>
  )
}
