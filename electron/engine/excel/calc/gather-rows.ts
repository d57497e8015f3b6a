/** Totals that name each row of a block by itself: `C2+C3+C4`. Written as an area they say the same, and can grow with the block. */
import { liesOn } from './shift-references.ts'
import { type ReferenceToken, type Token, tokenize } from './tokens.ts'

export interface RowBlock {
  readonly sheet: string
  readonly first: number
  readonly last: number
}

/** What these say of cells they say of the area that holds them. */
const aggregates: ReadonlySet<string> = new Set(['SUM', 'MAX', 'MIN', 'AVERAGE', 'COUNT', 'COUNTA', 'PRODUCT', 'SUBTOTAL'])
/** Beside a sum in brackets' stead: whatever binds no closer than a plus. */
const before = /^[+=<>&(,]$|^<[=>]$|^>=$/
const behind = /^[-+=<>&),]$|^<[=>]$|^>=$/

/**
 * The formula with every column's whole block, named row by row, as one area: `SUM(C2:C4)` for `C2+C3+C4`, and so within SUM, MAX
 * and their like for `C2,C3,C4`, of a block of one row for `C2`. Anything else stays: `C2+C3` of three rows means these two.
 * @param ownSheet sheet on which references without a sheet lie
 */
export function gatherRows(formula: string, ownSheet: string | undefined, { sheet, first, last }: RowBlock): string {
  // Most formulas of a workbook name no row of the block.
  if (!formula.includes(String(first))) return formula
  const tokens = tokenize(formula)
  // Between two references a blank means what they have in common: such formulas are left to their author.
  if (tokens.some(({ kind }, at) => kind === 'space' && isOperand(tokens[at - 1]) && isOperand(tokens[at + 1]))) return formula
  return gathered(
    formula,
    tokens.filter(({ kind }) => kind !== 'space'),
    ownSheet,
    { sheet, first, last },
  )
}

const isOperand = (token: Token | undefined): boolean => token !== undefined && !['operator', 'comma', 'semicolon'].includes(token.kind)

function gathered(formula: string, tokens: readonly Token[], ownSheet: string | undefined, { sheet, first, last }: RowBlock): string {
  const isBlockCell = (token: Token | undefined, row: number, like?: ReferenceToken): token is ReferenceToken =>
    token?.kind === 'reference' &&
    token.area.kind === 'cell' &&
    token.area.from.row === row &&
    (like === undefined ? liesOn(token, ownSheet, sheet) : token.prefix === like.prefix && token.area.from.column === like.area.from.column)
  const functions = functionsAround(tokens)
  const parts: string[] = []
  let isGathered = false
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    const end = at + 2 * (last - first)
    const separator = tokens[at + 1]?.text
    const isRun =
      isBlockCell(token, first) &&
      Array.from({ length: last - first }, (_, step) => at + 2 * step + 2).every(
        (next) => tokens[next - 1]?.text === separator && isBlockCell(tokens[next], first + (next - at) / 2, token),
      )
    const area = isRun ? areaOf(token, tokens[end], functions[at], first === last ? ',' : separator) : undefined
    const [left, right] = [tokens[at - 1]?.text, tokens[end + 1]?.text]
    if (area === undefined || !(left === undefined || before.test(left)) || !(right === undefined || behind.test(right))) {
      parts.push(token?.text ?? '')
      continue
    }
    // As an argument it must be one, not a term of it.
    const isArgument = /^[(,]$/.test(left ?? '') && /^[),]$/.test(right ?? '')
    if (area.isArgument && !isArgument) {
      parts.push(token?.text ?? '')
      continue
    }
    parts.push(area.text)
    isGathered = true
    at = end
  }
  return isGathered ? parts.join('') : formula
}

function areaOf(
  from: ReferenceToken,
  to: Token | undefined,
  inside: string | undefined,
  separator: string | undefined,
): { readonly text: string; readonly isArgument: boolean } | undefined {
  const end = to?.kind === 'reference' ? to.text.slice(to.prefix.length) : ''
  const text = `${from.text}:${end}`
  if (separator === '+') return { text: `SUM(${text})`, isArgument: false }
  return separator === ',' && inside !== undefined && aggregates.has(inside) ? { text, isArgument: true } : undefined
}

/** The function whose argument each token is part of. */
function functionsAround(tokens: readonly Token[]): readonly (string | undefined)[] {
  const open: (string | undefined)[] = []
  return tokens.map((token, at) => {
    if (token.kind === 'close') open.pop()
    const own = open.at(-1)
    const caller = tokens[at - 1]
    if (token.kind === 'open') open.push(caller?.kind === 'function' ? caller.text.toUpperCase() : undefined)
    return own
  })
}
