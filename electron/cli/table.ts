/** Columns a glyph takes in a terminal: two for CJK and full-width forms, else one. */
export function displayWidth(text: string): number {
  let width = 0
  for (const char of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(char) ? 2 : 1
  return width
}

/** Lines of an aligned table; the last column is left ragged so that long sentences do not pad. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => all.reduce((most, row) => Math.max(most, displayWidth(row[column] ?? '')), 0))
  const line = (row: readonly string[]) =>
    head
      .map((_, column) => {
        const cell = row[column] ?? ''
        return column === head.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell))
      })
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '─'.repeat(Math.min(width, 40))).join('  '), ...rows.map(line)].join('\n')
}
