/** Edits as a person makes them, turned into edits as the store keeps them. */
import type { Edit } from '../../../shared/contract/index.ts'
import type { Field, FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { readValue } from '../../../shared/model/value.ts'
import type { StoredRow, StoreEdit } from '../store/types.ts'
import { givenRows } from './report-load.ts'

/** The field an edit may fill. Throws FIELD_UNKNOWN, FIELD_READ_ONLY. */
function writableField(template: FormTemplate, key: string): Field {
  const field = template.fields.find((candidate) => candidate.key === key)
  if (!field) throw new AppError('FIELD_UNKNOWN', { form: template.id, field: key })
  if (field.computed !== undefined && !field.overridable) throw new AppError('FIELD_READ_ONLY', { field: key, label: field.label })
  return field
}

/** Canonical text where it can be read as its type; otherwise what was typed, so that nothing is lost. */
function canonical(pack: Pack, field: Field, typed: string, parent: string | undefined): string | null {
  const codes = field.codes === undefined ? undefined : pack.codes.get(field.codes)
  const result = readValue(field, typed, codes, parent)
  return result.ok ? result.value : typed.trim()
}

/**
 * Checks fields, makes values canonical and puts rows that the pack gives into the store when they are first typed into.
 * @param storedRow a row as the store has it
 */
export function prepareEdits(
  pack: Pack,
  template: FormTemplate,
  edits: readonly Edit[],
  storedRow: (id: string) => StoredRow | undefined,
): StoreEdit[] {
  const given = new Map(givenRows(template).map((row) => [row.id, row]))
  const inserted = new Set<string>()
  // A county and its town pasted together: the town is read under the new county.
  const typed = new Map<string, Record<string, string | null>>()
  const valueIn = (row: string, key: string): string | undefined => {
    const own = typed.get(row)?.[key]
    return own === undefined ? storedRow(row)?.values[key] : (own ?? undefined)
  }
  const fields = new Map<string, Field>()
  const fieldOf = (key: string): Field => {
    const field = fields.get(key) ?? writableField(template, key)
    fields.set(key, field)
    return field
  }
  const isHere = (id: string): boolean => inserted.has(id) || storedRow(id) !== undefined
  const prepared: StoreEdit[] = []
  for (const edit of edits) {
    if (edit.kind === 'header') {
      prepared.push(edit)
      continue
    }
    if (edit.kind === 'insertRow') {
      requireInsertable(template)
      const values = { ...initialValues(template), ...canonicalValues(pack, edit.values, fieldOf) }
      typed.set(edit.row, values)
      prepared.push({ ...edit, values })
      continue
    }
    const givenRow = given.get(edit.row)
    if (givenRow && !isHere(edit.row)) {
      // To its place among those that are stored already.
      const at = [...given.keys()].slice(0, [...given.keys()].indexOf(edit.row)).filter(isHere).length
      prepared.push({ kind: 'insertRow', row: edit.row, at, values: { ...givenRow.values }, origin: 'fixed' })
      inserted.add(edit.row)
    }
    if (edit.kind === 'deleteRow') {
      prepared.push(edit)
      continue
    }
    const field = fieldOf(edit.field)
    const value = edit.value === null ? null : canonical(pack, field, edit.value, field.parent && valueIn(edit.row, field.parent))
    typed.set(edit.row, { ...typed.get(edit.row), [edit.field]: value })
    prepared.push({ ...edit, value })
  }
  return prepared
}

function canonicalValues(pack: Pack, values: Readonly<Record<string, string>>, fieldOf: (key: string) => Field): Record<string, string> {
  const read = Object.entries(values).map(([key, typed]) => {
    const field = fieldOf(key)
    return [key, canonical(pack, field, typed, field.parent && values[field.parent]) ?? '']
  })
  return Object.fromEntries(read)
}

function requireInsertable({ structure, id }: FormTemplate): void {
  const isOpen = structure.kind === 'ledger' || (structure.kind === 'fixed' && structure.extra)
  if (!isOpen) throw new AppError('INPUT_INVALID', { path: 'edits', form: id })
}

function initialValues(template: FormTemplate): Record<string, string> {
  return Object.fromEntries(template.fields.flatMap((field) => (field.initial === undefined ? [] : [[field.key, field.initial]])))
}

/** The one row that a natural key, an id or `#n` names. Throws ROW_UNKNOWN, ROW_KEY_AMBIGUOUS. */
export function findRow<Row extends { readonly id: string; readonly key: string }>(rows: readonly Row[], name: string): Row {
  const number = /^#([1-9]\d{0,6})$/.exec(name)
  const byNumber = number ? rows[Number(number[1]) - 1] : undefined
  if (byNumber) return byNumber
  const byKey = name === '' ? [] : rows.filter((row) => row.key === name)
  if (byKey.length > 1) throw new AppError('ROW_KEY_AMBIGUOUS', { row: name, count: byKey.length })
  const found = byKey[0] ?? rows.find((row) => row.id === name)
  if (!found) throw new AppError('ROW_UNKNOWN', { row: name })
  return found
}
