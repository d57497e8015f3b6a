/** The county's side of the way back: keys, receipts, comments, waivers, by files and by telephone. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkAccount } from '../../../electron/cli/commands/check.ts'
import { readUnitFile } from '../../../electron/engine/keys/signed-file.ts'
import { wrap } from '../../../electron/engine/keys/wrapping.ts'
import { readPackage } from '../../../electron/engine/package/verify.ts'
import type { SubmissionSummary, Taken } from '../../../shared/contract/index.ts'
import type { AppError } from '../../../shared/model/errors.ts'
import { canonicalJson } from '../../../shared/submission/canonical-json.ts'
import { shownFingerprintWords } from '../../../shared/text/fingerprint-words.ts'
import { type CitySide, citySide, remark, trustCity } from '../../helpers/city-side.ts'
import { fillMonth } from '../../helpers/due-forms.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { boiler, county, explainAll, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const period = '2020-05'
let engine: TestEngine
let city: CitySide
beforeEach(async () => {
  engine = openTestEngine()
  city = await citySide()
  await engine.call('profile.create', county)
})
afterEach(() => engine.close())

async function readyMonth(): Promise<void> {
  const { call } = engine
  await fillMonth(call, period, [boiler(1), boiler(2, { annualCoal: '5' }), boiler(3)])
}
const seal = async (revisionReason?: string): Promise<SubmissionSummary> => {
  await readyMonth()
  return engine.call('submission.create', { period, ...(revisionReason === undefined ? {} : { revisionReason }) })
}
const take = (bytes: Uint8Array, fileName = 'from-city.json'): Promise<Taken> => engine.call('exchange.take', { fileName, bytes })
const refusal = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (value) => ({ answered: value }),
    ({ code }: AppError) => code,
  )
const stateOf = async (form: string): Promise<string> => (await engine.call('report.open', { form, period })).state
/** Everything that taking a file could change. */
const standing = async () => ({
  keys: await engine.call('keys.status', {}),
  receipts: await engine.call('receipts.list', {}),
  comments: await engine.call('returned.list', { period }),
  waivers: await engine.call('waivers.list', { period }),
  list: await engine.call('submission.list', {}),
})

