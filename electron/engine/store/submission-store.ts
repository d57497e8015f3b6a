import type Database from 'better-sqlite3'
import type { SubmissionSummary } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { Audit } from './audit.ts'
import type { SubmissionStore } from './types.ts'

/** Sealed packages, kept byte for byte: nothing that was handed up is ever rebuilt. */
export function createSubmissionStore(database: Database.Database, audit: Audit, write: <T>(work: () => T) => T): SubmissionStore {
  const insert = database.prepare<[string, string, string, Uint8Array]>(
    'INSERT INTO submission (package_id, period, summary, content) VALUES (?, ?, ?, ?)',
  )
  const list = database.prepare<[], string>('SELECT summary FROM submission ORDER BY period DESC, package_id DESC').pluck()
  const bytes = database.prepare<[string], Buffer>('SELECT content FROM submission WHERE package_id = ?').pluck()
  const report = database.prepare<[string, string], { version: number; sealed_in: string | null }>(
    'SELECT version, sealed_in FROM report WHERE form = ? AND period = ?',
  )
  const seal = database.prepare<[string, string, string]>('UPDATE report SET sealed_in = ? WHERE form = ? AND period = ?')
  const sealedReports = database.prepare<[string], { form: string; sealed_in: string }>(
    'SELECT form, sealed_in FROM report WHERE period = ? AND sealed_in IS NOT NULL ORDER BY form',
  )
  const unseal = database.prepare<[string]>('UPDATE report SET sealed_in = NULL WHERE period = ?')
  const newStep = database.prepare("INSERT INTO step (state) VALUES ('fixed')")
  return {
    seal: (summary, content, reports, who) =>
      write(() => {
        const step = Number(newStep.run().lastInsertRowid)
        for (const { form, period, version } of reports) {
          const found = report.get(form, period)
          // The package was made from this very version; anything else must not be sealed by it.
          if (found?.version !== version) throw new AppError('STALE', { form, period, version: found?.version ?? 0 })
          if (found.sealed_in !== null) throw new AppError('PERIOD_CLOSED', { form, period })
          seal.run(summary.packageId, form, period)
        }
        insert.run(summary.packageId, summary.period, JSON.stringify(summary), content)
        const entries = reports.map(({ form, period, version }) => ({
          what: 'submit' as const,
          form,
          period,
          rowId: null,
          rowKey: null,
          field: null,
          before: String(version),
          after: summary.packageId,
        }))
        audit.append({ at: summary.sealedAt, who, source: 'asked', step, why: null }, entries)
      }),
    unlock: (period, who, why, at) =>
      write(() => {
        const step = Number(newStep.run().lastInsertRowid)
        const entries = sealedReports.all(period).map(({ form, sealed_in: before }) => ({
          what: 'unlock' as const,
          form,
          period,
          rowId: null,
          rowKey: null,
          field: null,
          before,
          after: null,
        }))
        unseal.run(period)
        audit.append({ at, who, source: 'asked', step, why }, entries)
      }),
    list: () => list.all().map((json) => JSON.parse(json) as SubmissionSummary), // written above
    bytes: (packageId) => {
      const content = bytes.get(packageId)
      return content && new Uint8Array(content)
    },
  }
}
