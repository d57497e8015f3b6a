/** Through both engines: a month goes to the city over a target and its receipts come back, with nobody in between. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unsealCopy } from '../../../electron/engine/store/copy-digest.ts'
import type { OutboxItem } from '../../../shared/contract/index.ts'
import { openPair, sealMonth } from '../../helpers/county-and-city.ts'
import { startNginx } from '../../helpers/sync/nginx.ts'
import { explainAll, type TestEngine } from '../../helpers/test-engine.ts'

const period = '2020-05'
let home: string
let stick: string
let clerk: TestEngine
let city: TestEngine
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'way-'))
  stick = mkdtempSync(join(tmpdir(), 'stick-'))
  const pair = await openPair({ county: join(home, 'county'), city: join(home, 'city') })
  clerk = pair.clerk
  city = pair.city
})
afterEach(async () => {
  await clerk.close()
  await city.close()
  for (const folder of [home, stick]) rmSync(folder, { recursive: true, force: true })
})
const item = async (revision = 1): Promise<OutboxItem | undefined> =>
  (await clerk.call('outbox.list', {})).items.find((one) => one.revision === revision)
const stateOf = async (revision = 1): Promise<string | undefined> => (await item(revision))?.state
const month = async (): Promise<string | undefined> =>
  (await clerk.call('tasks.list', { period })).tasks.find(({ form }) => form === 'F4')?.state
const once = (engine: TestEngine) => engine.call('sync.once', { hurry: true })
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
const packageIdOf = async (revision = 1): Promise<string> => (await item(revision))?.packageId ?? ''

/** The clerk answers the city's remarks and hands up the next revision. */
async function correct(): Promise<string> {
  await clerk.call('submission.revise', { period, reason: '按退回意见更正' })
  const report = await clerk.call('report.open', { form: 'F4', period })
  const edit = { kind: 'cell', row: report.rows[1]?.id ?? '', field: 'annualCoal', value: '150' } as const
  await clerk.call('report.edit', { form: 'F4', period, baseVersion: report.version, edits: [edit] })
  await explainAll(clerk.call, period)
  for (const { id } of await clerk.call('returned.list', { period }))
    await clerk.call('returned.answer', { id, answer: '已核对台账并更正' })
  return (await clerk.call('submission.create', { period, revisionReason: '按退回意见更正' })).packageId
}

