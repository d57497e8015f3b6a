import { App, Button, Steps } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ImportMode, ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { goTo } from '../../app/use-place.ts'
import type { OpenedFile } from '../../platform/platform.ts'
import { FileDrop } from '../../ui/file-drop.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'
import { decide } from './answer.ts'
import { ColumnStep } from './column-step.tsx'
import type { Draft } from './draft.ts'
import { PreviewStep } from './preview-step.tsx'
import { Questions } from './questions.tsx'
import { SheetStep } from './sheet-step.tsx'
import { workbookEndings } from './workbook-endings.ts'
import './import.css'

interface ImportScreenProps {
  readonly template: FormTemplate
  readonly period: string
}
const stepNames = ['file', 'sheet', 'columns', 'preview'] as const

/** From a file to one undoable step of the report; every guess is shown and can be corrected. */
export function ImportScreen({ template, period }: ImportScreenProps) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [decided, setDecided] = useState<ImportOptions>({})
  const [step, setStep] = useState(0)
  /** The file being read; the heading names it from then on. */
  const [reading, setReading] = useState<string | null>(null)
  const job = useJob()
  const act = useAction()
  const form = template.id
  // A preview that is left without being applied is let go.
  const held = useRef<string | null>(null)
  held.current = preview?.id ?? null
  useEffect(
    () => () => {
      if (held.current !== null) platform.call('import.discard', { id: held.current }).catch(() => {})
    },
    [platform],
  )
  const draft = useRef<Draft | null>(null)
  const noteDraft = (next: Draft | null): void => {
    draft.current = next
  }
  const show = (next: ImportPreview, wanted = stepNames.length - 1): void => {
    setPreview(next)
    const isWhereAsked = next.questions.some(({ kind }) => kind === 'sheet' || kind === 'header' || kind === 'tables' || kind === 'part')
    setStep(Math.min(wanted, isWhereAsked ? 1 : next.questions.length > 0 ? 2 : 3))
  }
  const read = (choose: () => Promise<OpenedFile | null>) =>
    act(async () => {
      const file = await choose()
      if (!file) return
      const { name, bytes } = file
      setReading(name)
      try {
        const next = await job.run(importScreenText.file.reading, (id) =>
          platform.call('import.preview', { form, period, fileName: name, bytes, job: id }),
        )
        setDecided({})
        show(next)
      } finally {
        setReading(null)
      }
    })
  const revise = (more: ImportOptions, stay: boolean, wanted?: number) =>
    act(async () => {
      if (!preview) return
      const options = decide(decided, more)
      const next = await job.run(importScreenText.revising, (name) =>
        platform.call('import.revise', { id: preview.id, options, job: name }),
      )
      setDecided(options)
      if (stay) setPreview(next)
      else show(next, wanted)
    })
  const move = (wanted: number): void => {
    if (wanted !== 0 && !preview) return
    const { isSound = false, options = {} } = draft.current ?? {}
    // What was put right on the way is taken along, as if its button had been pressed.
    if (isSound && wanted !== step)
      void revise(options, false, wanted).then((isDone) => {
        // What cannot be read so keeps nobody from going back.
        if (!isDone && wanted < step) setStep(wanted)
      })
    else if (draft.current === null || wanted < step) setStep(wanted)
    else if (wanted > step) void message.info(importScreenText.notYet)
  }
  const apply = (mode: ImportMode, remember: boolean) =>
    act(async () => {
      if (!preview) return
      const { id } = preview
      const result = await job.run(importScreenText.file.applying, (name) =>
        platform.call('import.apply', { id, mode, remember, job: name }),
      )
      held.current = null
      setPreview(null)
      goTo({ screen: 'report', form }, period)
      // A key of its own: a notice that takes over the key of an earlier one takes over what is left of its time too.
      const key = `imported ${form} ${period} ${result.step}`
      const undo = async (): Promise<void> => {
        message.destroy(key)
        await act(() => platform.call('report.undo', { form, period, baseVersion: result.version }))
      }
      // Undo takes back the newest step: once something came after the import, this offer would take back that.
      const stopListening = platform.onEvent((event) => {
        if (event.name !== 'report.changed' || event.payload.form !== form || event.payload.period !== period) return
        if (event.payload.version > result.version) message.destroy(key)
      })
      void message.success({
        key,
        duration: 12,
        onClose: stopListening,
        content: (
          <>
            {importScreenText.done(template.title, result.added, result.changed, result.removed)}{' '}
            <Button onClick={() => void undo()}>{importScreenText.undo}</Button>
          </>
        ),
      })
    })
  const saveMarked = () =>
    act(async () => {
      if (!preview) return
      const { id, problems } = preview
      const text = importScreenText.preview
      const file = await job.run(text.marking, (name) => platform.call('import.marked', { id, job: name }))
      if (!(await platform.saveFile(file.fileName, file.bytes))) return
      const done = file.inPlace ? text.markedDone(file.marks, file.unmarkable.length) : text.listDone
      const isMore = file.inPlace && file.marks + file.unmarkable.length > problems.length
      const said = [done, ...(isMore ? [text.markedMore(problems.length)] : []), ...file.notes]
      void message.success({ content: said.join(''), duration: said.length === 1 ? 4 : 12 })
    })
  const { steps } = importScreenText
  const fileName = reading ?? preview?.fileName ?? null
  return (
    <div className="page import">
      <div className="page-head">
        <h1>{importScreenText.title(template.title)}</h1>
        <a href={formatPlace({ screen: 'report', form }, period)}>{importScreenText.toForm}</a>
        {fileName !== null && <p>{fileName}</p>}
      </div>
      <Steps
        size="small"
        current={step}
        onChange={move}
        items={stepNames.map((name, index) => ({ title: steps[name], disabled: index > 0 && !preview }))}
      />
      {/* The questions belong to the step: after the last one the keyboard is on it. */}
      <section aria-label={steps[stepNames[step] ?? 'file']}>
        {preview && step > 0 && <Questions preview={preview} onAnswer={(options) => void revise(options, true)} />}
        <div className="card">
          {step === 0 && (
            <FileDrop
              accept={workbookEndings}
              title={importScreenText.file.drop}
              hint={importScreenText.file.hint}
              busy={job.running}
              onChoose={(choose) => void read(choose)}
            />
          )}
          {step === 1 && preview && (
            <SheetStep key={keyOf(preview)} preview={preview} onRevise={(options) => void revise(options, false)} onDraft={noteDraft} />
          )}
          {step === 2 && preview && (
            <ColumnStep
              key={keyOf(preview)}
              preview={preview}
              template={template}
              onRevise={(options) => void revise(options, false)}
              onDraft={noteDraft}
            />
          )}
          {step === 3 && preview && (
            <PreviewStep
              preview={preview}
              template={template}
              busy={job.running}
              onMode={(mode) => void revise({ mode }, true)}
              onApply={(mode, remember) => void apply(mode, remember)}
              onMarked={() => void saveMarked()}
            />
          )}
        </div>
      </section>
      {job.panel}
    </div>
  )
}

/** What was typed into a step and not sent is about these tables only. */
const keyOf = ({ id, sheet, headerRows, parts }: ImportPreview): string =>
  JSON.stringify([id, sheet, headerRows, parts?.map((part) => [part.sheet, part.headerRows])])