describe('keys', () => {
  test('are there from the first run, and can be handed out', async () => {
    const { own, peers } = await engine.call('keys.status', {})
    expect([own?.protection, own?.name, peers]).toEqual(['file', '柳城县', []])
    const { fileName, bytes } = await engine.call('keys.unitFile', {})
    const unit = readUnitFile(bytes)
    expect(unit).toMatchObject({ role: 'county', id: '450222', pack: 'liuzhou-2020', key: own?.fingerprint, target: null })
    expect(own?.words).toBe(shownFingerprintWords(unit.key))
    expect(fileName).toBe(`柳城县_单位文件_${unit.key.slice(0, 8)}.json`)
  })

  test('of the city count after the words were read out, and only then', async () => {
    expect(await take(city.file)).toMatchObject({
      kind: 'unitFile',
      announced: { fingerprint: city.unit.key, role: 'city', owner: 'LZ-STHJJ', known: false, replaces: null },
    })
    expect((await engine.call('keys.status', {})).peers).toEqual([])
    expect(await refusal(engine.call('keys.add', { bytes: city.file, words: shownFingerprintWords('ab'.repeat(32)) }))).toBe(
      'KEY_WORDS_WRONG',
    )
    const { peers } = await trustCity(engine.call, city)
    expect(peers).toMatchObject([{ fingerprint: city.unit.key, name: '柳州市生态环境局', revoked: null, target: { kind: 'folder' } }])
    expect(await refusal(trustCity(engine.call, city))).toBe('KEY_KNOWN')
    const { own } = await engine.call('keys.status', {})
    const { bytes } = await engine.call('keys.unitFile', {})
    expect(await refusal(engine.call('keys.add', { bytes, words: own?.words ?? '' }))).toBe('KEY_FOREIGN')
  })

  test('of the city, when they are in use, bring a new address by themselves; an older or a foreign word changes nothing', async () => {
    await trustCity(engine.call, city)
    const target = { kind: 'webdav', url: 'https://cloud.example/dav/', user: 'tanbao' } as const
    const announce = async (side: CitySide, createdAt: string): Promise<Uint8Array> =>
      new TextEncoder().encode(`${canonicalJson(await side.ring.announce({ ...side.unit, target }, createdAt))}\n`)
    const placeNow = async () => (await engine.call('target.get', {})).target
    for (const [side, createdAt] of [
      [city, '2020-06-01T01:00:00.000Z'],
      [await citySide('thief'), '2020-07-01T01:00:00.000Z'],
    ] as const) {
      expect(await take(await announce(side, createdAt))).toMatchObject({ announced: { renewed: false } })
      expect(await placeNow()).toEqual({ kind: 'folder' })
    }
    const newer = await announce(city, '2020-07-01T01:00:00.000Z')
    expect(await take(newer)).toMatchObject({ announced: { known: true, renewed: true } })
    expect(await placeNow()).toEqual(target)
    expect((await engine.call('keys.status', {})).peers).toMatchObject([{ fingerprint: city.unit.key, revoked: null, target }])
    expect(await take(newer)).toMatchObject({ announced: { known: true, renewed: false } })
    await engine.call('keys.revoke', { fingerprint: city.unit.key, reason: '钥匙丢了' })
    expect(await take(await announce(city, '2020-08-01T01:00:00.000Z'))).toMatchObject({ announced: { renewed: false } })
  })

  test('are replaced by the city: the one before counts for what was signed before, until it is revoked', async () => {
    const summary = await seal()
    await trustCity(engine.call, city)
    const old = await city.receipt(summary, 'received')
    const late = await city.receipt(summary, 'accepted', { at: '2020-06-07T01:00:00.000Z' })
    const kept = await city.receipt(summary, 'accepted')
    engine.setNow('2020-06-06T01:00:00.000Z')
    const unit = await city.ring.create({ ...city.unit, target: { kind: 'folder' } }, '2020-06-05T01:00:00.000Z')
    const file = new TextEncoder().encode(`${canonicalJson(unit)}\n`)
    const { peers } = await engine.call('keys.add', { bytes: file, words: shownFingerprintWords(unit.key) })
    expect(peers.map(({ revoked }) => revoked === null)).toEqual([true, false])
    expect(peers[1]?.revoked).toMatchObject({ isReplaced: true })
    expect(await take(old)).toMatchObject({ kind: 'receipt', repeated: false })
    expect(await refusal(take(late))).toBe('SIGNED_FILE_REVOKED')
    expect(await take(await city.receipt(summary, 'received'))).toMatchObject({ kind: 'receipt', repeated: false })
    const stolen = await engine.call('keys.revoke', { fingerprint: city.unit.key, reason: '旧钥匙被人拿走了' })
    expect(stolen.peers[1]?.revoked).toMatchObject({ why: '旧钥匙被人拿走了', isReplaced: false })
    expect(await refusal(take(kept))).toBe('SIGNED_FILE_REVOKED')
    await engine.call('keys.revoke', { fingerprint: unit.key, reason: '钥匙丢了' })
    expect(await refusal(take(await city.receipt(summary, 'accepted')))).toBe('SIGNED_FILE_REVOKED')
    expect(await refusal(engine.call('keys.revoke', { fingerprint: unit.key, reason: '再来一次' }))).toBe('KEY_UNKNOWN')
  })

  test('of the county are replaced by itself, and packages are signed with the new ones', async () => {
    const first = (await engine.call('keys.status', {})).own
    const second = (await engine.call('keys.replace', { reason: '换了电脑' })).own
    expect(second?.fingerprint).not.toBe(first?.fingerprint)
    const summary = await seal()
    const { bytes } = await engine.call('submission.bytes', { packageId: summary.packageId })
    expect(await engine.call('submission.verify', { bytes })).toMatchObject({ ok: true, signer: { fingerprint: second?.fingerprint } })
    const { entries } = await engine.call('log.list', { filter: { kind: 'settings' }, limit: 5 })
    expect(entries).toContainEqual(expect.objectContaining({ what: 'keys', before: first?.words, after: second?.words, why: '换了电脑' }))
  })
})

