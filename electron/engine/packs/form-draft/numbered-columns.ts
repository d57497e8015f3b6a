/**
 * The row of column numbers as bureaus write it: `3=1+2` says how the third column is reckoned. Read only where it can
 * mean one thing; what is left is a number of a column and no more.
 */
import { isNumeric } from '../../../../shared/model/value.ts'
import { type DraftField, isShare } from './draft-field.ts'

export interface NumberedFormula {
  readonly column: number
  /** The cell as it is printed. */
  readonly shown: string
  /** Over `row`. */
  readonly expression: string
  /** The column is in per cent and the printed quotient was not: it was multiplied by a hundred. */
  readonly isTimesHundred: boolean
}

type Token =
  | { readonly kind: 'column'; readonly column: number }
  | { readonly kind: 'literal'; readonly digits: string }
  | { readonly kind: 'sign'; readonly sign: string }
  | { readonly kind: 'bracket'; readonly bracket: string }
interface Parsed {
  readonly column: number
  readonly shown: string
  readonly tokens: readonly Token[]
  /** Ends in ×100%, which is 1 but for a column in per cent. */
  readonly endsInPercent: boolean
}

const longestFormula = 80
/** Factors that turn a quotient into per cent, per mille, or one unit into another. */
const powerOfTen = /^10{2,}$/
const ahead = /^(?:\[(\d{1,3})\]|(\d+(?:\.\d+)?)|([+*/-])|([()]))/

/** One way of writing for all: `[3]=[1]+[2]` for ③＝①＋② and （3）=（1）+（2）, `3=1/2` for 3＝1÷2. */
const plain = (text: string): string => {
  const written = text
    .replace(/[①-⑳]/g, (circled) => `[${(circled.codePointAt(0) ?? 0) - 0x245f}]`)
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[×✕✖]/g, '*')
    .replace(/[÷∕]/g, '/')
    .replace(/[−–]/g, '-')
    .replace(/[(<〈](\d{1,3})[)>〉]/g, '[$1]')
  return /^\((\d{1,3}=.*)\)$/.exec(written)?.[1] ?? written
}

const readFormula = (right: string, columnOf: ReadonlyMap<number, number | null>): readonly Token[] | undefined => {
  // Where columns are written in brackets or circles, a bare number is a number.
  const isMarked = right.includes('[')
  const tokens: Token[] = []
  let rest = right
  while (rest !== '') {
    const [all, marked, digits, sign, bracket] = ahead.exec(rest) ?? []
    if (all === undefined) return undefined
    rest = rest.slice(all.length)
    const before = tokens.at(-1)
    const isFactor = before?.kind === 'sign' && (before.sign === '*' || before.sign === '/')
    if (sign !== undefined) tokens.push({ kind: 'sign', sign })
    else if (bracket !== undefined) tokens.push({ kind: 'bracket', bracket })
    else if (digits !== undefined && (isMarked || digits.includes('.') || (isFactor && powerOfTen.test(digits)))) {
      if (!isMarked && columnOf.has(Number(digits))) return undefined
      tokens.push({ kind: 'literal', digits })
    } else {
      const column = columnOf.get(Number(marked ?? digits))
      if (column === undefined || column === null) return undefined
      tokens.push({ kind: 'column', column })
    }
  }
  return tokens
}

/** Operands with signs between them, brackets that close. */
const isSound = (tokens: readonly Token[]): boolean => {
  let kinds = tokens.map((token) => (token.kind === 'sign' ? 'o' : token.kind === 'bracket' ? token.bracket : 'n')).join('')
  for (let before = ''; before !== kinds; ) {
    before = kinds
    kinds = kinds.replace(/\(n(?:on)*\)/g, 'n')
  }
  return /^n(?:on)*$/.test(kinds) && tokens.some(({ kind }) => kind === 'sign')
}

const hasSign = (tokens: readonly Token[], signs: string): boolean =>
  tokens.some((token) => token.kind === 'sign' && signs.includes(token.sign))

/** `4=2/3-1`: the 1 may be one, or the first column. */
const isTwoMinded = (tokens: readonly Token[], first: number | null | undefined): boolean => {
  const isSum = (token: Token | undefined): boolean => token?.kind === 'sign' && '+-'.includes(token.sign)
  return (
    hasSign(tokens, '/') &&
    tokens.some((token, at) => token.kind === 'column' && token.column === first && (isSum(tokens[at - 1]) || isSum(tokens[at + 1])))
  )
}

