/** Reports out of packages as a check sees them. */
import type { FormTemplate } from '../forms/form-schema.ts'
import type { ReportingUnit } from '../forms/manifest-schema.ts'
import { naturalKey } from '../model/natural-key.ts'
import { previousPeriod } from '../model/period.ts'
import type { CheckInput, FormData, RowData } from '../rules/input.ts'
import { type RecordsFile, rowIdColumn, type ValidationFile } from '../submission/content.ts'
import type { PackageFacts } from './package-facts.ts'

type Templates = ReadonlyMap<string, FormTemplate>

/**
 * Rows as they were stored at the county: what is computed is worked out anew, except where a person may type over it;
 * there the value stands for itself, typed or not.
 */
export function rowsOf(template: FormTemplate, records: RecordsFile): RowData[] {
  const keep = new Set(template.fields.filter(({ computed, overridable }) => computed === undefined || overridable).map(({ key }) => key))
  const places = records.columns.flatMap((key, at) => (keep.has(key) ? [[key, at] as const] : []))
  const idAt = records.columns.indexOf(rowIdColumn)
  return records.rows.map((row) => {
    const values = Object.fromEntries(
      places.flatMap(([key, at]) => {
        const value = row[at]
        return value === null || value === undefined ? [] : [[key, value] as const]
      }),
    )
    return { id: row[idAt] ?? '', key: naturalKey(template.naturalKey, values), values }
  })
}

const formData = (template: FormTemplate, records: RecordsFile): FormData => ({
  header: records.header,
  // A report that went into a package was ready to go.
  state: '可上报',
  rows: rowsOf(template, records),
})

const dataOf = (templates: Templates, records: readonly RecordsFile[]): Map<string, FormData> =>
  new Map(
    records.flatMap((one) => {
      const template = templates.get(one.form)
      return template === undefined ? [] : [[one.form, formData(template, one)] as const]
    }),
  )

/**
 * The packages that a county had behind it when it sealed this one: of each earlier month the newest revision that it had
 * sealed by then. Refused ones do not count. Where two packages claim to be that revision it cannot be told which of them
 * the county had: the month is doubtful.
 * @param named what the package itself says it rests on; then these very packages are taken, and a month that changed since
 * it was handed up, or whose package never came, is doubtful
 */
export function packagesBefore(
  facts: PackageFacts,
  others: readonly PackageFacts[],
  named?: ValidationFile['earlier'],
): { readonly before: readonly PackageFacts[]; readonly doubtful: readonly string[] } {
  if (named !== undefined) return packagesNamed(facts, others, named)
  const newest = new Map<string, PackageFacts>()
  const doubtful = new Set<string>()
  for (const other of others) {
    if (other.unit !== facts.unit || other.pack !== facts.pack || other.period >= facts.period || other.sealedAt > facts.sealedAt) continue
    const known = newest.get(other.period)
    if (known?.revision === other.revision) doubtful.add(other.period)
    if (known === undefined || known.revision < other.revision) {
      newest.set(other.period, other)
      doubtful.delete(other.period)
    } else if (known.revision === other.revision && other.sha256 < known.sha256) newest.set(other.period, other)
  }
  return { before: [...newest.values()].sort((a, b) => (a.period < b.period ? -1 : 1)), doubtful: [...doubtful].sort() }
}

function packagesNamed(
  facts: PackageFacts,
  others: readonly PackageFacts[],
  named: NonNullable<ValidationFile['earlier']>,
): ReturnType<typeof packagesBefore> {
  const own = others.filter(({ unit, pack }) => unit === facts.unit && pack === facts.pack)
  const found = named.map(({ period, packageId }) => {
    const same = own.filter((one) => one.period === period && one.packageId === packageId)
    // An id is given once; two packages of one id are two claims like any others.
    return { period, facts: same.length === 1 ? same[0] : undefined }
  })
  return {
    before: found.flatMap((one) => one.facts ?? []),
    doubtful: found.flatMap((one) => (one.facts === undefined ? [one.period] : [])),
  }
}

export interface PackageRecords {
  readonly period: string
  readonly records: readonly RecordsFile[]
}

/** Everything the check of a package may look at, out of the package and those before it. */
export function recheckInput(
  templates: Templates,
  unit: ReportingUnit,
  own: PackageRecords & { readonly checkDate: string },
  before: readonly PackageRecords[],
): CheckInput {
  const last = before.find(({ period }) => period === previousPeriod(own.period))
  const read = new Map<string, ReturnType<CheckInput['earlier']>>()
  return {
    checkDate: own.checkDate,
    period: own.period,
    unit,
    current: dataOf(templates, own.records),
    previous: last === undefined ? new Map() : dataOf(templates, last.records),
    earlier: (form) => {
      const template = templates.get(form)
      const known = read.get(form)
      if (known !== undefined || template === undefined) return known ?? []
      const found = before.flatMap(({ period, records }) => {
        const one = records.find((candidate) => candidate.form === form)
        return one === undefined ? [] : [{ period, rows: rowsOf(template, one) }]
      })
      read.set(form, found)
      return found
    },
  }
}
