import type Database from 'better-sqlite3'
import type { StepSource } from '../../../shared/contract/index.ts'
import type { Audit } from './audit.ts'
import { contentEntries, type PastEntry } from './replay.ts'

/** A step that touched a report, or what happened to it as a whole. */
export interface StoredMoment {
  /** Number of its last entry: the report stood so from here on. */
  readonly seq: number
  readonly step: number
  readonly at: string
  readonly who: string
  readonly source: StepSource
  readonly why: string | null
  readonly cells: number
  readonly inserted: number
  readonly removed: number
  readonly header: number
  /** Package it was sealed into at this moment. */
  readonly packageId: string | null
  readonly unlocked: 0 | 1
}
export interface PastStore {
  /** Entries of a report up to and with a number, oldest first. */
  entries(form: string, period: string, upTo: number): PastEntry[]
  /** Newest first, those before a number. */
  moments(form: string, period: string, before: number, limit: number): StoredMoment[]
  /** The last one not later than a moment (ISO time). */
  momentAt(form: string, period: string, at: string): StoredMoment | undefined
  momentOf(form: string, period: string, seq: number): StoredMoment | undefined
  sealing(form: string, period: string, packageId: string): StoredMoment | undefined
  /** Over all forms, and what is about none. */
  log: Audit['log']
  /** Number of the first entry of the whole chain that was changed, removed or put in; null when it is sound. */
  firstBad(): number | null
}

const told = [...contentEntries, 'submit', 'unlock'].map((what) => `'${what}'`).join(', ')
const moment = `SELECT max(seq) AS seq, step, max(at) AS at, who, source, max(why) AS why,
  sum(what IN ('cell', 'cells')) AS cells, sum(what = 'insertRow') AS inserted, sum(what = 'deleteRow') AS removed,
  sum(what = 'header') AS header, max(CASE WHEN what = 'submit' THEN after END) AS packageId, max(what = 'unlock') AS unlocked
  FROM audit WHERE form = ? AND period = ? AND what IN (${told})`

/** The audit, read as the life of one report. */
export function createPastStore(database: Database.Database, audit: Pick<Audit, 'head' | 'log' | 'verify'>): PastStore {
  const entries = database.prepare<[string, string, number], PastEntry>(
    `SELECT seq, step, what, form, period, row_id AS rowId, row_key AS rowKey, field, before, after
     FROM audit WHERE form = ? AND period = ? AND seq <= ? ORDER BY seq`,
  )
  const moments = database.prepare<[string, string, number, number], StoredMoment>(
    `${moment} GROUP BY step HAVING max(seq) < ? ORDER BY max(seq) DESC LIMIT ?`,
  )
  const upTo = database.prepare<[string, string, number], StoredMoment>(
    `${moment} GROUP BY step HAVING max(seq) <= ? ORDER BY max(seq) DESC LIMIT 1`,
  )
  const until = database.prepare<[string, string, string], StoredMoment>(
    `${moment} AND at <= ? GROUP BY step ORDER BY max(seq) DESC LIMIT 1`,
  )
  const sealing = database.prepare<[string, string, string], StoredMoment>(
    `${moment} GROUP BY step HAVING packageId = ? ORDER BY max(seq) DESC LIMIT 1`,
  )
  let walked: { readonly head: ReturnType<Audit['head']>; readonly firstBad: number | null } | undefined
  return {
    entries: (form, period, seq) => entries.all(form, period, seq),
    moments: (form, period, before, limit) => moments.all(form, period, before, limit),
    momentAt: (form, period, at) => until.get(form, period, at),
    momentOf: (form, period, seq) => upTo.get(form, period, seq),
    sealing: (form, period, packageId) => sealing.get(form, period, packageId),
    log: audit.log,
    firstBad() {
      // The chain is long and only grows: it is walked whole once, then only what was added.
      const head = audit.head()
      if (walked === undefined || head.seq < walked.head.seq) walked = { head, firstBad: audit.verify().firstBad }
      else if (walked.firstBad === null && head.hash !== walked.head.hash) walked = { head, firstBad: audit.verify(walked.head).firstBad }
      return walked.firstBad
    },
  }
}
