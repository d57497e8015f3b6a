/** Who handed in, passed, sent back and signed a report, each with the version and the digest of what was before them. */
import type Database from 'better-sqlite3'
import { AppError } from '../../../shared/model/errors.ts'
import type { Audit } from './audit.ts'
import type { NewReviewAct, ReviewStore, StoredReviewAct } from './types.ts'

interface Frame {
  readonly at: string
  readonly who: string
  readonly why: string
}
export interface ReviewTables extends ReviewStore {
  /** Inside a transaction of somebody else: takes back what was signed for a report. */
  voidWithin(form: string, period: string, frame: Frame): void
}

const columns = 'id, form, period, act, by, at, version, digest, voided_at AS voidedAt, voided_why AS voidedWhy'

export function createReviewStore(database: Database.Database, audit: Audit, write: <T>(work: () => T) => T): ReviewTables {
  const list = database.prepare<[string], StoredReviewAct>(`SELECT ${columns} FROM review_act WHERE period = ? ORDER BY id`)
  const standing = database.prepare<[], StoredReviewAct>(
    `SELECT ${columns} FROM review_act WHERE voided_at IS NULL AND act <> 'refuse'
     AND EXISTS (SELECT 1 FROM report WHERE report.form = review_act.form AND report.period = review_act.period AND sealed_in IS NULL)
     ORDER BY id`,
  )
  const standingOf = database.prepare<[string, string], StoredReviewAct>(
    `SELECT ${columns} FROM review_act WHERE form = ? AND period = ? AND voided_at IS NULL AND act <> 'refuse' ORDER BY id`,
  )
  const insert = database.prepare<[string, string, string, string, string, number, string]>(
    'INSERT INTO review_act (form, period, act, by, at, version, digest) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const markVoid = database.prepare<[string, string, number]>('UPDATE review_act SET voided_at = ?, voided_why = ? WHERE id = ?')
  const report = database.prepare<[string, string], { version: number; sealed_in: string | null }>(
    'SELECT version, sealed_in FROM report WHERE form = ? AND period = ?',
  )
  const newStep = database.prepare("INSERT INTO step (state) VALUES ('fixed')")
  const entry = { rowId: null, rowKey: null, field: null } as const

  const voidWithin: ReviewTables['voidWithin'] = (form, period, { at, who, why }) => {
    const acts = standingOf.all(form, period)
    if (acts.length === 0) return
    for (const { id } of acts) markVoid.run(at, why, id)
    const step = Number(newStep.run().lastInsertRowid)
    // What each had signed stays told: the act, the name and the digest.
    const entries = acts.map(({ act, by, digest }) => ({
      ...entry,
      what: 'void' as const,
      form,
      period,
      field: act,
      before: by,
      after: digest,
    }))
    audit.append({ at, who, source: 'asked', step, why }, entries)
  }
  const requireUnchanged = ({ form, period, version }: NewReviewAct): void => {
    const found = report.get(form, period)
    if (found?.version !== version) throw new AppError('STALE', { form, period, version: found?.version ?? 0 })
    if (found.sealed_in !== null) throw new AppError('PERIOD_CLOSED', { form, period })
  }
  return {
    list: (period) => list.all(period),
    standing: () => standing.all(),
    add: (acts, why = null) =>
      write(() => {
        for (const act of acts) requireUnchanged(act)
        for (const act of acts) {
          const { form, period, by, at, version, digest } = act
          if (act.act === 'refuse') voidWithin(form, period, { at, who: by, why: why ?? '' })
          insert.run(form, period, act.act, by, at, version, digest)
          const step = Number(newStep.run().lastInsertRowid)
          const told = { ...entry, what: act.act, form, period, before: String(version), after: digest }
          audit.append({ at, who: by, source: 'asked', step, why }, [told])
        }
      }),
    void: (form, period, frame) => write(() => voidWithin(form, period, frame)),
    voidWithin,
  }
}
