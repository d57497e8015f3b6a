/** Programs whose value is known when compiling: a condition about a field is decided once, not for each row. */
import type { Frame, Program, Value } from './value.ts'

/** Kept on the program itself: a pack has tens of thousands of them, too many for a weak map. */
const known = Symbol('constant')
type Known = Program & { [known]?: Value }

/** A program that gives the same value everywhere; operators over constants are worked out when compiling. */
export const constant = (value: Value): Program => {
  const program: Known = () => value
  program[known] = value
  return program
}

/** The value of a constant program; undefined for one that depends on where it runs. */
export const constantValue = (program: Program): Value | undefined => (program as Known)[known] // undefined where `constant` did not make it

/** A program over constants alone is a constant itself, unless it fails: then it shall fail where it runs. */
export const folded = (program: Program, ...operands: readonly Program[]): Program => {
  if (!operands.every((operand) => constantValue(operand) !== undefined)) return program
  try {
    return constant(program(nowhere))
  } catch {
    return program
  }
}
/** Constants look at nothing, so there is nothing here to look at. */
const nowhere = Object.freeze({ locals: [] }) as unknown as Frame
