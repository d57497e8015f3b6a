import { Alert, Button, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../shared/model/value.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { columnLabel } from '../grid/columns.ts'
import { type Draft, useDraft } from './draft.ts'
import { FactorField, isFactor } from './factor-field.tsx'
import { lettersOf, type TableColumns, tablesOf } from './tables-of.ts'

type Column = ImportPreview['columns'][number]

interface ColumnStepProps {
  readonly preview: ImportPreview
  readonly template: FormTemplate
  readonly onRevise: (options: ImportOptions) => void
  readonly onDraft: (draft: Draft | null) => void
}
const text = importScreenText.columns
const byColours: Readonly<Partial<Record<Column['by'], string>>> = { guess: 'orange', chosen: 'blue', saved: 'blue', pack: 'cyan' }

/** Which column of the file goes where, and by what its numbers are multiplied; table by table where headers differ. */
export function ColumnStep({ preview, template, onRevise, onDraft }: ColumnStepProps) {
  const [fields, setFields] = useState<Readonly<Record<string, string | null>>>({})
  const [factors, setFactors] = useState<Readonly<Record<string, string>>>({})
  const fieldOf = (column: Column): string | null => fields[column.letter] ?? (column.letter in fields ? null : column.field)
  const tables = tablesOf(preview)
  const usedIn = (table: TableColumns): readonly string[] => table.columns.map(fieldOf).filter((field) => field !== null)
  const twice = tables.flatMap((table) => template.fields.filter(({ key }) => usedIn(table).filter((one) => one === key).length > 1))
  const used = new Set(tables.flatMap(usedIn))
  const missing = template.fields.filter((field) => field.required === true && field.group === 'core' && !used.has(field.key))
  const numeric = new Set(template.fields.filter(({ type }) => isNumeric(type)).map(({ key }) => key))
  // Of a column that goes to no figure any more no factor is shown, and none is sent.
  const kept = Object.fromEntries(
    preview.columns.flatMap((column) => {
      const factor = factors[column.letter]
      return factor !== undefined && numeric.has(fieldOf(column) ?? '') ? [[column.letter, factor]] : []
    }),
  )
  const badFactor = Object.values(kept).some((factor) => !isFactor(factor))
  // Guesses that were looked at and left alone are decisions too.
  const guesses = preview.columns.filter((column) => column.by === 'guess').map((column) => [column.letter, column.field])
  const options: ImportOptions = { columns: { ...Object.fromEntries(guesses), ...fields }, factors: kept }
  const isSound = twice.length === 0 && !badFactor
  const isChanged = Object.keys(fields).length + Object.keys(factors).length > 0
  useDraft(isChanged ? { options, isSound } : null, onDraft)
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
      {tables.length < (preview.parts?.length ?? 1) && <p className="muted">{text.alike(preview.parts?.length ?? 1)}</p>}
      {tables.map((table) => (
        <section key={table.key} className="stack">
          {tables.length > 1 && <h2 className="import-table-name">{text.table(table.sheet, ...table.headerRows)}</h2>}
          <Table<Column>
            rowKey="letter"
            size="small"
            pagination={false}
            dataSource={[...table.columns]}
            scroll={{ y: tables.length > 1 ? 260 : 380 }}
            columns={[
              { title: text.letter, key: 'letter', width: 56, render: (_, column) => lettersOf(column.letter) },
              {
                title: text.label,
                key: 'label',
                render: (_, column) => [column.path.join(' / '), column.unit && `（${column.unit}）`].filter(Boolean).join(''),
              },
              { title: text.samples, key: 'samples', ellipsis: true, render: (_, column) => column.samples.join('，') },
              {
                title: text.field,
                key: 'field',
                width: 320,
                render: (_, column) => (
                  <span className="row row-tight import-match">
                    <Select
                      className="import-field"
                      aria-label={`${column.letter} ${text.field}`}
                      value={fieldOf(column) ?? ''}
                      options={choices}
                      showSearch={{ optionFilterProp: 'label' }}
                      onChange={(value) => setFields({ ...fields, [column.letter]: value === '' ? null : value })}
                    />
                    <By column={column} isChosen={column.letter in fields} />
                  </span>
                ),
              },
              {
                title: <span title={text.factorHint}>{text.factor}</span>,
                key: 'factor',
                width: 210,
                render: (_, column) => {
                  const field = template.fields.find((candidate) => candidate.key === fieldOf(column))
                  if (!field || !isNumeric(field.type)) return null
                  return (
                    <FactorField
                      label={`${column.letter} ${text.factor}`}
                      value={factors[column.letter] ?? column.factor}
                      isPercent={field.type === 'percent'}
                      onChange={(factor) => setFactors({ ...factors, [column.letter]: factor })}
                    />
                  )
                },
              },
            ]}
          />
        </section>
      ))}
      <div className="row import-actions">
        <span className="muted">{text.factorHint}</span>
        <Button type="primary" disabled={!isSound} onClick={() => onRevise(options)}>
          {text.apply}
        </Button>
      </div>
    </div>
  )
}

/** Where a match comes from. */
function By({ column, isChosen }: { readonly column: Column; readonly isChosen: boolean }) {
  const by = isChosen ? 'chosen' : column.by
  return (
    <Tag color={byColours[by] ?? 'default'} title={text.byHints[by]}>
      {text.by[by]}
    </Tag>
  )
}
