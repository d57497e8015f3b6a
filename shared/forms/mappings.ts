/** The mappings of a pack: whether everything they name is there. */
import { packText, packThings } from '../text/pack.ts'
import type { FormTemplate } from './form-schema.ts'
import type { PackMapping } from './mapping-schema.ts'
import type { DataPath, Locate, PackProblem } from './source.ts'

/** @param taken names of mappings that were read before; grows */
export const checkMappings = (
  mappings: readonly PackMapping[],
  forms: ReadonlyMap<string, FormTemplate>,
  taken: Set<string>,
  locate: Locate,
): PackProblem[] => {
  const problems: PackProblem[] = []
  for (const [index, mapping] of mappings.entries()) {
    const say = (path: DataPath, message: string): void => void problems.push({ ...locate(['mappings', index, ...path]), message })
    if (taken.has(mapping.name)) say(['name'], packText.duplicate(packThings.mapping, mapping.name))
    taken.add(mapping.name)
    const form = forms.get(mapping.form)
    if (form === undefined) {
      say(['form'], packText.mappingForm(mapping.form))
      continue
    }
    const fields = new Map(form.fields.map((field) => [field.key, field]))
    const mustExist = (key: string | undefined, path: DataPath): void => {
      if (key !== undefined && !fields.has(key)) say(path, packText.mappingField(key, mapping.form))
    }
    const meant = new Set<string>()
    const headings = new Set<string>()
    for (const [at, { path, unit, field, factor }] of mapping.columns.entries()) {
      mustExist(field, ['columns', at, 'field'])
      if (field !== undefined && meant.has(field)) say(['columns', at, 'field'], packText.mappingTwice(field))
      if (field !== undefined) meant.add(field)
      const heading = JSON.stringify([...path, unit ?? ''])
      if (headings.has(heading)) say(['columns', at, 'path'], packText.mappingHeadingTwice(path.join('/')))
      headings.add(heading)
      if (factor !== undefined && (field === undefined || /^[0.]+(?:\/|$)|\/[0.]+$/.test(factor)))
        say(['columns', at, 'factor'], packText.mappingFactor(factor))
    }
    for (const [at, key] of mapping.absent.entries()) {
      mustExist(key, ['absent', at])
      if (meant.has(key)) say(['absent', at], packText.mappingTwice(key))
    }
    const binding = mapping.template
    if (binding === undefined) continue
    if (binding.firstRow !== undefined && binding.lastRow !== undefined && binding.lastRow < binding.firstRow)
      say(['template', 'lastRow'], packText.mappingRows(binding.firstRow, binding.lastRow))
    for (const [at, { header, field, cell }] of binding.cells.entries()) {
      mustExist(field, ['template', 'cells', at, 'field'])
      if ((header === undefined) === (field === undefined)) say(['template', 'cells', at], packText.mappingCell(cell))
    }
  }
  return problems
}
