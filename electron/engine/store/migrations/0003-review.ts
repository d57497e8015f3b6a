/** Room for the review: who handed in, passed, sent back and signed what; notes on cells; passwords of people. */
import type { Migration } from './migration.ts'

export const review: Migration = {
  version: 3,
  sql: `
CREATE TABLE review_act (
  id INTEGER NOT NULL PRIMARY KEY,
  form TEXT NOT NULL,
  period TEXT NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('handIn', 'pass', 'sign', 'refuse')),
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  version INTEGER NOT NULL,
  digest TEXT NOT NULL,
  voided_at TEXT,
  voided_why TEXT
) STRICT;
CREATE INDEX review_act_place ON review_act (period, form);

CREATE TABLE note (
  id TEXT NOT NULL PRIMARY KEY,
  thread TEXT NOT NULL,
  form TEXT NOT NULL,
  period TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('comment', 'evidence', 'refusal', 'reply')),
  row_id TEXT,
  row_key TEXT,
  field TEXT,
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  resolved_at TEXT,
  resolved_by TEXT
) STRICT;
CREATE INDEX note_place ON note (period, form);

CREATE TABLE person_password (
  name TEXT NOT NULL PRIMARY KEY,
  salt BLOB NOT NULL,
  hash BLOB NOT NULL,
  cost INTEGER NOT NULL,
  block_size INTEGER NOT NULL,
  parallel INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  wait_until TEXT
) STRICT;
`,
}
