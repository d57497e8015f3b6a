import type { ASTNode } from '@marcbachmann/cel-js'
import { CellReads } from './cell-reads.ts'
import type { Work } from './scope.ts'
import type { Program, Value } from './value.ts'

const listNames = new Set(['rows', 'prevRows', 'earlier', 'forms', 'prevForms', 'earlierForms'])

/** Names that occur in a tree and are not bound inside it. */
const freeNames = (value: unknown, bound: readonly string[], into: Set<string>): void => {
  if (Array.isArray(value)) for (const item of value) freeNames(item, bound, into)
  if (typeof value !== 'object' || value === null || !('op' in value) || !('args' in value)) return
  if (value.op === 'id') {
    if (typeof value.args === 'string' && !bound.includes(value.args)) into.add(value.args)
    return
  }
  if (value.op !== 'rcall' || !Array.isArray(value.args)) {
    freeNames(value.args, bound, into)
    return
  }
  const [, receiver, args] = value.args
  const first: unknown = Array.isArray(args) && args.length > 1 ? args[0] : undefined
  const isBinder = typeof first === 'object' && first !== null && 'op' in first && first.op === 'id' && 'args' in first
  freeNames(receiver, bound, into)
  freeNames(args, isBinder ? [...bound, String(first.args)] : bound, into)
}

/**
 * A part that looks at whole lists and not at the row is worked out once for a form and not for each of its
 * rows: a total inside a rule about rows would otherwise cost the square of the rows.
 */
export const oncePerSheet = (node: ASTNode, work: Work, compile: (work: Work) => Program): Program => {
  const names = new Set<string>()
  freeNames(node, [], names)
  if (![...names].some((name) => listNames.has(name)) || ![...names].every((name) => sheetNames.has(name))) return compile(work)
  // What it reads of the rows it reads of all of them: for each row it is the same.
  const program = compile({ ...work, cells: new CellReads() })
  const known = new WeakMap<object, Value>()
  return (frame) => {
    let value = known.get(frame.sheet)
    if (value === undefined) {
      value = program(frame)
      known.set(frame.sheet, value)
    }
    return value
  }
}
const sheetNames = new Set([...listNames, 'report', 'plan', 'unit', 'tolerance', 'cel'])
