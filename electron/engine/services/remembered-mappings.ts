/** What clerks let the program remember about the columns of workbooks. */
import * as z from 'zod'
import type { Output } from '../../../shared/contract/index.ts'
import type { EngineContext } from '../context.ts'
import type { SavedMapping } from '../excel/recognise/map-columns.ts'
import { byRow } from '../excel/recognise/units.ts'
import { templateOf } from './common.ts'

const savedMapping = z.object({
  columns: z.record(z.string(), z.string().nullable()),
  factors: z.record(z.string(), z.string()),
  // Nothing in what was remembered before it was kept: such a factor is asked about again.
  stated: z.record(z.string(), z.string()).default({}),
  absent: z.array(z.string()),
})

/** What was decided for a header with this fingerprint. */
export const readMapping = (context: EngineContext, form: string, fingerprint: string): SavedMapping | undefined => {
  const json = context.store().mappings.get(form, fingerprint)
  return json === undefined ? undefined : savedMapping.parse(JSON.parse(json))
}

/** All that is remembered for a form, as a pack would say it. Throws FORM_UNKNOWN. */
export const rememberedMappings = (context: EngineContext, form: string): Output<'import.remembered'> => {
  const keys = new Set(templateOf(context.pack(), form).fields.map(({ key }) => key))
  return context
    .store()
    .mappings.list(form)
    .flatMap((json) => {
      // Other decisions about the form are kept in the same place.
      const saved = savedMapping.safeParse(JSON.parse(json))
      if (!saved.success) return []
      const { columns, factors, absent } = saved.data
      const said = Object.entries(columns).flatMap(([name, field]) => {
        const heading = headingOf(name)
        return heading === undefined || (field !== null && !keys.has(field))
          ? []
          : [{ ...heading, field, factor: decimalOf(factors[name]) }]
      })
      return said.length === 0 ? [] : [{ columns: said, absent: absent.filter((key) => keys.has(key)) }]
    })
}

/** A pack knows no rows: what was decided row by row is asked about again. */
const decimalOf = (factor: string | undefined): string | null => (factor === undefined || factor === byRow ? null : factor)

/** The labels and the unit in the name of a column; undefined for one without heading, and for the second of a name. */
const headingOf = (name: string): { readonly path: string[]; readonly unit: string | null } | undefined => {
  const cut = name.lastIndexOf('|')
  const path = name.slice(0, Math.max(0, cut)).split('>')
  const unit = name.slice(cut + 1)
  if (cut < 1 || path.includes('') || /#\d+$/.test(unit)) return undefined
  return { path, unit: unit === '' ? null : unit }
}
