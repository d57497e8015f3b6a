/** One of our own official exports taken apart: columns with what is true of each cell, ready to be mangled. */
import { writeReportWorkbook } from '../../../electron/engine/excel/writer/report-workbook.ts'
import type { ParsedCell, ParsedSheet } from '../../../electron/engine/ports.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'
import type { Field, FormTemplate } from '../../../shared/forms/form-schema.ts'
import { workbookLayout } from '../../../shared/forms/layout.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { plausibleRows } from '../../bench/plausible-rows.ts'
import { serial } from '../boilers.ts'
import { parseHere } from '../parse-here.ts'
import { reportOf } from '../report.ts'
import type { Cell } from '../workbook.ts'
import type { Chances } from './random.ts'

export interface Column {
  /** The field of the form; undefined for a column that the form does not know. */
  readonly field: Field | undefined
  /** Labels from top to bottom, the unit apart. */
  path: string[]
  unit: string | undefined
  /** How the unit is put behind the label. */
  unitStyle: 'newline' | 'bracket' | 'slash' | 'comma' | 'row' | 'none'
  hidden: boolean
  /** One for each data row. */
  cells: Cell[]
  /** What the import must make of each cell; undefined where it must make nothing. */
  truth: (string | undefined)[]
  /** Its cells in the printed totals. */
  totals: Cell[]
}
/** A line under the header: a row of data by its number, the header again, or something between. */
export type Line =
  | { readonly data: number }
  | { readonly header: true }
  | { readonly cells: readonly (Cell | undefined)[]; readonly merge?: readonly [number, number] }

export interface Table {
  readonly form: FormTemplate
  readonly pack: Pack
  readonly period: string
  /** Rows above the header and under the data, as the export has them. */
  above: Cell[][]
  below: Cell[][]
  columns: Column[]
  lines: Line[]
  /** Row of column numbers. */
  numbers: 'digits' | 'text' | 'chinese' | 'none'
  head: 'merged' | 'loose' | 'leaf' | 'joined'
  /** Rows more than the labels need; the lowest labels are merged over them. */
  extraHeadRows: number
  hiddenData: Set<number>
  /** Columns whose equal neighbours downwards are merged. */
  mergedDown: Set<Column>
}

const surnames = ['鑫源', '华盛', '宏达', '东方', '金桥', '永兴', '利民', '长青', '瑞丰', '天成', '恒通', '大唐', '双马', '红星']
const trades = ['水泥有限公司', '焦化厂', '化工股份有限公司', '热力有限责任公司', '钢铁集团', '陶瓷厂', '造纸有限公司', '合作社']

const textOf = (field: Field, row: number, column: number): string => {
  const name = `${surnames[(row * 5 + column) % surnames.length]}${trades[(row * 3 + column) % trades.length]}`
  if (/名称|单位|企业|主体|机关|部门|业主/.test(field.label)) return name
  if (/文号/.test(field.label)) return `发改能审〔${2018 + (row % 4)}〕${11 + row * 7 + column}号`
  if (/编号|代码|证/.test(field.label)) return `${4502 + column}${String(100 + row * 17)}`
  if (field.type === 'longText')
    return `${['已完成主体工程', '正在安装调试，预计下月投运。', '资金尚未到位；已向上级申请', '按计划推进'][(row + column) % 4]}`
  return `${['A区', '东侧', '一期', '3号线', '综合'][(row + column) % 5]}${field.label.slice(0, 2)}${row + 1}`
}

/** A code of a company for each row; the shape is right, the check character is of no concern here. */
const creditCode = (row: number): string =>
  `9145022${String(200_000_000 + row * 7_919_001).slice(0, 9)}${'0123456789ABCDEFGHJKLMNPQRTUWXY'[row % 31]}K`.slice(0, 18)

