import { Alert, App, Button, Drawer, Select, Table } from 'antd'
import { useState } from 'react'
import type { FillOptions, FillPreview, FillQuestion } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { fillScreenText as text } from '../../../shared/text/ui-fill.ts'
import { useModel } from '../../app/app-model.ts'
import type { OpenedFile } from '../../platform/platform.ts'
import { whenStored } from '../../state/report-session.ts'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'
import type { ReportDesk } from './report-desk.ts'

/** Old formats may be chosen too: the sentence that then appears says how to save them anew. */
const templateEndings = ['.xlsx', '.xlsm', '.xls', '.et', '.xltx'] as const

interface FillTemplateProps {
  readonly desk: ReportDesk
  readonly period: string
  readonly open: boolean
  readonly onClose: () => void
}
interface Understood {
  readonly file: OpenedFile
  readonly options: FillOptions
  readonly preview: FillPreview
}

/** Chooses the bureau's blank workbook, shows how it was understood, asks what is in doubt, and saves it filled in. */
export function FillTemplate({ desk, period, open, onClose }: FillTemplateProps) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const job = useJob()
  const act = useAction()
  const [state, setState] = useState<Understood | null>(null)
  const { template, session } = desk

  const look = (file: OpenedFile, options: FillOptions) =>
    act(async () => {
      await whenStored(session)
      const call = { form: template.id, period, fileName: file.name, bytes: file.bytes, options }
      const preview = await job.run(text.reading, (id) => platform.call('export.template', { ...call, job: id }))
      setState({ file, options, preview })
    })
  const choose = () =>
    act(async () => {
      const file = await platform.openFile(templateEndings)
      if (file !== null) await look(file, {})
    })
  const save = ({ file, options }: Understood) =>
    act(async () => {
      await whenStored(session)
      const call = { form: template.id, period, fileName: file.name, bytes: file.bytes, options }
      const filled = await job.run(text.filling, (id) => platform.call('export.filled', { ...call, job: id }))
      if (!(await platform.saveFile(filled.fileName, filled.bytes))) return
      void message.success(platform.kind === 'browser' ? commonText.downloaded : text.saved)
      onClose()
    })
  return (
    <Drawer
      open={open}
      title={text.title}
      onClose={onClose}
      size={720}
      destroyOnHidden
      afterOpenChange={(shown) => !shown && setState(null)}
    >
      <div className="stack">
        <p>{text.intro}</p>
        <div className="row">
          <Button type={state === null ? 'primary' : 'default'} loading={job.running} onClick={() => void choose()}>
            {state === null ? text.choose : text.again}
          </Button>
          {state !== null && (
            <Button type="primary" disabled={state.preview.questions.length > 0 || job.running} onClick={() => void save(state)}>
              {text.save}
            </Button>
          )}
        </div>
        {state !== null && (
          <>
            <Questions
              questions={state.preview.questions}
              onAnswer={(question, value) => void look(state.file, answered(state.options, question, value))}
            />
            <Understanding
              preview={state.preview}
              template={template}
              busy={job.running}
              onColumn={(letter, field) =>
                void look(state.file, { ...state.options, columns: { ...state.options.columns, [letter]: field } })
              }
            />
          </>
        )}
        {job.panel}
      </div>
    </Drawer>
  )
}

/** Adds one answer; another sheet or header makes what was said of columns void. */
function answered(options: FillOptions, { kind, target }: FillQuestion, value: string): FillOptions {
  switch (kind) {
    case 'sheet':
      return { sheet: value }
    case 'header': {
      const [top = '1', bottom = top] = value.split('-')
      return { ...(options.sheet === undefined ? {} : { sheet: options.sheet }), headerRows: [Number(top), Number(bottom)] }
    }
    case 'column':
      return { ...options, columns: { ...options.columns, [target]: value === '' ? null : value } }
    case 'unit':
      return { ...options, factors: { ...options.factors, [target]: value } }
    case 'block': {
      const [first = 1, last = first] = value.split('-').map(Number)
      return { ...options, block: [first, last] }
    }
    case 'existing':
      return { ...options, existing: value === 'below' ? 'below' : 'replace' }
    case 'row':
      return { ...options, rows: { ...options.rows, [target]: value === '' ? null : Number(value) } }
    case 'cell':
      // The choices of such a question are the parts of the head.
      return {
        ...options,
        cells: { ...options.cells, [target]: value === '' ? null : (value as NonNullable<FillOptions['cells']>[string]) },
      }
  }
}

interface QuestionsProps {
  readonly questions: readonly FillQuestion[]
  readonly onAnswer: (question: FillQuestion, value: string) => void
}

function Questions({ questions, onAnswer }: QuestionsProps) {
  if (questions.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={text.questions(questions.length)}
      description={
        <div className="stack">
          {questions.map((question) => (
            <div key={question.id} className="stack">
              <label htmlFor={`fill-${question.id}`}>{question.message}</label>
              <Select
                id={`fill-${question.id}`}
                placeholder={text.choice}
                popupMatchSelectWidth={false}
                options={question.choices.map(({ value, label }) => ({ value, label }))}
                onChange={(value: string) => onAnswer(question, value)}
              />
            </div>
          ))}
        </div>
      }
    />
  )
}

interface UnderstandingProps {
  readonly preview: FillPreview
  readonly template: FormTemplate
  readonly busy: boolean
  /** Another field for a column, or null = nothing. */
  readonly onColumn: (letter: string, field: string | null) => void
}

function Understanding({ preview, template, busy, onColumn }: UnderstandingProps) {
  const labels = new Map(template.fields.map(({ key, label }) => [key, label]))
  const fields = [{ value: '', label: text.index }, ...template.fields.map(({ key, label }) => ({ value: key, label }))]
  const { counts } = preview
  return (
    <>
      <p>
        {text.place(preview.sheet, preview.headerRows, preview.block)}
        <br />
        {text.counts(counts.rows, counts.capacity, counts.inserted)}
      </p>
      {preview.notes.length > 0 && (
        <Alert type="info" showIcon title={text.notes} description={preview.notes.map((note) => <p key={note}>{note}</p>)} />
      )}
      <Table
        size="small"
        pagination={false}
        rowKey="letter"
        title={() => text.columns}
        dataSource={preview.columns}
        columns={[
          { title: text.letter, dataIndex: 'letter', width: 56 },
          { title: text.label, render: (_, { path }) => path.join(' · ') },
          {
            title: text.field,
            // What the template itself says by its marks is not for the clerk to change, nor are its formulas.
            render: (_, { letter, field, formula, by }) =>
              formula ? (
                text.formula
              ) : by === 'marked' ? (
                (labels.get(field ?? '') ?? text.index)
              ) : (
                <Select
                  aria-label={text.fieldOf(letter)}
                  size="small"
                  showSearch={{ optionFilterProp: 'label' }}
                  popupMatchSelectWidth={false}
                  disabled={busy}
                  value={field ?? ''}
                  options={fields}
                  onChange={(value: string) => onColumn(letter, value === '' ? null : value)}
                />
              ),
          },
          { title: text.factor, render: (_, { factor }) => text.times(factor), width: 110 },
        ]}
      />
      <Table
        size="small"
        pagination={false}
        rowKey="cell"
        title={() => text.cells}
        dataSource={preview.cells}
        columns={[
          { title: text.cell, dataIndex: 'cell', width: 80 },
          { title: text.text, dataIndex: 'text' },
        ]}
      />
    </>
  )
}
