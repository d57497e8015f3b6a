/**
 * What becomes of open drafts when their plan's pack gets a higher version: worked out before anything is changed, value
 * by value, and nothing is dropped without being told. Pure.
 */
import { isUsable } from '../model/value.ts'
import type { CodeList, Field, FormTemplate } from './form-schema.ts'
import type { PackManifest } from './manifest-schema.ts'

/** As much of a pack as is needed to read a report that was made with it. */
export interface PackForms {
  readonly manifest: Pick<PackManifest, 'id' | 'version' | 'title'>
  readonly forms: ReadonlyMap<string, FormTemplate>
  readonly codes: ReadonlyMap<string, CodeList>
}
export interface DraftRow {
  readonly id: string
  readonly origin: string
  readonly key: string
  readonly values: Readonly<Record<string, string>>
}
/** A report that is not sealed. */
export interface Draft {
  readonly form: string
  readonly period: string
  readonly version: number
  readonly rows: readonly DraftRow[]
}

/**
 * `renamed`: the value goes to the field that took the old one's place; `recoded`: a code was replaced; `lost`: there is no
 * place for it any more (the value stays in the ledger); `review`: it stays, but type or unit of the field changed;
 * `moved`: a given row stands in another place; `new`: a field nobody has filled in yet.
 */
export type UpgradeKind = 'lost' | 'review' | 'recoded' | 'renamed' | 'moved' | 'new'
export interface UpgradeEntry {
  readonly kind: UpgradeKind
  readonly form: string
  readonly formTitle: string
  readonly period: string
  /** Row id, and how people know the row; empty where the entry is about a whole column. */
  readonly row: string
  readonly rowKey: string
  /** Key and label of the field before and after; null where there is none. */
  readonly from: { readonly key: string; readonly label: string } | null
  readonly to: { readonly key: string; readonly label: string } | null
  readonly before: string | null
  readonly after: string | null
}
/** Cells to change in one row (null = blank); `drop` takes the emptied row out, because the pack gives it no longer. */
export interface UpgradeRow {
  readonly row: string
  readonly cells: Readonly<Record<string, string | null>>
  readonly drop: boolean
}
export interface UpgradeReport {
  readonly form: string
  readonly period: string
  readonly version: number
  readonly rows: readonly UpgradeRow[]
}
export interface UpgradePlan {
  readonly from: string
  readonly to: string
  readonly entries: readonly UpgradeEntry[]
  readonly reports: readonly UpgradeReport[]
  /** Values that stay as they are. */
  readonly kept: number
}

const named = (field: Field | undefined, key: string): { key: string; label: string } => ({ key, label: field?.label ?? key })
const holdsTyped = (field: Field): boolean => field.computed === undefined || field.overridable

/** The code that took the place of one that is no longer used, also over several versions. */
const currentCode = (list: CodeList | undefined, code: string): string => {
  let current = code
  for (let hops = 0; hops < 10; hops++) {
    const next = list?.items.find((item) => item.code === current)?.replacedBy
    if (next === undefined) return current
    current = next
  }
  return current
}

const givenKeys = (form: FormTemplate): string[] =>
  form.structure.kind === 'fixed'
    ? form.structure.rows.map((row) => `fixed-${row.key}`)
    : form.structure.kind === 'single'
      ? ['fixed-1']
      : []

interface Work {
  readonly before: FormTemplate | undefined
  readonly after: FormTemplate
  readonly codes: ReadonlyMap<string, CodeList>
  readonly draft: Draft
  readonly entries: UpgradeEntry[]
}

const entryOf = (work: Work, row: DraftRow | undefined, kind: UpgradeKind, rest: Partial<UpgradeEntry>): UpgradeEntry => ({
  kind,
  form: work.draft.form,
  formTitle: work.after.title,
  period: work.draft.period,
  row: row?.id ?? '',
  rowKey: row?.key ?? '',
  from: null,
  to: null,
  before: null,
  after: null,
  ...rest,
})

/** The values of one row under the new form, and an entry for each that does not simply stay. */
const upgradeRow = (work: Work, row: DraftRow): { readonly cells: Record<string, string | null>; readonly kept: number } => {
  const old = new Map(work.before?.fields.map((field) => [field.key, field]))
  const fields = new Map(work.after.fields.filter(holdsTyped).map((field) => [field.key, field]))
  const heirs = new Map([...fields.values()].flatMap((field) => (field.renamedFrom ?? []).map((key) => [key, field] as const)))
  const cells: Record<string, string | null> = {}
  let kept = 0
  const taken = new Set(Object.keys(row.values).filter((key) => fields.has(key)))
  for (const [key, value] of Object.entries(row.values)) {
    const same = fields.get(key)
    const heir = same === undefined ? heirs.get(key) : undefined
    const field = same ?? heir
    const from = named(old.get(key), key)
    if (field === undefined || (heir !== undefined && taken.has(heir.key))) {
      // A place that holds another value already is no place.
      work.entries.push(entryOf(work, row, 'lost', { from, before: value }))
      cells[key] = null
      continue
    }
    const list = field.codes === undefined ? undefined : work.codes.get(field.codes)
    const current = list === undefined ? value : currentCode(list, value)
    const to = named(field, field.key)
    taken.add(field.key)
    if (heir !== undefined) {
      cells[key] = null
      cells[heir.key] = current
      work.entries.push(entryOf(work, row, 'renamed', { from, to, before: value, after: current }))
    } else if (current !== value) {
      cells[key] = current
      work.entries.push(entryOf(work, row, 'recoded', { from, to, before: value, after: current }))
    }
    const was = old.get(key)
    const isOther = was !== undefined && (was.type !== field.type || (was.unit ?? '') !== (field.unit ?? ''))
    const becameUnusable = was !== undefined && !isUsable(field.type, current, list) && isUsable(was.type, value, undefined)
    if (isOther || becameUnusable) work.entries.push(entryOf(work, row, 'review', { from, to, before: value, after: current }))
    else if (heir === undefined && current === value) kept++
  }
  return { cells, kept }
}