describe('a receipt', () => {
  test('turns the month to 已接收, once, whatever way it comes', async () => {
    const summary = await seal()
    await trustCity(engine.call, city)
    expect(await stateOf('F4')).toBe('已上报')
    const received = await city.receipt(summary, 'received')
    expect(await take(received)).toMatchObject({
      kind: 'receipt',
      repeated: false,
      receipt: { kind: 'received', source: 'file', verdict: 'same' },
    })
    expect([await stateOf('F4'), await stateOf('F1')]).toEqual(['已接收', '已接收'])
    const before = await standing()
    const { exchange } = readUnitFile((await engine.call('keys.unitFile', {})).bytes).keys
    expect(await take(await wrap(received, [exchange]), 'x.json.age')).toMatchObject({ repeated: true })
    expect(await take(received)).toMatchObject({ repeated: true })
    expect(await standing()).toEqual(before)
    expect((await engine.call('tasks.list', { period })).tasks.find(({ form }) => form === 'F4')?.state).toBe('已接收')
    await take(await city.receipt(summary, 'accepted'))
    expect((await engine.call('submission.list', {}))[0]?.state).toBe('accepted')
    const history = await engine.call('report.history', { form: 'F4', period, limit: 3 })
    expect(history.map(({ what, after }) => [what, after])).toEqual(
      expect.arrayContaining([
        ['receipt', 'accepted'],
        ['receipt', 'received'],
      ]),
    )
    expect(engine.events).toContainEqual({ name: 'exchange.changed', payload: { period } })
  })

  test('that is not for what was handed up, forged, strange or no receipt changes nothing', async () => {
    const summary = await seal()
    await trustCity(engine.call, city)
    const thief = await citySide('thief')
    const honest = await city.receipt(summary, 'accepted')
    const text = new TextDecoder().decode(honest)
    const change = (from: string, to: string) => new TextEncoder().encode(text.replace(from, to))
    const before = await standing()
    const refused: readonly [string, Uint8Array][] = [
      ['RECEIPT_FOREIGN', await city.receipt({ ...summary, sha256: 'f'.repeat(64) }, 'accepted')],
      ['RECEIPT_FOREIGN', await city.receipt({ ...summary, packageId: `${'0'.repeat(25)}9` }, 'accepted')],
      ['RECEIPT_FOREIGN', await city.receipt({ ...summary, period: '2020-06' }, 'accepted')],
      ['RECEIPT_FOREIGN', await city.receipt(summary, 'accepted', { unit: '450223' })],
      ['RECEIPT_FOREIGN', await city.receipt(summary, 'accepted', { pack: 'guigang-2024' })],
      ['SIGNED_FILE_STRANGER', await thief.receipt(summary, 'accepted')],
      ['SIGNED_FILE_FORGED', change('"accepted"', '"returned"')],
      ['SIGNED_FILE_UNREADABLE', change('"kind"', ' "kind"')],
      ['SIGNED_FILE_NEWER', change('"formatVersion":1', '"formatVersion":2')],
      ['WAIVER_FOREIGN', await city.waiver({ unit: '450223' })],
      ['EXCHANGE_UNKNOWN', new TextEncoder().encode('{"format":"other","formatVersion":1}')],
      ['EXCHANGE_UNKNOWN', new TextEncoder().encode('你好')],
      ['EXCHANGE_PACKAGE', (await engine.call('submission.bytes', { packageId: summary.packageId })).bytes],
      ['WRAPPED_FOR_OTHERS', await wrap(honest, [city.unit.keys.exchange])],
    ]
    for (const [code, bytes] of refused) expect([code, await refusal(take(bytes))]).toEqual([code, code])
    expect(await standing()).toEqual(before)
    expect(await take(honest)).toMatchObject({ repeated: false })
  })

  test('of an arrival takes back a refusal at the door, and not one by a person', async () => {
    const summary = await seal()
    await trustCity(engine.call, city)
    await take(await city.receipt(summary, 'refused', { sequence: 0, reason: '钥匙没有登记过' }))
    expect(await stateOf('F4')).toBe('已退回')
    const arrival = await city.receipt(summary, 'received')
    await take(arrival)
    expect(await stateOf('F4')).toBe('已接收')
    await take(await city.receipt(summary, 'refused', { reason: '两份同号，留另一份' }))
    await take(await city.receipt(summary, 'received', { at: '2020-06-04T01:00:30.000Z' }))
    expect(await stateOf('F4')).toBe('已退回')
  })

  test('is told on the telephone where no file can come back', async () => {
    const summary = await seal()
    const { packageId } = summary
    const { exchange } = readUnitFile((await engine.call('keys.unitFile', {})).bytes).keys
    const code = await city.code(summary, 'accepted', exchange)
    expect(await refusal(engine.call('receipts.typeCode', { packageId, code }))).toBe('CITY_KEY_MISSING')
    await trustCity(engine.call, city)
    const slip = code.replace(/.$/, code.endsWith('2') ? '3' : '2')
    expect(await refusal(engine.call('receipts.typeCode', { packageId, code: slip }))).toBe('RECEIPT_CODE_SLIP')
    const other = await city.code({ ...summary, sha256: 'e'.repeat(64) }, 'accepted', exchange)
    expect(await refusal(engine.call('receipts.typeCode', { packageId, code: other }))).toBe('RECEIPT_CODE_WRONG')
    expect(await stateOf('F4')).toBe('已上报')
    const typed = { packageId, code: code.toLowerCase().replace('-', ' ') }
    expect(await engine.call('receipts.typeCode', typed)).toMatchObject({ repeated: false, receipt: { kind: 'accepted', source: 'code' } })
    expect(await engine.call('receipts.typeCode', typed)).toMatchObject({ repeated: true })
    expect(await stateOf('F4')).toBe('已接收')
    expect(await engine.call('receipts.list', { period })).toHaveLength(1)
  })
})

