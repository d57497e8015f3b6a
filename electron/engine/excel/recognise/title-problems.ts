/** What stands over the tables of a sheet and speaks of another month or another county than is being filled in. Pure. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { cellAddress } from '../../../../shared/forms/columns.ts'
import { formatPeriod } from '../../../../shared/text/format.ts'
import { importText } from '../../../../shared/text/import.ts'
import { jointInName } from '../../../../shared/text/import-words.ts'
import type { ParsedSheet } from '../../ports.ts'
import { otherTime } from './stated-month.ts'
import { otherUnit, type UnitAmong } from './stated-unit.ts'
import { cellText } from './words.ts'

type Problem = ImportPreview['problems'][number]

/** A sheet from which rows are taken. */
export interface TitledSheet {
  readonly sheet: ParsedSheet
  /** First row of its first header, 1-based: what stands above it is about the whole sheet. */
  readonly top: number
  /** Somebody chose among its parts, each of a month or a year of its own. */
  readonly isPart?: boolean
}

/** Each other county is told once a sheet, by the first cell that names it; last the name of the sheet. */
export function titleProblems({ sheet, top, isPart }: TitledSheet, period: string, unit: UnitAmong | undefined): Problem[] {
  const told = new Set<string>()
  const problems: Problem[] = []
  const report = (row: number, column: number, raw: string, messages: readonly (string | undefined)[]): void => {
    for (const message of messages)
      if (message !== undefined)
        problems.push({ cell: cellAddress(row - 1, column), field: null, raw: raw.slice(0, 400), code: 'doubtful', message })
  }
  for (const { row, cells } of sheet.rows) {
    if (row >= top) break
    for (const [column, cell] of cells.entries()) {
      const text = cellText(cell).normalize('NFKC')
      if (text === '') continue
      const month = isPart === true ? undefined : monthProblem(importText.titlePlace, text, period)
      report(row, column, text, [month, unitProblem(text, unit, told)])
    }
  }
  report(top, 0, sheet.name, [monthProblem(importText.sheetNamePlace, sheet.name, period), unitProblem(sheet.name, unit, told)])
  return problems
}

const monthProblem = (place: string, text: string, period: string): string | undefined => {
  const other = otherTime(text, period)
  if (other === undefined) return undefined
  return importText.otherPeriod(place, other.kind === 'month' ? formatPeriod(other.period) : other.text, formatPeriod(period))
}

/** People call a file 煤炭消费-3月: what joins its words is no sign of a range, unless a figure stands before it. */
export const fileNameProblem = ({ top }: TitledSheet, fileName: string, period: string): Problem[] => {
  const name = fileName.replace(/\.[^.]*$/, '').replace(jointInName, ' ')
  const message = monthProblem(importText.fileNamePlace, name, period)
  return message === undefined
    ? []
    : [{ cell: cellAddress(top - 1, 0), field: null, raw: fileName.slice(0, 400), code: 'doubtful', message }]
}

const unitProblem = (text: string, unit: UnitAmong | undefined, told: Set<string>): string | undefined => {
  const other = unit === undefined ? undefined : otherUnit(text, unit)
  if (unit === undefined || other === undefined || told.has(other)) return undefined
  told.add(other)
  return importText.otherUnit(other, unit.own.name)
}
