import { useEffect, useRef, useState } from 'react'
import type { ImportOptions, ImportPreview, WorkbookSurvey } from '../../../shared/contract/index.ts'
import { type BookImport, bookImports } from '../../../shared/model/book-imports.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { bookScreenText as text } from '../../../shared/text/ui-import-book.ts'
import { useModel } from '../../app/app-model.ts'
import type { OpenedFile } from '../../platform/platform.ts'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'
import { decide } from '../import/answer.ts'
import { firstDecision, placesOf, type SheetDecision } from './sheet-places.ts'

/** One report of the workbook: what taking it in would do, or why it cannot, and what came of it. */
export interface BookPart extends BookImport {
  readonly options: ImportOptions
  readonly preview: ImportPreview | null
  readonly error: unknown
  /** Version of the report after the import; undefined = not imported. */
  readonly version: number | undefined
  /** Taken back, or changed since: the newest step is no longer the import. */
  readonly settled: 'undone' | 'changed' | null
}

/** The way of a workbook: surveyed, decided, previewed, applied. */
export function useBook(period: string) {
  const { platform } = useModel()
  const [survey, setSurvey] = useState<WorkbookSurvey | null>(null)
  const [decisions, setDecisions] = useState<Readonly<Record<string, SheetDecision>>>({})
  const [parts, setParts] = useState<readonly BookPart[] | null>(null)
  const job = useJob()
  const act = useAction()
  const held = useRef<string | null>(null)
  held.current = survey?.id ?? null
  useEffect(
    () => () => {
      if (held.current !== null) platform.call('import.discard', { id: held.current }).catch(() => {})
    },
    [platform],
  )
  useEffect(
    () =>
      platform.onEvent((event) => {
        if (event.name !== 'report.changed') return
        const { form, period: month, version } = event.payload
        const isPassed = (part: BookPart): boolean =>
          part.form === form && part.period === month && part.version !== undefined && version > part.version && part.settled === null
        setParts((now) => now?.map((part) => (isPassed(part) ? { ...part, settled: 'changed' } : part)) ?? null)
      }),
    [platform],
  )
  const change = (at: number, more: Partial<BookPart>): void =>
    setParts((now) => now?.map((part, index) => (index === at ? { ...part, ...more } : part)) ?? null)

  const read = (choose: () => Promise<OpenedFile | null>) =>
    act(async () => {
      const file = await choose()
      if (!file) return
      const { name: fileName, bytes } = file
      const found = await job.run(text.surveying, (id) => platform.call('import.survey', { period, fileName, bytes, job: id }))
      setSurvey(found)
      setParts(null)
      setDecisions(Object.fromEntries(found.sheets.map((sheet) => [sheet.name, firstDecision(sheet, period)])))
    })
  const look = async (id: string, one: BookImport, name: string): Promise<BookPart> => {
    const options: ImportOptions = { sheets: [...one.sheets] }
    const part = { ...one, options, version: undefined, settled: null }
    const { form, period: month } = one
    try {
      const preview = await platform.call('import.previewSurveyed', { survey: id, form, period: month, options, job: name })
      return { ...part, error: null, preview }
    } catch (error) {
      if (error instanceof AppError && error.code === 'CANCELLED') throw error
      return { ...part, error, preview: null }
    }
  }
  const preview = () =>
    act(async () => {
      if (!survey) return
      const looked: BookPart[] = []
      await job.run(text.previewing, async (name) => {
        for (const one of bookImports(placesOf(survey.sheets, decisions))) looked.push(await look(survey.id, one, name))
      })
      setParts(looked)
    })
  const answer = (at: number, more: ImportOptions) =>
    act(async () => {
      const part = parts?.[at]
      if (!part?.preview) return
      const { id } = part.preview
      const options = decide(part.options, more)
      change(at, { options, preview: await job.run(text.previewing, (name) => platform.call('import.revise', { id, options, job: name })) })
    })
  const apply = () =>
    act(() =>
      job.run(text.applying, async (name) => {
        for (const [at, { preview: shown, version }] of (parts ?? []).entries()) {
          if (shown === null || version !== undefined) continue
          const done = await platform.call('import.apply', { id: shown.id, job: name })
          change(at, { version: done.version })
        }
      }),
    )
  const back = (): void => {
    setParts(null)
    if (parts !== null) return
    if (survey) platform.call('import.discard', { id: survey.id }).catch(() => {})
    setSurvey(null)
  }
  const undo = (at: number) =>
    act(async () => {
      const part = parts?.[at]
      if (!part) return
      await platform.call('report.undo', { form: part.form, period: part.period })
      change(at, { settled: 'undone' })
    })
  return {
    survey,
    decisions,
    parts,
    job,
    read,
    preview,
    answer,
    apply,
    undo,
    decideSheet: (sheet: string, decision: SheetDecision) => setDecisions({ ...decisions, [sheet]: decision }),
    /** Back to the sheets, or to the choice of a file. */
    back,
  }
}
