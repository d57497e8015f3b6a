/** What every bench gives back: a table of one kind of measurement, for people and for machines. */
export interface BenchTable {
  readonly title: string
  /** What was measured and how, in a sentence or two. */
  readonly about: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** Sorted copy's value at a share of 0–1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Three significant digits: more would be noise. */
export const rounded = (value: number): number => Number(value.toPrecision(3))

const cellText = (cell: string | number): string =>
  typeof cell === 'number' ? cell.toLocaleString('en', { maximumFractionDigits: 6 }) : cell

/** The table as Markdown. */
export function markdownTable({ title, about, columns, rows }: BenchTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rule = columns.map((_, at) => (typeof rows[0]?.[at] === 'number' ? '---:' : '---'))
  return [`## ${title}`, '', about, '', line(columns), line(rule), ...rows.map((row) => line(row.map(cellText))), ''].join('\n')
}

/** The table for a terminal, columns aligned. */
export function plainTable({ title, columns, rows }: BenchTable): string {
  const cells = [columns, ...rows.map((row) => row.map(cellText))]
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)))
  const isNumber = (at: number): boolean => typeof rows[0]?.[at] === 'number'
  const lines = cells.map((row) =>
    row.map((cell, at) => (isNumber(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  '),
  )
  return `\n${title}\n${lines.join('\n')}\n`
}
