/** Programs whose value is known when compiling: a condition about a field is decided once, not for each row. */
import type { Frame, Program, Value } from './value.ts'

const constants = new WeakMap<Program, Value>()

/** A program that gives the same value everywhere; operators over constants are worked out when compiling. */
export const constant = (value: Value): Program => {
  const program: Program = () => value
  constants.set(program, value)
  return program
}

/** The value of a constant program; undefined for one that depends on where it runs. */
export const constantValue = (program: Program): Value | undefined => constants.get(program)

/** A program over constants alone is a constant itself, unless it fails: then it shall fail where it runs. */
export const folded = (program: Program, ...operands: readonly Program[]): Program => {
  if (!operands.every((operand) => constants.has(operand))) return program
  try {
    return constant(program(nowhere))
  } catch {
    return program
  }
}
/** Constants look at nothing, so there is nothing here to look at. */
const nowhere = Object.freeze({ locals: [] }) as unknown as Frame
