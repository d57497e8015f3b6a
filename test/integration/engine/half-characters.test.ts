/** Half of a character, from a cut text or a program, breaks neither the chain of changes nor a backup nor a seal. */
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../shared/submission/canonical-json.ts'
import { boilers, tableOf } from '../../helpers/boilers.ts'
import { county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

const at = { form: 'F4', period: '2020-05' } as const
const half = '\ud83d'
/** Longer than a cell may be, and cut between the two halves. */
const long = `${'甲'.repeat(3999)}😀`

async function importRow(engine: TestEngine, values: Readonly<Record<string, string>>): Promise<void> {
  const rows = tableOf(undefined, [{ ...boilers[0], ...values }])
  const bytes = buildWorkbook({ sheets: [{ name: '台账', rows }] })
  const { id } = await engine.call('import.preview', { ...at, fileName: '台账.xlsx', bytes, options: {} })
  await engine.call('import.apply', { id })
}
const edit = (engine: TestEngine, edits: readonly object[], why?: string) =>
  engine.send('report.edit', { ...at, edits, ...(why === undefined ? {} : { why }) })
const cell = (value: string) => ({ kind: 'cell', row: 'boiler-1', field: 'ownerName', value })

test.each<[string, (engine: TestEngine) => Promise<unknown>]>([
  ['a name cut on import', (engine) => importRow(engine, { boilerId: long })],
  ['another cell cut on import', (engine) => importRow(engine, { ownerName: long })],
  ['a cell', (engine) => edit(engine, [cell(`甲${half}`)])],
  ['the head', (engine) => edit(engine, [{ kind: 'header', header: { preparer: `覃${half}` } }])],
  ['a reason', (engine) => edit(engine, [cell('乙')], `因为${half}`)],
])('%s', async (_, write) => {
  const engine = openTestEngine()
  try {
    await engine.call('profile.create', county)
    await edit(engine, [{ kind: 'insertRow', row: 'boiler-1', at: 0, values: { boilerId: '4502220009', ownerName: '甲厂' } }])
    await write(engine)
    const report = await engine.call('report.open', at)
    expect(() => canonicalJson(report)).not.toThrow()
    // What stood there goes into the next entry.
    const edits = report.rows.map(({ id }) => ({ kind: 'cell', row: id, field: 'ownerName', value: '后来的' }))
    expect(await edit(engine, edits)).toMatchObject({ ok: true })
    const { steps } = await engine.call('doctor.run', {})
    expect(steps.find((step) => step.id === 'audit')).toMatchObject({ ok: true })
    const { id } = await engine.call('backup.create', {})
    const { bytes } = await engine.call('backup.bytes', { id })
    await engine.call('backup.restore', { bytes, evenIfNewer: true })
    expect((await engine.call('report.open', at)).rows.map(({ values }) => values.ownerName)).toContain('后来的')
  } finally {
    await engine.close()
  }
})
