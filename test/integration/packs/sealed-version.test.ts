/** What was sealed with one version of a pack stays as it was under the next one; drafts lose nothing on the way. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { newKeyPair } from '../../../electron/engine/packs/signature.ts'
import { miniPack, signed, zipOf } from '../../helpers/pack-folders.ts'
import { openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'
import { formB } from '../../unit/rules/mini-pack.ts'

const key = newKeyPair()
const carrying = formB.replace('naturalKey: [key]', 'naturalKey: [key]\ncarryForward: { mode: snapshot }')
/** A column that the next version renames, and one that it no longer has. */
const oldB = carrying
  .replace('header: [key, amount]', 'header: [key, amount, remark]')
  .replace(/(\n {2}- \{ key: amount[^\n]*)/, '$1\n  - { key: remark, label: 附言, type: text }')
const newB = carrying
  .replace('{ key: amount, label: 数额,', '{ key: sum, label: 金额, renamedFrom: [amount],')
  .replace('header: [key, amount]', 'header: [key, sum, before]')
  .replace(/(\n {2}- \{ key: sum[^\n]*)/, "$1\n  - { key: before, label: 上期金额, type: money, unit: 万元, computed: 'prev.sum' }")
const zipped = (version: string, B: string) => zipOf(signed(miniPack(version, { 'forms/B.yaml': B }), key, version))
const may = { form: 'B', period: '2020-05' } as const
const june = { form: 'B', period: '2020-06' } as const
const row = (id: string, values: Readonly<Record<string, string>>) =>
  ({ kind: 'insertRow', row: id, at: 0, values: { key: id, ...values } }) as const

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

/** May sealed and June begun under 1.0.0, then 1.1.0 put in. */
async function sealedThenNewer(): Promise<{ readonly folder: string; readonly engine: TestEngine }> {
  const folder = join(mkdtempSync(join(tmpdir(), 'sealed-')), 'data')
  const engine = engineOn(folder)
  await engine.call('pack.install', { bytes: await zipped('1.0.0', oldB), trust: key.fingerprint })
  await engine.call('profile.create', { role: 'county', packId: 'mini', unit: '450222' })
  await engine.call('report.edit', { form: 'A', period: may.period, edits: [row('r0', {})] })
  await engine.call('report.edit', { ...may, edits: [row('r1', { amount: '10', remark: '五月的话' })] })
  await engine.call('submission.create', { period: may.period })
  await engine.call('report.edit', { ...june, edits: [row('r1', { amount: '12', remark: '六月的话' }), row('r2', { amount: '7' })] })
  await engine.call('pack.install', { bytes: await zipped('1.1.0', newB) })
  return { folder, engine: await reopen(folder) }
}
const upgrade = async ({ call }: TestEngine) =>
  call('pack.upgrade', { basis: (await call('pack.upgradePreview', {})).pending?.basis ?? '' })
const valuesOf = async ({ call }: TestEngine, at: typeof may | typeof june) =>
  Object.fromEntries((await call('report.open', at)).rows.map(({ values }) => [values.key, values]))
const exported = async ({ call }: TestEngine, at: typeof may | typeof june): Promise<string> => {
  const { bytes } = await call('export.workbook', at)
  const { SheetNames, Sheets } = XLSX.read(bytes)
  const sheet = Sheets[SheetNames[0] ?? '']
  return sheet === undefined ? '' : XLSX.utils.sheet_to_csv(sheet)
}

describe('after an upgrade', () => {
  it('the sealed month shows, exports and remembers its own columns, the open one the new ones', async () => {
    const { folder, engine } = await sealedThenNewer()
    await upgrade(engine)
    const later = await reopen(folder)
    const sealed = await later.call('report.open', may)
    expect([sealed.packVersion, sealed.rows.map(({ values }) => values)]).toEqual([
      '1.0.0',
      [{ key: 'r1', amount: '10', remark: '五月的话' }],
    ])
    expect(await later.call('report.packVersion', may)).toEqual({ version: '1.0.0' })
    const sheet = await exported(later, may)
    expect(sheet).toMatch(/数额[\s\S]*附言[\s\S]*10[\s\S]*五月的话/)
    expect(sheet).not.toContain('金额')

    expect(await later.call('report.packVersion', june)).toEqual({ version: '1.1.0' })
    expect(await valuesOf(later, june)).toEqual({ r1: { key: 'r1', sum: '12' }, r2: { key: 'r2', sum: '7' } })
    const openSheet = await exported(later, june)
    expect(openSheet).toMatch(/金额[\s\S]*12/)
    expect(openSheet).not.toMatch(/数额|附言/)

    const history = await later.call('report.history', june)
    expect(history.find(({ field, after }) => field === 'remark' && after === null)).toMatchObject({ label: '附言', before: '六月的话' })
  })
  it('what looks back at the sealed month finds its values in the new columns', async () => {
    const { engine } = await sealedThenNewer()
    await upgrade(engine)
    expect((await engine.call('report.previous', june))?.rows.map(({ values }) => values)).toEqual([{ key: 'r1', sum: '10' }])
    const { rows } = await engine.call('report.open', june)
    expect(rows.find(({ values }) => values.key === 'r1')?.computed.before).toBe('10')
  })
  it('a ledger goes on from the sealed month in the new columns', async () => {
    const { engine } = await sealedThenNewer()
    await upgrade(engine)
    await engine.call('report.edit', { ...june, edits: ['r1', 'r2'].map((id) => ({ kind: 'deleteRow', row: id }) as const) })
    const { version } = await engine.call('report.open', june)
    await engine.call('report.carryForward', { ...june, baseVersion: version })
    expect(await valuesOf(engine, june)).toEqual({ r1: { key: 'r1', sum: '10' } })
  })
  it('a sealed month opened again is a draft of its own version: shown in the ledger, sealed only after its upgrade', async () => {
    const { engine } = await sealedThenNewer()
    await upgrade(engine)
    await engine.call('submission.revise', { period: may.period, reason: '市局退回，逐条更正' })
    const { pending, last } = await engine.call('pack.upgradePreview', {})
    expect(pending?.entries.map(({ kind, period, before }) => [kind, period, before])).toEqual([
      ['lost', '2020-05', '五月的话'],
      ['renamed', '2020-05', '10'],
    ])
    expect(last?.entries.map(({ before }) => before)).toContain('六月的话')
    await expect(engine.call('submission.create', { period: may.period })).rejects.toMatchObject({ code: 'SUBMISSION_BLOCKED' })
    await upgrade(engine)
    expect(await valuesOf(engine, may)).toEqual({ r1: { key: 'r1', sum: '10' } })
    const after = await engine.call('pack.upgradePreview', {})
    // What an earlier upgrade found no place for stays readable beside the newest.
    expect([after.pending, after.last?.entries[0]?.before, after.earlier[0]?.entries[0]?.before]).toEqual([null, '五月的话', '六月的话'])
    await engine.call('pack.undoUpgrade', {})
    expect(await valuesOf(engine, may)).toEqual({ r1: { key: 'r1', amount: '10', remark: '五月的话' } })
    expect((await engine.call('app.info', {})).profile?.packVersion).toBe('1.1.0')
  })
})

describe('between install and upgrade', () => {
  it('a draft keeps every value, whatever is typed into the new columns meanwhile', async () => {
    const { folder, engine } = await sealedThenNewer()
    // June's one row gets a new value in the renamed column; the other is left alone.
    await engine.call('report.edit', { ...june, edits: [{ kind: 'cell', row: 'r1', field: 'sum', value: '13' }] })
    const later = await reopen(folder)
    expect(await valuesOf(later, june)).toEqual({
      r1: { key: 'r1', amount: '12', remark: '六月的话', sum: '13' },
      r2: { key: 'r2', amount: '7' },
    })
    const { pending } = await later.call('pack.upgradePreview', {})
    expect(pending?.entries.filter(({ kind }) => kind === 'lost').map(({ from, before }) => [from?.label, before])).toEqual([
      ['数额', '12'],
      ['附言', '六月的话'],
    ])
    await upgrade(later)
    expect(await valuesOf(later, june)).toEqual({ r1: { key: 'r1', sum: '13' }, r2: { key: 'r2', sum: '7' } })
    const { last } = await later.call('pack.upgradePreview', {})
    expect(last?.entries.filter(({ kind }) => kind === 'lost').map(({ before }) => before)).toEqual(['12', '六月的话'])
    await later.call('pack.undoUpgrade', {})
    expect((await valuesOf(later, june)).r1).toEqual({ key: 'r1', amount: '12', remark: '六月的话', sum: '13' })
  })
  it('a draft is not handed out with values missing, a sealed month is, and so is a draft with nothing to move', async () => {
    const { engine } = await sealedThenNewer()
    await expect(exported(engine, june)).rejects.toMatchObject({ code: 'PACK_UPGRADE_PENDING', details: { from: '1.0.0', to: '1.1.0' } })
    expect(await exported(engine, may)).toContain('五月的话')
    expect((await engine.call('export.workbook', { form: 'A', period: '2020-06' })).bytes.length).toBeGreaterThan(0)
  })
})

describe('a key that is trusted no longer', () => {
  it('keeps its packs out with a sentence that says what to do; sealed reports stay readable', async () => {
    const { folder, engine } = await sealedThenNewer()
    await upgrade(engine)
    await engine.call('pack.forgetKey', { fingerprint: key.fingerprint })
    const later = await reopen(folder)
    for (const work of [() => later.call('report.open', june), () => later.call('tasks.list', { period: june.period })])
      await expect(work()).rejects.toMatchObject({ code: 'PACK_KEY_FORGOTTEN', details: { fingerprint: key.fingerprint } })
    const { refused, keys } = await later.call('pack.status', {})
    expect([keys, refused]).toEqual([[], expect.stringMatching(/不再信任.*安装/)])
    expect((await later.call('app.info', {})).warnings).toEqual([refused])
    expect((await later.call('report.open', may)).rows.map(({ values }) => values.amount)).toEqual(['10'])
    expect(await exported(later, may)).toContain('五月的话')
    expect((await later.call('report.history', may)).length).toBeGreaterThan(0)
    await expect(later.call('pack.install', { bytes: await zipped('1.1.0', newB) })).rejects.toMatchObject({ code: 'PACK_KEY_FORGOTTEN' })
    await later.call('pack.install', { bytes: await zipped('1.1.0', newB), trust: key.fingerprint })
    expect(await valuesOf(later, june)).toMatchObject({ r2: { sum: '7' } })
  })
  it('must have been trusted', async () => {
    const { engine } = await sealedThenNewer()
    await expect(engine.call('pack.forgetKey', { fingerprint: newKeyPair().fingerprint })).rejects.toMatchObject({ code: 'PACK_KEY_NONE' })
    expect((await engine.call('pack.status', {})).keys.map(({ packs }) => packs)).toEqual([['mini']])
  })
})
