/** Room for the plan's own document. */
import type { Migration } from './migration.ts'

export const planDocument: Migration = {
  version: 2,
  sql: `
CREATE TABLE plan_document (
  pack TEXT NOT NULL PRIMARY KEY,
  file_name TEXT NOT NULL,
  format TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  attached_at TEXT NOT NULL,
  paragraphs TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
`,
}