const parseRow = (numbering: ReadonlyMap<number, string>): readonly Parsed[] => {
  const columnOf = new Map<number, number | null>()
  const formulas: { column: number; shown: string; right: string }[] = []
  for (const [column, shown] of numbering) {
    const [, own, right] = /^\[?(\d{1,3})\]?(?:=(.+))?$/.exec(plain(shown)) ?? []
    if (own === undefined) continue
    // A number that stands over two columns names neither.
    columnOf.set(Number(own), columnOf.has(Number(own)) ? null : column)
    if (right !== undefined && right.length <= longestFormula) formulas.push({ column, shown, right })
  }
  return formulas.flatMap(({ column, shown, right }) => {
    const tokens = readFormula(right.replace(/\*100%$/, '*100'), columnOf)
    if (tokens === undefined || !isSound(tokens) || (!right.includes('[') && isTwoMinded(tokens, columnOf.get(1)))) return []
    return [{ column, shown, tokens, endsInPercent: right.endsWith('%') }]
  })
}

const expressionOf = ({ tokens }: Parsed, fields: ReadonlyMap<number, DraftField>): string =>
  tokens
    .map((token) => {
      if (token.kind === 'column') return `row.${fields.get(token.column)?.key ?? ''}`
      if (token.kind === 'sign') return ` ${token.sign} `
      return token.kind === 'bracket' ? token.bracket : token.digits
    })
    .join('')

const columnsOf = ({ tokens }: Parsed): readonly number[] => tokens.flatMap((token) => (token.kind === 'column' ? [token.column] : []))

/** Undefined where the columns are no numbers, or their units do not go together. */
const fitted = (parsed: Parsed, fields: ReadonlyMap<number, DraftField>): NumberedFormula | undefined => {
  const { column, shown, tokens, endsInPercent } = parsed
  const own = fields.get(column)
  const operands = columnsOf(parsed).map((at) => fields.get(at))
  const known = operands.filter((field): field is DraftField => field !== undefined && isNumeric(field.type))
  if (own === undefined || !isNumeric(own.type) || known.length < operands.length || known.length === 0) return undefined
  const isQuotient = hasSign(tokens, '/')
  const isWhole = !isQuotient && tokens.every((token) => token.kind !== 'literal' || !token.digits.includes('.'))
  if (own.type === 'integer' && (!isWhole || known.some(({ type }) => type !== 'integer'))) return undefined
  if (!hasSign(tokens, '*/')) {
    const units = new Set([own, ...known].flatMap((field) => (isShare(field) ? ['%'] : (field.unit ?? []))))
    if (units.size > 1) return undefined
  }
  const expression = expressionOf(parsed, fields)
  if (!isShare(own)) return endsInPercent ? undefined : { column, shown, expression, isTimesHundred: false }
  const isTimesHundred = isQuotient && !tokens.some((token) => token.kind === 'literal' && token.digits === '100')
  if (!isTimesHundred) return { column, shown, expression, isTimesHundred }
  const isSum = hasSign(tokens, '+-')
  // A share with a quotient added to it is in per cent already, and the quotient is not.
  if (isSum && known.some(isShare)) return undefined
  return { column, shown, expression: isSum ? `(${expression}) * 100` : `${expression} * 100`, isTimesHundred }
}

/**
 * The formulas that a row of column numbers says, by the columns they are of.
 * @param numbering what stands in the row, by 0-based column
 */
export const numberedFormulas = (
  numbering: ReadonlyMap<number, string>,
  fields: ReadonlyMap<number, DraftField>,
): ReadonlyMap<number, NumberedFormula> => {
  const found = new Map<number, { readonly formula: NumberedFormula; readonly from: readonly number[] }>()
  for (const parsed of parseRow(numbering)) {
    const formula = fitted(parsed, fields)
    if (formula !== undefined) found.set(parsed.column, { formula, from: columnsOf(parsed) })
  }
  /** 1=2+3 and 2=1-3: two ways to say one thing, of which neither is to be preferred. */
  const leadsBack = (column: number): boolean => {
    const seen = new Set<number>()
    const open = [...(found.get(column)?.from ?? [])]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === column) return true
      if (!seen.has(at)) open.push(...(found.get(at)?.from ?? []))
      seen.add(at)
    }
    return false
  }
  return new Map([...found].flatMap(([column, { formula }]) => (leadsBack(column) ? [] : [[column, formula] as const])))
}