describe('codes', () => {
  test('are ordered by what the city said last, not by when they were typed, and one word said twice has two', async () => {
    const summary = await seal()
    const { packageId } = summary
    await trustCity(engine.call, city)
    const { exchange } = readUnitFile((await engine.call('keys.unitFile', {})).bytes).keys
    const type = async (kind: 'received' | 'accepted' | 'reopened', sequence: number) =>
      engine.call('receipts.typeCode', { packageId, code: await city.code(summary, kind, exchange, sequence) })
    // This computer's clock is a year ahead of the city's.
    engine.setNow('2021-06-03T02:00:00.000Z')
    await type('accepted', 2)
    await take(await city.receipt(summary, 'returned', { sequence: 3 }))
    expect(await stateOf('F4')).toBe('已退回')
    await type('received', 1)
    expect(await stateOf('F4')).toBe('已退回')
    expect(await type('accepted', 4)).toMatchObject({ repeated: false })
    expect(await stateOf('F4')).toBe('已接收')
    expect(await type('reopened', 5)).toMatchObject({ repeated: false, receipt: { kind: 'reopened', sequence: 5 } })
    expect(await stateOf('F4')).toBe('已退回')
    expect(await type('accepted', 6)).toMatchObject({ repeated: false })
    expect(await type('accepted', 6)).toMatchObject({ repeated: true })
    expect(await stateOf('F4')).toBe('已接收')
  })
})

describe('a month that came back', () => {
  test('is not handed up again before every comment is answered; the answers go along', async () => {
    const first = await seal()
    await trustCity(engine.call, city)
    const comments = [remark(1), remark(2, { form: 'F1', rowId: null, rowKey: null, field: null, text: '零报告请附说明' })]
    await take(await city.receipt(first, 'returned', { comments, reason: '请核对后重报', resubmitBy: '2020-06-10' }))
    expect([await stateOf('F4'), (await engine.call('submission.list', {}))[0]?.state]).toEqual(['已退回', 'returned'])
    expect(await engine.call('returned.list', { period })).toMatchObject([
      { field: 'annualCoal', answer: null },
      { form: 'F1', answer: null },
    ])
    expect(await engine.call('submission.revise', { period, reason: '市局退回，逐条更正' })).toEqual({ revision: 2 })
    await engine.call('report.set', { form: 'F4', period, row: '4502220001', field: 'annualCoal', value: '121' })
    await explainAll(engine.call, period)
    const again = () => engine.call('submission.create', { period })
    await expect(again()).rejects.toMatchObject({
      code: 'SUBMISSION_BLOCKED',
      details: { reason: expect.stringContaining('2 条没有答复') },
    })
    await engine.call('returned.answer', { id: remark(1).id, answer: '已按台账更正为 121 吨' })
    await expect(again()).rejects.toMatchObject({ details: { reason: expect.stringContaining('1 条没有答复') } })
    expect(await refusal(engine.call('returned.answer', { id: 'nobody', answer: '好' }))).toBe('COMMENT_UNKNOWN')
    await engine.call('returned.answer', { id: remark(2).id, answer: '说明见表头' })
    const second = await again()
    expect(second).toMatchObject({ revision: 2, state: 'sealed' })
    const { content } = await readPackage((await engine.call('submission.bytes', { packageId: second.packageId })).bytes)
    expect(content?.submission.answers?.map(({ comment, answer }) => [comment, answer])).toEqual([
      [remark(1).id, '已按台账更正为 121 吨'],
      [remark(2).id, '说明见表头'],
    ])
    expect(content?.submission.supersedes).toEqual({ packageId: first.packageId, sha256: first.sha256 })
    expect(await stateOf('F4')).toBe('已上报')
    await take(await city.receipt(second, 'accepted'))
    expect((await engine.call('submission.list', {})).map(({ revision, state }) => [revision, state])).toEqual([
      [2, 'accepted'],
      [1, 'returned'],
    ])
  })

  test('carried there by hand without a word, stands in the outbox where its receipts say', async () => {
    const first = await seal()
    await trustCity(engine.call, city)
    const outbox = async () =>
      (await engine.call('outbox.list', {})).items.map(({ state, receipt, mayHandOver }) => [state, receipt, mayHandOver])
    expect(await outbox()).toEqual([['kept', null, true]])
    await take(await city.receipt(first, 'received'))
    expect(await outbox()).toEqual([['received', 'received', false]])
    await take(await city.receipt(first, 'returned', { comments: [remark(1)] }))
    expect(await outbox()).toEqual([['returned', 'returned', false]])
  })

  test('and was accepted is opened again by the city alone', async () => {
    const summary = await seal()
    await trustCity(engine.call, city)
    await take(await city.receipt(summary, 'accepted'))
    expect(await refusal(engine.call('submission.revise', { period, reason: '发现漏报' }))).toBe('REOPEN_NEEDED')
    // Arrival is told late: it says less than what was decided.
    await take(await city.receipt(summary, 'received'))
    expect(await refusal(engine.call('submission.revise', { period, reason: '发现漏报' }))).toBe('REOPEN_NEEDED')
    await take(await city.receipt(summary, 'reopened', { reason: '同意更正漏报' }))
    expect(await stateOf('F4')).toBe('已退回')
    expect(await engine.call('submission.revise', { period, reason: '发现漏报' })).toEqual({ revision: 2 })
    expect(await stateOf('F4')).not.toBe('已退回')
  })
})

