/** What clerks decided about workbooks, as a file for a pack's `mappings/`. */
import { stringify } from 'yaml'
import type { Output } from '../../../shared/contract/index.ts'
import { packMappingText } from '../../../shared/text/pack-mapping.ts'

/** @param remembered what the program kept for the form */
export const mappingText = (form: string, remembered: Output<'import.remembered'>): string => {
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
  return `# ${packMappingText.heading}\n${stringify({ mappings }, { lineWidth: 0 })}`
}
