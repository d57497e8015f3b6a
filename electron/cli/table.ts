/** Columns a glyph takes in a terminal: two for CJK and full-width forms, else one. */
export function displayWidth(text: string): number {
  let width = 0
  for (const char of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(char) ? 2 : 1
  return width
}

/**
 * What came from outside, fit for one line of a terminal: an escape sequence would steer the terminal, a line end make
 * up lines of its own, and a mark of direction turn round what stands behind it.
 */
export const oneLine = (text: string): string =>
  text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ').replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')

/** The same for a text of several lines. */
export const forTerminal = (text: string): string => text.replace(/[[\p{Cc}\p{Bidi_Control}]--[\n\t]]/gv, '')

/** Lines of an aligned table; the last column is left ragged so that long sentences do not pad. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = head.map(oneLine)
  const body = rows.map((row) => row.map(oneLine))
  const all = [heads, ...body]
  const widths = heads.map((_, column) => all.reduce((most, row) => Math.max(most, displayWidth(row[column] ?? '')), 0))
  const line = (row: readonly string[]) =>
    heads
      .map((_, column) => {
        const cell = row[column] ?? ''
        return column === heads.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell))
      })
      .join('  ')
      .trimEnd()
  return [line(heads), widths.map((width) => '─'.repeat(Math.min(width, 40))).join('  '), ...body.map(line)].join('\n')
}
