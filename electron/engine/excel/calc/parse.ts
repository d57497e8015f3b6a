/** Reads a formula into a tree, by the precedences of Excel: a minus sign binds closer than a power, powers group from the left. */
import type { Area } from './grid-area.ts'
import { errorCodes, type Scalar } from './model.ts'
import { type Token, tokenize } from './tokens.ts'
import { cannotCompute, tooMuch } from './uncomputable.ts'

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '>' | '<=' | '>='

export type FormulaNode =
  | { readonly kind: 'literal'; readonly value: Scalar }
  /** An argument left out, as in IF(A1,,2). */
  | { readonly kind: 'missing' }
  | { readonly kind: 'reference'; readonly prefix: string; readonly area: Area }
  | { readonly kind: 'name'; readonly prefix: string; readonly name: string }
  | { readonly kind: 'structured'; readonly text: string }
  | { readonly kind: 'array'; readonly rows: readonly (readonly Scalar[])[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly FormulaNode[] }
  | { readonly kind: 'sign'; readonly operator: '+' | '-'; readonly operand: FormulaNode }
  | { readonly kind: 'percent'; readonly operand: FormulaNode }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: FormulaNode; readonly right: FormulaNode }
  /** Several areas side by side: (A1,B2:B9). */
  | { readonly kind: 'union'; readonly items: readonly FormulaNode[] }

const bindingPower: Readonly<Record<string, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '>': 1,
  '<=': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
  '%': 6,
}
const signPower = 7

const isBinary = (operator: string): operator is BinaryOperator => operator !== '%' && Object.hasOwn(bindingPower, operator)

/** Brackets within brackets; Excel stops at 64 functions. */
const deepestNesting = 100
/** Operators in a row build a tree as deep as the row is long. */
const longestChain = 1000

/** @throws CannotCompute for what is no formula or uses operators that are not supported */
export function parseFormula(formula: string): FormulaNode {
  return new Parser(tokenize(formula)).parse()
}

const endsOperand = new Set(['reference', 'name', 'structured', 'close', 'number', 'text'])
const startsOperand = new Set(['reference', 'name', 'structured', 'open', 'function'])

class Parser {
  private readonly tokens: readonly Token[]
  private at = 0
  private depth = 0
  private chain = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens.filter((token, index) => {
      if (token.kind !== 'space') return true
      // A space between two references means the cells they share; that is not supported.
      if (endsOperand.has(tokens[index - 1]?.kind ?? '') && startsOperand.has(tokens[index + 1]?.kind ?? '')) throw syntax()
      return false
    })
  }

  parse(): FormulaNode {
    const node = this.expression(0)
    if (this.at !== this.tokens.length) throw syntax()
    return node
  }

  private expression(power: number): FormulaNode {
    if (++this.depth > deepestNesting) throw tooMuch()
    let left = this.operand()
    for (;;) {
      const token = this.tokens[this.at]
      if (token?.kind !== 'operator') break
      const binding = bindingPower[token.text]
      if (binding === undefined) throw syntax()
      if (binding <= power) break
      if (++this.chain > longestChain) throw tooMuch()
      this.at++
      if (token.text === '%') left = { kind: 'percent', operand: left }
      else if (isBinary(token.text)) left = { kind: 'binary', operator: token.text, left, right: this.expression(binding) }
    }
    this.depth--
    return left
  }

  private operand(): FormulaNode {
    const token = this.tokens[this.at++]
    switch (token?.kind) {
      case 'number':
        return { kind: 'literal', value: Number(token.text) }
      case 'text':
        return { kind: 'literal', value: unquote(token.text) }
      case 'boolean':
        return { kind: 'literal', value: token.text.toUpperCase() === 'TRUE' }
      case 'error':
        return { kind: 'literal', value: errorOf(token.text) }
      case 'reference':
        return { kind: 'reference', prefix: token.prefix, area: token.area }
      case 'name':
        return { kind: 'name', prefix: token.prefix, name: token.name }
      case 'structured':
        return { kind: 'structured', text: token.text }
      case 'function':
        return { kind: 'call', name: functionName(token.text), args: this.args() }
      case 'openBrace':
        return this.array()
      case 'open':
        return this.bracket()
      case 'operator':
        if (token.text === '-' || token.text === '+') return { kind: 'sign', operator: token.text, operand: this.expression(signPower) }
    }
    throw syntax()
  }

  private bracket(): FormulaNode {
    const items = [this.expression(0)]
    while (this.takes('comma')) items.push(this.expression(0))
    if (!this.takes('close')) throw syntax()
    const [only] = items
    return items.length === 1 && only !== undefined ? only : { kind: 'union', items }
  }

  private args(): FormulaNode[] {
    this.at++ // the bracket that made it a function
    if (this.takes('close')) return []
    const args: FormulaNode[] = []
    for (;;) {
      const next = this.tokens[this.at]?.kind
      args.push(next === 'comma' || next === 'close' ? { kind: 'missing' } : this.expression(0))
      if (this.takes('close')) return args
      if (!this.takes('comma')) throw syntax()
    }
  }

  private array(): FormulaNode {
    const rows: Scalar[][] = [[]]
    for (;;) {
      rows.at(-1)?.push(this.constant())
      if (this.takes('closeBrace')) break
      if (this.takes('semicolon')) rows.push([])
      else if (!this.takes('comma')) throw syntax()
    }
    if (rows.some((row) => row.length !== rows[0]?.length)) throw syntax()
    return { kind: 'array', rows }
  }

  private constant(): Scalar {
    const node = this.operand()
    if (node.kind === 'literal') return node.value
    if (node.kind === 'sign' && node.operand.kind === 'literal' && typeof node.operand.value === 'number')
      return node.operator === '-' ? -node.operand.value : node.operand.value
    throw syntax()
  }

  private takes(kind: Token['kind']): boolean {
    if (this.tokens[this.at]?.kind !== kind) return false
    this.at++
    return true
  }
}

const syntax = () => cannotCompute({ kind: 'syntax' })

const unquote = (text: string): string => text.slice(1, -1).replaceAll('""', '"')

/** Newer functions are stored with a mark in front of their names. */
const functionName = (text: string): string => text.toUpperCase().replace(/^(?:_XLFN\.|_XLWS\.)+/, '')

function errorOf(text: string): Scalar {
  const upper = text.toUpperCase()
  const code = errorCodes.find((known) => upper.endsWith(known) || (known === '#REF!' && upper.startsWith(known)))
  if (code === undefined) throw syntax()
  return { error: code }
}
