/**
 * Blocks of cells as spreadsheets put them on the clipboard: fields split by tabs, rows by line ends, a field in
 * quotes only when it starts with one. A row that is shorter than the others leaves the missing cells alone; an
 * empty field clears its cell.
 */

/** Rows of fields. The line end after the last row does not begin another one. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at)
    row.push(field.value)
    at = field.end
    if (text[at] === '\t') {
      at += 1
      if (at === text.length) row.push('')
      continue
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return rows
}

interface Token {
  readonly value: string
  readonly end: number
}
const toBreak = /[^\t\n\r]*/y

function plainField(text: string, start: number): Token {
  toBreak.lastIndex = start
  toBreak.test(text)
  const end = toBreak.lastIndex
  return { value: text.slice(start, end), end }
}

/** A quote that is never closed is an ordinary character: somebody typed it. */
function quotedField(text: string, start: number): Token {
  let value = ''
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') {
      value += text[at]
      continue
    }
    if (text[at + 1] === '"') {
      value += '"'
      at += 1
      continue
    }
    const rest = plainField(text, at + 1)
    return { value: value.replace(/\r\n?/g, '\n') + rest.value, end: rest.end }
  }
  return plainField(text, start)
}

const needsQuotes = /[\t\n\r"]/

/** The opposite of `parseTsv`; every row ends with CR LF, as spreadsheets write it. */
export const formatTsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((field) => (needsQuotes.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join('\t')}\r\n`).join('')

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>')

/** The same block as a table, for programs that prefer one. Cells are marked as text so that codes keep their leading zeros. */
export const formatHtmlTable = (rows: readonly (readonly string[])[]): string =>
  `<table>${rows.map((row) => `<tr>${row.map((field) => `<td style="mso-number-format:'\\@'">${escapeHtml(field)}</td>`).join('')}</tr>`).join('')}</table>`
