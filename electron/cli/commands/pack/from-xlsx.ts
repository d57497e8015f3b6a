import { readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { cellAddress } from '../../../../shared/forms/columns.ts'
import { workbookText } from '../../../../shared/text/pack-workbook.ts'
import { forkParser } from '../../../adapters/parser-fork.ts'
import { packFromWorkbook } from '../../../engine/packs/workbook/pack-workbook.ts'
import type { CellProblem } from '../../../engine/packs/workbook/places.ts'
import { optional, outputOption, required, theFile } from '../../arguments.ts'
import { type Command, UsageError } from '../../command.ts'
import { readNamedFile, writeNamedFile } from '../../disk.ts'

const whereOf = ({ place }: CellProblem): string => (place === undefined ? '' : `${place.sheet}!${cellAddress(place.row, place.column)}`)
const lineOf = (problem: CellProblem): string => workbookText.line(whereOf(problem), problem.message)

const isEmpty = (folder: string): boolean => {
  try {
    return readdirSync(folder).length === 0
  } catch {
    // What is not there is empty; what is no folder shows when the first file is written.
    return true
  }
}

/**
 * Turns a workbook into a pack folder, or says what is wrong in which cell; `--mark` writes a copy of the workbook with
 * that in it. Exits 1 when anything is wrong, and then writes no pack. Throws WORKBOOK_…, FILE_…, OUTPUT_UNWRITABLE.
 */
export const packFromXlsxCommand: Command = {
  name: 'from-xlsx',
  options: { ...outputOption, mark: { type: 'string' } },
  async run(context) {
    const { fileName, bytes } = await readNamedFile(theFile(context, 'FILE'))
    const markFile = optional(context, 'mark')
    const folder = resolve(required(context, 'output'))
    if (!isEmpty(folder)) throw new UsageError(workbookText.folderNotEmpty(basename(folder)))
    const parser = forkParser()
    const workbook = await parser.parse({ fileName, bytes }).finally(() => parser.close())
    const { assembled, files, problems, mark } = packFromWorkbook(workbook)
    const id = assembled?.pack.manifest.id
    if (id !== undefined && id !== basename(folder)) throw new UsageError(workbookText.folderName(id))
    const marked = markFile === undefined ? undefined : await writeNamedFile(markFile, await mark(fileName))
    for (const [path, text] of files) await writeNamedFile(join(folder, path), new TextEncoder().encode(text))

    const errors = problems.filter(({ severity }) => severity === 'error')
    const warnings = problems.filter(({ severity }) => severity === 'warning')
    const json = {
      folder: assembled === undefined ? null : folder,
      digest: assembled?.pack.digest ?? null,
      marked: marked ?? null,
      problems: problems.map((problem) => ({
        severity: problem.severity,
        sheet: problem.place?.sheet ?? null,
        cell: problem.place === undefined ? null : cellAddress(problem.place.row, problem.place.column),
        message: problem.message,
      })),
    }
    const lines = [
      assembled === undefined
        ? workbookText.refused(errors.length)
        : workbookText.converted(folder, assembled.pack.forms.size, assembled.pack.rules.length),
      ...errors.map(lineOf),
      ...(warnings.length === 0 ? [] : [workbookText.warned(warnings.length), ...warnings.map(lineOf)]),
      ...(marked !== undefined ? [workbookText.marked(marked)] : errors.length > 0 ? [workbookText.markHint] : []),
    ]
    return { exit: assembled === undefined ? 1 : 0, json, text: lines.join('\n') }
  },
}