describe('over a folder', () => {
  beforeEach(async () => {
    for (const engine of [clerk, city]) await engine.call('target.set', { folder: stick })
  })
  test('a month is sent, received, returned, corrected, sent wrapped, and accepted', async () => {
    await sealMonth(clerk, period)
    expect([await stateOf(), await month()]).toEqual(['kept', '已上报'])
    const packageId = await packageIdOf()
    await clerk.call('outbox.send', { packageId })
    expect(await once(clerk)).toMatchObject({ role: 'county', moved: 1, receipts: 0, waiting: 0, trouble: null })
    expect([await stateOf(), await month()]).toEqual(['uploaded', '已上报'])
    expect(await once(city)).toMatchObject({ role: 'city', moved: 1, receipts: 1, trouble: null })
    expect(await once(city)).toMatchObject({ moved: 0, receipts: 0 })
    expect(await once(clerk)).toMatchObject({ receipts: 1 })
    expect([await stateOf(), await month()]).toEqual(['received', '已接收'])
    expect(await codeOf(clerk.call('outbox.withdraw', { packageId }))).toBe('OUTBOX_NOT_NOW')

    const [unit] = (await city.call('city.board', { from: period, to: period })).units.filter((one) => one.unit === '450222')
    const sha256 = unit?.periods[0]?.packages[0]?.facts.sha256 ?? ''
    const comments = [{ form: 'F4', rowKey: '4502220002', field: 'annualCoal', text: '请核对用煤量' }]
    await city.call('city.return', { sha256, reason: '要核对', comments, resubmitBy: '2020-06-10' })
    expect(await once(city)).toMatchObject({ receipts: 1 })
    await once(clerk)
    expect([await stateOf(), await month()]).toEqual(['returned', '已退回'])

    await clerk.call('target.set', { wrap: true })
    clerk.setNow('2020-06-05T02:00:00.000Z')
    await clerk.call('outbox.send', { packageId: await correct() })
    expect(await stateOf(1)).toBe('superseded')
    await once(clerk)
    const wrapped = readdirSync(stick).find((name) => name.endsWith('.age')) ?? ''
    expect(readFileSync(join(stick, wrapped)).includes('submission.json')).toBe(false)
    expect(await once(city)).toMatchObject({ moved: 1, receipts: 1 })
    const later = (await city.call('city.board', { from: period, to: period })).units.find((one) => one.unit === '450222')
    const newer = later?.periods[0]?.packages.find(({ facts }) => facts.revision === 2)?.facts.sha256 ?? ''
    await city.call('city.accept', { sha256: newer })
    await once(city)
    await once(clerk)
    expect([await stateOf(2), await month()]).toEqual(['accepted', '已接收'])
    expect([...clerk.errors, ...city.errors]).toEqual([])
    // Looking changes nothing, so that a screen that looks again when something changed comes to rest.
    const told = clerk.events.length
    await clerk.call('outbox.list', {})
    expect(clerk.events).toHaveLength(told)
  })

  test('half a file is left alone, a leftover of last week is cleared, and a stranger at the target changes nothing', async () => {
    const { fileName, bytes } = await sealMonth(clerk, period)
    writeFileSync(join(stick, fileName), bytes.subarray(0, 1000))
    writeFileSync(join(stick, `${fileName}.x.part`), 'half')
    writeFileSync(join(stick, '通知.docx'), 'other')
    expect(await once(city)).toMatchObject({ moved: 0, waiting: 1 })
    await clerk.call('outbox.send', { packageId: await packageIdOf() })
    await once(clerk)
    city.setNow(new Date(statSync(join(stick, fileName)).mtimeMs + 8 * 86_400_000).toISOString())
    expect(await once(city)).toMatchObject({ moved: 1, waiting: 0 })
    expect(readdirSync(stick).filter((name) => /part|docx/.test(name))).toEqual(['通知.docx'])
    // A forged receipt in front of the true one is not believed and hides nothing.
    const receipt = join(stick, fileName.replace(/\.zip$/, '.receipt-1.json'))
    writeFileSync(receipt.replace('receipt-1', 'receipt-2'), readFileSync(receipt))
    writeFileSync(receipt, readFileSync(receipt, 'utf8').replace('"received"', '"accepted"'))
    await once(clerk)
    expect(await stateOf()).toBe('received')
  })

  test('half of a wrapped file does not stand in the way of the whole one', async () => {
    await clerk.call('target.set', { wrap: true })
    await sealMonth(clerk, period)
    await clerk.call('outbox.send', { packageId: await packageIdOf() })
    await once(clerk)
    const path = join(stick, readdirSync(stick).find((name) => name.endsWith('.age')) ?? '')
    const whole = readFileSync(path)
    writeFileSync(path, whole.subarray(0, 1000))
    expect(await once(city)).toMatchObject({ moved: 0, waiting: 1 })
    writeFileSync(path, whole)
    expect(await once(city)).toMatchObject({ moved: 1, waiting: 0, receipts: 1 })
    await once(clerk)
    expect(await stateOf()).toBe('received')
  })

  test('a place that was moved or wiped gets every receipt again', async () => {
    await sealMonth(clerk, period)
    await clerk.call('outbox.send', { packageId: await packageIdOf() })
    await once(clerk)
    await once(city)
    await once(clerk)
    const [unit] = (await city.call('city.board', { from: period, to: period })).units.filter((one) => one.unit === '450222')
    await city.call('city.accept', { sha256: unit?.periods[0]?.packages[0]?.facts.sha256 ?? '' })
    expect(await once(city)).toMatchObject({ receipts: 1 })
    expect(await once(city)).toMatchObject({ receipts: 0 })
    const elsewhere = join(home, 'elsewhere')
    mkdirSync(elsewhere)
    for (const engine of [clerk, city]) await engine.call('target.set', { folder: elsewhere })
    expect(await once(city)).toMatchObject({ moved: 0, receipts: 2 })
    expect(await once(city)).toMatchObject({ receipts: 0 })
    await once(clerk)
    expect(await stateOf()).toBe('accepted')
  })

  test('a receipt that was lost on the way hides none behind it', async () => {
    const { fileName } = await sealMonth(clerk, period)
    await clerk.call('outbox.send', { packageId: await packageIdOf() })
    await once(clerk)
    await once(city)
    const [unit] = (await city.call('city.board', { from: period, to: period })).units.filter((one) => one.unit === '450222')
    const sha256 = unit?.periods[0]?.packages[0]?.facts.sha256 ?? ''
    await city.call('city.accept', { sha256 })
    await once(city)
    const receipt = (number: number): string => join(stick, fileName.replace(/\.zip$/, `.receipt-${number}.json`))
    rmSync(receipt(1))
    expect(await once(clerk)).toMatchObject({ trouble: null })
    expect([await stateOf(), await month()]).toEqual(['accepted', '已接收'])
    // Two in a row, and one that comes later under the name that was passed over takes nothing back.
    const revise = () => codeOf(clerk.call('submission.revise', { period, reason: '更正用煤量' }))
    await city.call('city.reopen', { sha256, reason: '县里来函更正' })
    await city.call('city.accept', { sha256 })
    await city.call('city.reopen', { sha256, reason: '再次更正' })
    await once(city)
    for (const number of [3, 4]) rmSync(receipt(number))
    expect(await revise()).not.toBe('done')
    await once(clerk)
    expect(await once(city)).toMatchObject({ receipts: 2 })
    await once(clerk)
    expect(await stateOf()).toBe('accepted')
    expect(await revise()).toBe('done')
  })

  // It was sealed on the third.
  test.each([
    ['2020-06-04T02:00:00.000Z', 'received'],
    ['2020-06-02T02:00:00.000Z', 'refused'],
  ])('the keys of a county that are known as replaced since %s sign nothing after that, and all before', async (replacedAt, state) => {
    await sealMonth(clerk, period)
    await clerk.call('outbox.send', { packageId: await packageIdOf() })
    await once(clerk)
    await clerk.call('keys.replace', { reason: '换了电脑' })
    const { own } = await clerk.call('keys.status', {})
    city.setNow(replacedAt)
    await city.call('keys.add', { bytes: (await clerk.call('keys.unitFile', {})).bytes, words: own?.words ?? '' })
    expect(await once(city)).toMatchObject({ moved: 1, receipts: 1 })
    await once(clerk)
    expect(await stateOf()).toBe(state)
  })

  test('what waits is sent when the stick is in, and can be taken back or carried by hand before', async () => {
    await sealMonth(clerk, period)
    const packageId = await packageIdOf()
    await clerk.call('target.set', { folder: join(stick, 'out') })
    await clerk.call('outbox.send', { packageId })
    expect(await once(clerk)).toMatchObject({ moved: 0, waiting: 1, trouble: 'unreachable' })
    expect(await item()).toMatchObject({ state: 'queued', trouble: 'unreachable', failures: 1, mayWithdraw: true })
    await clerk.call('outbox.withdraw', { packageId })
    expect(await stateOf()).toBe('withdrawn')
    await clerk.call('outbox.markHandedOver', { packageId })
    expect(await stateOf()).toBe('handed')
    const file = await clerk.call('submission.bytes', { packageId })
    for (const one of (await city.call('city.receive', file)).receipts) await clerk.call('exchange.take', one)
    expect([await stateOf(), await month()]).toEqual(['received', '已接收'])
  })

  test('of two that were made before the stick was in, the later one alone is sent by itself', async () => {
    await clerk.call('target.set', { folder: null, automatic: true })
    await sealMonth(clerk, period)
    await correct()
    await clerk.call('target.set', { folder: stick })
    expect(await once(clerk)).toMatchObject({ moved: 1, waiting: 0, trouble: null })
    expect([await stateOf(1), await stateOf(2)]).toEqual(['superseded', 'uploaded'])
    expect(readdirSync(stick)).toEqual([(await item(2))?.fileName])
  })

  test('a backup from the middle of an attempt begins it anew when it is restored', async () => {
    await sealMonth(clerk, period)
    await clerk.call('target.set', { folder: join(stick, 'out') })
    await clerk.call('outbox.send', { packageId: await packageIdOf() })
    const { id } = await clerk.call('backup.create', {})
    const copy = join(home, 'copy.sqlite')
    writeFileSync(copy, (await clerk.call('backup.bytes', { id })).bytes)
    unsealCopy(copy)
    const database = new Database(copy)
    const changed = database.prepare("UPDATE outbox SET entry = json_set(entry, '$.state', 'sending', '$.since', NULL)").run()
    database.close()
    expect(changed.changes).toBe(1)
    await clerk.call('backup.restore', { bytes: readFileSync(copy), evenIfNewer: true })
    await clerk.call('target.set', { folder: stick })
    expect(await once(clerk)).toMatchObject({ moved: 1 })
    expect(await stateOf()).toBe('uploaded')
  })

  test('what was made after it was switched on is sent by itself, and after a restart too', async () => {
    await clerk.call('target.set', { automatic: true })
    await sealMonth(clerk, period)
    expect(await once(clerk)).toMatchObject({ moved: 1, waiting: 0 })
    await once(city)
    await clerk.close()
    const again = await openPairAgain()
    await once(again)
    expect((await again.call('outbox.list', {})).items[0]?.state).toBe('received')
  })
})

