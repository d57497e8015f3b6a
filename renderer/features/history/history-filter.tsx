import { Input, Select } from 'antd'
import type { Input as CallInput, StepSource } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { historyText } from '../../../shared/text/ui-history.ts'
import { pastText } from '../../../shared/text/ui-past.ts'

export type Filter = NonNullable<CallInput<'report.history'>['filter']>

interface HistoryFilterProps {
  readonly template: FormTemplate | undefined
  readonly filter: Filter
  readonly onChange: (filter: Filter) => void
}
const text = pastText.filter

/** Without what was left blank. */
const cleaned = ({ row, field, who, source }: { [Key in keyof Filter]?: Filter[Key] | undefined }): Filter => ({
  ...(row ? { row } : {}),
  ...(field ? { field } : {}),
  ...(who ? { who } : {}),
  ...(source ? { source } : {}),
})

/** Which row, which column, who, and how. */
export function HistoryFilter({ template, filter, onChange }: HistoryFilterProps) {
  const sources = Object.entries(historyText.source).map(([value, label]) => ({ value: value as StepSource, label })) // the keys are the sources
  return (
    <fieldset className="history-filter" aria-label={text.title}>
      <Input
        aria-label={text.row}
        placeholder={text.row}
        allowClear
        defaultValue={filter.row}
        maxLength={400}
        onChange={(event) => onChange(cleaned({ ...filter, row: event.target.value.trim() }))}
      />
      <Select
        aria-label={text.field}
        placeholder={text.field}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={filter.field}
        options={template?.fields.map(({ key, label }) => ({ value: key, label })) ?? []}
        onChange={(field) => onChange(cleaned({ ...filter, field }))}
      />
      <Input
        aria-label={text.who}
        placeholder={text.who}
        allowClear
        defaultValue={filter.who}
        maxLength={80}
        onChange={(event) => onChange(cleaned({ ...filter, who: event.target.value.trim() }))}
      />
      <Select
        aria-label={text.source}
        placeholder={text.source}
        allowClear
        value={filter.source}
        options={sources}
        onChange={(source) => onChange(cleaned({ ...filter, source }))}
      />
    </fieldset>
  )
}
