import { ImportMode, type ImportPreview, type Output, type WorkbookSurvey } from '../../../shared/contract/index.ts'
import { type BookImport, bookImports, type SheetPlace } from '../../../shared/model/book-imports.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { isPeriod } from '../../../shared/model/period.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { nothingTaken } from '../../../shared/text/import.ts'
import { bookText } from '../../../shared/text/import-book.ts'
import { optional, theFile, thePeriod } from '../arguments.ts'
import { type Command, type CommandContext, type Session, UsageError } from '../command.ts'
import { readNamedFile } from '../disk.ts'
import { withSession } from '../with-session.ts'

type Sheet = WorkbookSurvey['sheets'][number]

interface Decisions {
  readonly period: string
  /** By sheet. */
  readonly places: ReadonlyMap<string, { readonly form: string; readonly period: string | undefined }>
  readonly skipped: ReadonlySet<string>
  readonly allMonths: boolean
}

const listOf = (text: string | undefined): string[] => (text ?? '').split(/[,，]/).filter((part) => part !== '')

function decisionsOf(context: CommandContext): Decisions {
  const places = listOf(optional(context, 'as')).map((text) => {
    const [, sheet = '', form = '', period] = /^(.+)=([A-Za-z]\w*)(?:@(.+))?$/u.exec(text) ?? []
    if (sheet === '' || (period !== undefined && !isPeriod(period))) throw new UsageError(bookText.badPlace(text))
    return [sheet, { form, period }] as const
  })
  return {
    period: thePeriod(context),
    places: new Map(places),
    skipped: new Set(listOf(optional(context, 'skip'))),
    allMonths: context.values['all-months'] === true,
  }
}

/** Why a sheet cannot go in as it is; undefined when it can, or when there is nothing in it for us. */
const openPoint = ({ name, doubt, period }: Sheet, decisions: Decisions): string | undefined => {
  if (decisions.skipped.has(name)) return undefined
  if (doubt === 'rounded') return bookText.doubts.rounded
  if (decisions.places.has(name) || doubt === 'nothing' || doubt === 'foreign') return undefined
  if (doubt !== null) return bookText.doubts[doubt]
  return period === null || period === decisions.period || decisions.allMonths ? undefined : bookText.otherMonth(period)
}

const placesOf = (sheets: readonly Sheet[], { period, places, skipped }: Decisions): SheetPlace[] =>
  sheets.flatMap(({ name, form, period: stated, doubt }) => {
    if (skipped.has(name)) return []
    const given = places.get(name)
    if (given !== undefined) return [{ sheet: name, form: given.form, period: given.period ?? stated ?? period }]
    return doubt === null && form !== null ? [{ sheet: name, form, period: stated ?? period }] : []
  })

/** @throws UsageError for a sheet that is not there; AppError IMPORT_UNDECIDED with every open point. */
function planned(sheets: readonly Sheet[], decisions: Decisions): BookImport[] {
  for (const name of [...decisions.places.keys(), ...decisions.skipped])
    if (!sheets.some((sheet) => sheet.name === name)) throw new UsageError(bookText.unknownSheet(name))
  const open = sheets.flatMap((sheet) => {
    const what = openPoint(sheet, decisions)
    return what === undefined ? [] : [bookText.undecidedSheet(sheet.name, what)]
  })
  if (open.length > 0)
    throw new AppError('IMPORT_UNDECIDED', {
      count: open.length,
      first: ['', bookText.undecided(open.length), ...open, bookText.howToDecide].join('\n'),
    })
  return bookImports(placesOf(sheets, decisions))
}

const previewOf = (session: Session, survey: string, { form, period, sheets }: BookImport, mode: ImportMode | undefined) =>
  session.call('import.previewSurveyed', {
    survey,
    form,
    period,
    options: { sheets: [...sheets], ...(mode === undefined ? {} : { mode }) },
    job: session.job,
  })

type Applied = Output<'import.apply'>
type Counts = Omit<Applied, 'version' | 'step'>
const lineOf = (one: BookImport, counts: Counts, preview: ImportPreview): string =>
  bookText.line(one.form, one.period, one.sheets, counts, { problems: preview.problems.length, comments: preview.comments.length })

