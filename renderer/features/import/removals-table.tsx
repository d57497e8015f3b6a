import { Table } from 'antd'
import { useCallback } from 'react'
import type { ImportPreview } from '../../../shared/contract/index.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { pagination, usePageOf } from './page-of.ts'

const text = importScreenText.preview

/** Every row that would be deleted, by its key and its name. */
export function RemovalsTable({ preview }: { readonly preview: ImportPreview }) {
  const { platform } = useModel()
  const { removals = [], counts } = preview
  const fetchRows = useCallback(
    async (from: number, limit: number) => (await platform.call('import.removals', { id: preview.id, from, limit })).removals,
    [platform, preview],
  )
  const paged = usePageOf(removals, counts.removed, fetchRows)
  return (
    <>
      <ErrorAlert error={paged.error} />
      <Table
        size="small"
        loading={paged.rows === undefined && paged.error === null}
        pagination={pagination(paged, counts.removed)}
        dataSource={(paged.rows ?? []).map((row, index) => ({ ...row, key: paged.from + index }))}
        columns={[
          { title: text.rowKey, dataIndex: 'rowKey', width: 240 },
          { title: text.name, dataIndex: 'name' },
        ]}
      />
    </>
  )
}
