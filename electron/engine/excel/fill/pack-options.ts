/** What the city's pack says about a template that it knows. */
import type { FillOptions } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { PackMapping, TemplateBinding } from '../../../../shared/forms/mapping-schema.ts'
import { sheetView } from '../recognise/sheet-view.ts'
import { words } from '../recognise/words.ts'
import type { FillInput } from './fill-types.ts'

/** Decisions of the first mapping of the pack whose sheet and headings are all there; undefined when none fits. */
export function packOptions({ workbook, template, mappings, options }: FillInput): FillOptions | undefined {
  for (const mapping of mappings) {
    const binding = mapping.template
    if (binding === undefined || mapping.form !== template.id) continue
    const sheet = workbook.sheets.find(({ name }) => name === (options.sheet ?? binding.sheet))
    if (sheet === undefined || sheet.name !== binding.sheet) continue
    const columns = columnsOf(mapping, binding, sheetView(sheet))
    if (columns !== undefined) return optionsOf(binding, columns)
  }
  return undefined
}

const rowsSearched = 60
const columnsSearched = 400

/** Letter of each mapped column, found by its own place or by its headings one over another. */
const columnsOf = (
  mapping: PackMapping,
  binding: TemplateBinding,
  view: ReturnType<typeof sheetView>,
): Map<string, PackMapping['columns'][number]> | undefined => {
  const found = new Map<string, PackMapping['columns'][number]>()
  const lastRow = Math.min(rowsSearched, (binding.firstRow ?? rowsSearched + 1) - 1)
  const known = new Map<number, ReadonlySet<string>>()
  const shownIn = (column: number): ReadonlySet<string> => {
    const cached = known.get(column)
    if (cached !== undefined) return cached
    const texts = new Set<string>()
    for (let row = 1; row <= lastRow; row++) texts.add(words(view.shown(row, column).replace(/[（(][^）)]*[）)]/g, '')))
    for (let row = 1; row <= lastRow; row++) texts.add(words(view.shown(row, column)))
    known.set(column, texts)
    return texts
  }
  for (const wanted of mapping.columns) {
    const at = Array.from({ length: Math.min(view.width, columnsSearched) }, (_, column) => column).filter((column) => {
      if (wanted.at !== undefined && columnLetters(column) !== wanted.at) return false
      const shown = shownIn(column)
      return wanted.path.every((label) => shown.has(words(label)))
    })
    const [first, ...more] = at
    // A heading that is merged shows its words over several columns, the first of which is meant.
    if (first === undefined || (wanted.at === undefined && more.some((column, index) => column !== first + index + 1))) return undefined
    found.set(columnLetters(first), wanted)
  }
  return found
}

/** A mapping tells how figures of the workbook become the form's; filling goes the other way. */
const inverse = (factor: string): string => {
  const [over = '1', under = '1'] = factor.split('/')
  return over === '1' ? under : `${under}/${over}`
}

const optionsOf = (binding: TemplateBinding, columns: ReadonlyMap<string, PackMapping['columns'][number]>): FillOptions => {
  const cells = binding.cells.flatMap(({ cell, header }) => (header === undefined ? [] : [[cell, header] as const]))
  const factors = [...columns].flatMap(([letter, { factor }]) => (factor === undefined ? [] : [[letter, inverse(factor)] as const]))
  return {
    sheet: binding.sheet,
    columns: Object.fromEntries([...columns].map(([letter, { field }]) => [letter, field ?? null])),
    ...(factors.length === 0 ? {} : { factors: Object.fromEntries(factors) }),
    ...(cells.length === 0 ? {} : { cells: Object.fromEntries(cells) }),
    ...(binding.firstRow !== undefined && binding.lastRow !== undefined ? { block: [binding.firstRow, binding.lastRow] } : {}),
  }
}
