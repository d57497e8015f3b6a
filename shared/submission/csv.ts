/**
 * Comma separated values as a package holds them: RFC 4180 with a byte order mark and CRLF, so that Excel and WPS open
 * them as they are. A text that a spreadsheet would take for a formula gets an apostrophe in front; so does one that
 * begins with an apostrophe, which keeps the way back exact.
 */

const byteOrderMark = '\uFEFF'
/** What spreadsheets begin a formula with, half and full width, or skip before one. */
const risky = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n']/
const plainNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/
const needsQuotes = /[",\r\n]/

const guarded = (cell: string): string => (risky.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell)
const unguarded = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell)
const quoted = (cell: string): string => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Lines of cells as CSV text; null is a blank. */
export function writeCsv(lines: readonly (readonly (string | null)[])[]): string {
  return byteOrderMark + lines.map((line) => `${line.map((cell) => quoted(guarded(cell ?? ''))).join(',')}\r\n`).join('')
}

/** Reads what `writeCsv` wrote; undefined for any other text. A blank comes back as null. */
export function readCsv(text: string): (string | null)[][] | undefined {
  if (!text.startsWith(byteOrderMark)) return undefined
  const lines: (string | null)[][] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  cell.lastIndex = 1
  let line: (string | null)[] = []
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text)
    if (match === null) return undefined
    const [, inQuotes, bare = '', end] = match
    const value = unguarded(inQuotes === undefined ? bare : inQuotes.replaceAll('""', '"'))
    line.push(value === '' ? null : value)
    if (end === ',') continue
    lines.push(line)
    line = []
  }
  return line.length === 0 ? lines : undefined
}
