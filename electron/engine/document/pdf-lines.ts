/**
 * From pieces of text on a page to lines, and from lines to paragraphs. Chinese official documents are printed in one
 * column with the first line of each paragraph set in by two characters; that is what is looked for here. A document that
 * is printed otherwise still gives all its text, in more and shorter paragraphs.
 */

/** What the library tells about a piece of text. */
export interface Piece {
  readonly str: string
  readonly width: number
  readonly height: number
  /** Where it stands: the fifth and sixth number are x and y of its start, from the lower left corner. */
  readonly transform: readonly number[]
}
export interface PdfLine {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly y: number
  /** Height of its letters. */
  readonly size: number
}
interface Placed {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly y: number
  readonly size: number
}

/** Pieces whose feet differ by less than this share of their height stand in one line. */
const sameLine = 0.45
/** A gap of more than this many letters is a gap between columns or words. */
const wordGap = 0.6
const indent = 1.2
/** A line that ends this many letters before the margin ends its paragraph. */
const shortBy = 1.6
/** Lines further apart than this share of the usual distance belong to different paragraphs. */
const widerThanUsual = 1.45

/** The lines of one page from top to bottom. */
export function linesOf(pieces: readonly Piece[]): PdfLine[] {
  const placed = pieces.flatMap(place).sort((a, b) => b.y - a.y)
  const rows: Placed[][] = []
  for (const piece of placed) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row !== undefined && first !== undefined && first.y - piece.y < sameLine * Math.max(first.size, piece.size)) row.push(piece)
    else rows.push([piece])
  }
  return rows.map(joinRow)
}

/** Radicals that many PDFs hold in the place of the letters they look like; the other radicals Unicode itself makes plain. */
const radicals = '⺠民⺟母⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟⼾户'
const letterOf: ReadonlyMap<string, string> = new Map(
  (radicals.match(/../gu) ?? []).map(([radical = '', letter = '']) => [radical, letter]),
)

/** Letters in place of the radicals that look like them. */
export const plainLetters = (text: string): string =>
  text.replace(/[\u2e80-\u2fdf]/g, (radical) => letterOf.get(radical) ?? radical.normalize('NFKC'))

const place = ({ str, width, height, transform }: Piece): Placed[] => {
  const [, , , , left = 0, y = 0] = transform
  const size = height > 0 ? height : Math.hypot(transform[2] ?? 0, transform[3] ?? 0)
  const text = plainLetters(str)
  return text.trim() === '' || !Number.isFinite(left + y + width + size) ? [] : [{ text, left, right: left + width, y, size }]
}

const joinRow = (row: Placed[]): PdfLine => {
  const inOrder = row.sort((a, b) => a.left - b.left)
  let text = ''
  let right = Number.NEGATIVE_INFINITY
  let left = Number.POSITIVE_INFINITY
  let size = 0
  let y = 0
  for (const piece of inOrder) {
    const gap = piece.left - right
    text += text !== '' && gap > wordGap * piece.size && !/\s$/.test(text) ? ` ${piece.text}` : piece.text
    right = Math.max(right, piece.right)
    left = Math.min(left, piece.left)
    size = Math.max(size, piece.size)
    y = piece.y
  }
  return { text: text.trim(), left, right, y, size }
}

interface Margins {
  readonly left: number
  readonly right: number
  /** Usual distance between the feet of two lines. */
  readonly leading: number
}

/** The paragraphs of all pages; one that runs over a page is one, and belongs to the page it begins on. */
export function* paragraphsOf(pages: readonly (readonly PdfLine[])[]): Generator<{ readonly text: string; readonly page: number }> {
  let open: { text: string; readonly page: number } | undefined
  let before: PdfLine | undefined
  let isFullBefore = false
  for (const [index, all] of pages.entries()) {
    const lines = withoutPageNumbers(all)
    const margins = marginsOf(lines)
    let isFirst = true
    for (const line of lines) {
      const goesOn =
        open !== undefined &&
        before !== undefined &&
        isFullBefore &&
        line.left < margins.left + indent * line.size &&
        Math.abs(line.size - before.size) < 0.15 * line.size &&
        (isFirst || before.y - line.y < widerThanUsual * margins.leading) &&
        !(startsClause.test(line.text) && endsSentence.test(open.text))
      if (open !== undefined && goesOn) open.text += joint(open.text, line.text) + line.text
      else {
        if (open !== undefined) yield open
        open = { text: line.text, page: index + 1 }
      }
      before = line
      isFullBefore = line.right > margins.right - shortBy * line.size
      isFirst = false
    }
  }
  if (open !== undefined) yield open
}

/** A number at the start of a line begins a clause where a sentence has ended before, whatever the layout says. */
const startsClause =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百]{1,5}[章节条])/
const endsSentence = /[。；;：:！!？?）)”]$/

/** Chinese is joined without, words and numbers of Latin letters with a blank. */
const joint = (text: string, next: string): string => (/[A-Za-z,;]$/.test(text) && /^[A-Za-z]/.test(next) ? ' ' : '')

const pageNumber =
  /^(?:page\s+\d{1,4}(?:\s+of\s+\d{1,4})?$|[-—–―─·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]+\s*\d{1,4}\s*页?)?[-—–―─·•\s]*$)/i

/** Without a page number at the very top or bottom. */
const withoutPageNumbers = (lines: readonly PdfLine[]): readonly PdfLine[] =>
  lines.filter(({ text }, index) => !((index === 0 || index === lines.length - 1) && pageNumber.test(text)))

const marginsOf = (lines: readonly PdfLine[]): Margins => {
  const gaps = lines.slice(1).map((line, index) => (lines[index]?.y ?? line.y) - line.y)
  return {
    left: Math.min(...lines.map(({ left }) => left)),
    right: Math.max(...lines.map(({ right }) => right)),
    leading: median(gaps),
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
