/** Draws the sheets of a pack as an .xlsx file, with what is wrong in its cells where there is something. */
import { workbookWords } from '../../../../shared/text/pack-workbook.ts'
import { address, emptyCell, numberCell, textCell } from '../../excel/writer/cell-xml.ts'
import { writePackage } from '../../excel/writer/package-writer.ts'
import * as parts from '../../excel/writer/workbook-parts.ts'
import { sheetName, xmlText } from '../../excel/writer/xml-text.ts'
import { dropDowns } from './drop-downs.ts'
import type { CellProblem } from './places.ts'
import { cellCharacters, type SheetGrid } from './sheet-grid.ts'
import { type Look, styleOf, stylesXml } from './workbook-styles.ts'

const narrowest = 11
const widest = 46
const lineHeight = 13.5
const measuredRows = 300
const wholeNumber = /^-?(0|[1-9]\d{0,14})$/

/** Columns a text takes: two for a Chinese character. */
const widthOf = (text: string): number => {
  let width = 0
  for (const character of text) width += character > '\u2e7f' ? 2 : 1
  return width
}
const longestLine = (text: string): number => Math.max(0, ...text.split('\n').map(widthOf))

/** A sheet of the file; `links` leads from cells to other sheets. */
export interface DrawnSheet {
  readonly grid: SheetGrid
  readonly problems: readonly CellProblem[]
  readonly links?: readonly { readonly cell: string; readonly target: string }[]
}

const lookOf = (grid: SheetGrid, row: number, column: number): Look => {
  const { table } = grid
  if (table === undefined) return row < grid.titleRow ? 'note' : row === grid.titleRow ? 'head' : 'text'
  if (table.kind === 'one') {
    const index = grid.rowOf.indexOf(row)
    const at = grid.at[index] ?? 1
    if (index === -1) return row === 0 ? 'note' : 'head'
    return column === at ? 'text' : column < at ? (table.columns[index]?.required === true ? 'needed' : 'head') : 'help'
  }
  const about = table.columns[grid.at.indexOf(column)]
  if (row === grid.headRow) return about?.required === true ? 'needed' : 'head'
  if (row < grid.headRow) return row === 0 ? 'note' : 'help'
  return about?.shape.kind === 'number' ? 'number' : 'text'
}

const columnWidths = (grid: SheetGrid, columns: number): number[] => {
  const { table } = grid
  if (table?.kind === 'one') return [22, 46, 60].concat(Array.from({ length: Math.max(0, columns - 3) }, () => widest))
  const widths = Array.from({ length: columns }, () => narrowest)
  let measured = 0
  for (const [row, texts] of grid.rows) {
    // The lines above the headings may be long: they do not make a column wide.
    if (row < grid.headRow || measured++ > measuredRows) continue
    for (const [column, text] of texts.entries()) widths[column] = Math.max(widths[column] ?? narrowest, longestLine(text) + 2)
  }
  return widths.map((width) => Math.min(width, widest))
}

const linesIn = (text: string, width: number): number =>
  text === '' ? 1 : text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / Math.max(1, width - 1))), 0)

/** Problems by row and column, and the texts of the column that tells them. */
const problemsOf = (problems: readonly CellProblem[]) => {
  const cells = new Map<string, Look>()
  const messages = new Map<number, string[]>()
  for (const { place, severity, message } of problems) {
    if (place === undefined) continue
    const key = `${place.row},${place.column}`
    if (severity === 'error' || !cells.has(key)) cells.set(key, severity === 'error' ? 'wrong' : 'warned')
    messages.set(place.row, [...(messages.get(place.row) ?? []), `${address(place.row, place.column)}：${message}`])
  }
  return { cells, messages }
}