/** The clerk's program is started anew on the same folder. */
async function openPairAgain(): Promise<TestEngine> {
  const { openTestEngine } = await import('../../helpers/test-engine.ts')
  clerk = openTestEngine({ dataDir: join(home, 'county') })
  return clerk
}

describe('over WebDAV', () => {
  test('the city announces the place, each side types its password, which lies in no database and no log', async () => {
    const server = await startNginx()
    const target = { kind: 'webdav', url: `http://127.0.0.1:${server.port}/dav/`, user: 'test' } as const
    await city.call('keys.setTarget', { target })
    expect(await codeOf(city.call('sync.once', {}))).toBe('TARGET_MISSING')
    for (const engine of [clerk, city]) await engine.call('target.set', { target, secret: 'falsch' })
    await sealMonth(clerk, period)
    const packageId = await packageIdOf()
    await clerk.call('outbox.send', { packageId })
    expect(await once(clerk)).toMatchObject({ moved: 0, trouble: 'credentials' })
    expect(await item()).toMatchObject({ state: 'parked', parked: 'credentials', nextAt: null })
    for (const engine of [clerk, city]) await engine.call('target.set', { secret: 'geheim' })
    expect(await clerk.call('target.probe', {})).toMatchObject({
      trouble: null,
      secondWrite: 'overwrites',
      isPlain: true,
      listing: 'unknown',
    })
    expect(await city.call('target.probe', {})).toMatchObject({ trouble: null, listing: 'fresh' })
    await once(clerk)
    expect(await once(city)).toMatchObject({ moved: 1, receipts: 1 })
    await once(clerk)
    expect(await stateOf()).toBe('received')
    expect(await clerk.call('target.get', {})).toMatchObject({ ready: true, isOwn: true, secret: 'file', probe: { trouble: null } })
    await clerk.close()
    const kept = readdirSync(join(home, 'county'), { recursive: true, encoding: 'utf8' }).filter((name) => {
      const path = join(home, 'county', name)
      return statSync(path).isFile() && readFileSync(path).includes('geheim')
    })
    expect(kept).toEqual([join('keys', 'target-secret.json')])
    expect(statSync(join(home, 'county', 'keys', 'target-secret.json')).mode & 0o077).toBe(0)
    await server.stop()
  })
})
