import { Table } from 'antd'
import { useEffect, useState } from 'react'
import type { ImportPreview } from '../../../shared/contract/index.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'

interface ChangesTableProps {
  readonly preview: ImportPreview
  readonly label: (field: string) => string
}
const text = importScreenText.preview
const pageSize = 50

/** Every cell that would change, old and new; the preview brings the first ones, the others come page by page. */
export function ChangesTable({ preview, label }: ChangesTableProps) {
  const { platform } = useModel()
  const { id, changes, changeCount = changes.length } = preview
  const [page, setPage] = useState(1)
  const [fetched, setFetched] = useState<{ readonly of: ImportPreview; readonly page: number; readonly rows: ImportPreview['changes'] }>()
  const [error, setError] = useState<unknown>(null)
  const from = (page - 1) * pageSize
  const isHere = from + pageSize <= changes.length || changes.length === changeCount
  useEffect(() => {
    if (isHere) return
    let isLeft = false
    platform.call('import.changes', { id, from, limit: pageSize }).then(
      (found) => isLeft || setFetched({ of: preview, page, rows: found.changes }),
      (reason: unknown) => isLeft || setError(reason),
    )
    return () => {
      isLeft = true
    }
  }, [platform, id, from, isHere, page, preview])
  const known = fetched?.of === preview && fetched.page === page ? fetched.rows : undefined
  const rows = isHere ? changes.slice(from, from + pageSize) : known
  return (
    <>
      <ErrorAlert error={error} />
      <Table
        size="small"
        loading={rows === undefined && error === null}
        pagination={{
          current: page,
          pageSize,
          total: changeCount,
          onChange: setPage,
          hideOnSinglePage: true,
          showSizeChanger: false,
          showQuickJumper: changeCount > pageSize * 10,
        }}
        dataSource={(rows ?? []).map((change, index) => ({ ...change, key: from + index }))}
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
