/** What a workbook consists of: its sheets and what is on them, told without opening it in a spreadsheet program. */
import { AppError } from '../../../../shared/model/errors.ts'
import type { InspectedSheet, WorkbookFeature, WorkbookInspection } from '../../ports.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { type Relationship, readRelationships } from '../package/relationships.ts'
import { parseXml, prefixedAttribute } from '../package/xml.ts'
import { openZip, type ZipPackage } from '../package/zip.ts'
import { editPackage } from '../patcher/package-editor.ts'
import { refuseByContent, refuseByParts } from '../patcher/refuse.ts'
import { CommentBudget, readSheetComments } from '../reader/comments-reader.ts'

/** Features that are elements of a sheet. */
const byElement: Readonly<Record<string, WorkbookFeature>> = {
  f: 'formulas',
  mergeCell: 'merges',
  dataValidation: 'validations',
  cfRule: 'conditionalFormats',
  hyperlink: 'hyperlinks',
  sheetProtection: 'protection',
  autoFilter: 'filters',
  sparkline: 'sparklines',
  brk: 'pageBreaks',
}
/** Features that are parts of their own, by type of relationship. */
const byPart: Readonly<Record<string, WorkbookFeature>> = {
  chart: 'charts',
  chartEx: 'charts',
  image: 'images',
  table: 'tables',
  pivotTable: 'pivots',
  slicer: 'slicers',
  queryTable: 'queries',
  oleObject: 'objects',
  package: 'objects',
  control: 'controls',
  ctrlProp: 'controls',
  drawing: 'drawings',
  externalLink: 'externalLinks',
  connections: 'queries',
  vbaProject: 'macros',
  customXml: 'customXml',
}

type Counts = Partial<Record<WorkbookFeature, number>>
const add = (counts: Counts, feature: WorkbookFeature, by = 1): void => {
  counts[feature] = (counts[feature] ?? 0) + by
}
const addAll = (counts: Counts, sheet: Pick<InspectedSheet, 'features'>): void => {
  for (const [feature, count] of Object.entries(sheet.features)) add(counts, feature as WorkbookFeature, count) // keys of our own counts
}

/** Throws WORKBOOK_… and FILE_EMPTY for files that cannot be looked into at all. */
export async function inspectWorkbook(fileName: string, bytes: Uint8Array): Promise<WorkbookInspection> {
  const obstacle = await obstacleOf(bytes)
  if (obstacle !== undefined && obstacle !== 'WORKBOOK_SIGNED') return inspectOther(fileName, bytes, obstacle)
  const zip = await openZip(bytes)
  const main = [...(await readRelationships(zip, '')).values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const relationships = await readRelationships(zip, main)
  const features: Counts = {}
  for (const { type } of relationships.values()) {
    const feature = byPart[type]
    if (feature !== undefined) add(features, feature)
  }
  const { entries, names, isProtected } = await readBook(zip, main, relationships)
  if (isProtected) add(features, 'protection')
  const sheets: InspectedSheet[] = []
  const budget = new CommentBudget()
  for (const entry of entries) {
    const sheet = await inspectSheet(zip, entry, budget)
    sheets.push(sheet)
    addAll(features, sheet)
  }
  return { ...(obstacle === undefined ? {} : { obstacle }), format: 'xlsx', parts: zip.names.length, sheets, features, names }
}

/** A file that has no parts we know, but may be one that an import reads. */
const inspectOther = async (
  fileName: string,
  bytes: Uint8Array,
  obstacle: 'WORKBOOK_ENCRYPTED' | 'WORKBOOK_NOT_PATCHABLE',
): Promise<WorkbookInspection> => {
  const nothing = { parts: 0, sheets: [], features: {}, names: 0 }
  if (obstacle === 'WORKBOOK_ENCRYPTED') return { obstacle, ...nothing }
  try {
    const { inspectTables } = await import('./inspect-tables.ts')
    const tables = await inspectTables(fileName, bytes)
    const features: Counts = {}
    for (const sheet of tables.sheets) addAll(features, sheet)
    return { obstacle, ...nothing, ...tables, features }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // An .xls is found to be locked only when it is read; binary workbooks and the like are not read at all.
    if (error.code === 'WORKBOOK_ENCRYPTED') return { obstacle: error.code, ...nothing }
    if (error.code === 'WORKBOOK_UNRECOGNISED' && error.details.kind === undefined) return { obstacle, ...nothing }
    throw error
  }
}

/** Why a file would not be changed in place; other refusals are thrown. */
const obstacleOf = async (bytes: Uint8Array): Promise<WorkbookInspection['obstacle']> => {
  try {
    refuseByContent(bytes)
    await refuseByParts(await editPackage(bytes))
    return undefined
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code } = error
    if (code === 'WORKBOOK_SIGNED' || code === 'WORKBOOK_ENCRYPTED' || code === 'WORKBOOK_NOT_PATCHABLE') return code
    throw error
  }
}

interface SheetEntry {
  readonly name: string
  readonly hidden: boolean
  readonly type: string
  readonly part: string
}

const readBook = async (zip: ZipPackage, main: string, relationships: ReadonlyMap<string, Relationship>) => {
  const entries: SheetEntry[] = []
  let names = 0
  let isProtected = false
  await parseXml(
    await zip.open(main),
    {
      open(name, attributes) {
        if (name === 'definedName') names++
        else if (name === 'workbookProtection') isProtected = true
        else if (name === 'sheet') {
          if (entries.length >= workbookLimits.sheets) throw hostile('sheets')
          const target = relationships.get(prefixedAttribute(attributes, 'id') ?? '')
          if (target === undefined || !zip.has(target.target)) return
          const hidden = (attributes.state ?? 'visible') !== 'visible'
          entries.push({ name: attributes.name ?? '', hidden, type: target.type, part: target.target })
        }
      },
      close() {},
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return { entries, names, isProtected }
}

const inspectSheet = async (zip: ZipPackage, { name, hidden, type, part }: SheetEntry, budget: CommentBudget): Promise<InspectedSheet> => {
  const features: Counts = {}
  let rows = 0
  let cells = 0
  await parseXml(
    await zip.open(part),
    {
      open(element) {
        if (element === 'c') cells++
        else if (element === 'row') rows++
        const feature = Object.hasOwn(byElement, element) ? byElement[element] : undefined
        if (feature !== undefined) add(features, feature)
      },
      close() {},
    },
    { maxBytes: workbookLimits.sheetPartBytes },
  )
  const direct = [...(await readRelationships(zip, part)).values()]
  const ofDrawings: Relationship[] = []
  for (const drawing of direct.filter((relationship) => relationship.type === 'drawing'))
    ofDrawings.push(...(await readRelationships(zip, drawing.target)).values())
  for (const { type: kind } of [...direct, ...ofDrawings]) {
    const feature = Object.hasOwn(byPart, kind) ? byPart[kind] : undefined
    if (feature !== undefined) add(features, feature)
  }
  const { plain, conversations } = await readSheetComments(zip, part, budget)
  if (plain.length > 0) features.comments = plain.length
  if (conversations.length > 0) features.threadedComments = conversations.length
  return { name, hidden, isWorksheet: type === 'worksheet', rows, cells, bytes: zip.claimedSize(part), features }
}
