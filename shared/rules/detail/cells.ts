/** The cells that a rule really read when it failed: only one of these can mend it. */
import type { FormData, RowData } from '../input.ts'
import type { FieldModel } from '../model.ts'
import { frameOf, type Place } from './trial.ts'

export interface Cell {
  readonly form: string
  readonly row: string
  readonly model: FieldModel
  /** One of the cells that the rule marks, or the only ones it has. */
  readonly marked: boolean
  readonly isKey: boolean
}

/** Rows besides the finding's own whose cells are tried; a total over more rows has no cell that is more to blame than another. */
const mostOtherRows = 40
const untried: ReadonlySet<string> = new Set(['longText', 'attachment'])

/** Rows that note which of their cells are asked for. */
const watched = (form: string, data: FormData, note: (form: string, row: string, key: string) => void): FormData => ({
  ...data,
  rows: data.rows.map((row): RowData => {
    const seen = (key: string | symbol): void => {
      if (typeof key === 'string') note(form, row.id, key)
    }
    const values = new Proxy(row.values, {
      get(target, key) {
        seen(key)
        return typeof key === 'string' ? target[key] : undefined
      },
      getOwnPropertyDescriptor(target, key) {
        seen(key)
        return Reflect.getOwnPropertyDescriptor(target, key)
      },
    })
    return { id: row.id, key: row.key, values }
  }),
})

/** Cells the rule's expression read, those that a person may fill only: the finding's own row first. */
export const cellsRead = (place: Place): readonly Cell[] => {
  const reads = new Map<string, Map<string, Set<string>>>()
  const note = (form: string, row: string, key: string): void => {
    const rows = reads.get(form) ?? new Map<string, Set<string>>()
    reads.set(form, rows)
    const keys = rows.get(row) ?? new Set<string>()
    rows.set(row, keys.add(key))
  }
  const current = new Map([...place.input.current].map(([form, data]) => [form, watched(form, data, note)]))
  const frame = frameOf(place, { ...place.input, current })
  reads.clear()
  try {
    if (frame !== undefined) place.program.expr.run(frame)
  } catch {
    // What was read before it failed is what counts.
  }
  const found = place.row === undefined ? [] : fillable(place, place.form, place.row, reads.get(place.form)?.get(place.row) ?? new Set())
  const own = found.toSorted((a, b) => markOf(place, a) - markOf(place, b))
  const others = [...reads].flatMap(([form, rows]) =>
    [...rows].flatMap(([row, keys]) => (form === place.form && row === place.row ? [] : [{ form, row, keys }])),
  )
  if (others.length > mostOtherRows) return own
  return [...own, ...others.flatMap(({ form, row, keys }) => fillable(place, form, row, keys))]
}

/** Position among the cells the rule marks. */
const markOf = ({ rule }: Place, { model }: Cell): number => {
  const at = rule.rule.cells.indexOf(model.field.key)
  return at < 0 ? rule.rule.cells.length : at
}

const fillable = (place: Place, form: string, row: string, keys: ReadonlySet<string>): readonly Cell[] => {
  const model = place.compiled.models.get(form)
  const marks = place.program.field === undefined ? place.rule.rule.cells : [place.program.field.field.key]
  return [...keys].flatMap((key) => {
    const field = model?.byKey.get(key)
    if (model === undefined || field === undefined) return []
    const isOpen = (field.field.computed === undefined || field.field.overridable) && !untried.has(field.field.type)
    if (!isOpen || isGiven(place, form, row, key)) return []
    const marked = marks.length === 0 || (form === place.form && marks.includes(key))
    return [{ form, row, model: field, marked, isKey: model.keyFields.includes(key) }]
  })
}

/** A cell that the pack itself fills in. */
const isGiven = (place: Place, form: string, row: string, key: string): boolean => {
  const structure = place.compiled.models.get(form)?.template.structure
  const given = structure?.kind === 'fixed' ? structure.rows.find((fixed) => `fixed-${fixed.key}` === row) : undefined
  return given !== undefined && Object.hasOwn(given.values, key)
}
