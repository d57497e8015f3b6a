/** Room for the way upward: keys of others, receipts and returned comments, the outbox; and what a city receives. */
import type { Migration } from './migration.ts'

export const upward: Migration = {
  version: 4,
  sql: `
CREATE TABLE evidence_content (
  sha256 TEXT NOT NULL PRIMARY KEY,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE evidence (
  id TEXT NOT NULL PRIMARY KEY,
  form TEXT NOT NULL,
  period TEXT NOT NULL,
  row_id TEXT,
  row_key TEXT,
  field TEXT,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES evidence_content (sha256),
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  added_seq INTEGER NOT NULL,
  removed_by TEXT,
  removed_at TEXT,
  removed_seq INTEGER
) STRICT;
CREATE INDEX evidence_place ON evidence (period, form);

CREATE TABLE peer_key (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('county', 'city')),
  file TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  revoked_at TEXT,
  revoked_why TEXT
) STRICT;

CREATE TABLE receipt (
  id TEXT NOT NULL PRIMARY KEY,
  package_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  file TEXT NOT NULL,
  taken_at TEXT NOT NULL
) STRICT;
CREATE INDEX receipt_package ON receipt (package_id);

CREATE TABLE returned_comment (
  id TEXT NOT NULL PRIMARY KEY,
  receipt TEXT NOT NULL REFERENCES receipt (id),
  position INTEGER NOT NULL,
  form TEXT NOT NULL,
  period TEXT NOT NULL,
  row_id TEXT,
  row_key TEXT,
  field TEXT,
  text TEXT NOT NULL,
  answer TEXT,
  answered_by TEXT,
  answered_at TEXT
) STRICT;
CREATE INDEX returned_comment_place ON returned_comment (period, form);

CREATE TABLE outbox (
  package_id TEXT NOT NULL PRIMARY KEY,
  entry TEXT NOT NULL,
  wrapped BLOB
) STRICT;

CREATE TABLE sync_taken (
  name TEXT NOT NULL PRIMARY KEY,
  sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE sync_receipt (
  id TEXT NOT NULL PRIMARY KEY,
  package TEXT NOT NULL,
  number INTEGER NOT NULL,
  is_put INTEGER NOT NULL CHECK (is_put IN (0, 1)),
  UNIQUE (package, number)
) STRICT;

CREATE TABLE waiver (
  id TEXT NOT NULL PRIMARY KEY,
  unit TEXT NOT NULL,
  period TEXT NOT NULL,
  rule TEXT NOT NULL,
  file TEXT NOT NULL,
  taken_at TEXT NOT NULL
) STRICT;
CREATE INDEX waiver_place ON waiver (unit, period);

CREATE TABLE city_package (
  sha256 TEXT NOT NULL PRIMARY KEY,
  package_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  pack TEXT NOT NULL,
  period TEXT NOT NULL,
  facts TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE INDEX city_package_place ON city_package (pack, period, unit);
CREATE INDEX city_package_id ON city_package (package_id);

CREATE TABLE city_document (
  sha256 TEXT NOT NULL REFERENCES city_package (sha256),
  name TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (sha256, name)
) STRICT;

CREATE TABLE city_decision (
  id TEXT NOT NULL PRIMARY KEY,
  sha256 TEXT NOT NULL,
  unit TEXT NOT NULL,
  pack TEXT NOT NULL,
  period TEXT NOT NULL,
  file TEXT NOT NULL
) STRICT;
CREATE INDEX city_decision_package ON city_decision (sha256, id);
CREATE INDEX city_decision_place ON city_decision (pack, period);

CREATE TABLE city_waiver (
  id TEXT NOT NULL PRIMARY KEY,
  unit TEXT NOT NULL,
  pack TEXT NOT NULL,
  period TEXT NOT NULL,
  file TEXT NOT NULL
) STRICT;
CREATE INDEX city_waiver_place ON city_waiver (pack, period, unit);

CREATE TABLE city_quarantine (
  sha256 TEXT NOT NULL PRIMARY KEY,
  facts TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE city_pack (
  digest TEXT NOT NULL PRIMARY KEY,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE city_verdict (
  sha256 TEXT NOT NULL PRIMARY KEY REFERENCES city_package (sha256),
  json TEXT NOT NULL
) STRICT;

CREATE TABLE city_setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
`,
}
