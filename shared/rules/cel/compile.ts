/**
 * Type-checked expressions as closures. What an expression means is CEL's; what is different is written in
 * `value.ts` (exact numbers, blanks) and `functions.ts` (a closed set of functions). Errors behave as in CEL:
 * `&&` and `||` absorb an error of one side when the other decides, and a blank wins over an error.
 */
import type { ASTNode } from '@marcbachmann/cel-js'
import { Decimal } from '../../model/decimal.ts'
import { compileAccess, compileName } from './access.ts'
import { compileCall, compileMethod } from './calls.ts'
import { CellReads } from './cell-reads.ts'
import { constant, constantValue, folded } from './constants.ts'
import type { CheckedExpression } from './environment.ts'
import { oncePerSheet } from './once-per-sheet.ts'
import { binary, logical } from './operators.ts'
import { type Compiled, rowForm, type Scope, typeOf, unsupported, type Work } from './scope.ts'
import { blank, isDecimal, type Program } from './value.ts'

/** Turns a checked expression into a program. Throws `ExpressionError` for what we do not carry. */
export const compileExpression = (checked: CheckedExpression, scope: Scope): Compiled => {
  const work: Work = {
    ...scope,
    source: checked.source,
    locals: [],
    names: new Set(),
    reads: { row: new Set(), prev: new Set(), report: new Set(), others: new Set() },
    formsRead: new Set(),
    cells: new CellReads(),
    compile,
  }
  const run = compile(checked.ast, work)
  return {
    run,
    names: work.names,
    reads: work.reads,
    formsRead: work.formsRead,
    cells: work.cells.all,
    ast: checked.ast,
    part: (node, locals) => compile(node, { ...work, locals }),
    formOf: (node) => rowForm(typeOf(node).replace(/^list<(.*)>$/, '$1'), work),
  }
}

const compile = (node: ASTNode, work: Work): Program => {
  switch (node.op) {
    case 'value': {
      const value: unknown = node.args
      if (typeof value === 'string' || typeof value === 'boolean' || value instanceof Decimal) return constant(value)
      return unsupported(node, work, work.source.slice(node.start, node.end))
    }
    case 'id':
      return compileName(node, node.args, work)
    case '.':
      return compileAccess(node, node.args[0], node.args[1], work)
    case '[]': {
      const [list, key] = node.args
      if (key.op === 'value' && typeof key.args === 'string') return compileAccess(node, list, key.args, work)
      return unsupported(node, work, '[ ]')
    }
    case 'list': {
      const items = node.args.map((item) => compile(item, work))
      return folded(
        (frame) => {
          const values = items.map((item) => item(frame))
          return values.includes(blank) ? blank : values
        },
        ...items,
      )
    }
    case '?:': {
      const [condition, yes, no] = node.args.map((part) => compile(part, work))
      if (condition === undefined || yes === undefined || no === undefined) return unsupported(node, work, '?:')
      const known = constantValue(condition)
      if (known !== undefined) return known === blank ? constant(blank) : known === true ? yes : no
      return (frame) => {
        const decided = condition(frame)
        return decided === blank ? blank : decided === true ? yes(frame) : no(frame)
      }
    }
    case '&&':
      return logical(compile(node.args[0], work), compile(node.args[1], work), false)
    case '||':
      return logical(compile(node.args[0], work), compile(node.args[1], work), true)
    case '!_': {
      const operand = compile(node.args, work)
      return folded((frame) => {
        const value = operand(frame)
        return value === blank ? blank : value !== true
      }, operand)
    }
    case '-_': {
      const operand = compile(node.args, work)
      return folded((frame) => {
        const value = operand(frame)
        return isDecimal(value) ? value.neg() : blank
      }, operand)
    }
    case 'call':
      return oncePerSheet(node, work, (own) => compileCall(node, node.args[0], node.args[1], own))
    case 'rcall':
      return oncePerSheet(node, work, (own) => compileMethod(node, node.args[0], node.args[1], node.args[2], own))
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
    case '/':
    case 'in':
      return binary(node.op, node, compile(node.args[0], work), compile(node.args[1], work), work)
    default:
      return unsupported(node, work, node.op)
  }
}
