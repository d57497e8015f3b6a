/** The files of a pack that brings all it needs, from the tree read from a workbook. */
import { stringify } from 'yaml'
import { valueAt } from './write-tables.ts'

const text = (data: unknown): string => stringify(data, { lineWidth: 0, aliasDuplicateObjects: false })
const listAt = (document: unknown, part: string): readonly unknown[] => {
  const list = valueAt(document, [part])
  return Array.isArray(list) ? list : []
}
/** Files are read in the order of their names, and the order of rules is part of the pack. */
const numbered = (index: number): string => String(index + 1).padStart(3, '0')
const nameOf = (value: unknown): string => String(value ?? '').replace(/[^A-Za-z0-9_-]/g, '') || 'other'

/** Rules that follow each other and begin with the same form share a file. */
const ruleFiles = (rules: readonly unknown[]): [path: string, data: unknown][] => {
  const runs: { readonly name: string; readonly rules: unknown[] }[] = []
  for (const rule of rules) {
    const name = nameOf(String(valueAt(rule, ['id'])).split('-')[1])
    const last = runs.at(-1)
    if (last?.name === name) last.rules.push(rule)
    else runs.push({ name, rules: [rule] })
  }
  return runs.map((run, index) => [`rules/${numbered(index)}-${run.name}.yaml`, { rules: run.rules }])
}

/** Texts by path inside the folder. */
export const packFolderFiles = (document: unknown): Map<string, string> => {
  const lists = (part: string, path: string, key: string): [string, unknown][] => {
    const list = listAt(document, part)
    return list.length === 0 ? [] : [[path, { [key]: list }]]
  }
  const files: [string, unknown][] = [
    ['pack.yaml', { standalone: true, ...Object(valueAt(document, ['manifest'])) }],
    ...listAt(document, 'forms').map((form): [string, unknown] => [`forms/${nameOf(valueAt(form, ['id']))}.yaml`, form]),
    ...listAt(document, 'codes').map((list, index): [string, unknown] => [
      `codes/${numbered(index)}-${nameOf(valueAt(list, ['id']))}.yaml`,
      list,
    ]),
    ...ruleFiles(listAt(document, 'rules')),
    ...lists('indicators', 'indicators.yaml', 'indicators'),
    ...lists('targets', 'targets.yaml', 'targets'),
    ...lists('mappings', 'mappings/mappings.yaml', 'mappings'),
    ...lists('sources', 'clauses.yaml', 'sources'),
  ]
  return new Map(files.map(([path, data]) => [path, text(data)]))
}