/** Rows of the form as true values. */
const trueRows = (pack: Pack, form: FormTemplate, period: string, count: number, offset: number): Record<string, string>[] => {
  const given = form.structure.kind === 'fixed' ? form.structure.rows : []
  return plausibleRows(pack, form, period, count + offset)
    .slice(form.structure.kind === 'ledger' ? offset : 0)
    .slice(0, form.structure.kind === 'ledger' ? count : Math.max(count, given.length))
    .map(({ values }, index) => {
      const row = index + offset
      const own: Record<string, string> = { ...values }
      for (const [column, field] of form.fields.entries()) {
        if (given[index]?.values[field.key] !== undefined || own[field.key] === undefined) continue
        if (field.type === 'uscc') own[field.key] = creditCode(row)
        else if (form.naturalKey.includes(field.key) && field.type === 'text') own[field.key] = `${form.id}${2020_0000 + row}`
        else if (field.type === 'text' || field.type === 'longText') own[field.key] = textOf(field, row, column)
        else if (field.type === 'percent') own[field.key] = String((((row * 37 + column * 11) % 900) + 55) / 10)
      }
      return own
    })
}

const toCell = (cell: ParsedCell | undefined): Cell => {
  if (cell === undefined || cell.value === null) return null
  const format = cell.format === undefined ? {} : { format: cell.format }
  if (cell.kind === 'date') return { value: serial(String(cell.value).slice(0, 10)), format: cell.format ?? 'yyyy-mm-dd' }
  if (cell.kind === 'number') return { value: cell.value, ...format }
  return cell.value
}

const lastRow = (sheet: ParsedSheet): number => sheet.rows.at(-1)?.row ?? 0

/** Writes the form with our own writer, reads it back and takes it apart. @param offset number of the first row */
export async function exportedTable(pack: Pack, form: FormTemplate, period: string, count: number, offset = 0): Promise<Table> {
  const rows = trueRows(pack, form, period, count, offset)
  const report = { ...reportOf(pack, form, rows), period }
  const bytes = await writeReportWorkbook(report, form, pack, { deterministic: true })
  const sheet = (await parseHere(bytes)).sheets[0]
  if (sheet === undefined) throw new Error('an export has a sheet')
  const layout = workbookLayout(form)
  const grid = headerGrid(form)
  const rowAt = (number: number): Cell[] => {
    const cells = sheet.rows.find(({ row }) => row === number)?.cells ?? []
    return Array.from({ length: layout.columnCount }, (_, column) => toCell(cells[column]))
  }
  const foot = Array.from({ length: Math.max(0, lastRow(sheet) - layout.firstDataRow - rows.length) }, (_, at) =>
    rowAt(layout.firstDataRow + rows.length + at + 1),
  )
  const totals = foot.slice(0, report.totals.length)
  const body = rows.map((_, index) => rowAt(layout.firstDataRow + index + 1))
  const trimmed = (cells: Cell[]): Cell[] => cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1)
  return {
    form,
    pack,
    period,
    above: Array.from({ length: layout.headerTop }, (_, at) => trimmed(rowAt(at + 1))),
    below: foot.slice(totals.length).map(trimmed),
    columns: grid.columns.map((field, column): Column => {
      const isTyped = field.computed === undefined || field.overridable
      return {
        field,
        path: grid.cells.filter((cell) => cell.column <= column && column < cell.column + cell.columnSpan).map(({ label }) => label),
        unit: field.unit,
        unitStyle: 'newline',
        hidden: false,
        cells: body.map((cells) => cells[column] ?? null),
        totals: totals.map((cells) => cells[column] ?? null),
        // What the program would compute may be typed over; the import takes the printed figure as typed.
        truth: report.rows.map(({ values, computed }) => (isTyped ? (values[field.key] ?? computed[field.key]) : undefined)),
      }
    }),
    lines: rows.map((_, data) => ({ data })),
    numbers: 'digits',
    head: 'merged',
    extraHeadRows: 0,
    hiddenData: new Set(),
    mergedDown: new Set(),
  }
}

export const isTrue = (column: Column): boolean =>
  column.field !== undefined && (column.field.computed === undefined || column.field.overridable)
export const chosenShare = (random: Chances, columns: readonly Column[], share: number): Column[] =>
  columns.filter(() => random.chance(share))
