/**
 * A copied block as a table: spreadsheets put one beside the plain text, and only it says which cells were merged. What
 * it holds is somebody else's writing: it is parsed without running or fetching anything, and nothing it claims about its
 * size costs more than a large sheet would.
 */

/** A cell as it is written in a table, which names only those that nothing covers. */
export interface SpannedCell {
  readonly text: string
  readonly rowSpan: number
  readonly colSpan: number
  /** Its text is longer than its column and drawn over blank cells beside it, which are cells of their own. */
  readonly isSpill: boolean
}
/** Places `row column` that a merged cell covers: the row it begins in, or null where it begins in another column. */
export type Covered = ReadonlyMap<string, number | null>
export interface TableBlock {
  /** What is covered is empty. */
  readonly rows: readonly (readonly string[])[]
  readonly covered: Covered
}

export const place = (row: number, column: number): string => `${row} ${column}`

/** A page may claim anything; no sheet of a clerk's merges more, is wider, or is pasted in larger blocks. */
const mostMerged = 1_000
const mostColumns = 16_384
const mostCells = 1_000_000
const mostCharacters = 50_000_000

const bounded = (span: number): number => Math.max(1, Math.min(span, mostMerged))

/** Puts each cell where it stands; null for a table larger than any that is pasted. */
export function layOut(lines: readonly (readonly SpannedCell[])[]): TableBlock | null {
  const rows: string[][] = []
  const covered = new Map<string, number | null>()
  const open: { readonly until: number; readonly top: number; readonly left: number }[] = []
  let cells = 0
  for (const [top, line] of lines.entries()) {
    const fields: string[] = []
    const passCovered = (): void => {
      for (let over = open[fields.length]; over !== undefined && over.until > top; over = open[fields.length]) {
        covered.set(place(top, fields.length), over.left === fields.length ? over.top : null)
        fields.push('')
      }
    }
    for (const { text, rowSpan, colSpan, isSpill } of line) {
      passCovered()
      const left = fields.length
      for (let column = left; column < left + bounded(colSpan); column += 1) {
        open[column] = { until: top + bounded(rowSpan), top, left }
        if (column > left && !isSpill) covered.set(place(top, column), null)
        fields.push(column === left ? text : '')
      }
      if (fields.length > mostColumns || cells + fields.length > mostCells) return null
    }
    passCovered()
    cells += fields.length
    rows.push(fields)
  }
  return { rows, covered }
}

const noneCovered: Covered = new Map()

/**
 * What is covered of a block that came as plain text, too: only where the table beside it is the same block, and only
 * where the plain text has nothing. Rows without anything in them may follow in the table: Excel writes one for the widths.
 */
export function coveredIn(rows: readonly (readonly string[])[], table: TableBlock): Covered {
  const isSame =
    table.rows.length >= rows.length &&
    table.rows.every((fields, row) => {
      const plain = rows[row]
      return plain === undefined ? fields.every((field) => field === '') : plain.length === fields.length
    })
  if (!isSame) return noneCovered
  return new Map(
    [...table.covered].filter(([at]) => {
      const [row = 0, column = 0] = at.split(' ').map(Number)
      return rows[row]?.[column] === ''
    }),
  )
}

/** Whether it is worth reading the table beside a plain text: it costs more than the text itself. */
export const mayMerge = (html: string): boolean => /\b(?:row|col)span/i.test(html)

/** The first table of a copied document; null when there is none that could be pasted. */
export function readTable(html: string): TableBlock | null {
  if (html.length > mostCharacters) return null
  // How its cells look does not matter, and the page's policy would report it. A style that is never closed goes to the end.
  const bare = html
    .replace(/<style[\s\S]*?(?:<\/style>|$)/gi, '')
    .replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, (style) => (/mso-ignore\s*:\s*colspan/i.test(style) ? ' data-spill' : ''))
  const table = new DOMParser().parseFromString(bare, 'text/html').querySelector('table')
  const lines = table && cellsOf(table)
  return lines && layOut(lines)
}

/** What is read of a parsed document. */
interface PageNode {
  readonly nodeName: string
  readonly textContent: string | null
  readonly childNodes: Iterable<PageNode>
}
interface PageCell extends PageNode {
  readonly rowSpan: number
  readonly colSpan: number
  hasAttribute(name: string): boolean
}
interface PageTable {
  readonly rows: Iterable<{ readonly cells: Iterable<PageCell> }>
}

/** The cells of a table itself, not of those inside its cells; null for a table larger than any that is pasted. */
export function cellsOf(table: PageTable): SpannedCell[][] | null {
  const lines: SpannedCell[][] = []
  let count = 0
  for (const { cells } of table.rows) {
    const line: SpannedCell[] = []
    for (const cell of cells) {
      if (count + line.length >= mostCells) return null
      const { rowSpan, colSpan } = cell
      line.push({ text: cellText(cell), rowSpan, colSpan, isSpill: cell.hasAttribute('data-spill') })
    }
    // A row without cells costs something, too.
    count += Math.max(1, line.length)
    if (count > mostCells) return null
    lines.push(line)
  }
  return lines
}

/** No program nests the looks of a text deeper; each level reads what is inside it once more. */
const deepest = 32

/**
 * Line ends of the source are spaces, as a browser draws them; `<br>` and paragraphs are line ends. A table within a
 * cell is left out: its figures in one row would become one figure.
 */
function cellText(cell: PageNode, depth = 0): string {
  const pieces = [...cell.childNodes].map((node): string => {
    if (node.nodeName === 'BR') return '\n'
    if (node.nodeName === 'TABLE' || node.nodeName === '#comment') return ''
    if (node.nodeName === '#text' || depth === deepest) return (node.textContent ?? '').replace(/[ \t\r\n]+/g, ' ')
    const inside = cellText(node, depth + 1)
    return node.nodeName === 'P' || node.nodeName === 'DIV' ? `${inside}\n` : inside
  })
  return pieces
    .join('')
    .replace(/ *\n */g, '\n')
    .replace(/\u00a0/g, ' ')
    .trim()
}
