import type Database from 'better-sqlite3'
import { AppError } from '../../../shared/model/errors.ts'
import type { Explanation } from '../../../shared/rules/finding.ts'
import type { Audit } from './audit.ts'
import type { ExplanationStore } from './types.ts'

interface ExplanationRecord extends Explanation {
  readonly finding: string
  readonly basis: string
}

export function createExplanationStore(database: Database.Database, audit: Audit, write: <T>(work: () => T) => T): ExplanationStore {
  const all = database.prepare<[string], ExplanationRecord>('SELECT finding, basis, text, by, at FROM explanation WHERE period = ?')
  const one = database.prepare<[string, string], string>('SELECT text FROM explanation WHERE period = ? AND finding = ?').pluck()
  const put = database.prepare<[string, string, string, string, string, string, string]>(
    `INSERT INTO explanation (period, finding, form, basis, text, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (period, finding) DO UPDATE SET form = excluded.form, basis = excluded.basis, text = excluded.text,
       by = excluded.by, at = excluded.at`,
  )
  const sealed = database.prepare<[string, string], string | null>('SELECT sealed_in FROM report WHERE form = ? AND period = ?').pluck()
  const newStep = database.prepare("INSERT INTO step (state) VALUES ('fixed')")
  return {
    all: (period) => new Map(all.all(period).map(({ finding, ...explanation }) => [finding, explanation])),
    put: (period, form, finding, basis, explanation) =>
      write(() => {
        if (typeof sealed.get(form, period) === 'string') throw new AppError('PERIOD_CLOSED', { period, form })
        const before = one.get(period, finding) ?? null
        const { text, by, at } = explanation
        put.run(period, finding, form, basis, text, by, at)
        const step = Number(newStep.run().lastInsertRowid)
        const entry = { what: 'explain', form, period, rowId: finding, rowKey: null, field: null, before, after: text } as const
        audit.append({ at, who: by, source: 'typing', step, why: null }, [entry])
      }),
  }
}
