/** Reads the values and formulas of a package that is being changed, for calculating. */
import { parseArea, type Rectangle, rectangleOf } from '../calc/grid-area.ts'
import { type CalcName, type CalcTable, type CalcWorkbook, type Scalar, SheetGrid } from '../calc/model.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { decodeEscapes } from '../reader/escapes.ts'
import { type CellElement, readCells } from './calc-cells.ts'
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

/** @returns undefined when no sheet has a formula */
export async function readForCalculation(editor: PackageEditor, map: WorkbookMap): Promise<ReadWorkbook | undefined> {
  const worksheets = map.sheets.filter(({ isWorksheet }) => isWorksheet)
  let hasFormulas = false
  for (const { part } of worksheets) hasFormulas ||= formulaTag.test(await editor.text(part))
  if (!hasFormulas) return undefined
  const shared = map.sharedStrings === undefined ? [] : readSharedTexts(await editor.text(map.sharedStrings))
  const grids: SheetGrid[] = []
  const tables: CalcTable[] = []
  const elements = new Map<string, ReadonlyMap<string, CellElement>>()
  for (const sheet of worksheets) {
    const grid = new SheetGrid(sheet.name)
    elements.set(sheet.name, readCells(await editor.text(sheet.part), grid, shared, map.date1904))
    const own = await readTables(editor, sheet)
    if (own.some(({ isFiltered }) => isFiltered)) grid.isFiltered = true
    tables.push(...own.map(({ table }) => table))
    grids.push(grid)
  }
  const { names, precisionAsShown } = readBook(await editor.text(map.workbook))
  return { model: { sheets: grids, names, tables, date1904: map.date1904 }, elements, precisionAsShown }
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

async function readTables(editor: PackageEditor, sheet: SheetPart): Promise<{ readonly table: CalcTable; readonly isFiltered: boolean }[]> {
  const found: { table: CalcTable; isFiltered: boolean }[] = []
  for (const { type, target, external } of await relationshipsOf(editor, sheet.part)) {
    if (type !== 'table' || external || !editor.has(target)) continue
    const columns: string[] = []
    let area: Rectangle | undefined
    let head: Readonly<Record<string, string>> = {}
    let isFiltered = false
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
    const table: CalcTable = {
      name: head.displayName ?? head.name ?? '',
      sheet: sheet.name,
      area,
      headerRows: Number(head.headerRowCount ?? 1),
      totalRows: Number(head.totalsRowCount ?? 0),
      columns,
    }
    found.push({ table, isFiltered })
  }
  return found
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
