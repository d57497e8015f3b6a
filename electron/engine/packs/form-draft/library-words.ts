/** What the forms and code lists of the library already call things: a draft that uses the same names fits its rules. */
import { headerGrid } from '../../../../shared/forms/columns.ts'
import { CodeList, CodeListFile, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { showValue } from '../../../../shared/model/value.ts'
import { words } from '../../excel/recognise/words.ts'
import { libraryFolder, type PackFiles } from '../load-pack.ts'
import { readYaml } from '../yaml-source.ts'

export interface LibraryWords {
  /** The key of a column with this label under these groups. */
  keyOf(label: string, above: readonly string[]): string | undefined
  /** Id of the code list that offers exactly these texts. */
  listOf(labels: readonly string[]): string | undefined
}

const listName = (labels: readonly string[]): string => JSON.stringify(labels.toSorted())

/** @param files texts of the library; what cannot be read there is left to the pack check */
export const libraryWords = (files: PackFiles): LibraryWords => {
  const keys = new Map<string, Map<string, number>>()
  const lists = new Map<string, string>()
  const count = (name: string, key: string): void => {
    const uses = keys.get(name) ?? new Map<string, number>()
    keys.set(name, uses.set(key, (uses.get(key) ?? 0) + 1))
  }
  for (const [path, text] of files) {
    const parsed = readYaml(`${libraryFolder}/${path}`, text)
    if ('problems' in parsed) continue
    const form = path.startsWith('forms/') ? FormTemplate.safeParse(parsed.source.data).data : undefined
    if (form !== undefined) {
      const grid = headerGrid(form)
      for (const [column, field] of grid.columns.entries()) {
        const path = grid.cells
          .filter((cell) => cell.column <= column && column < cell.column + cell.columnSpan)
          .map(({ label }) => words(label))
        count(words(field.label), field.key)
        if (path.length > 1) count(path.join('>'), field.key)
      }
    }
    if (!path.startsWith('codes/')) continue
    const several = CodeListFile.safeParse(parsed.source.data).data?.lists
    const single = CodeList.safeParse(parsed.source.data).data
    for (const list of several ?? (single === undefined ? [] : [single])) {
      const shown = list.items
        .filter(({ replacedBy }) => replacedBy === undefined)
        .map(({ code }) => showValue({ type: 'code' }, code, list))
      if (!lists.has(listName(shown))) lists.set(listName(shown), list.id)
    }
  }
  const best = (name: string): string | undefined => [...(keys.get(name) ?? [])].toSorted((a, b) => b[1] - a[1])[0]?.[0]
  return {
    keyOf: (label, above) => best([...above, label].map(words).join('>')) ?? best(words(label)),
    listOf: (labels) => lists.get(listName(labels)),
  }
}
