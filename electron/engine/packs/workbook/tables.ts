/**
 * Which part of a pack stands on which sheet. The columns of a sheet are what the schema of that part holds, so this
 * table names only lists of things; everything that is not a list of its own becomes a column where it belongs.
 */
import * as z from 'zod'
import { CodeFigures, CodeItem, CodeList, Field, FixedRow, FormTemplate, Total } from '../../../../shared/forms/form-schema.ts'
import { Indicator, UnitTarget } from '../../../../shared/forms/indicator-schema.ts'
import {
  Calendar,
  ClauseSource,
  FormDuty,
  HolidayYear,
  PackManifest,
  Parameter,
  ReportingUnit,
} from '../../../../shared/forms/manifest-schema.ts'
import { MappingColumn, PackMapping } from '../../../../shared/forms/mapping-schema.ts'
import { Rule, RuleExample } from '../../../../shared/forms/rule-schema.ts'
import { headingOf, helpOf } from '../../../../shared/text/pack-workbook.ts'
import { ownerHeadings, sheetNames } from '../../../../shared/text/pack-workbook-columns.ts'
import { type Property, propertiesOf, type Shape } from './schema-shape.ts'

export type TableId = keyof typeof sheetNames

interface TableSource {
  readonly id: TableId
  readonly schema: z.ZodObject
  /** Where it hangs: on the whole pack when absent. */
  readonly parent?: TableId
  /** Place in what it hangs on. */
  readonly at: readonly string[]
  /** `one`: a single thing, written downwards. `keyed`: a record, whose key is a column. */
  readonly kind: 'one' | 'many' | 'keyed'
  /** Property by which rows of other sheets name a row of this one. */
  readonly name?: string
}

const listed = (schema: z.ZodType): z.ZodObject => {
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodObject) return schema.element
  throw new TypeError('not a list of objects')
}
/** A record whose values are plain is shown as if each were an object with this one property. */
export const plainValue = 'reason'

const sources: readonly TableSource[] = [
  { id: 'manifest', schema: PackManifest, at: ['manifest'], kind: 'one' },
  { id: 'calendar', schema: Calendar, parent: 'manifest', at: ['calendar'], kind: 'one' },
  { id: 'holidays', schema: HolidayYear, parent: 'calendar', at: ['holidays'], kind: 'many' },
  { id: 'units', schema: ReportingUnit, parent: 'manifest', at: ['units'], kind: 'many' },
  { id: 'forms', schema: FormTemplate, at: ['forms'], kind: 'many', name: 'id' },
  { id: 'fields', schema: Field, parent: 'forms', at: ['fields'], kind: 'many' },
  { id: 'fixedRows', schema: FixedRow, parent: 'forms', at: ['structure', 'rows'], kind: 'many' },
  { id: 'totals', schema: Total, parent: 'forms', at: ['totals'], kind: 'many' },
  { id: 'codeLists', schema: CodeList, at: ['codes'], kind: 'many', name: 'id' },
  { id: 'codes', schema: CodeItem, parent: 'codeLists', at: ['items'], kind: 'many', name: 'code' },
  { id: 'figures', schema: CodeFigures, parent: 'codes', at: ['figures'], kind: 'many' },
  { id: 'rules', schema: Rule, at: ['rules'], kind: 'many', name: 'id' },
  { id: 'examples', schema: RuleExample, parent: 'rules', at: ['examples'], kind: 'many' },
  { id: 'indicators', schema: Indicator, at: ['indicators'], kind: 'many' },
  { id: 'targets', schema: UnitTarget, at: ['targets'], kind: 'many' },
  { id: 'mappings', schema: PackMapping, at: ['mappings'], kind: 'many', name: 'name' },
  { id: 'mappingColumns', schema: MappingColumn, parent: 'mappings', at: ['columns'], kind: 'many' },
  { id: 'parameters', schema: Parameter, parent: 'manifest', at: ['parameters'], kind: 'keyed' },
  { id: 'withoutRules', schema: z.strictObject({ [plainValue]: z.string() }), parent: 'manifest', at: ['withoutRules'], kind: 'keyed' },
  { id: 'notCarried', schema: listed(PackManifest.shape.notCarried.unwrap()), parent: 'manifest', at: ['notCarried'], kind: 'many' },
  { id: 'sources', schema: ClauseSource, at: ['sources'], kind: 'many', name: 'name' },
  { id: 'clauses', schema: listed(ClauseSource.shape.clauses.unwrap()), parent: 'sources', at: ['clauses'], kind: 'many' },
]

