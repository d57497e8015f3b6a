/** All functions by name, and those that are refused because their results change by themselves or hide what they use. */
import { conditionalFunctions } from './conditional.ts'
import { dateFunctions } from './date.ts'
import { logicFunctions } from './logic.ts'
import { lookupFunctions } from './lookup.ts'
import { mathFunctions } from './math.ts'
import type { FunctionSpec } from './spec.ts'
import { statisticsFunctions } from './statistics.ts'
import { textFunctions } from './text.ts'

const functions: ReadonlyMap<string, FunctionSpec> = new Map(
  [logicFunctions, mathFunctions, statisticsFunctions, conditionalFunctions, lookupFunctions, textFunctions, dateFunctions].flatMap(
    (family) => Object.entries(family),
  ),
)

export const functionNamed = (name: string): FunctionSpec | undefined => functions.get(name)

const volatileNames: ReadonlySet<string> = new Set([
  'TODAY',
  'NOW',
  'RAND',
  'RANDBETWEEN',
  'RANDARRAY',
  'INDIRECT',
  'OFFSET',
  'CELL',
  'INFO',
])

/** Their results follow from the calendar the workbook counts days by. */
export const usesDates = (name: string): boolean => name === 'TEXT' || Object.hasOwn(dateFunctions, name)
export const isVolatile = (name: string): boolean => volatileNames.has(name)
