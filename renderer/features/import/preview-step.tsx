import { Alert, Button, Checkbox, Form, Radio, Tooltip } from 'antd'
import { useState } from 'react'
import { type ImportMode, type ImportPreview, ImportMode as importModes } from '../../../shared/contract/import.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { nothingTaken } from '../../../shared/text/import.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { PreviewDetails } from './preview-details.tsx'

interface PreviewStepProps {
  readonly preview: ImportPreview
  readonly template: FormTemplate
  readonly busy: boolean
  readonly onMode: (mode: ImportMode) => void
  readonly onApply: (mode: ImportMode, remember: boolean) => void
  readonly onMarked: () => void
}
const text = importScreenText.preview
/** Other files cannot be marked themselves; a list of the problems is given instead. */
const isMarkable = /\.xls[xm]$/i
const counted = ['rows', 'added', 'changed', 'removed', 'unchanged', 'kept'] as const

/** What the import would change, before it changes anything. */
export function PreviewStep({ preview, template, busy, onMode, onApply, onMarked }: PreviewStepProps) {
  const [remember, setRemember] = useState(true)
  const { counts, problems, mode } = preview
  const untaken = nothingTaken(preview)
  const nothing = counts.added + counts.changed + counts.removed === 0
  return (
    <div className="stack">
      <Form layout="inline">
        <Form.Item label={text.mode}>
          <Radio.Group
            aria-label={text.mode}
            optionType="button"
            value={mode}
            options={importModes.options.map((value) => ({ value, label: text.modes[value] }))}
            onChange={(event) => onMode(importModes.parse(event.target.value))}
          />
        </Form.Item>
        <span className="muted">{text.modeNotes[mode]}</span>
      </Form>
      <ul className="import-counts">
        {counted.map((name) => (
          <li key={name} className={`import-count-${name}`}>
            {text.counts[name]}
            <b>{counts[name] ?? 0}</b>
            {text.row}
          </li>
        ))}
      </ul>
      {untaken !== undefined && <Alert type="warning" showIcon title={untaken} />}
      {problems.length === 0 ? (
        <Alert type="success" showIcon title={text.noProblems} />
      ) : (
        <Alert type="warning" showIcon title={text.problems(problems.length)} description={text.problemNote} />
      )}
      <PreviewDetails preview={preview} template={template} />
      <div className="row import-actions">
        {nothing && untaken === undefined && <span className="muted">{text.nothing}</span>}
        <Tooltip title={isMarkable.test(preview.fileName) ? text.markedHint : text.listHint}>
          <Button size="middle" disabled={busy} onClick={onMarked}>
            {isMarkable.test(preview.fileName) ? text.marked : text.list}
          </Button>
        </Tooltip>
        <Checkbox checked={remember} onChange={(event) => setRemember(event.target.checked)}>
          {text.remember}
        </Checkbox>
        <Button
          type="primary"
          size="middle"
          loading={busy}
          disabled={preview.questions.length > 0 || nothing}
          onClick={() => onApply(mode, remember)}
        >
          {text.apply}
        </Button>
      </div>
    </div>
  )
}
