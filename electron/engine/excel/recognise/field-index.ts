/** Finds the field behind a heading. */
import { headerGrid } from '../../../../shared/forms/columns.ts'
import type { Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { parseHeading } from './headings.ts'
import { plainUnit } from './units.ts'
import { likeness, qualifiersIn, words } from './words.ts'

export interface Candidate {
  readonly field: Field
  readonly by: 'label' | 'synonym' | 'guess'
  /** 0 to 1; from `certain` on it needs no question. */
  readonly score: number
}
export interface FieldIndex {
  readonly naturalKey: readonly string[]
  /** Units of the form's fields, plainly spelt. */
  readonly units: ReadonlySet<string>
  /** Candidates for the labels of a column from top to bottom, best first. */
  match(path: readonly string[]): readonly Candidate[]
  /** The same without guessing. */
  exact(path: readonly string[]): readonly Candidate[]
  /** True when the text is a heading of this form, of a column or of a group. */
  isHeading(text: string): boolean
}

export const certain = 0.9
const guessFrom = 0.55
const leastLikeness = 0.5

interface Name {
  readonly field: Field
  readonly by: 'label' | 'synonym'
}

const indexes = new WeakMap<FormTemplate, FieldIndex>()

export const fieldIndex = (template: FormTemplate): FieldIndex => {
  const known = indexes.get(template)
  if (known !== undefined) return known
  const index = buildIndex(template)
  indexes.set(template, index)
  return index
}

const buildIndex = (template: FormTemplate): FieldIndex => {
  const paths = labelPaths(template)
  const units = new Set(template.fields.flatMap(({ unit }) => (unit === undefined ? [] : [plainUnit(unit)])))
  const names = new Map<string, Name[]>()
  const groups = new Set<string>()
  const add = (text: string, name: Name) => {
    const key = words(text)
    const entries = names.get(key) ?? []
    if (key !== '' && !entries.some((entry) => entry.field === name.field)) names.set(key, [...entries, name])
  }
  for (const field of template.fields) {
    add(parseHeading(field.label).label, { field, by: 'label' })
    const path = paths.get(field.key) ?? []
    for (let at = path.length - 2; at >= 0; at--) add(path.slice(at).join(''), { field, by: 'label' })
    for (const group of path.slice(0, -1)) groups.add(words(group))
  }
  for (const field of template.fields) for (const synonym of field.synonyms) add(parseHeading(synonym).label, { field, by: 'synonym' })

  /** All that the form itself says about a field: a heading may use these qualifying words and no others. */
  const said = new Map(
    template.fields.map((field) => [
      field.key,
      [...(paths.get(field.key) ?? []), field.label, ...field.synonyms, template.title].join(' '),
    ]),
  )

  const exact = (path: readonly string[]): Candidate[] => {
    for (let length = path.length; length >= 1; length--) {
      const found = names.get(words(path.slice(-length).join('')))
      if (found === undefined) continue
      const best = found.some((name) => name.by === 'label') ? found.filter((name) => name.by === 'label') : found
      return best.map(({ field, by }) => {
        // A group above may change what is meant: 上年同期 over a column of this year's name.
        const above = path.slice(0, -length).join(' ')
        const strange = qualifiersIn(above).some((word) => !(said.get(field.key) ?? '').includes(word))
        return strange ? { field, by: 'guess', score: guessFrom } : { field, by, score: by === 'label' ? 1 : 0.95 }
      })
    }
    return []
  }

  /** Under a group of the form itself a short label says enough when only one field of that group has it: 用煤. */
  const inGroup = (path: readonly string[]): Candidate[] => {
    const leaf = words(path.at(-1) ?? '')
    if (leaf.length < 2) return []
    for (const group of path.slice(0, -1).map(words).toReversed()) {
      const fields = template.fields.filter((field) => (paths.get(field.key) ?? []).slice(0, -1).some((label) => words(label) === group))
      const fitting = fields.filter((field) => {
        const label = words(parseHeading(field.label).label)
        return label.startsWith(leaf) || label.endsWith(leaf)
      })
      const [only] = fitting
      if (only !== undefined && fitting.length === 1) return [{ field: only, by: 'synonym', score: 0.92 }]
    }
    return []
  }

  const alike = (path: readonly string[]): Candidate[] => {
    const heading = [words(path.at(-1) ?? ''), words(path.join(''))]
    return template.fields
      .map((field): Candidate => {
        const texts = [field.label, (paths.get(field.key) ?? []).join(''), ...field.synonyms].map((text) => words(parseHeading(text).label))
        const best = Math.max(...texts.flatMap((text) => heading.map((own) => likeness(own, text))))
        return { field, by: 'guess', score: Math.min(best, certain - 0.01) }
      })
      .filter((candidate) => candidate.score >= leastLikeness)
      .sort((a, b) => b.score - a.score)
      .slice(0, 5)
  }

  const sure = (path: readonly string[]): Candidate[] => {
    const found = exact(path)
    return found.length > 0 ? found : inGroup(path)
  }
  return {
    naturalKey: template.naturalKey,
    units,
    exact: sure,
    match(path) {
      const found = sure(path)
      return found.length > 0 ? found : alike(path)
    },
    isHeading: (text) => {
      const key = words(parseHeading(text, units).label)
      return key !== '' && (names.has(key) || groups.has(key))
    },
  }
}

/** Labels above and of each field in the printed header, from top to bottom. */
const labelPaths = (template: FormTemplate): ReadonlyMap<string, readonly string[]> => {
  const grid = headerGrid(template)
  return new Map(
    grid.columns.map((field, column) => {
      const over = grid.cells.filter((cell) => cell.column <= column && column < cell.column + cell.columnSpan)
      return [field.key, over.map((cell) => cell.label)]
    }),
  )
}
