/** Reads the values and formulas of a package that is being changed, for calculating. */
import { parseArea, type Rectangle, rectangleOf } from '../calc/grid-area.ts'
import { type CalcName, type CalcTable, type CalcWorkbook, type Scalar, SheetGrid } from '../calc/model.ts'
import { type Changes, sheetsConcerned } from '../calc/recalculate.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { decodeEscapes } from '../reader/escapes.ts'
import { type CellElement, readCells } from './calc-cells.ts'
import { formulasOnly } from './formula-outline.ts'
import type { PackageEditor } from './package-editor.ts'
import { relationshipsOf, type SheetPart, type WorkbookMap } from './workbook-map.ts'
import { scanXml } from './xml-scan.ts'

export interface ReadWorkbook {
  readonly model: CalcWorkbook
  /** Where the cells with formulas stand in the texts of their sheets, by sheet name and address. */
  readonly elements: ReadonlyMap<string, ReadonlyMap<string, CellElement>>
  /** The book is set to count with numbers as they are shown, rounded. */
  readonly precisionAsShown: boolean
}

const formulaTag = /<(?:[\w.-]+:)?f[\s/>]/
const sharedCell = /\st\s*=\s*["']s["']/

/**
 * @param changes only what has to do with them is read; without them everything is
 * @returns undefined when no sheet has a formula, or none that hangs on the changes
 */
export async function readForCalculation(editor: PackageEditor, map: WorkbookMap, changes?: Changes): Promise<ReadWorkbook | undefined> {
  const worksheets = map.sheets.filter(({ isWorksheet }) => isWorksheet)
  const sources: string[] = []
  for (const { part } of worksheets) sources.push(await editor.text(part))
  if (!sources.some((source) => formulaTag.test(source))) return undefined
  const own: TablesOfSheet[] = []
  for (const sheet of worksheets) own.push(await readTables(editor, sheet))
  const { names, precisionAsShown } = readBook(await editor.text(map.workbook))
  const around = { names, tables: own.flatMap(({ tables }) => tables), date1904: map.date1904 }

  const concerned = changes === undefined ? 'all' : whatHangs(worksheets, sources, around, changes)
  if (concerned === 'nothing') return undefined
  const isRead = worksheets.map(({ name }) => concerned === 'all' || concerned.has(name))
  const hasTexts = sources.some((source, at) => isRead[at] === true && sharedCell.test(source))
  const shared = map.sharedStrings === undefined || !hasTexts ? [] : readSharedTexts(await editor.text(map.sharedStrings))
  const elements = new Map<string, ReadonlyMap<string, CellElement>>()
  const sheets = worksheets.map(({ name }, at) => {
    const grid = new SheetGrid(name)
    if (isRead[at] === true) elements.set(name, readCells(sources[at] ?? '', grid, shared, map.date1904))
    if (own[at]?.isFiltered === true) grid.isFiltered = true
    return grid
  })
  return { model: { ...around, sheets }, elements, precisionAsShown }
}

/** The sheets that matter, from the formulas alone: reading every value of a large workbook costs many times more. */
function whatHangs(
  worksheets: readonly SheetPart[],
  sources: readonly string[],
  around: Omit<CalcWorkbook, 'sheets'>,
  changes: Changes,
): ReadonlySet<string> | 'all' | 'nothing' {
  const sheets: SheetGrid[] = []
  for (const [at, { name }] of worksheets.entries()) {
    const formulas = formulasOnly(sources[at] ?? '')
    if (formulas === undefined) return 'all'
    const grid = new SheetGrid(name)
    if (formulas !== '') readCells(formulas, grid, [], around.date1904)
    sheets.push(grid)
  }
  return sheetsConcerned({ ...around, sheets }, changes) ?? 'nothing'
}

/** Texts of the shared table; readings above the line are left out. */
function readSharedTexts(source: string): readonly Scalar[] {
  const texts: string[] = []
  let text: string | undefined
  let isText = false
  let phonetic = 0
  scanXml(source, {
    open({ name }) {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic++
      else if (name === 't') isText = phonetic === 0
    },
    text(part) {
      if (isText && text !== undefined) text += part
    },
    close(name) {
      if (name === 't') isText = false
      else if (name === 'rPh') phonetic--
      else if (name === 'si' && text !== undefined) {
        if (texts.length >= workbookLimits.sharedStrings) throw hostile('sharedStrings')
        texts.push(decodeEscapes(text))
        text = undefined
      }
    },
  })
  return texts
}

interface TablesOfSheet {
  readonly tables: readonly CalcTable[]
  readonly isFiltered: boolean
}

async function readTables(editor: PackageEditor, sheet: SheetPart): Promise<TablesOfSheet> {
  const tables: CalcTable[] = []
  let isFiltered = false
  for (const { type, target, external } of await relationshipsOf(editor, sheet.part)) {
    if (type !== 'table' || external || !editor.has(target)) continue
    const columns: string[] = []
    let area: Rectangle | undefined
    let head: Readonly<Record<string, string>> = {}
    scanXml(await editor.text(target), {
      open({ name, attributes }) {
        if (name === 'table') {
          const ref = parseArea(attributes.ref ?? '')
          area = ref && rectangleOf(ref)
          head = attributes
        } else if (name === 'tableColumn') columns.push(decodeEscapes(attributes.name ?? ''))
        else if (name === 'filterColumn') isFiltered = true
      },
    })
    if (area === undefined) continue
    tables.push({
      name: head.displayName ?? head.name ?? '',
      sheet: sheet.name,
      area,
      headerRows: Number(head.headerRowCount ?? 1),
      totalRows: Number(head.totalsRowCount ?? 0),
      columns,
    })
  }
  return { tables, isFiltered }
}

function readBook(source: string): { readonly names: readonly CalcName[]; readonly precisionAsShown: boolean } {
  const names: CalcName[] = []
  const sheets: string[] = []
  let precisionAsShown = false
  let current: { name: string; formula: string; sheet: string | undefined } | undefined
  scanXml(source, {
    open({ name, attributes }) {
      if (name === 'sheet') sheets.push(attributes.name ?? '')
      else if (name === 'calcPr') precisionAsShown = /^(0|false|off)$/.test(attributes.fullPrecision ?? '')
      else if (name === 'definedName')
        current = {
          name: attributes.name ?? '',
          formula: '',
          sheet: attributes.localSheetId === undefined ? undefined : sheets[Number(attributes.localSheetId)],
        }
    },
    text(text) {
      if (current !== undefined) current.formula += text
    },
    close(name) {
      if (name !== 'definedName' || current === undefined) return
      const { sheet, ...rest } = current
      names.push({ ...rest, ...(sheet === undefined ? {} : { sheet }) })
      current = undefined
    },
  })
  return { names, precisionAsShown }
}
