import { Collapse, Table } from 'antd'
import type { ImportPreview } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { ChangesTable } from './changes-table.tsx'
import { RemovalsTable } from './removals-table.tsx'

interface PreviewDetailsProps {
  readonly preview: ImportPreview
  readonly template: FormTemplate
}
const text = importScreenText.preview

/** All problems, all comments of the file, all rows to be deleted, all changes, all rows left out. */
export function PreviewDetails({ preview, template }: PreviewDetailsProps) {
  const { problems, comments, counts, changes, changeCount = changes.length, skipped } = preview
  const label = (key: string | null): string => (key === null ? '' : (template.fields.find((field) => field.key === key)?.label ?? key))
  const pages = { pageSize: 50, hideOnSinglePage: true, showSizeChanger: false, showQuickJumper: true } as const
  const items = [
    problems.length > 0 && {
      key: 'problems',
      label: text.problems(problems.length),
      children: (
        <Table
          size="small"
          pagination={pages}
          dataSource={problems.map((problem, index) => ({ ...problem, key: index }))}
          columns={[
            { title: text.cell, dataIndex: 'cell', width: 120 },
            { title: text.field, key: 'field', width: 180, render: (_, problem) => label(problem.field) },
            { title: text.raw, dataIndex: 'raw', width: 200 },
            { title: text.message, dataIndex: 'message' },
          ]}
        />
      ),
    },
    comments.length > 0 && {
      key: 'comments',
      label: text.comments(comments.length),
      children: (
        <div className="stack">
          <span className="muted">{text.commentNote}</span>
          <Table
            size="small"
            pagination={pages}
            dataSource={comments.map((comment) => ({ ...comment, key: comment.cell }))}
            columns={[
              { title: text.cell, dataIndex: 'cell', width: 120 },
              { title: text.field, key: 'field', width: 180, render: (_, comment) => label(comment.field) },
              { title: text.comment, dataIndex: 'text' },
            ]}
          />
        </div>
      ),
    },
    counts.removed > 0 && {
      key: 'removals',
      label: text.removals(counts.removed),
      children: <RemovalsTable preview={preview} />,
    },
    changeCount > 0 && {
      key: 'changes',
      label: text.changes(changeCount),
      children: <ChangesTable preview={preview} label={label} />,
    },
    skipped.length > 0 && {
      key: 'skipped',
      label: text.skipped(skipped.length),
      children: (
        <Table
          size="small"
          pagination={pages}
          dataSource={skipped.map((row) => ({ ...row, key: `${row.sheet ?? ''} ${row.row}` }))}
          columns={[
            { title: text.place, key: 'place', width: 140, render: (_, row) => text.rowOf(row.sheet, row.row) },
            { title: text.reason, key: 'reason', width: 100, render: (_, row) => text.reasons[row.reason] },
            { title: text.raw, dataIndex: 'text', ellipsis: true },
          ]}
        />
      ),
    },
  ].filter((item) => item !== false)
  const open = [problems.length > 0 && 'problems', comments.length > 0 && 'comments', counts.removed > 0 && 'removals'].filter(
    (key) => key !== false,
  )
  return items.length > 0 ? <Collapse size="small" items={items} defaultActiveKey={open.length > 0 ? open : ['changes']} /> : null
}