const upgradeDraft = (work: Work): { readonly report: UpgradeReport | undefined; readonly kept: number } => {
  const { draft, before, after } = work
  const given = givenKeys(after)
  const oldGiven = before === undefined ? [] : givenKeys(before)
  const rows: UpgradeRow[] = []
  let kept = 0
  for (const row of draft.rows) {
    if (row.origin === 'fixed' && !given.includes(row.id)) {
      for (const [key, value] of Object.entries(row.values))
        work.entries.push(
          entryOf(work, row, 'lost', {
            from: named(
              before?.fields.find((field) => field.key === key),
              key,
            ),
            before: value,
          }),
        )
      rows.push({ row: row.id, cells: Object.fromEntries(Object.keys(row.values).map((key) => [key, null])), drop: true })
      continue
    }
    const place = given.indexOf(row.id)
    const oldPlace = oldGiven.indexOf(row.id)
    if (place >= 0 && oldPlace >= 0 && place !== oldPlace)
      work.entries.push(entryOf(work, row, 'moved', { before: String(oldPlace + 1), after: String(place + 1) }))
    const result = upgradeRow(work, row)
    kept += result.kept
    if (Object.keys(result.cells).length > 0) rows.push({ row: row.id, cells: result.cells, drop: false })
  }
  const old = new Set(before?.fields.map((field) => field.key))
  if (before !== undefined && draft.rows.length > 0) {
    for (const field of after.fields) {
      const isNew = !old.has(field.key) && !(field.renamedFrom ?? []).some((key) => old.has(key))
      if (isNew && field.computed === undefined) work.entries.push(entryOf(work, undefined, 'new', { to: named(field, field.key) }))
    }
  }
  const { form, period, version } = draft
  return { report: rows.length === 0 ? undefined : { form, period, version, rows }, kept }
}

const gravity: readonly UpgradeKind[] = ['lost', 'review', 'recoded', 'renamed', 'moved', 'new']
const gravestFirst = (entries: readonly UpgradeEntry[]): UpgradeEntry[] =>
  entries.toSorted((a, b) => gravity.indexOf(a.kind) - gravity.indexOf(b.kind))

/**
 * Works out what a new pack does to open drafts. `before` is the pack they were made with; without it labels and changes
 * of type cannot be told, but no value goes missing unnoticed. Reports of a form that the new pack does not carry are
 * listed as lost and left as they are.
 */
export const planUpgrade = (
  before: PackForms | undefined,
  fromVersion: string,
  after: PackForms,
  drafts: readonly Draft[],
): UpgradePlan => {
  const entries: UpgradeEntry[] = []
  const reports: UpgradeReport[] = []
  let kept = 0
  for (const draft of drafts) {
    const old = before?.forms.get(draft.form)
    const form = after.forms.get(draft.form)
    if (form === undefined) {
      for (const row of draft.rows)
        for (const [key, value] of Object.entries(row.values))
          entries.push({
            kind: 'lost',
            form: draft.form,
            formTitle: old?.title ?? draft.form,
            period: draft.period,
            row: row.id,
            rowKey: row.key,
            from: named(
              old?.fields.find((field) => field.key === key),
              key,
            ),
            to: null,
            before: value,
            after: null,
          })
      continue
    }
    const result = upgradeDraft({ before: old, after: form, codes: after.codes, draft, entries })
    kept += result.kept
    if (result.report !== undefined) reports.push(result.report)
  }
  return { from: fromVersion, to: after.manifest.version, entries: gravestFirst(entries), reports, kept }
}

/** Upgrades of drafts that were made with different versions, as one. `from` is the oldest version. */
export const joinUpgrades = (from: string, to: string, plans: readonly UpgradePlan[]): UpgradePlan => ({
  from,
  to,
  entries: gravestFirst(plans.flatMap(({ entries }) => entries)),
  reports: plans.flatMap(({ reports }) => reports),
  kept: plans.reduce((sum, { kept }) => sum + kept, 0),
})

/** Rows of a report that stays as it is, read with the fields of another version: what an upgrade would make of them. */
export const rowsUnder = <Row extends Omit<DraftRow, 'key'>>(
  before: PackForms | undefined,
  after: PackForms,
  report: { readonly form: string; readonly period: string; readonly version: number; readonly rows: readonly Row[] },
): readonly Row[] => {
  const rows = report.rows.map((row) => ({ ...row, key: '' }))
  const { reports } = planUpgrade(before, '', after, [{ ...report, rows }])
  const changes = new Map(reports[0]?.rows.map((row) => [row.row, row]))
  return report.rows.flatMap((row) => {
    const change = changes.get(row.id)
    if (change === undefined) return [row]
    if (change.drop) return []
    const values = { ...row.values, ...change.cells }
    return [{ ...row, values: Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null)) }]
  })
}
