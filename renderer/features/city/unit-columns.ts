/** A table with a column for each unit, made of lines that tell only of the units that have something to say. */

interface Unit {
  readonly unit: string
  readonly unitName: string
}
interface Line<P extends Unit> {
  readonly parts: readonly P[]
}

/** Those of the units that any line tells of, in their order. */
export function unitsIn(lines: readonly Line<Unit>[], units: readonly Unit[]): readonly Unit[] {
  const told = new Set(lines.flatMap(({ parts }) => parts.map(({ unit }) => unit)))
  return units.filter(({ unit }) => told.has(unit))
}

/** What a line says of each of these units; undefined where it says nothing. */
export const inColumns = <P extends Unit>({ parts }: Line<P>, units: readonly Unit[]): readonly (P | undefined)[] => {
  const byUnit = new Map(parts.map((part) => [part.unit, part]))
  return units.map(({ unit }) => byUnit.get(unit))
}
