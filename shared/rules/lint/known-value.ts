/** What can be said of an expression before any form is filled in, with the pack's own parameters. */
import type { ASTNode } from '@marcbachmann/cel-js'
import type { Pack } from '../../forms/pack-types.ts'
import { Decimal } from '../../model/decimal.ts'
import { typeOf } from '../cel/scope.ts'
import { equal, isDecimal, type Value } from '../cel/value.ts'
import { parameterValue } from '../variables.ts'

const compare = (operator: string, a: Decimal, b: Decimal): boolean => {
  const order = a.cmp(b)
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}

/** The value an expression has whatever is filled in; undefined when it hangs on what is filled in. */
export const knownValue = (node: ASTNode, pack: Pack): Value | undefined => {
  switch (node.op) {
    case 'value': {
      const value: unknown = node.args
      return typeof value === 'string' || typeof value === 'boolean' || value instanceof Decimal ? value : undefined
    }
    case '.': {
      const parameter = typeOf(node.args[0]) === 'Plan' ? pack.manifest.parameters[node.args[1]] : undefined
      return parameter === undefined ? undefined : parameterValue(parameter.value)
    }
    case 'list': {
      const items = node.args.map((item) => knownValue(item, pack))
      return items.every((item): item is Value => item !== undefined) ? items : undefined
    }
    case '!_': {
      const value = knownValue(node.args, pack)
      return typeof value === 'boolean' ? !value : undefined
    }
    case '-_': {
      const value = knownValue(node.args, pack)
      return value !== undefined && isDecimal(value) ? value.neg() : undefined
    }
    case '&&':
    case '||': {
      const deciding = node.op === '||'
      const [a, b] = node.args.map((part) => knownValue(part, pack))
      if (a === deciding || b === deciding) return deciding
      return a !== undefined && b !== undefined ? !deciding : undefined
    }
    case '?:': {
      const condition = knownValue(node.args[0], pack)
      return condition === undefined ? undefined : knownValue(node.args[condition === true ? 1 : 2], pack)
    }
    case '==':
    case '!=': {
      const [a, b] = node.args.map((part) => knownValue(part, pack))
      return a === undefined || b === undefined ? undefined : equal(a, b) === (node.op === '==')
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [a, b] = node.args.map((part) => knownValue(part, pack))
      return a !== undefined && b !== undefined && isDecimal(a) && isDecimal(b) ? compare(node.op, a, b) : undefined
    }
    default:
      return undefined
  }
}
