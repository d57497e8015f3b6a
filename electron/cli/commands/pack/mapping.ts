import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { packMappingText } from '../../../../shared/text/pack-mapping.ts'
import { mappingText } from '../../../engine/packs/mapping-text.ts'
import { outputOption, required } from '../../arguments.ts'
import { type Command, UsageError } from '../../command.ts'
import { writeNamedFile } from '../../disk.ts'
import { withSession } from '../../with-session.ts'

/**
 * Writes what clerks let the program remember about the workbooks of a form as a file for a pack's `mappings/`. Writes
 * over no file. Exits 1 when nothing is remembered. Throws FORM_UNKNOWN, OUTPUT_UNWRITABLE.
 */
export const packMappingCommand: Command = {
  name: 'mapping',
  options: { ...outputOption, form: { type: 'string' } },
  async run(context) {
    const form = required(context, 'form')
    const file = resolve(required(context, 'output'))
    if (existsSync(file)) throw new UsageError(packMappingText.exists(basename(file)))
    const remembered = await withSession(context, (session) => session.call('import.remembered', { form }))
    if (remembered.length === 0) return { exit: 1, json: { file: null, mappings: 0 }, text: packMappingText.none(form) }
    const text = mappingText(form, remembered)
    const written = await writeNamedFile(file, new TextEncoder().encode(text))
    return { exit: 0, json: { file: written, mappings: remembered.length }, text: packMappingText.written(written, remembered.length) }
  },
}
