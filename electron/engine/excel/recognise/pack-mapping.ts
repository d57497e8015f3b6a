/** What the pack at hand says about workbooks that the city knows. Pure. */
import type { MappingColumn, PackMapping } from '../../../../shared/forms/mapping-schema.ts'
import type { Pack } from '../../../../shared/forms/pack-types.ts'
import { type FieldIndex, fieldIndex } from './field-index.ts'
import { parseHeading } from './headings.ts'
import type { SavedMapping } from './map-columns.ts'
import { plainUnit } from './units.ts'
import { words } from './words.ts'

type MappingPack = Pick<Pack, 'forms' | 'mappings'>

/** A heading as the recognition names it: labels without units, and the unit. */
const headingOf = (
  { path, unit }: Pick<MappingColumn, 'path' | 'unit'>,
  units: ReadonlySet<string>,
): { readonly labels: string; readonly unit: string | undefined } => {
  const labels: string[] = []
  let found: string | undefined
  for (const part of path) {
    const heading = parseHeading(part, units)
    found = heading.unit ?? found
    const label = words(heading.label)
    if (label !== '' && label !== labels.at(-1)) labels.push(label)
  }
  return { labels: labels.join('>'), unit: unit ?? found }
}

/** The column of a header that a heading of a mapping means, by its key; undefined when there is none, or no telling which. */
const columnFor = (column: MappingColumn, keys: readonly string[], units: ReadonlySet<string>): string | undefined => {
  const wanted = headingOf(column, units)
  const named = keys.filter((key) => key.slice(0, key.lastIndexOf('|')) === wanted.labels)
  const unitOf = (key: string): string => plainUnit(key.slice(key.lastIndexOf('|') + 1).replace(/#\d+$/, ''))
  const same = named.filter((key) => unitOf(key) === plainUnit(wanted.unit ?? ''))
  // Two columns of one heading: nobody said which.
  if (same.length > 0) return same.length === 1 ? same[0] : undefined
  // A unit may stand in a row of its own, where the header does not see it.
  const open = wanted.unit === undefined ? named : named.filter((key) => unitOf(key) === '')
  return open.length === 1 ? open[0] : undefined
}

const mappingsOf = ({ mappings = [] }: MappingPack, form: string): readonly PackMapping[] =>
  mappings.filter((mapping) => mapping.form === form)

/**
 * The pack's word for a header: of the mappings of the form whose columns are all there, the one with most columns.
 * @param keys names of the header's columns, see `columnKeys`
 */
export function packMapping(pack: MappingPack, formId: string, keys: readonly string[]): SavedMapping | undefined {
  const template = pack.forms.get(formId)
  if (template === undefined) return undefined
  const { units } = fieldIndex(template)
  const fitting = mappingsOf(pack, formId).flatMap((mapping) => {
    const found = mapping.columns.map((column) => [columnFor(column, keys, units), column] as const)
    return found.every(([key]) => key !== undefined) ? [{ mapping, found }] : []
  })
  const [best] = fitting.toSorted((a, b) => b.found.length - a.found.length)
  if (best === undefined) return undefined
  const columns: Record<string, string | null> = {}
  const factors: Record<string, string> = {}
  for (const [key = '', { field, factor }] of best.found) {
    columns[key] = field ?? null
    if (factor !== undefined) factors[key] = factor
  }
  return {
    columns,
    factors,
    absent: best.mapping.absent,
    ofPack: new Set(Object.keys(columns)),
    packFactors: new Set(Object.keys(factors)),
  }
}

/** The own word of a clerk goes before the pack's, column by column. */
export const joinedMapping = (own: SavedMapping | undefined, pack: SavedMapping | undefined): SavedMapping | undefined => {
  if (own === undefined || pack === undefined) return own ?? pack
  return {
    columns: { ...pack.columns, ...own.columns },
    factors: { ...pack.factors, ...own.factors },
    ...(own.stated === undefined ? {} : { stated: own.stated }),
    absent: [...new Set([...pack.absent, ...own.absent])],
    ofPack: new Set(Object.keys(pack.columns).filter((key) => !Object.hasOwn(own.columns, key))),
    packFactors: new Set(Object.keys(pack.factors).filter((key) => !Object.hasOwn(own.factors, key))),
  }
}

/** The index of a form that also finds a header by what the pack says of its headings. Columns are not matched by it. */
export const withPackHeadings = (index: FieldIndex, pack: MappingPack, formId: string): FieldIndex => {
  const template = pack.forms.get(formId)
  const columns = mappingsOf(pack, formId).flatMap((mapping) => mapping.columns)
  if (template === undefined || columns.length === 0) return index
  const byKey = new Map(template.fields.map((field) => [field.key, field]))
  const fields = new Map(
    columns.flatMap((column) =>
      column.field === undefined ? [] : [[headingOf(column, index.units).labels, byKey.get(column.field)] as const],
    ),
  )
  const labels = new Set(columns.flatMap(({ path }) => path.map((part) => words(parseHeading(part, index.units).label))))
  return {
    ...index,
    exact(path) {
      const known = fields.get(path.map(words).join('>'))
      return known === undefined ? index.exact(path) : [{ field: known, by: 'synonym', score: 0.95 }]
    },
    isHeading: (text) => labels.has(words(parseHeading(text, index.units).label)) || index.isHeading(text),
  }
}
