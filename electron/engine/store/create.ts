/** The schema as it stands today. `migrations/` must lead to the very same one; a test compares them. */

/** "TanB" in ASCII, at byte 68 of the file: tells our database from any other. */
export const applicationId = 0x54616e42

export const createSql = `
CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
  id INTEGER NOT NULL PRIMARY KEY,
  form TEXT NOT NULL,
  period TEXT NOT NULL,
  version INTEGER NOT NULL,
  pack_version TEXT NOT NULL,
  header TEXT NOT NULL,
  sealed_in TEXT,
  UNIQUE (form, period)
) STRICT;

CREATE TABLE report_row (
  report INTEGER NOT NULL REFERENCES report (id),
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  origin TEXT NOT NULL,
  cells TEXT NOT NULL,
  UNIQUE (report, id)
) STRICT;
CREATE INDEX report_row_order ON report_row (report, position);

CREATE TABLE step (
  id INTEGER NOT NULL PRIMARY KEY,
  report INTEGER REFERENCES report (id),
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'fixed'))
) STRICT;
CREATE INDEX step_stack ON step (report, state, id);

CREATE TABLE audit (
  seq INTEGER NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  source TEXT NOT NULL,
  step INTEGER NOT NULL REFERENCES step (id),
  what TEXT NOT NULL,
  form TEXT,
  period TEXT,
  row_id TEXT,
  row_key TEXT,
  field TEXT,
  before TEXT,
  after TEXT,
  why TEXT,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_step ON audit (step);
CREATE INDEX audit_report ON audit (form, period, seq);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;

CREATE TABLE explanation (
  period TEXT NOT NULL,
  finding TEXT NOT NULL,
  form TEXT NOT NULL,
  basis TEXT NOT NULL,
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (period, finding)
) STRICT;

CREATE TABLE check_result (
  form TEXT NOT NULL,
  period TEXT NOT NULL,
  version INTEGER NOT NULL,
  by_level TEXT NOT NULL,
  unexplained INTEGER NOT NULL,
  PRIMARY KEY (form, period)
) STRICT;

CREATE TABLE submission (
  package_id TEXT NOT NULL PRIMARY KEY,
  period TEXT NOT NULL,
  summary TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE mapping (
  form TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (form, fingerprint)
) STRICT;

CREATE TABLE plan_document (
  pack TEXT NOT NULL PRIMARY KEY,
  file_name TEXT NOT NULL,
  format TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  attached_at TEXT NOT NULL,
  paragraphs TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;

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
`
