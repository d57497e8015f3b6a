/** Rows of any form, made from its fields: every cell filled with something of the right kind, the same for the same seed. */
import type { CodeList, Field, FormTemplate } from '../../shared/forms/form-schema.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import { naturalKey } from '../../shared/model/natural-key.ts'
import { periodYear } from '../../shared/model/period.ts'
import type { RowData } from '../../shared/rules/input.ts'

/** A small generator of numbers; good enough for data, and the same on every machine. */
const mixed = (seed: number): number => {
  let state = seed >>> 0
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
  state = Math.imul(state ^ (state >>> 12), 0x297a2d39)
  return (state ^ (state >>> 15)) >>> 0
}

const codeOf = (list: CodeList | undefined, seed: number): string | undefined => list?.items[seed % list.items.length]?.code

/** A value a clerk could have typed; about one cell in twenty stays blank where the form lets it. */
const cellOf = (field: Field, list: CodeList | undefined, period: string, row: number, column: number): string | undefined => {
  const seed = mixed(row * 7919 + column * 104729 + 17)
  if (field.required !== true && seed % 20 === 0) return undefined
  switch (field.type) {
    case 'integer':
      return String(seed % 900)
    case 'decimal':
    case 'money':
      return field.decimals === 0 ? String(seed % 9000) : String((seed % 90_000) / 10)
    case 'percent':
      return String(seed % 100)
    case 'date':
      return `${periodYear(period) - (seed % 4) - 1}-${String((seed % 12) + 1).padStart(2, '0')}-15`
    case 'month':
      return period
    case 'yesNo':
      return seed % 3 === 0 ? '是' : '否'
    case 'code':
    case 'region':
    case 'town':
      return codeOf(list, seed)
    case 'uscc':
      return '9144030071526726XG'
    case 'attachment':
      return undefined
    case 'text':
    case 'longText':
      return `第${row}行第${column}列`
  }
}

/** `count` rows of a form as stored; rows that the form gives itself come first and keep what it says. */
export const plausibleRows = (pack: Pack, template: FormTemplate, period: string, count: number): RowData[] => {
  const given = template.structure.kind === 'fixed' ? template.structure.rows : []
  const total = template.structure.kind === 'single' ? 1 : Math.max(given.length, count)
  return Array.from({ length: total }, (_, row) => {
    const values: Record<string, string> = {}
    for (const [column, field] of template.fields.entries()) {
      if (field.computed !== undefined && !field.overridable) continue
      const list = field.codes === undefined ? undefined : pack.codes.get(field.codes)
      const value =
        template.naturalKey.includes(field.key) && field.type === 'text'
          ? `${template.id}-${row}`
          : cellOf(field, list, period, row, column)
      if (value !== undefined) values[field.key] = value
    }
    Object.assign(values, given[row]?.values)
    return { id: `${template.id}-${row}`, key: naturalKey(template.naturalKey, values), values }
  })
}
