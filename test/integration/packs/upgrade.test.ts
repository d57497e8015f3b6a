/** Drafts of a real store under a new version of their pack, before and after a restart. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { newKeyPair } from '../../../electron/engine/packs/signature.ts'
import { miniPack, signed, zipOf } from '../../helpers/pack-folders.ts'
import { openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'
import { formB } from '../../unit/rules/mini-pack.ts'

const key = newKeyPair()
const fixed = (rows: readonly string[]): string =>
  formB.replace(
    'structure: { kind: ledger }',
    `structure: { kind: fixed, rows: [${rows.map((row) => `{ key: ${row}, values: { key: ${row} } }`)}] }`,
  )
const oldB = fixed(['x', 'y'])
const newB = fixed(['x'])
  .replace('{ key: amount,', '{ key: sum, renamedFrom: [amount],')
  .replace('[key, amount]', '[key, sum, rest]')
  .replace(/(\n {2}- \{ key: sum[^\n]*)/, '$1\n  - { key: rest, label: 其余, type: text }')
const zipped = (version: string, B: string) => zipOf(signed(miniPack(version, { 'forms/B.yaml': B }), key, version))
const at = { form: 'B', period: '2020-05' } as const

const open: TestEngine[] = []
const engineOn = (dataDir: string): TestEngine => {
  const engine = openTestEngine({ dataDir })
  open.push(engine)
  return engine
}
const reopen = async (dataDir: string): Promise<TestEngine> => {
  for (const engine of open.splice(0)) await engine.close()
  return engineOn(dataDir)
}
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close()
})

/** A folder with a draft made under 1.0.0, and 1.1.0 put in. */
const drafted = async (): Promise<{ readonly folder: string; readonly engine: TestEngine }> => {
  const folder = join(mkdtempSync(join(tmpdir(), 'upgrade-')), 'data')
  const first = engineOn(folder)
  await first.call('pack.install', { bytes: await zipped('1.0.0', oldB), trust: key.fingerprint })
  await first.call('profile.create', { role: 'county', packId: 'mini', unit: '450222' })
  const edits = ['x', 'y'].map((row, index) => ({ kind: 'cell', row: `fixed-${row}`, field: 'amount', value: String(10 + index) }) as const)
  await first.call('report.edit', { ...at, edits })
  expect((await first.call('pack.upgradePreview', {})).pending).toBeNull()
  await first.call('pack.install', { bytes: await zipped('1.1.0', newB) })
  return { folder, engine: await reopen(folder) }
}
const valuesOf = async ({ call }: TestEngine) => (await call('report.open', at)).rows.map(({ id, values }) => [id, values])

describe('an upgrade', () => {
  it('is shown before it happens, done as one step, and taken back after a restart', async () => {
    const { folder, engine } = await drafted()
    const { pending } = await engine.call('pack.upgradePreview', {})
    expect(pending?.entries.map(({ kind, row, from, to, before, after }) => [kind, row, from?.label, to?.label, before, after])).toEqual([
      ['lost', 'fixed-y', '编号', undefined, 'y', null],
      ['lost', 'fixed-y', '数额', undefined, '11', null],
      ['renamed', 'fixed-x', '数额', '数额', '10', '10'],
      ['new', '', undefined, '其余', null, null],
    ])
    expect((await engine.call('app.info', {})).warnings.join()).toContain('1.1.0')
    const asItWas = await valuesOf(engine)
    const done = await engine.call('pack.upgrade', { basis: pending?.basis ?? '' })
    expect(done).toMatchObject({ from: '1.0.0', to: '1.1.0', undoneAt: null })
    expect(await valuesOf(engine)).toEqual([['fixed-x', { key: 'x', sum: '10' }]])
    expect((await engine.call('report.open', at)).packVersion).toBe('1.1.0')
    expect((await engine.call('app.info', {})).profile?.packVersion).toBe('1.1.0')
    expect((await engine.call('app.info', {})).warnings).toEqual([])

    const later = await reopen(folder)
    const { pending: none, last } = await later.call('pack.upgradePreview', {})
    expect(none).toBeNull()
    expect(last?.entries).toContainEqual(expect.objectContaining({ kind: 'lost', row: 'fixed-y', before: '11' }))
    expect(await later.call('pack.undoUpgrade', {})).toMatchObject({ from: '1.0.0', to: '1.1.0' })
    expect(await valuesOf(later)).toEqual(asItWas)
    expect((await later.call('app.info', {})).profile?.packVersion).toBe('1.0.0')
    expect((await later.call('pack.upgradePreview', {})).pending?.entries).toEqual(pending?.entries)
    await expect(later.call('pack.undoUpgrade', {})).rejects.toMatchObject({ code: 'PACK_UPGRADE_NONE' })
    expect((await later.call('doctor.run', {})).steps.filter(({ ok, id }) => !ok && id === 'audit')).toEqual([])
  })
  it('does nothing when the drafts changed since it was shown', async () => {
    const { engine } = await drafted()
    const { pending } = await engine.call('pack.upgradePreview', {})
    await engine.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'fixed-x', field: 'key', value: 'x2' }] })
    const before = await valuesOf(engine)
    await expect(engine.call('pack.upgrade', { basis: pending?.basis ?? '' })).rejects.toMatchObject({ code: 'PACK_UPGRADE_STALE' })
    expect(await valuesOf(engine)).toEqual(before)
  })
  it('is not taken back over later work', async () => {
    const { engine } = await drafted()
    const { pending } = await engine.call('pack.upgradePreview', {})
    await engine.call('pack.upgrade', { basis: pending?.basis ?? '' })
    await engine.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'fixed-x', field: 'sum', value: '12' }] })
    await expect(engine.call('pack.undoUpgrade', {})).rejects.toMatchObject({ code: 'PACK_UPGRADE_STALE', details: at })
    expect(await valuesOf(engine)).toEqual([['fixed-x', { key: 'x', sum: '12' }]])
  })
  it('comes before sealing, while values would change', async () => {
    const { engine } = await drafted()
    await expect(engine.call('submission.create', { period: at.period })).rejects.toMatchObject({
      code: 'SUBMISSION_BLOCKED',
      details: { reason: expect.stringContaining('1.1.0') },
    })
  })
})

it('what was made with an earlier version stays readable', async () => {
  const { engine } = await drafted()
  const old = await engine.call('pack.get', { id: 'mini', version: '1.0.0' })
  expect(old.manifest.version).toBe('1.0.0')
  expect(old.forms.find(({ id }) => id === 'B')?.fields.map((field) => field.key)).toEqual(['key', 'amount'])
  expect((await engine.call('pack.get', { id: 'mini', version: '1.1.0' })).rules).toBeDefined()
  await expect(engine.call('pack.get', { id: 'mini', version: '0.9.0' })).rejects.toMatchObject({ code: 'PACK_UNKNOWN' })
})
