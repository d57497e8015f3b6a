import { Table } from 'antd'
import { useCallback } from 'react'
import type { ImportPreview } from '../../../shared/contract/index.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { pagination, usePageOf } from './page-of.ts'

interface ChangesTableProps {
  readonly preview: ImportPreview
  readonly label: (field: string) => string
}
const text = importScreenText.preview

/** Every cell that would change, old and new; the preview brings the first ones, the others come page by page. */
export function ChangesTable({ preview, label }: ChangesTableProps) {
  const { platform } = useModel()
  const { changes, changeCount = changes.length } = preview
  const fetchRows = useCallback(
    async (from: number, limit: number) => (await platform.call('import.changes', { id: preview.id, from, limit })).changes,
    [platform, preview],
  )
  const paged = usePageOf(changes, changeCount, fetchRows)
  return (
    <>
      <ErrorAlert error={paged.error} />
      <Table
        size="small"
        loading={paged.rows === undefined && paged.error === null}
        pagination={pagination(paged, changeCount)}
        dataSource={(paged.rows ?? []).map((change, index) => ({ ...change, key: paged.from + index }))}
        columns={[
          { title: text.rowKey, dataIndex: 'rowKey' },
          { title: text.field, key: 'field', render: (_, change) => label(change.field) },
          { title: text.before, key: 'before', render: (_, change) => change.before ?? text.blank },
          { title: text.after, key: 'after', render: (_, change) => <b>{change.after ?? text.blank}</b> },
          { title: text.cell, dataIndex: 'cell', width: 120 },
        ]}
      />
    </>
  )
}