interface Done {
  readonly one: BookImport
  readonly preview: ImportPreview
  readonly applied: Applied
}

/**
 * One step for each report, told as it came out: between preview and import the report may have changed.
 * @throws what `import.apply` throws, after the imports that were made until then have been told
 */
async function applyAll(context: CommandContext, session: Session, shown: readonly Omit<Done, 'applied'>[]): Promise<Done[]> {
  const done: Done[] = []
  try {
    for (const { one, preview } of shown)
      done.push({ one, preview, applied: await session.call('import.apply', { id: preview.id, job: session.job }) })
    return done
  } catch (error) {
    const lines = done.flatMap(({ one, preview, applied }) => [
      lineOf(one, applied, preview),
      ...(applied.step === 0 ? [] : [bookText.takeBack(one.form, one.period)]),
    ])
    // `--json` prints one document, and that is the refusal: there the imports go with it.
    if (done.length > 0 && context.values.json !== true) context.say([bookText.stopped(done.length, shown.length), ...lines].join('\n'))
    if (done.length === 0 || !(error instanceof AppError)) throw error
    const imported = done.map(({ one }) => `${one.form}@${one.period}`).join(',')
    throw new AppError(error.code, { ...error.details, imported }, { cause: error })
  }
}

/** Why nothing came of a report, where its rows are not those that are there already. */
const untakenLine = (preview: ImportPreview): string[] => {
  const why = nothingTaken(preview)
  return why === undefined ? [] : [`    ${why}`]
}

export const importBookCommand: Command = {
  name: 'import-book',
  options: {
    period: { type: 'string' },
    as: { type: 'string' },
    skip: { type: 'string' },
    mode: { type: 'string' },
    'all-months': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  async run(context) {
    const decisions = decisionsOf(context)
    const file = await readNamedFile(theFile(context, 'FILE'))
    const mode = ImportMode.optional().safeParse(optional(context, 'mode'))
    if (!mode.success) throw new UsageError(cliText.badOption(`--mode ${optional(context, 'mode')}`))
    return withSession(context, async (session) => {
      const survey = await session.call('import.survey', { period: decisions.period, ...file, job: session.job })
      const imports = planned(survey.sheets, decisions)
      const taken = new Set(imports.flatMap(({ sheets }) => sheets))
      const left = survey.sheets.filter(({ name, rows }) => !taken.has(name) && rows > 0).map(({ name }) => name)
      const foot = left.length === 0 ? [] : [bookText.leftOut(left)]
      const previews: ImportPreview[] = []
      for (const one of imports) previews.push(await previewOf(session, survey.id, one, mode.data))
      const isDry = context.values['dry-run'] === true
      const lines = imports.flatMap((one, at) => {
        const preview = previews[at]
        if (preview === undefined) return []
        return [lineOf(one, preview.counts, preview), ...untakenLine(preview), ...preview.questions.map(({ message }) => `    ${message}`)]
      })
      const json = { applied: !isDry, sheets: survey.sheets, imports: imports.map((one, at) => ({ ...one, preview: previews[at] })) }
      if (imports.length === 0) return { exit: 0, json: { ...json, applied: false }, text: [bookText.nothing, ...foot].join('\n') }
      if (isDry) return { exit: 0, json, text: [bookText.previewed(imports.length), ...lines, ...foot].join('\n') }
      const asking = previews.find(({ questions }) => questions.length > 0)
      if (asking !== undefined) {
        const { form, questions } = asking
        const first = [bookText.notReady(form, questions.length), ...questions.map(({ message }) => `  ${message}`)].join('\n')
        throw new AppError('IMPORT_UNDECIDED', { count: questions.length, first })
      }
      const shown = imports.flatMap((one, at) => (previews[at] ? [{ one, preview: previews[at] }] : []))
      const done = await applyAll(context, session, shown)
      const told = done.flatMap(({ one, preview, applied }) => [
        lineOf(one, applied, preview),
        ...(applied.step === 0 ? untakenLine(preview) : []),
      ])
      return {
        exit: 0,
        json: { ...json, imports: done.map(({ one, ...came }) => ({ ...one, ...came })) },
        text: [bookText.imported(done.length, done.filter(({ applied }) => applied.step === 0).length), ...told, ...foot].join('\n'),
      }
    })
  },
}
