import type { PastValue } from '../../../shared/contract/index.ts'
import type { EngineContext, Service } from '../context.ts'
import { requirePeriod, templateOf } from './common.ts'
import { readingContext } from './kept-packs.ts'
import { viewWith } from './report-view.ts'

/** What the entry grid asks for besides the report: how its columns were shown last, and a cell in earlier periods. */
export function createGridService(context: EngineContext): Service<'grid.columns' | 'grid.setColumns' | 'report.pastValues'> {
  return {
    'grid.columns': ({ form }) => context.store().columnViews.get(form) ?? null,
    'grid.setColumns'({ form, columns }) {
      templateOf(context.pack(), form)
      context.store().columnViews.put(form, columns)
      return null
    },
    'report.pastValues'({ form, period, row, field, count }) {
      // In the columns of the report that they stand beside, as `report.previous` compares.
      const reading = readingContext(context, form, period)
      const { structure } = templateOf(reading.pack(), form)
      requirePeriod(reading.pack(), period)
      const periods = context
        .store()
        .reports.periods(form)
        .filter((candidate) => candidate < period && candidate >= reading.pack().manifest.validFrom)
        .sort()
        .slice(-count)
      return periods.flatMap((candidate): PastValue[] => {
        const { rows } = viewWith(reading, form, candidate)
        const found = structure.kind === 'single' ? rows[0] : rows.find(({ key }) => key !== '' && key === row)
        return found ? [{ period: candidate, value: found.values[field] ?? found.computed[field] ?? null }] : []
      })
    },
  }
}
