import { App, Button, Empty, Table } from 'antd'
import type { SubmissionSummary } from '../../../shared/contract/index.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { submitText } from '../../../shared/text/ui-submit.ts'
import { useModel } from '../../app/app-model.ts'
import { errorText } from '../../ui/error-text.ts'
import { localTime } from '../../ui/local-time.ts'

/** Every package made here, newest first. */
export function SubmissionList({ submissions }: { readonly submissions: readonly SubmissionSummary[] }) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const save = async (packageId: string) => {
    try {
      const { fileName, bytes } = await platform.call('submission.bytes', { packageId })
      await platform.saveFile(fileName, bytes)
    } catch (error) {
      void message.error(errorText(error), 8)
    }
  }
  if (submissions.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={submitText.none} />
  return (
    <Table<SubmissionSummary>
      rowKey="packageId"
      size="small"
      pagination={{ pageSize: 8, hideOnSinglePage: true }}
      dataSource={[...submissions]}
      columns={[
        { title: submitText.period, dataIndex: 'period' },
        { title: submitText.revision, dataIndex: 'revision' },
        { title: submitText.sealedAt, key: 'sealedAt', render: (_, one) => localTime(one.sealedAt) },
        { title: submitText.size, key: 'bytes', render: (_, one) => commonText.bytes(one.bytes) },
        { title: submitText.digest, key: 'sha256', render: (_, one) => <code title={one.sha256}>{one.sha256.slice(0, 16)}</code> },
        {
          key: 'act',
          render: (_, one) => (
            <Button size="small" onClick={() => void save(one.packageId)}>
              {submitText.download}
            </Button>
          ),
        },
      ]}
    />
  )
}
