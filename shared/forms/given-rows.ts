/** Which of the rows that a form gives are for which unit. */
import type { FormTemplate } from './form-schema.ts'
import type { ReportingUnit } from './manifest-schema.ts'

type Unit = Pick<ReportingUnit, 'id' | 'kind'>

/** Who has a given row: units of these kinds, and these units by id; everybody when neither is given. */
export interface RowOwners {
  readonly kinds?: readonly ReportingUnit['kind'][] | undefined
  readonly units?: readonly string[] | undefined
}

/** Whether the unit has this given row: it is for everybody, for its kind, or for the unit by name. */
export const isRowOf = ({ kinds, units }: RowOwners, unit: Unit): boolean =>
  (kinds === undefined && units === undefined) || kinds?.includes(unit.kind) === true || units?.includes(unit.id) === true

/** Whether the form gives rows, and none of them to this unit: there is nothing that it could report. */
export const givesOthersOnly = ({ structure }: Pick<FormTemplate, 'structure'>, unit: Unit): boolean =>
  structure.kind === 'fixed' && structure.rows.length > 0 && !structure.rows.some((row) => isRowOf(row, unit))
