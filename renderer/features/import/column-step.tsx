import { Alert, Button, Input, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../shared/model/value.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { columnLabel } from '../grid/columns.ts'

type Column = ImportPreview['columns'][number]

interface ColumnStepProps {
  readonly preview: ImportPreview
  readonly template: FormTemplate
  readonly onRevise: (options: ImportOptions) => void
}
const text = importScreenText.columns
const factorPattern = /^\d{1,9}(\.\d{1,9})?$/

/** Which column of the file goes where, and by what its numbers are multiplied. */
export function ColumnStep({ preview, template, onRevise }: ColumnStepProps) {
  const [fields, setFields] = useState<Readonly<Record<string, string | null>>>({})
  const [factors, setFactors] = useState<Readonly<Record<string, string>>>({})
  const fieldOf = (column: Column): string | null => fields[column.letter] ?? (column.letter in fields ? null : column.field)
  const used = preview.columns.map(fieldOf).filter((field) => field !== null)
  const twice = template.fields.filter((field) => used.filter((key) => key === field.key).length > 1)
  const missing = template.fields.filter((field) => field.required === true && field.group === 'core' && !used.includes(field.key))
  const badFactor = Object.values(factors).some((factor) => !factorPattern.test(factor))
  const confirm = (): void => {
    // Guesses that were looked at and left alone are decisions too.
    const guesses = preview.columns.filter((column) => column.by === 'guess').map((column) => [column.letter, column.field])
    onRevise({ columns: { ...Object.fromEntries(guesses), ...fields }, factors: { ...factors } })
  }
  const choices = [
    { value: '', label: text.leave },
    ...template.fields
      .filter((field) => field.computed === undefined || field.overridable)
      .map((field) => ({ value: field.key, label: columnLabel(field) })),
  ]
  return (
    <div className="stack">
      {missing.length > 0 && <Alert type="info" showIcon title={text.missing(missing.map((field) => field.label).join('、'))} />}
      {twice.map((field) => (
        <Alert key={field.key} type="error" showIcon title={text.twice(field.label)} />
      ))}
      <Table<Column>
        rowKey="letter"
        size="small"
        pagination={false}
        dataSource={preview.columns}
        scroll={{ y: 380 }}
        columns={[
          { title: text.letter, dataIndex: 'letter', key: 'letter', width: 56 },
          {
            title: text.label,
            key: 'label',
            render: (_, column) => [column.path.join(' / '), column.unit && `（${column.unit}）`].filter(Boolean).join(''),
          },
          { title: text.samples, key: 'samples', ellipsis: true, render: (_, column) => column.samples.join('，') },
          {
            title: text.field,
            key: 'field',
            width: 300,
            render: (_, column) => (
              <span className="row row-tight">
                <Select
                  className="import-field"
                  aria-label={`${column.letter} ${text.field}`}
                  value={fieldOf(column) ?? ''}
                  options={choices}
                  showSearch={{ optionFilterProp: 'label' }}
                  onChange={(value) => setFields({ ...fields, [column.letter]: value === '' ? null : value })}
                />
                {!(column.letter in fields) && <Tag color={column.by === 'guess' ? 'orange' : 'default'}>{text.by[column.by]}</Tag>}
              </span>
            ),
          },
          {
            title: <span title={text.factorHint}>{text.factor}</span>,
            key: 'factor',
            width: 110,
            render: (_, column) => {
              const field = template.fields.find((candidate) => candidate.key === fieldOf(column))
              if (!field || !isNumeric(field.type)) return null
              const factor = factors[column.letter] ?? column.factor
              return (
                <Input
                  prefix="×"
                  aria-label={`${column.letter} ${text.factor}`}
                  value={factor}
                  status={factorPattern.test(factor) ? '' : 'error'}
                  onChange={(event) => setFactors({ ...factors, [column.letter]: event.target.value.trim() })}
                />
              )
            },
          },
        ]}
      />
      <div className="row import-actions">
        <Button type="primary" disabled={twice.length > 0 || badFactor} onClick={confirm}>
          {text.apply}
        </Button>
      </div>
    </div>
  )
}
