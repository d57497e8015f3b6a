/** A copy of an author's workbook with everything that is wrong shown where it is, and a sheet that lists it. */
import { workbookText, workbookWords } from '../../../../shared/text/pack-workbook.ts'
import { address } from '../../excel/writer/cell-xml.ts'
import { sheetReference } from '../../excel/writer/xml-text.ts'
import type { ParsedWorkbook } from '../../ports.ts'
import { type DrawnSheet, drawWorkbook, safeNames } from './draw-workbook.ts'
import type { CellProblem } from './places.ts'
import type { WorkbookReading } from './read-tables.ts'
import { gridsOf, type SheetGrid } from './sheet-grid.ts'

/** More are of no use to anybody in one go. */
const mostListed = 2000

const listSheet = (problems: readonly CellProblem[], grids: readonly SheetGrid[], names: readonly string[]): DrawnSheet => {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const rows: string[][] = [[workbookText.problemNote(errors, problems.length - errors)], [], [...workbookText.problemHeads]]
  const links: { cell: string; target: string }[] = []
  for (const [index, { place, severity, message }] of problems.slice(0, mostListed).entries()) {
    const grid = grids.findIndex(({ name }) => name === place?.sheet)
    const cell = place === undefined ? '' : address(place.row, place.column)
    const text = place === undefined ? '' : (grids[grid]?.rows.get(place.row)?.[place.column] ?? '')
    if (place !== undefined && grid !== -1)
      links.push({ cell: address(rows.length, 3), target: `${sheetReference(names[grid] ?? '')}${cell}` })
    rows.push([
      String(index + 1),
      severity === 'error' ? workbookText.error : workbookText.warning,
      place?.sheet ?? '',
      cell,
      text.slice(0, 200),
      message,
    ])
  }
  if (problems.length > mostListed) rows.push(['', '', '', '', '', workbookText.more(problems.length - mostListed)])
  const grid = {
    name: workbookWords.problems,
    hidden: false,
    table: undefined,
    headRow: 2,
    titleRow: 2,
    at: [],
    rowOf: [],
    rows: new Map(rows.entries()),
  }
  return { grid, problems: [], links }
}

/** The marked copy. Values only: formulas have become their results. */
export const markWorkbook = (
  workbook: ParsedWorkbook,
  reading: WorkbookReading,
  problems: readonly CellProblem[],
  title: string,
): Promise<Uint8Array> => {
  const grids = gridsOf(workbook, reading)
  const names = safeNames([workbookWords.problems, ...grids.map(({ name }) => name)]).slice(1)
  const sheets = grids.map((grid): DrawnSheet => ({ grid, problems: problems.filter(({ place }) => place?.sheet === grid.name) }))
  return drawWorkbook([listSheet(problems, grids, names), ...sheets], title)
}
