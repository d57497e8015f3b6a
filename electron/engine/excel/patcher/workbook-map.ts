/** Which part of a package is what: sheets by name, shared strings, styles, the chain of calculation. */
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { prefixedAttribute } from '../package/xml.ts'
import type { PackageEditor } from './package-editor.ts'
import { scanXml } from './xml-scan.ts'

export interface PartRelationship {
  readonly id: string
  /** Last word of the type address: the same for Transitional and Strict files. */
  readonly type: string
  /** The whole address: a new relationship of a Strict file must speak as the file does. */
  readonly typeAddress: string
  /** Part it leads to; for an external one, its address as written. */
  readonly target: string
  readonly external: boolean
}
export interface SheetPart {
  readonly name: string
  readonly part: string
  readonly hidden: boolean
  /** Worksheets can be changed; chart sheets and dialogs cannot. */
  readonly isWorksheet: boolean
}
export interface WorkbookMap {
  /** Part of the workbook itself, e.g. `xl/workbook.xml`. */
  readonly workbook: string
  readonly relationships: readonly PartRelationship[]
  /** In the order of the tabs. */
  readonly sheets: readonly SheetPart[]
  readonly sharedStrings: string | undefined
  readonly styles: string | undefined
  readonly calcChain: string | undefined
  readonly date1904: boolean
}

/** @throws AppError WORKBOOK_UNRECOGNISED, WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export async function mapWorkbook(editor: PackageEditor): Promise<WorkbookMap> {
  const workbook = (await relationshipsOf(editor, '')).find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  if (!editor.has(workbook)) throw new AppError('WORKBOOK_UNRECOGNISED')
  const relationships = await relationshipsOf(editor, workbook)
  const byId = new Map(relationships.map((relationship) => [relationship.id, relationship]))
  const sheets: SheetPart[] = []
  let date1904 = false
  scanXml(await editor.text(workbook), {
    open({ name, attributes }) {
      if (name === 'workbookPr') date1904 = /^(1|true|on)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      if (sheets.length >= workbookLimits.sheets) throw hostile('sheets')
      const target = byId.get(prefixedAttribute(attributes, 'id') ?? '')
      if (target === undefined || !editor.has(target.target)) return
      sheets.push({
        name: attributes.name ?? '',
        part: target.target,
        hidden: (attributes.state ?? 'visible') !== 'visible',
        isWorksheet: target.type === 'worksheet',
      })
    },
  })
  const partOf = (type: string): string | undefined =>
    relationships.find((relationship) => relationship.type === type && editor.has(relationship.target))?.target
  return {
    workbook,
    relationships,
    sheets,
    sharedStrings: partOf('sharedStrings'),
    styles: partOf('styles'),
    calcChain: partOf('calcChain'),
    date1904,
  }
}

/** @throws AppError SHEET_UNKNOWN when no worksheet has this name */
export function worksheetNamed({ sheets }: WorkbookMap, name: string): SheetPart {
  const worksheets = sheets.filter(({ isWorksheet }) => isWorksheet)
  const found = worksheets.find((sheet) => sheet.name === name)
  if (found === undefined)
    throw new AppError('SHEET_UNKNOWN', {
      sheet: name,
      sheets: worksheets
        .map((sheet) => sheet.name)
        .join('、')
        .slice(0, 400),
    })
  return found
}

/** `xl/worksheets/_rels/sheet1.xml.rels` for `xl/worksheets/sheet1.xml`; `_rels/.rels` for the package (''). */
export const relationshipsPart = (part: string): string => {
  const slash = part.lastIndexOf('/')
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`
}

/** Relationships of `part` ('' = the package itself); none when it has no part for them. */
export async function relationshipsOf(editor: PackageEditor, part: string): Promise<PartRelationship[]> {
  const name = relationshipsPart(part)
  if (!editor.has(name)) return []
  const found: PartRelationship[] = []
  scanXml(await editor.text(name), {
    open({ name: element, attributes }) {
      const { Id: id, Type: typeAddress, Target: target } = attributes
      if (element !== 'Relationship' || id === undefined || typeAddress === undefined || target === undefined) return
      const external = attributes.TargetMode === 'External'
      found.push({
        id,
        typeAddress,
        type: typeAddress.split('/').pop() ?? '',
        target: external ? target : resolveTarget(part, target),
        external,
      })
    },
  })
  return found
}

const resolveTarget = (part: string, target: string): string => {
  const path = target.replaceAll('\\', '/')
  if (path.startsWith('/')) return path.slice(1)
  const steps = part.split('/').slice(0, -1)
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
