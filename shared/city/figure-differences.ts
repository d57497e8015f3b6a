/** What a package prints as computed, held against the same worked out anew: findings alone do not prove it. */
import { headerGrid } from '../forms/columns.ts'
import type { FormTemplate } from '../forms/form-schema.ts'
import type { Pack } from '../forms/pack-types.ts'
import { naturalKey } from '../model/natural-key.ts'
import { compileTemplate } from '../rules/compute.ts'
import type { CheckInput } from '../rules/input.ts'
import type { RecordsFile } from '../submission/content.ts'
import { blanksOf, figuresShown } from '../text/city.ts'
import { rowsIn } from './figures.ts'
import type { VerdictDifference } from './verdict.ts'

type Values = Readonly<Record<string, string>>
type Total = RecordsFile['totals'][number]

/** Most differences that are told; more of the same help nobody. */
const most = 100

/** Stands before a field's key where the blanks are meant that its total left out. */
const blanks = 'blanks:'

/** The fields in which two sides differ, each as people read it; undefined when they are the same. */
function told(
  template: FormTemplate,
  fields: readonly string[],
  county: Values,
  city: Values,
): { county: string; city: string } | undefined {
  const differing = fields.filter((key) => (county[key] ?? '') !== (city[key] ?? ''))
  if (differing.length === 0) return undefined
  const labelOf = (key: string): string =>
    key.startsWith(blanks)
      ? blanksOf(labelOf(key.slice(blanks.length)))
      : (template.fields.find((field) => field.key === key)?.label ?? key)
  const shown = (values: Values): string => figuresShown(differing.map((key) => [labelOf(key), values[key] ?? '']))
  return { county: shown(county), city: shown(city) }
}

const difference = (form: string, rowKey: string, sides: { county: string; city: string }): VerdictDifference => ({
  kind: 'figure',
  only: 'both',
  ruleId: '',
  form,
  rowKey,
  ...sides,
})

const flat = ({ values, missing }: Pick<Total, 'values' | 'missing'>): Values => ({
  ...values,
  ...Object.fromEntries(Object.entries(missing).map(([key, count]) => [`${blanks}${key}`, String(count)])),
})

function totalDifferences(template: FormTemplate, county: readonly Total[], city: readonly Total[]): VerdictDifference[] {
  const labels = [...new Set([...city, ...county].map(({ label }) => label))]
  const blank = { values: {}, missing: {} }
  return labels.flatMap((label): VerdictDifference[] => {
    const [theirs, ours] = [county, city].map((all) => flat(all.find((total) => total.label === label) ?? blank))
    if (theirs === undefined || ours === undefined) return []
    const sides = told(template, [...new Set([...Object.keys(ours), ...Object.keys(theirs)])], theirs, ours)
    return sides === undefined ? [] : [difference(template.id, label, sides)]
  })
}

/**
 * Computed cells and printed totals of a package that come out otherwise. A cell that a person may type over stands for
 * itself: nobody can tell what was typed.
 * @param input the package as its check sees it, with the months that it rests on
 */
export function figureDifferences(pack: Pack, input: CheckInput, records: readonly RecordsFile[]): VerdictDifference[] {
  const differences: VerdictDifference[] = []
  for (const own of records) {
    const template = pack.forms.get(own.form)
    const data = input.current.get(own.form)
    if (template === undefined || data === undefined) continue
    const compiled = compileTemplate(pack, template)
    const single = { ...input, only: own.form }
    const computed = compiled.computeReport(single)
    const proven = headerGrid(template).columns.flatMap(({ key, computed: formula, overridable }) =>
      formula !== undefined && !overridable ? [key] : [],
    )
    for (const { rowId, values } of rowsIn(own)) {
      const sides = told(template, proven, values, computed.get(rowId) ?? {})
      if (sides !== undefined) differences.push(difference(own.form, naturalKey(template.naturalKey, values), sides))
    }
    const rows = data.rows.map((row) => ({ ...row.values, ...computed.get(row.id) }))
    differences.push(...totalDifferences(template, own.totals, compiled.totals(rows, compiled.yearRows(single), own.period)))
  }
  return differences.slice(0, most)
}
