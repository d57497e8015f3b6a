import type { Report } from '../../shared/contract/index.ts'
import type { Field, FormTemplate } from '../../shared/forms/form-schema.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import { naturalKey } from '../../shared/model/natural-key.ts'
import { compileTemplate } from '../../shared/rules/compute.ts'
import { blankHeader } from '../../shared/rules/input.ts'

type Values = Readonly<Record<string, string>>

/** The head of a report that everybody signed. */
export const signedHeader: Report['header'] = {
  ...blankHeader,
  preparer: '韦小芳',
  preparerPhone: '0772-7612345',
  auditor: '覃建国',
  leader: '黄志强',
  fillDate: '2020-06-03',
}

/** A report as the engine shows it, computed cells and totals included. */
export function reportOf(pack: Pack, form: FormTemplate, rows: readonly Values[], header: Partial<Report['header']> = {}): Report {
  const compiled = compileTemplate(pack, form)
  const unit = pack.manifest.units[0]
  if (unit === undefined) throw new Error('no unit')
  const full = rows.map((values) => ({ values, computed: compiled.computeRow(values, { period: '2020-05', unit }) }))
  return {
    form: form.id,
    period: '2020-05',
    unit: unit.id,
    packId: pack.manifest.id,
    packVersion: pack.manifest.version,
    version: 1,
    state: '填报中',
    open: true,
    header: { ...signedHeader, ...header },
    rows: full.map(({ values, computed }, index) => ({
      id: `r${index}`,
      key: naturalKey(form.naturalKey, values),
      origin: 'typed',
      values: { ...values },
      computed: Object.fromEntries(Object.entries(computed).filter(([key]) => values[key] === undefined)),
    })),
    totals: compiled.totals(full.map(({ values, computed }) => ({ ...computed, ...values }))),
    yearRows: [],
    canUndo: false,
    canRedo: false,
  }
}

/** Rows with something lawful in every field that can be typed. */
export function filledRows(pack: Pack, form: FormTemplate, count: number): Values[] {
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(
      form.fields
        .filter((field) => field.computed === undefined)
        .flatMap((field) => {
          const value = valueFor(pack, field, index)
          return value === '' ? [] : [[field.key, value]]
        }),
    ),
  )
}

const valueFor = (pack: Pack, field: Field, index: number): string => {
  const items = pack.codes.get(field.codes ?? '')?.items ?? []
  switch (field.type) {
    case 'integer':
      return String(index * 7 + 1)
    case 'decimal':
    case 'money':
      return String((index * 137 + 25) / 4)
    case 'percent':
      return String((index * 13) % 100)
    case 'date':
      return `2020-0${(index % 9) + 1}-1${index % 10}`
    case 'month':
      return `2020-0${(index % 9) + 1}`
    case 'yesNo':
      return index % 2 === 0 ? '是' : '否'
    case 'code':
    case 'region':
    case 'town':
      return items[index % Math.max(1, items.length)]?.code ?? ''
    case 'uscc':
      return `91450222MA5K${String(index).padStart(6, '0')}`
    default:
      return `${field.label.slice(0, 6)}${index}`
  }
}
