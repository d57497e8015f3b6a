/** Heights are in points. */
const lineHeight = 13.5
const padding = 5
const smallest = 19

/** A row tall enough for `lines` lines of text; programs that measure text better may still change it. */
export const sheetRow = (at: number, cells: string, lines: number): string =>
  lines === 1 ? `<row r="${at + 1}">${cells}</row>` : `<row r="${at + 1}" ht="${heightOf(lines)}" customHeight="1">${cells}</row>`

const heightOf = (lines: number): number => Math.min(409, Math.max(smallest, lines * lineHeight + padding))

/** A row of a given height. */
export const tallRow = (at: number, cells: string, height: number): string =>
  `<row r="${at + 1}" ht="${height}" customHeight="1">${cells}</row>`