/** `own` belongs to the row's object, `duty` to the form's line in the manifest; the others are worked out from the whole. */
export type ColumnRole = 'own' | 'duty' | 'owner' | 'key' | 'header' | 'order'
export interface Column {
  readonly role: ColumnRole
  /** Place in the object; empty for columns that are no property. */
  readonly path: readonly string[]
  /** Under which the texts know it, e.g. `fields.key`. */
  readonly dotted: string
  readonly shape: Shape
  readonly required: boolean
  readonly fallback: unknown
  readonly heading: string
  readonly help: string
  /** For an owner: the sheet on which it stands. */
  readonly owner?: TableId
}
export interface Table extends TableSource {
  readonly sheet: string
  readonly note: string
  readonly columns: readonly Column[]
  /** An empty list of it must be told from none at all. */
  readonly optional: boolean
}

/** Left out because they are no part of what a pack says. */
const leftOut = new Set(['manifest.standalone', 'manifest.forms', 'forms.header'])
const plainText: Shape = { kind: 'text', schema: z.string(), longest: undefined }
const special = (role: ColumnRole, dotted: string, shape: Shape, required: boolean): Column => ({
  role,
  path: [],
  dotted,
  shape,
  required,
  fallback: undefined,
  heading: headingOf(dotted),
  help: helpOf(dotted),
})

/** An object that is sure to leave a trace in one of its cells is spread over columns; any other stands in one cell. */
const spreads = (property: Property): boolean =>
  property.shape.kind === 'object' &&
  (property.required || property.fallback !== undefined || property.shape.properties.some(({ required }) => required))

/** Columns of a schema; lists that have a sheet of their own are left out. */
export const columnsOf = (
  id: string,
  properties: readonly Property[],
  hasSheet: (path: string) => boolean,
  role: ColumnRole = 'own',
  path: readonly string[] = [],
  isDemanded = true,
): Column[] =>
  properties.flatMap((property) => {
    const here = [...path, property.key]
    const dotted = [id, ...here].join('.')
    if (hasSheet(dotted)) return []
    const required = isDemanded && property.required
    if (property.shape.kind === 'object' && spreads(property))
      return columnsOf(id, property.shape.properties, hasSheet, role, here, required)
    const { shape, fallback } = property
    return [{ role, path: here, dotted, shape, required, fallback, heading: headingOf(dotted), help: helpOf(dotted) }]
  })

const sheetPaths = new Set([...leftOut, ...sources.flatMap(({ parent, at }) => (parent === undefined ? [] : [[parent, ...at].join('.')]))])

const ownersOf = (source: TableSource): Column[] => {
  const parent = sources.find(({ id }) => id === source.parent)
  if (parent?.name === undefined) return []
  const [heading, help] = ownerHeadings[parent.id] ?? [parent.id, '']
  const column: Column = { ...special('owner', `${parent.id}.@owner`, plainText, true), heading, help, owner: parent.id }
  return [...ownersOf(parent), column]
}

const dutyColumns = (): Column[] => columnsOf('duty', propertiesOf(FormDuty), (path) => path === 'duty.id', 'duty')

const isOptional = ({ parent, at }: TableSource): boolean => {
  const above = sources.find(({ id }) => id === parent)
  const property = above === undefined ? undefined : propertiesOf(above.schema).find(({ key }) => key === at[0])
  return property !== undefined && !property.required && property.fallback === undefined && at.length === 1
}

const tableOf = (source: TableSource): Table => {
  const own = columnsOf(source.id, propertiesOf(source.schema), (path) => sheetPaths.has(path))
  const key = source.kind === 'keyed' ? [special('key', `${source.id}.@key`, plainText, true)] : []
  const beside =
    source.id === 'forms'
      ? dutyColumns()
      : source.id === 'fields'
        ? [
            special('header', 'fields.@header', { kind: 'text', schema: z.string(), longest: undefined }, false),
            special('order', 'fields.@order', { kind: 'number' }, false),
          ]
        : []
  // Behind the first columns that say which form or field it is.
  const split = source.id === 'forms' ? 3 : source.id === 'fields' ? 2 : own.length
  const [sheet, note] = sheetNames[source.id]
  return {
    ...source,
    sheet,
    note,
    columns: [...ownersOf(source), ...key, ...own.slice(0, split), ...beside, ...own.slice(split)],
    optional: isOptional(source),
  }
}

/** The sheets in the order of `sheetNames`; what a row hangs on always stands before it. */
export const tables: readonly Table[] = sources.map(tableOf)
export const tableById = new Map(tables.map((table) => [table.id, table]))
/** Properties of the schema that have no column because they have a sheet, or are no part of what a pack says. */
export const pathsWithSheet: ReadonlySet<string> = sheetPaths
