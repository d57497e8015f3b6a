import { extname } from 'node:path'
import { packHandbook } from '../../../../shared/forms/pack-handbook.ts'
import { cliText } from '../../../../shared/text/cli.ts'
import { packHandbookText } from '../../../../shared/text/pack-handbook.ts'
import { handbookHtml } from '../../../engine/packs/handbook-html.ts'
import { handbookWorkbook } from '../../../engine/packs/handbook-workbook.ts'
import { outputOption, required } from '../../arguments.ts'
import { type Command, UsageError } from '../../command.ts'
import { writeNamedFile } from '../../disk.ts'
import { loadFolder } from './load-folder.ts'
import { thePackFolder } from './pack-folder.ts'

/** Writes the handbook of a pack; the ending of the file says as what. */
export const packDocsCommand: Command = {
  name: 'docs',
  options: outputOption,
  async run(context) {
    const output = required(context, 'output')
    const kind = extname(output).toLowerCase()
    if (kind !== '.html' && kind !== '.xlsx') throw new UsageError(packHandbookText.unknownFormat)
    const { pack, sources } = loadFolder(thePackFolder(context))
    const handbook = packHandbook(pack, sources)
    const bytes = kind === '.html' ? new TextEncoder().encode(handbookHtml(handbook)) : await handbookWorkbook(handbook)
    const file = await writeNamedFile(output, bytes)
    return { exit: 0, json: { file, bytes: bytes.length, chapters: handbook.chapters.length }, text: cliText.written(file) }
  },
}
