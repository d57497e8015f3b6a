import type Database from 'better-sqlite3'
import type { Paragraph } from '../../../shared/plan/outline.ts'
import type { Audit } from './audit.ts'
import type { PlanDocumentStore, StoredPlanDocument } from './types.ts'

interface DocumentRow extends Omit<StoredPlanDocument, 'paragraphs'> {
  readonly paragraphs: string
}

/** Documents of plans, one for each pack. Attaching and removing are audited, so that the next backup knows of them. */
export function createPlanDocumentStore(database: Database.Database, audit: Audit, write: <T>(work: () => T) => T): PlanDocumentStore {
  const get = database.prepare<[string], DocumentRow>(
    `SELECT file_name AS fileName, format, sha256, attached_at AS attachedAt, length(content) AS bytes, paragraphs
     FROM plan_document WHERE pack = ?`,
  )
  const content = database.prepare<[string], Buffer>('SELECT content FROM plan_document WHERE pack = ?').pluck()
  const named = database.prepare<[string], string>("SELECT sha256 || ' ' || file_name FROM plan_document WHERE pack = ?").pluck()
  const put = database.prepare<[string, string, string, string, string, string, Uint8Array]>(
    `INSERT OR REPLACE INTO plan_document (pack, file_name, format, sha256, attached_at, paragraphs, content) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = database.prepare<[string]>('DELETE FROM plan_document WHERE pack = ?')
  const newStep = database.prepare("INSERT INTO step (state) VALUES ('fixed')")
  const note = (pack: string, before: string | null, at: string, who: string): void => {
    const step = Number(newStep.run().lastInsertRowid)
    const entry = {
      what: 'document',
      form: null,
      period: null,
      rowId: null,
      rowKey: pack,
      field: null,
      before,
      after: named.get(pack) ?? null,
    } as const
    audit.append({ at, who, source: 'asked', step, why: null }, [entry])
  }
  return {
    get(pack) {
      const row = get.get(pack)
      return row && { ...row, paragraphs: JSON.parse(row.paragraphs) as Paragraph[] } // written below
    },
    content(pack) {
      const bytes = content.get(pack)
      return bytes && new Uint8Array(bytes)
    },
    put: (pack, { fileName, format, sha256, attachedAt, paragraphs }, bytes, who) =>
      write(() => {
        const before = named.get(pack) ?? null
        put.run(pack, fileName, format, sha256, attachedAt, JSON.stringify(paragraphs), bytes)
        note(pack, before, attachedAt, who)
      }),
    remove: (pack, who, at) =>
      write(() => {
        const before = named.get(pack) ?? null
        if (before === null) return false
        remove.run(pack)
        note(pack, before, at, who)
        return true
      }),
  }
}
