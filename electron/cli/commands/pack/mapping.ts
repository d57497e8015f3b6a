import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { stringify } from 'yaml'
import { packMappingText } from '../../../../shared/text/pack-mapping.ts'
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
    const mappings = remembered.map(({ columns, absent }, index) => ({
      name: packMappingText.name(form, index + 1),
      form,
      columns: columns.map(({ path, unit, field, factor }) => ({
        path,
        ...(unit === null ? {} : { unit }),
        ...(field === null ? {} : { field }),
        ...(factor === null || field === null ? {} : { factor }),
      })),
      ...(absent.length === 0 ? {} : { absent }),
    }))
    const text = `# ${packMappingText.heading}\n${stringify({ mappings }, { lineWidth: 0 })}`
    const written = await writeNamedFile(file, new TextEncoder().encode(text))
    return { exit: 0, json: { file: written, mappings: mappings.length }, text: packMappingText.written(written, mappings.length) }
  },
}
