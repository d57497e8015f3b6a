import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { PrintSettings, Report } from '../../../shared/contract/index.ts'
import type { CodeList, FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isCoded } from '../../../shared/model/value.ts'
import { exportText } from '../../../shared/text/export.ts'
import { printText } from '../../../shared/text/ui-print.ts'
import { displayText } from '../grid/cell-rules.ts'
import { alignOf, columnLabel, type GridColumn } from '../grid/columns.ts'
import { footHeight, marginWidth, type PrintSheet, pageStarts, paperSize } from './sheets.ts'

/** What is on every sheet of a form. */
export interface SheetContent {
  readonly report: Report
  readonly template: FormTemplate
  readonly codes: ReadonlyMap<string, CodeList>
  readonly unit: string
  readonly demo: boolean
  readonly settings: PrintSettings
  /** Rows that are drawn; all of them while it is printed. */
  readonly rows: Report['rows']
}
interface SheetProps extends SheetContent {
  readonly sheet: PrintSheet
  readonly points: number
  readonly first: boolean
  readonly onCount: (pages: number) => void
  /** Below the last line. */
  readonly children: ReactNode
}

/** Drawn where there are none, so that the form can be filled in by hand. */
const blankRows = 5
const nothing: Report['rows'][number]['values'] = {}
const noPages = { starts: [] as readonly number[], tall: false }
/** Browsers do not repeat a head that takes more than a quarter of the page. */
const mostRepeated = 0.24
/** The printer's letters may be a hair wider than the screen's. */
const spare = 0.97

/** Some columns of a form from the first row to the last. */
export function PrintedSheet(props: SheetProps) {
  const { sheet, first, points, report, template, settings, rows, onCount, children } = props
  const root = useRef<HTMLElement>(null)
  const [pages, setPages] = useState(noPages)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changes the heights of rows
  useLayoutEffect(() => {
    const section = root.current
    const table = section?.querySelector('table')
    if (!section || !table) return
    const height = (element: Element | null): number => element?.getBoundingClientRect().height ?? 0
    const paper = paperSize[settings.paper]
    const margin = marginWidth[settings.margins]
    const millimetre = section.getBoundingClientRect().width / (paper.width - 2 * margin)
    const page = (paper.height - 2 * margin - footHeight) * millimetre
    const head = height(table.tHead)
    const tall = head > page * mostRepeated
    const lines = [...section.querySelectorAll('tbody tr')].map(height)
    const starts = pageStarts(lines, tall ? page * spare : page, head, height(section.querySelector('.print-foot')))
    setPages({ starts: starts.filter((start) => start < lines.length), tall })
    onCount(starts.length + 1)
  }, [sheet, rows, settings, points, report])
  const lines = useLines(props, pages.tall ? [] : pages.starts)
  // A tall head is put on each page by hand; the pages of all others are the browser's to break.
  const cuts = pages.tall ? [0, ...pages.starts] : [0]
  return (
    <section
      ref={root}
      className={first ? 'print-sheet' : 'print-sheet print-sheet-next'}
      style={{ fontSize: `${points}pt` }}
      aria-label={template.title}
    >
      {cuts.map((from, at) => (
        <table key={from} className={at === 0 ? undefined : 'print-sheet-next'}>
          <colgroup>
            {sheet.widths.map((width, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
              <col key={column} style={{ width: `${width}%` }} />
            ))}
          </colgroup>
          <Head {...props} />
          <tbody>{lines.slice(from, cuts[at + 1])}</tbody>
        </table>
      ))}
      {children}
    </section>
  )
}