describe('a waiver', () => {
  test('takes its findings out of the way, is told with them and goes along with the package', async () => {
    await readyMonth()
    await engine.call('report.edit', { form: 'F4', period, edits: [boiler(4, { annualCoal: '6' })] })
    const open = (await engine.call('check.run', { period })).findings.filter(
      ({ outcome, explanation }) => outcome === 'fail' && explanation === null,
    )
    const rule = open.find(({ level }) => level !== '提示性')?.ruleId ?? ''
    expect(rule).not.toBe('')
    expect(await refusal(engine.call('submission.create', { period }))).toBe('SUBMISSION_BLOCKED')
    await trustCity(engine.call, city)
    await take(await city.waiver({ rule, period: '2020-06' }))
    expect(await refusal(engine.call('submission.create', { period }))).toBe('SUBMISSION_BLOCKED')
    const waiver = await city.waiver({ rule, rowKey: '4502220004' })
    expect(await take(waiver)).toMatchObject({
      kind: 'waiver',
      repeated: false,
      waiver: { rule, by: '韦科长', receiver: '柳州市生态环境局' },
    })
    expect(await take(waiver)).toMatchObject({ kind: 'waiver', repeated: true })
    const { findings } = await engine.call('check.run', { period })
    const waived = findings.filter((finding) => finding.waiver !== undefined)
    expect(waived.map(({ ruleId, rowKey, waiver: said }) => [ruleId, rowKey, said?.reason])).toEqual([
      [rule, '4502220004', '经现场核实，同意不作要求'],
    ])
    // On the list to take along and on the command line it stands where an explanation would.
    const said = '市局已豁免（韦科长）：经现场核实，同意不作要求'
    const { sheets } = await parseHere((await engine.call('finding.export', { period, form: 'F4' })).bytes)
    expect(JSON.stringify(sheets)).toContain(said)
    expect(checkAccount(await engine.call('check.run', { period }))).toContain(`✓ ${said}`)
    await explainAll(engine.call, period)
    const summary = await engine.call('submission.create', { period })
    const { verdict, content } = await readPackage((await engine.call('submission.bytes', { packageId: summary.packageId })).bytes)
    expect(verdict.problems).toEqual([])
    expect(content?.validation.waivers).toMatchObject([{ rule, key: city.unit.key }])
    expect(content?.validation.findings.some((finding) => 'waiver' in finding)).toBe(false)
  })
})
