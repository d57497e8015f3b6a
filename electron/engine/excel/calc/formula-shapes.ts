/**
 * Formulas that were filled down or across say the same seen from their own cells. Files often write each of them out; read as one
 * that is shared, it is cut into tokens and made a tree once instead of thousands of times.
 */
import type { Area } from './grid-area.ts'
import { printArea } from './grid-area.ts'
import type { CellFormula } from './model.ts'
import { areaIsFixed, moveArea } from './shift-references.ts'
import { tokenize } from './tokens.ts'

type PlainFormula = Extract<CellFormula, { readonly kind: 'plain' }>

/** A formula cut at its references that move: one piece of text before each, and one behind the last. */
interface Cut {
  readonly pieces: readonly string[]
  readonly moving: readonly Area[]
}
interface Shape {
  readonly formula: Extract<CellFormula, { readonly kind: 'shared' }>
  cut: Cut | undefined
}

/** Formulas of one sheet, asked for in the order of their rows. */
export class FormulaShapes {
  private readonly byColumn = new Map<number, Shape>()
  private before: Shape | undefined

  /** The formula as one shared with a cell above it or left of it, if it reads the same from there. */
  of(formula: PlainFormula, row: number, column: number): CellFormula {
    const above = this.byColumn.get(column)
    const { before } = this
    const known = isSame(above, formula.text, row, column)
      ? above
      : before !== above && isSame(before, formula.text, row, column)
        ? before
        : undefined
    const shape = known ?? { formula: { kind: 'shared', text: formula.text, row, column }, cut: undefined }
    this.byColumn.set(column, shape)
    this.before = shape
    return shape.formula
  }
}

/** What begins otherwise or is much longer is another formula; it need not be cut to see that. */
const longestDifference = 12

function isSame(shape: Shape | undefined, text: string, row: number, column: number): shape is Shape {
  if (shape === undefined) return false
  const { formula } = shape
  if (Math.abs(formula.text.length - text.length) > longestDifference || text[0] !== formula.text[0]) return false
  shape.cut ??= cutFormula(formula.text)
  return isMoved(shape.cut, text, row - formula.row, column - formula.column)
}

function cutFormula(text: string): Cut {
  const pieces: string[] = []
  const moving: Area[] = []
  let piece = ''
  for (const token of tokenize(text)) {
    if (token.kind !== 'reference' || areaIsFixed(token.area)) piece += token.text
    else {
      pieces.push(piece + token.prefix)
      moving.push(token.area)
      piece = ''
    }
  }
  return { pieces: [...pieces, piece], moving }
}

/** The text is the cut formula, letter by letter, with its references moved: so it is cut at the same places, too. */
function isMoved({ pieces, moving }: Cut, text: string, rows: number, columns: number): boolean {
  let at = 0
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index] ?? ''
    if (!text.startsWith(piece, at)) return false
    at += piece.length
    const area = moving[index]
    if (area === undefined) break
    const moved = moveArea(area, rows, columns)
    const printed = moved && printArea(moved)
    if (printed === undefined || !text.startsWith(printed, at)) return false
    at += printed.length
  }
  return at === text.length
}