/** Every line of the table: the rows, or that there are none, and the totals. */
function useLines({ sheet, report, rows, codes }: SheetProps, starts: readonly number[]): readonly ReactNode[] {
  return useMemo(() => {
    if (report.header.zeroReport && report.rows.length === 0) {
      return [
        <tr key="zero">
          <td className="print-zero" colSpan={sheet.widths.length}>
            {exportText.zeroReport(report.header.zeroReason)}
          </td>
        </tr>,
      ]
    }
    const columns = sheet.grid.columns.map((field) => ({
      field,
      codes: isCoded(field.type) && field.codes !== undefined ? codes.get(field.codes) : undefined,
      align: alignOf(field),
    }))
    const isBlank = report.rows.length === 0
    const drawn = isBlank ? Array.from({ length: blankRows }, (_, at) => ({ id: `${at}`, values: nothing, computed: nothing })) : rows
    const pageAt = new Map(starts.map((start, at) => [start, printText.pageStart(at + 2)]))
    return [
      ...drawn.map((row, at) => (
        <Line key={row.id} row={row} number={isBlank ? '' : `${at + 1}`} columns={columns} page={pageAt.get(at)} />
      )),
      // biome-ignore lint/suspicious/noArrayIndexKey: totals may share a label; their order is fixed
      ...report.totals.map((total, at) => <Total key={`total ${at}`} total={total} sheet={sheet} />),
    ]
  }, [sheet, report, rows, codes, starts])
}

interface LineProps {
  readonly row: Pick<Report['rows'][number], 'values' | 'computed'>
  readonly number: string
  readonly columns: readonly Pick<GridColumn, 'field' | 'codes' | 'align'>[]
  /** Set where a new page begins. */
  readonly page: string | undefined
}

function Line({ row, number, columns, page }: LineProps) {
  return (
    <tr className={page === undefined ? undefined : 'print-breaks'}>
      <td className="print-center" data-page={page}>
        {number}
      </td>
      {columns.map((column) => (
        <td key={column.field.key} className={`print-${column.align}`}>
          {displayText(column, row.values[column.field.key] ?? row.computed[column.field.key] ?? null)}
        </td>
      ))}
    </tr>
  )
}

function Head({ sheet, template, report, unit, demo }: SheetProps) {
  const { info } = printText
  const { grid, widths, numbers } = sheet
  return (
    <thead>
      <tr className="print-plain">
        <td colSpan={widths.length}>
          <div className="print-title">{template.title}</div>
          <div className="print-info">
            <span>
              {info.unit(unit)}
              <br />
              {info.period(report.period)}
            </span>
            <span>
              {demo && info.demo}
              {demo && <br />}
              {report.header.revisionNo > 0 && info.revision(report.header.revisionNo)}
            </span>
            <span>
              {info.number(template.number)}
              <br />
              {template.issuer !== undefined && info.issuer(template.issuer)}
              {template.issuer !== undefined && <br />}
              {template.unitLine}
            </span>
          </div>
        </td>
      </tr>
      {Array.from({ length: grid.depth }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of the head never move
        <tr key={row}>
          {row === 0 && <th rowSpan={grid.depth}>{printText.rowNumber}</th>}
          {grid.cells
            .filter((cell) => cell.row === row)
            .map((cell) => {
              const field = cell.field === undefined ? undefined : grid.columns[cell.column]
              return (
                <th key={cell.column} rowSpan={cell.rowSpan} colSpan={cell.columnSpan} scope={field ? 'col' : 'colgroup'}>
                  {field ? columnLabel(field) : cell.label}
                </th>
              )
            })}
        </tr>
      ))}
      <tr className="print-numbers">
        <td />
        {numbers.map((number) => (
          <td key={number}>{number}</td>
        ))}
      </tr>
    </thead>
  )
}

function Total({ total, sheet }: { readonly total: Report['totals'][number]; readonly sheet: PrintSheet }) {
  const { columns } = sheet.grid
  const firstValue = columns.findIndex((field) => total.values[field.key] !== undefined)
  // A count of rows stands in the first column: it goes behind the label.
  const span = Math.max(1, firstValue < 0 ? columns.length : firstValue)
  const [front] = columns
  const beside = firstValue === 0 && front !== undefined ? ` ${total.values[front.key] ?? ''}` : ''
  return (
    <tr className="print-total">
      <th scope="row" colSpan={1 + span}>
        {total.label}
        {beside}
      </th>
      {columns.slice(span).map((field) => (
        <td key={field.key} className="print-right">
          {displayText({ field, codes: undefined }, total.values[field.key] ?? null)}
        </td>
      ))}
    </tr>
  )
}
