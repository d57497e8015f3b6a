import { join } from 'node:path'
import { AppError } from '../../../../shared/model/errors.ts'
import { workbookText } from '../../../../shared/text/pack-workbook.ts'
import { loadPack, readPackFiles } from '../../../engine/packs/load-pack.ts'
import { blankWorkbook, packToWorkbook, type WrittenWorkbook } from '../../../engine/packs/workbook/pack-workbook.ts'
import { outputOption, required } from '../../arguments.ts'
import { type Command, type CommandContext, UsageError } from '../../command.ts'
import { writeNamedFile } from '../../disk.ts'
import { thePackFolder } from './pack-folder.ts'

async function workbookOf(context: CommandContext): Promise<WrittenWorkbook> {
  if (context.values.blank === true) return blankWorkbook()
  if (context.files.length === 0) throw new UsageError(workbookText.dirOrBlank)
  const { id, folder, library } = thePackFolder(context)
  const loaded = loadPack(id, readPackFiles(folder), readPackFiles(library))
  if (loaded.ok) return packToWorkbook(loaded.value)
  const [problem] = loaded.problems
  throw new AppError('PACK_INVALID', {
    pack: id,
    file: problem?.file ?? join(id, 'pack.yaml'),
    line: problem?.line ?? 1,
    message: problem?.message ?? '',
  })
}

/** Writes a pack, or with `--blank` the beginnings of one, as a workbook. Throws PACK_INVALID, FILE_NOT_FOUND, OUTPUT_UNWRITABLE. */
export const packToXlsxCommand: Command = {
  name: 'to-xlsx',
  options: { ...outputOption, blank: { type: 'boolean' } },
  async run(context) {
    const output = required(context, 'output')
    const { bytes, sheets } = await workbookOf(context)
    const file = await writeNamedFile(output, bytes)
    return { exit: 0, json: { file, sheets, bytes: bytes.length }, text: workbookText.written(file, sheets) }
  },
}
