/** The tables of a city in PostgreSQL: those of the data folder's own database, and the accounts of the hub. */
import type pg from 'pg'
import { AppError } from '../../../shared/model/errors.ts'

/** Texts are compared by their bytes, so that every server sorts alike. */
const text = 'text COLLATE "C"'

/** One entry for every version; what was released is never edited. */
const versions: readonly string[] = [
  `
CREATE TABLE city_package (
  sha256 ${text} PRIMARY KEY,
  package_id ${text} NOT NULL,
  unit ${text} NOT NULL,
  pack ${text} NOT NULL,
  period ${text} NOT NULL,
  facts text NOT NULL,
  content bytea NOT NULL
);
CREATE INDEX city_package_place ON city_package (pack, period, unit);
CREATE INDEX city_package_id ON city_package (package_id);
CREATE TABLE city_document (
  sha256 ${text} NOT NULL REFERENCES city_package (sha256),
  name ${text} NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (sha256, name)
);
CREATE TABLE city_decision (
  id ${text} PRIMARY KEY,
  sha256 ${text} NOT NULL,
  unit ${text} NOT NULL,
  pack ${text} NOT NULL,
  period ${text} NOT NULL,
  file text NOT NULL
);
CREATE INDEX city_decision_package ON city_decision (sha256, id);
CREATE INDEX city_decision_place ON city_decision (pack, period);
CREATE TABLE city_waiver (
  id ${text} PRIMARY KEY,
  unit ${text} NOT NULL,
  pack ${text} NOT NULL,
  period ${text} NOT NULL,
  file text NOT NULL
);
CREATE INDEX city_waiver_place ON city_waiver (pack, period, unit);
CREATE TABLE city_quarantine (
  sha256 ${text} PRIMARY KEY,
  facts text NOT NULL,
  content bytea NOT NULL
);
CREATE TABLE city_pack (
  digest ${text} PRIMARY KEY,
  json text NOT NULL
);
CREATE TABLE city_verdict (
  sha256 ${text} PRIMARY KEY REFERENCES city_package (sha256),
  json text NOT NULL
);
CREATE TABLE city_setting (
  name ${text} PRIMARY KEY,
  value text NOT NULL
);
CREATE TABLE hub_account (
  name ${text} PRIMARY KEY,
  role text NOT NULL CHECK (role IN ('reader', 'clerk', 'leader', 'admin')),
  salt bytea NOT NULL,
  hash bytea NOT NULL,
  cost integer NOT NULL,
  block_size integer NOT NULL,
  parallel integer NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  wait_until timestamptz,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz
);
CREATE TABLE hub_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  account ${text} NOT NULL,
  address text NOT NULL,
  what text NOT NULL
);
`,
]

/** Any number; two programs that open an empty database at the same time wait for each other at it. */
const lockNumber = 0x54616e42

/** Brings the database up to date in one transaction. Throws STORE_FROM_FUTURE. */
export async function preparePostgres(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockNumber])
    await client.query('CREATE TABLE IF NOT EXISTS tanbao_schema (version integer NOT NULL)')
    const { rows } = await client.query<{ version: number }>('SELECT version FROM tanbao_schema')
    const found = rows[0]?.version ?? 0
    if (found > versions.length) throw new AppError('STORE_FROM_FUTURE', { found, known: versions.length })
    for (const sql of versions.slice(found)) await client.query(sql)
    if (rows.length === 0) await client.query('INSERT INTO tanbao_schema (version) VALUES ($1)', [versions.length])
    else await client.query('UPDATE tanbao_schema SET version = $1', [versions.length])
    await client.query('COMMIT')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
