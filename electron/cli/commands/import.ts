import type * as z from 'zod'
import { ImportMode, ImportOptions, type ImportPreview } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { nothingTaken, skipReasons } from '../../../shared/text/import.ts'
import { formAt, formOptions, optional, theFile } from '../arguments.ts'
import { type Command, type CommandContext, type Session, UsageError } from '../command.ts'
import { readNamedFile, writeNamedFile } from '../disk.ts'
import { mappingHint } from '../mapping-hint.ts'
import { oneLine } from '../table.ts'
import { withSession } from '../with-session.ts'

/** `--mapping FILE`: the decisions of an import as JSON, in the shape of `ImportOptions`. */
async function readMapping(path: string): Promise<z.output<typeof ImportOptions>> {
  const { fileName, bytes } = await readNamedFile(path)
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('MAPPING_INVALID', { file: fileName, message: 'JSON' }, { cause })
  }
  const options = ImportOptions.safeParse(parsed)
  if (options.success) return options.data
  throw new AppError('MAPPING_INVALID', { file: fileName, message: options.error.issues[0]?.path.join('.') ?? '' })
}

/** Names parted by commas, of either width. */
const namesOf = (text: string): string[] => text.split(/[,，]/).filter((name) => name !== '')

async function decisions(context: CommandContext): Promise<z.output<typeof ImportOptions>> {
  const mapping = optional(context, 'mapping')
  const sheet = optional(context, 'sheet')
  const sheets = optional(context, 'sheets')
  const tables = optional(context, 'tables')
  if (tables !== undefined && tables !== 'all' && tables !== 'one') throw new UsageError(cliText.badOption(`--tables ${tables}`))
  const mode = optional(context, 'mode')
  const parsedMode = mode === undefined ? undefined : ImportMode.safeParse(mode)
  if (parsedMode && !parsedMode.success) throw new UsageError(cliText.badOption(`--mode ${mode}`))
  return {
    ...(mapping === undefined ? {} : await readMapping(mapping)),
    ...(sheet === undefined ? {} : { sheet }),
    ...(sheets === undefined ? {} : { sheets: sheets === 'all' ? ('all' as const) : namesOf(sheets) }),
    ...(tables === undefined ? {} : { tables }),
    ...(parsedMode?.data === undefined ? {} : { mode: parsedMode.data }),
  }
}

/** Rows that somebody may have meant as data; a line for a title, a blank or a signature would only be in the way. */
const toldReasons: ReadonlySet<ImportPreview['skipped'][number]['reason']> = new Set(['number', 'note', 'total', 'example'])
const mostRowsTold = 20

/** Rows that would be taken out, all of them: a preview brings the first ones. */
async function everyRemoval(session: Session, { id, counts, removals = [] }: ImportPreview): Promise<Removals> {
  const all = [...removals]
  while (all.length < counts.removed) {
    const page = await session.call('import.removals', { id, from: all.length, limit: rowsAsked })
    if (page.removals.length === 0) break
    all.push(...page.removals)
  }
  return all
}
type Removals = NonNullable<ImportPreview['removals']>
const rowsAsked = 5000

function account(preview: ImportPreview, headline: string, removals: Removals): string {
  const lines = [headline]
  if (removals.length > 0)
    lines.push(cliText.removals(removals.length), ...removals.map(({ rowKey, name }) => cliText.removal(rowKey, name)))
  const parts = preview.parts ?? []
  if (parts.length > 1) lines.push(cliText.importedTables(parts))
  const leftOut = preview.columns.filter((column) => column.field === null && column.samples.length > 0)
  if (leftOut.length > 0) lines.push(cliText.leftOut(leftOut.map((column) => `${column.letter} ${column.path.join('/')}`)))
  // What stands among the problems is told there, and why.
  const troubled = new Set(preview.problems.map(({ cell }) => cell.replace(/[A-Z]+(?=\d+$)/, '')))
  const rows = preview.skipped.filter(
    ({ reason, sheet, row }) => toldReasons.has(reason) && !troubled.has(sheet === undefined ? `${row}` : `${sheet}!${row}`),
  )
  const told = rows
    .slice(0, mostRowsTold)
    .map(({ sheet, row, reason, text }) => cliText.leftOutRow(sheet, row, skipReasons[reason], oneLine(text)))
  if (rows.length > 0) lines.push(cliText.leftOutRows(rows.length, told))
  if (preview.problems.length > 0) {
    lines.push(cliText.problems(preview.problems.length), ...preview.problems.map((problem) => `  ${problem.cell}  ${problem.message}`))
  }
  if (preview.comments.length > 0)
    lines.push(cliText.comments(preview.comments.length), ...preview.comments.map(({ cell, text }) => cliText.comment(cell, oneLine(text))))
  if (preview.questions.length > 0) {
    const hint = mappingHint(preview.questions)
    lines.push(
      cliText.questions(preview.questions.length),
      ...preview.questions.map((question) => cliText.question(question)),
      hint === undefined ? cliText.mappingExample : cliText.mappingHint(hint),
    )
  }
  return lines.join('\n')
}

/** `--marked OUT`: the file itself with its problems marked, before anything is imported. */
async function writeMarked(context: CommandContext, session: Session, id: string) {
  const output = optional(context, 'marked')
  if (output === undefined) return undefined
  const { bytes, inPlace, marks, unmarkable, notes } = await session.call('import.marked', { id, job: session.job })
  const file = await writeNamedFile(output, bytes)
  return { json: { file, inPlace, marks, unmarkable, notes }, lines: [cliText.marked(file, marks, unmarkable.length), ...notes] }
}

export const importCommand: Command = {
  name: 'import',
  options: {
    ...formOptions,
    sheet: { type: 'string' },
    sheets: { type: 'string' },
    tables: { type: 'string' },
    mapping: { type: 'string' },
    mode: { type: 'string' },
    'dry-run': { type: 'boolean' },
    marked: { type: 'string' },
  },
  async run(context) {
    const at = formAt(context)
    const file = await readNamedFile(theFile(context, 'FILE'))
    const options = await decisions(context)
    return withSession(context, async (session) => {
      const preview = await session.call('import.preview', { ...at, ...file, options, job: session.job })
      const marked = await writeMarked(context, session, preview.id)
      const removals = context.values['dry-run'] === true ? await everyRemoval(session, preview) : []
      const told = (headline: string) => [account(preview, headline, removals), ...(marked?.lines ?? [])].join('\n')
      const json = { ...(marked === undefined ? {} : { marked: marked.json }), preview }
      if (context.values['dry-run'] === true)
        return { exit: 0, json: { applied: false, ...json }, text: told(nothingTaken(preview) ?? cliText.previewed(preview.counts)) }
      if (preview.questions.length > 0) {
        const first = preview.questions[0]?.message ?? ''
        throw new AppError('IMPORT_UNDECIDED', { count: preview.questions.length, first })
      }
      const applied = await session.call('import.apply', { id: preview.id, job: session.job })
      const untaken = applied.step === 0 ? nothingTaken(preview) : undefined
      const headline = untaken ?? (applied.step === 0 ? cliText.importedNothing(applied.unchanged) : cliText.imported(applied))
      return { exit: untaken === undefined ? 0 : 1, json: { applied: true, ...applied, ...json }, text: told(headline) }
    })
  },
}
