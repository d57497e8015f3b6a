/**
 * Writes `fixtures/version-N.sql`: a small database of today's schema as SQL text. Run it before a migration is added, so
 * that every version that was ever released can be brought up to date in the tests. Never run it for an older version.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applicationId } from '../../electron/engine/store/create.ts'
import { schemaVersion } from '../../electron/engine/store/migrate.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'fixture-'))
const now = () => new Date('2020-06-03T02:00:00.000Z')
const store = openStore({
  dataDir: folder,
  create: true,
  now,
  keyFields: () => ['boilerId'],
  ballast: { bytes: 0, whenFree: Number.POSITIVE_INFINITY },
})
const people = { preparer: '覃小梅', preparerPhone: '0772-7612345', auditor: '莫海燕', leader: '韦志强' }
store.profile.set(
  {
    role: 'county',
    packId: 'liuzhou-2020',
    packVersion: '1.0.0',
    unit: '450222',
    unitName: '柳城县',
    people,
    demo: false,
    createdAt: now().toISOString(),
  },
  people.preparer,
)
const step = { source: 'typing', who: people.preparer, origin: 'typed' } as const
const boiler = (number: number) =>
  ({
    kind: 'insertRow',
    row: `boiler${number}`,
    at: number,
    values: { boilerId: `450222000${number}`, ownerName: `第${number}豆腐坊`, capacityTph: '1' },
  }) as const
store.reports.apply('F4', '2020-04', 0, [boiler(0), boiler(1), boiler(2)], step)
store.reports.apply('F4', '2020-04', 1, [{ kind: 'cell', row: 'boiler1', field: 'capacityTph', value: '1.5' }], {
  ...step,
  why: '核对铭牌',
})
store.reports.apply('F4', '2020-05', 0, [boiler(0), boiler(1)], { ...step, source: 'import', origin: 'imported' })
store.reports.apply(
  'F4',
  '2020-05',
  1,
  [
    { kind: 'deleteRow', row: 'boiler0' },
    { kind: 'header', header: { preparer: people.preparer } },
  ],
  step,
)
store.reports.undo('F4', '2020-05', people.leader)
store.explanations.put('2020-05', 'F4', 'finding1', 'basis1', {
  text: '企业五月停产检修，已核对记录',
  by: people.preparer,
  at: now().toISOString(),
})
store.checks.put('F4', '2020-05', 3, { 核实性: 1 }, 0)
store.mappings.put('F4', 'fingerprint', '{"A":"boilerId"}')
store.planDocuments.put(
  'liuzhou-2020',
  { fileName: '试写方案.txt', format: 'text', sha256: '00', attachedAt: now().toISOString(), paragraphs: [{ text: '一、目标' }] },
  new Uint8Array([4, 5, 6]),
  people.preparer,
)
const at = now().toISOString()
store.evidence.add(
  {
    ...{ id: 'file1', form: 'F4', period: '2020-05', rowId: 'boiler1', rowKey: '4502220001', field: 'capacityTph', name: '铭牌.jpg' },
    ...{ bytes: 3, sha256: '00', by: people.preparer, at },
  },
  new Uint8Array([7, 8, 9]),
)
store.review.add([{ form: 'F4', period: '2020-05', act: 'handIn', by: people.preparer, at, version: 3, digest: '00' }])
store.notes.add({
  id: 'note1',
  thread: 'note1',
  form: 'F4',
  period: '2020-05',
  kind: 'evidence',
  rowId: 'boiler1',
  rowKey: '4502220001',
  field: 'capacityTph',
  text: '铭牌照片存镇办',
  by: people.auditor,
  at,
})
const parameters = { cost: 16, blockSize: 1, parallel: 1, failures: 2, waitUntil: null }
const password = { name: people.leader, salt: new Uint8Array([1]), hash: new Uint8Array([2]), ...parameters }
store.passwords.set(people.leader, password, { who: people.leader, at })
store.submissions.seal(
  {
    packageId: 'P1',
    period: '2020-04',
    revision: 1,
    sealedAt: now().toISOString(),
    fileName: 'P1.zip',
    sha256: '00',
    bytes: 3,
    state: 'sealed',
    forms: ['F4'],
  },
  new Uint8Array([1, 2, 3]),
  [{ form: 'F4', period: '2020-04', version: 2 }],
  people.preparer,
)

const { database } = store
const version = schemaVersion(database)
const lines = [`PRAGMA application_id = ${applicationId};`, `PRAGMA user_version = ${version};`]
const objects = database.prepare<[], { type: string; name: string; sql: string }>(
  "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'trigger', rowid",
)
for (const { type, name, sql } of objects.all()) {
  lines.push(`${sql};`)
  if (type !== 'table') continue
  const columns = database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(name)
  const quoted = columns.map((column) => `quote("${column}")`).join(` || ', ' || `)
  for (const values of database.prepare<[], string>(`SELECT ${quoted} FROM "${name}"`).pluck().all())
    lines.push(`INSERT INTO "${name}" VALUES (${values});`)
}
store.close()
rmSync(folder, { recursive: true })
writeFileSync(join(import.meta.dirname, 'fixtures', `version-${version}.sql`), `${lines.join('\n')}\n`)