const sheetXml = function* ({ grid, problems, links = [] }: DrawnSheet, grids: readonly SheetGrid[], isFirst: boolean): Generator<string> {
  const { cells: looks, messages } = problemsOf(problems)
  const used = Math.max(1, ...[...grid.rows.values()].map(({ length }) => length), ...problems.map(({ place }) => (place?.column ?? 0) + 1))
  const widths = columnWidths(grid, used)
  const problemColumn = messages.size === 0 ? -1 : used
  if (problemColumn !== -1) widths.push(60)
  const frozenRow = grid.headRow >= 0 ? grid.headRow + 1 : 2
  const frozenColumns = grid.table !== undefined && grid.table.kind !== 'one' ? Math.min(2, grid.table.columns.length - 1) : 1
  const corner = address(frozenRow, frozenColumns)
  // What is typed into a column stays text, so that 2020-01 does not become a date and 0450 keeps its 0.
  const columnLook = (column: number): number => {
    if (column >= used || grid.table === undefined || grid.table.kind === 'one') return styleOf('plain')
    return styleOf(grid.table.columns[grid.at.indexOf(column)]?.shape.kind === 'number' ? 'number' : 'text')
  }
  const linked = new Set(links.map(({ cell }) => cell))
  yield `${parts.worksheetOpen}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}>` +
    `<pane xSplit="${frozenColumns}" ySplit="${frozenRow}" topLeftCell="${corner}" activePane="bottomRight" state="frozen"/>` +
    `<selection pane="bottomRight" activeCell="${corner}" sqref="${corner}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>` +
    widths
      .map(
        (width, column) => `<col min="${column + 1}" max="${column + 1}" width="${width}" style="${columnLook(column)}" customWidth="1"/>`,
      )
      .join('') +
    '</cols><sheetData>'
  const numbers = [
    ...new Set([...grid.rows.keys(), ...messages.keys(), ...(problemColumn === -1 || grid.titleRow < 0 ? [] : [grid.titleRow])]),
  ].sort((a, b) => a - b)
  for (const row of numbers) {
    const texts = grid.rows.get(row) ?? []
    let xml = ''
    let lines = 1
    for (let column = 0; column < used; column++) {
      const text = (texts[column] ?? '').slice(0, cellCharacters)
      const look = linked.has(address(row, column)) ? 'link' : (looks.get(`${row},${column}`) ?? lookOf(grid, row, column))
      if (text === '' && look === 'note') {
        xml += emptyCell(row, column, styleOf('plain'))
        continue
      }
      xml +=
        look === 'number' && wholeNumber.test(text)
          ? numberCell(row, column, styleOf(look), text)
          : textCell(row, column, styleOf(look), text)
      if (look !== 'note') lines = Math.max(lines, linesIn(text, widths[column] ?? narrowest))
    }
    if (problemColumn !== -1) {
      const isTitle = row === grid.titleRow
      const told = [...(isTitle ? [workbookWords.problem] : []), ...(messages.get(row) ?? [])].join('\n')
      if (told !== '') xml += textCell(row, problemColumn, styleOf(isTitle ? 'needed' : 'problem'), told.slice(0, cellCharacters))
      lines = Math.max(lines, linesIn(told, 60))
    }
    yield `<row r="${row + 1}"${lines > 1 ? ` ht="${Math.min(409, lines * lineHeight + 4)}"` : ''}>${xml}</row>`
  }
  yield '</sheetData>'
  const rules = dropDowns(grid, grids)
  if (rules.length > 0) yield `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`
  if (links.length > 0)
    yield `<hyperlinks>${links.map(({ cell, target }) => `<hyperlink ref="${cell}" location="${xmlText(target)}"/>`).join('')}</hyperlinks>`
  yield '<pageMargins left="0.3" right="0.3" top="0.4" bottom="0.4" header="0.2" footer="0.2"/>' +
    '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    `<ignoredErrors><ignoredError sqref="A1:${address(Math.max(...numbers, 0) + 1, used)}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
}

/** Sheet names as Excel takes them, each once. */
export const safeNames = (names: readonly string[]): string[] => {
  const taken = new Set<string>()
  return names.map((wanted) => {
    let name = sheetName(wanted)
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${Array.from(sheetName(wanted)).slice(0, 27).join('')}(${copy})`
    taken.add(name.toLowerCase())
    return name
  })
}

/** @param title shown among the properties of the file */
export const drawWorkbook = (sheets: readonly DrawnSheet[], title: string): Promise<Uint8Array> => {
  const names = safeNames(sheets.map(({ grid }) => grid.name))
  const infos = sheets.map(({ grid }, index) => ({ name: names[index] ?? '', hidden: grid.hidden && index > 0 }))
  const grids = sheets.map(({ grid }, index) => ({ ...grid, name: names[index] ?? '' }))
  return writePackage(
    [
      { name: '[Content_Types].xml', text: [parts.contentTypes(infos)] },
      { name: '_rels/.rels', text: [parts.packageRelationships] },
      { name: 'docProps/core.xml', text: [parts.coreProperties(title)] },
      { name: 'xl/workbook.xml', text: [parts.workbook(infos)] },
      { name: 'xl/_rels/workbook.xml.rels', text: [parts.workbookRelationships(infos)] },
      ...sheets.map((sheet, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, text: sheetXml(sheet, grids, index === 0) })),
      { name: 'xl/styles.xml', text: [stylesXml()] },
    ],
    false,
  )
}
