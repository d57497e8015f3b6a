/** Reads the values and formulas of a package that is being changed, for calculating. */
import { parseArea, type Rectangle, rectangleOf } from '../calc/grid-area.ts'
import { type CalcCell, type CalcName, type CalcTable, type CalcWorkbook, type Scalar, SheetGrid } from '../calc/model.ts'
import { type Calculation, type Changes, prepareCalculation } from '../calc/recalculate.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { decodeEscapes } from '../reader/escapes.ts'
import { type CellElement, readCells, readValues, type SheetReading } from './calc-cells.ts'
import { formulasOnly } from './formula-outline.ts'
import type { PackageEditor } from './package-editor.ts'
import { outlinePlainly, type PlainOutline, readPlainValues } from './plain-cells.ts'
import type { SheetValues } from './stored-value.ts'
import { relationshipsOf, type SheetPart, type WorkbookMap } from './workbook-map.ts'
import { scanTags, scanXml } from './xml-scan.ts'

export interface ReadWorkbook {
  readonly model: CalcWorkbook
  readonly calculation: Calculation
  /** Where the cells with formulas stand in the texts of their sheets, by sheet name. */
  readonly elements: ReadonlyMap<string, ReadonlyMap<CalcCell, CellElement>>
  /** The book is set to count with numbers as they are shown, rounded. */
  readonly precisionAsShown: boolean
}

const formulaTag = /<(?:[\w.-]+:)?f[\s/>]/
const sharedCell = /\st\s*=\s*["']s["']/
const hasFormulas = (source: string): boolean => (source.includes('<f') || source.includes(':f')) && formulaTag.test(source)
const nothingYet: SheetValues = { shared: [], date1904: false }

/**
 * @param changes only what has to do with them is read; without them everything is
 * @returns undefined when no sheet has a formula, or none that hangs on the changes
 */
export async function readForCalculation(editor: PackageEditor, map: WorkbookMap, changes?: Changes): Promise<ReadWorkbook | undefined> {
  const worksheets = map.sheets.filter(({ isWorksheet }) => isWorksheet)
  const sources: string[] = []
  for (const { part } of worksheets) sources.push(await editor.text(part))
  if (!sources.some(hasFormulas)) return undefined
  const own: TablesOfSheet[] = []
  for (const sheet of worksheets) own.push(await readTables(editor, sheet))
  const { names, precisionAsShown } = readBook(await editor.text(map.workbook))
  const around = { names, tables: own.flatMap(({ tables }) => tables), date1904: map.date1904 }

  // Which sheets matter is told from the formulas: reading every value of a large workbook costs many times more.
  const outlines = changes === undefined ? undefined : outline(worksheets, sources)
  const modelOf = (sheets: readonly SheetReading[]): CalcWorkbook => ({ ...around, sheets: sheets.map(({ grid }) => grid) })
  const early = outlines && changes && prepareCalculation(modelOf(outlines), changes)
  const concerned = early?.concerned()
  if (early !== undefined && concerned === undefined) return undefined
  const isRead = worksheets.map(({ name }) => concerned === undefined || concerned.has(name))
  const hasTexts = sources.some((source, at) => isRead[at] === true && sharedCell.test(source))
  const shared = map.sharedStrings === undefined || !hasTexts ? [] : readSharedTexts(await editor.text(map.sharedStrings))
  const values = { shared, date1904: map.date1904 }
  const readings = worksheets.map(({ name }, at): SheetReading => {
    const outlined = outlines?.[at]
    const source = sources[at] ?? ''
    const reading =
      outlined === undefined ? readCells(source, name, values) : isRead[at] === true ? valuesOf(source, outlined, values) : outlined
    if (own[at]?.isFiltered === true) reading.grid.isFiltered = true
    return reading
  })
  const model = modelOf(readings)
  const elements = new Map(readings.map(({ grid, elements: found }) => [grid.name, found]))
  return { model, calculation: early ?? prepareCalculation(model, changes ?? { cells: [], insertedRows: [] }), elements, precisionAsShown }
}

/** The formulas of all sheets without any values; undefined where they cannot be told from the rest. */
function outline(worksheets: readonly SheetPart[], sources: readonly string[]): readonly (SheetReading | PlainOutline)[] | undefined {
  const sheets: (SheetReading | PlainOutline)[] = []
  for (const [at, { name }] of worksheets.entries()) {
    const source = sources[at] ?? ''
    const plain = hasFormulas(source) ? outlinePlainly(source, name) : noFormulas(name)
    const formulas = plain === undefined ? formulasOnly(source) : ''
    if (formulas === undefined) return undefined
    sheets.push(plain ?? readCells(formulas, name, nothingYet))
  }
  return sheets
}

const noFormulas = (name: string): PlainOutline => ({ grid: new SheetGrid(name), elements: new Map(), areas: [], formulas: [], places: [] })

/** Values for a sheet whose formulas were read before. */
const valuesOf = (source: string, outlined: SheetReading | PlainOutline, values: SheetValues): SheetReading =>
  ('formulas' in outlined ? readPlainValues(source, outlined, values) : undefined) ?? readValues(source, outlined, values)

/** Texts of the shared table; readings above the line are left out. */
function readSharedTexts(source: string): readonly Scalar[] {
  const texts: string[] = []
  let text: string | undefined
  let isText = false
  let phonetic = 0
  scanTags(source, {
    get wantsText() {
      return isText
    },
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
