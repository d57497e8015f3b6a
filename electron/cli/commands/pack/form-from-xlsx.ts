import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Key } from '../../../../shared/forms/primitives.ts'
import { formDraftText } from '../../../../shared/text/form-draft.ts'
import { forkParser } from '../../../adapters/parser-fork.ts'
import { draftForm } from '../../../engine/packs/form-draft/draft-form.ts'
import { draftTexts } from '../../../engine/packs/form-draft/draft-yaml.ts'
import { libraryWords } from '../../../engine/packs/form-draft/library-words.ts'
import { libraryFolder, readPackFiles } from '../../../engine/packs/load-pack.ts'
import { optional, outputOption, required, theFile } from '../../arguments.ts'
import { type Command, type CommandContext, UsageError } from '../../command.ts'
import { readNamedFile, writeNamedFile } from '../../disk.ts'

/** Rows as people count them; throws when they are written otherwise. */
const headerRows = (context: CommandContext): readonly [number, number] | undefined => {
  const given = optional(context, 'header-rows')
  if (given === undefined) return undefined
  const [, from = '', to = from] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(given) ?? []
  const rows = [Number(from), Number(to)] as const
  if (rows[0] < 1 || rows[1] < rows[0] || rows[1] - rows[0] > 20) throw new UsageError(formDraftText.headerRows)
  return rows
}

/** Beside the form; a form that goes into a pack has its code lists in the folder for them. */
const listsFile = (form: string): string => {
  const name = basename(form).replace(/\.ya?ml$/i, '')
  const folder = dirname(form)
  return basename(folder) === 'forms' ? join(dirname(folder), 'codes', `${name}.yaml`) : join(folder, `${name}-codes.yaml`)
}

/**
 * Drafts a form template from a bureau's blank workbook, with code lists for its drop-downs. Writes no file over
 * another. Throws WORKBOOK_…, FILE_…, OUTPUT_UNWRITABLE.
 */
export const packFormFromXlsxCommand: Command = {
  name: 'form-from-xlsx',
  options: { ...outputOption, sheet: { type: 'string' }, 'header-rows': { type: 'string' }, id: { type: 'string' } },
  async run(context) {
    const { fileName, bytes } = await readNamedFile(theFile(context, 'FILE'))
    const rows = headerRows(context)
    const id = optional(context, 'id')
    if (id !== undefined && !Key.safeParse(id).success) throw new UsageError(formDraftText.idWrong)
    const formFile = resolve(required(context, 'output'))
    const parser = forkParser()
    const file = { fileName, bytes }
    const [workbook, layout] = await Promise.all([parser.parse(file), parser.readLayout(file)]).finally(() => parser.close())
    const library = libraryWords(readPackFiles(join(context.packsDir, libraryFolder)))
    const result = draftForm({ workbook, layout, library, sheet: optional(context, 'sheet'), headerRows: rows, id })
    if (!result.ok)
      throw new UsageError(
        result.reason === 'sheet'
          ? formDraftText.sheetMissing(result.sheet, result.sheets.join('、').slice(0, 400))
          : formDraftText.headerMissing(result.sheet),
      )
    const { draft } = result
    const texts = draftTexts(draft, fileName)
    const codesFile = texts.lists === undefined ? undefined : listsFile(formFile)
    for (const path of [formFile, codesFile])
      if (path !== undefined && existsSync(path)) throw new UsageError(formDraftText.exists(basename(path)))
    const written = await writeNamedFile(formFile, new TextEncoder().encode(texts.form))
    if (codesFile !== undefined && texts.lists !== undefined) await writeNamedFile(codesFile, new TextEncoder().encode(texts.lists))
    const json = {
      file: written,
      codes: codesFile ?? null,
      sheet: draft.sheet,
      id: draft.form.id,
      fields: draft.form.fields.length,
      lists: draft.lists.length,
      remarks: [...draft.remarks, ...draft.listRemarks].map(({ path, text }) => ({ at: path.join('.'), text })),
    }
    const lines = [
      formDraftText.written(written, json.fields, json.remarks.length),
      ...(codesFile === undefined ? [] : [formDraftText.listsWritten(codesFile, json.lists)]),
      formDraftText.next(json.id),
    ]
    return { exit: 0, json, text: lines.join('\n') }
  },
}
