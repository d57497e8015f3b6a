import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '../../../shared/model/errors.ts'
import { openPair, sealMonth } from '../../helpers/county-and-city.ts'
import { county, explainAll, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const period = '2020-05'
let clerk: TestEngine
let city: TestEngine
beforeEach(async () => {
  const pair = await openPair()
  clerk = pair.clerk
  city = pair.city
})
afterEach(async () => {
  await clerk.close()
  await city.close()
})
const refusal = async (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (value) => ({ answered: value }),
    ({ code, details }: AppError) => ({ code, reason: details.reason }),
  )
const stateOf = async (): Promise<string | undefined> => {
  const { units } = await city.call('city.board', { from: period, to: period })
  return units.find(({ unit }) => unit === county.unit)?.periods[0]?.shown
}

describe('a month between a county and its city', () => {
  test('is taken in once, returned with remarks, answered by a revision, accepted, reopened', async () => {
    expect(await stateOf()).toBe('应报')
    const file = await sealMonth(clerk, period)
    const taken = await city.call('city.receive', file)
    expect(taken).toMatchObject({
      outcome: 'taken',
      relation: 'first',
      verdict: { verdict: 'same', differences: [] },
      sentence: '已收下。',
    })
    expect(taken.receipts.map(({ fileName }) => fileName)).toEqual([file.fileName.replace(/\.zip$/, '.receipt-1.json')])
    expect(await stateOf()).toBe('已报')
    const again = await city.call('city.receive', { ...file, fileName: '另一个名字.zip' })
    expect([again.outcome, again.receipts]).toEqual(['duplicate', taken.receipts])
    const sha256 = taken.facts?.sha256 ?? ''

    const view = await city.call('city.package', { sha256 })
    expect(view).toMatchObject({ status: 'received', decisions: [{ kind: 'received' }] })
    expect(view.findings.find(({ ruleId }) => ruleId === 'R-F4-28')).toMatchObject({ rowKey: '4502220002', explanation: { by: '覃小梅' } })
    const { rows } = await city.call('city.form', { sha256, form: 'F4' })
    const row = rows.find(({ values }) => values.boilerId === '4502220002')
    const comment = { form: 'F4', rowId: row?.rowId ?? '', rowKey: '4502220002', field: 'annualCoal', text: '请核对用煤量' }
    const general = { form: 'F2', text: '请补充下月打算' }
    const order = { sha256, reason: '两处要核对', comments: [comment, general], resubmitBy: '2020-06-10' }
    const { receipt, receipts } = await city.call('city.return', order)
    expect(receipt).toMatchObject({ kind: 'returned', verdict: 'same', daysLate: 0, comments: [{ field: 'annualCoal' }, { rowId: null }] })
    expect(receipts.map(({ fileName }) => fileName.slice(-14))).toEqual(['receipt-1.json', 'receipt-2.json'])
    expect(await refusal(city.call('city.return', order))).toEqual({ code: 'CITY_DECISION_REFUSED', reason: 'already' })
    expect(await stateOf()).toBe('退回')

    // The county reads the city's words, answers each and hands up a second revision.
    // The telephone says the same as the file.
    const { code, kind } = await city.call('city.receiptCode', { sha256 })
    const { packageId: sent } = (await clerk.call('submission.list', {}))[0] ?? { packageId: '' }
    expect(kind).toBe('returned')
    expect((await clerk.call('receipts.typeCode', { packageId: sent, code })).receipt).toMatchObject({ kind: 'returned', source: 'code' })
    for (const one of receipts) await clerk.call('exchange.take', one)
    await clerk.call('submission.revise', { period, reason: '按退回意见更正' })
    const report = await clerk.call('report.open', { form: 'F4', period })
    const edit = { kind: 'cell', row: report.rows[1]?.id ?? '', field: 'annualCoal', value: '150' } as const
    await clerk.call('report.edit', { form: 'F4', period, baseVersion: report.version, edits: [edit] })
    await explainAll(clerk.call, period)
    for (const { id } of await clerk.call('returned.list', { period }))
      await clerk.call('returned.answer', { id, answer: '已核对企业台账并更正' })
    const { packageId } = await clerk.call('submission.create', { period, revisionReason: '按退回意见更正' })
    city.setNow('2020-06-09T02:00:00.000Z')
    const second = await city.call('city.receive', await clerk.call('submission.bytes', { packageId }))
    expect(second).toMatchObject({ outcome: 'taken', relation: 'newer', verdict: { verdict: 'same' } })
    // The month was in time; the correction does not make it late.
    expect(await stateOf()).toBe('已报 第2版')
    expect(await refusal(city.call('city.accept', { sha256 }))).toEqual({ code: 'CITY_DECISION_REFUSED', reason: 'newerThere' })
    const newer = second.facts?.sha256 ?? ''
    await city.call('city.accept', { sha256: newer })

    const { forms, counted, missing } = await city.call('city.rollUp', { period })
    expect([counted.map(({ unit }) => unit), missing.length]).toEqual([[county.unit], 19])
    const total = forms.find(({ form }) => form === 'F4')?.totals.find(({ label }) => label === '合计')
    expect(total).toMatchObject({
      values: { annualCoal: '390' },
      parts: [{ unit: county.unit, sha256: newer, values: { annualCoal: '390' } }],
    })
    const cells = await city.call('city.cells', { period, form: 'F4', field: 'annualCoal' })
    expect(cells.map(({ rowKey, value }) => [rowKey, value])).toEqual([
      ['4502220001', '120'],
      ['4502220002', '150'],
      ['4502220003', '120'],
    ])
    expect(await city.call('city.ledger', { period, form: 'F4', from: 1, limit: 1 })).toMatchObject({
      count: 3,
      rows: [{ unitName: '柳城县', values: { boilerId: '4502220002' } }],
    })

    // Revised by a county that has not heard of it yet, it does not take the place of what was accepted.
    await clerk.call('submission.revise', { period, reason: '又发现一处' })
    const third = await clerk.call('submission.create', { period, revisionReason: '又发现一处' })
    const unasked = await city.call('city.receive', await clerk.call('submission.bytes', { packageId: third.packageId }))
    const thirdSha = unasked.facts?.sha256 ?? ''
    expect(await refusal(city.call('city.accept', { sha256: thirdSha }))).toEqual({ code: 'CITY_DECISION_REFUSED', reason: 'notReopened' })
    expect((await city.call('city.rollUp', { period })).counted).toMatchObject([{ sha256: newer, revision: 2 }])
    await city.call('city.reopen', { sha256: newer, reason: '县里来函更正' })
    const accepted = await city.call('city.accept', { sha256: thirdSha })
    for (const receipt of accepted.receipts) await clerk.call('exchange.take', receipt)
    const { tasks } = await clerk.call('tasks.list', { period })
    expect(tasks.find(({ form }) => form === 'F4')?.state).toBe('已接收')
    expect((await city.call('city.rollUp', { period })).counted).toMatchObject([{ sha256: thirdSha, revision: 3 }])
  })

  test('a damaged file, one of a stranger, of a revoked key and one for nobody here are kept apart with the reason', async () => {
    const file = await sealMonth(clerk, period)
    const broken = new Uint8Array(file.bytes)
    broken[5000] = (broken[5000] ?? 0) ^ 1
    const damaged = await city.call('city.receive', { ...file, bytes: broken })
    expect(damaged).toMatchObject({ outcome: 'quarantined', quarantine: { reason: 'damaged' }, receipts: [] })
    expect(await city.call('city.receive', { fileName: '照片.zip', bytes: new Uint8Array([1, 2, 3]) })).toMatchObject({
      quarantine: { reason: 'unreadable' },
    })
    const wrappedForOther = new TextEncoder().encode('age-encryption.org/v1\n-> X25519 abc\n')
    expect(await city.call('city.receive', { fileName: 'x.age', bytes: wrappedForOther })).toMatchObject({
      quarantine: { reason: 'notForUs' },
    })

    const stranger = openTestEngine({ now: '2020-06-04T02:00:00.000Z' })
    await stranger.call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ' })
    const unknown = await stranger.call('city.receive', file)
    expect(unknown).toMatchObject({ outcome: 'quarantined', quarantine: { reason: 'keyUnknown', unit: county.unit, period } })
    // It is whole, so that a receipt can say why it was not taken, and the same one whenever it is asked for.
    expect(unknown.receipts).toHaveLength(1)
    expect((await stranger.call('city.receive', file)).receipts).toEqual(unknown.receipts)
    const { own } = await clerk.call('keys.status', {})
    const unit = await clerk.call('keys.unitFile', {})
    await stranger.call('keys.add', { bytes: unit.bytes, words: own?.words ?? '' })
    const [waiting] = await stranger.call('city.quarantine', {})
    expect(waiting?.sentence).toContain('没有登记过')
    expect(await stranger.call('city.retry', { sha256: waiting?.sha256 ?? '' })).toMatchObject({ outcome: 'taken', relation: 'first' })
    expect(await stranger.call('city.quarantine', {})).toEqual([])
    await stranger.close()

    await city.call('keys.revoke', { fingerprint: own?.fingerprint ?? '', reason: '电脑丢失' })
    expect(await city.call('city.receive', file)).toMatchObject({ quarantine: { reason: 'keyRevoked' } })
    expect(await stateOf()).toBe('应报')
    expect((await city.call('city.quarantine', {})).map(({ reason }) => reason).sort()).toEqual([
      'damaged',
      'keyRevoked',
      'notForUs',
      'unreadable',
    ])
  })

  test('the next month is judged on the very packages that it rests on, in whatever order they come', async () => {
    const april = await sealMonth(clerk, '2020-04', '6')
    const may = await sealMonth(clerk, period)
    const first = await city.call('city.receive', may)
    // Without April the city knows less than the county did, and says so instead of accusing it.
    expect(first.verdict?.verdict).not.toBe('different')
    expect(first.verdict?.basis).toContain('2020-04')
    const before = await city.call('city.receive', april)
    const sha256 = first.facts?.sha256 ?? ''
    const { verdict } = await city.call('city.package', { sha256 })
    expect([verdict.verdict, verdict.basis.slice(1)]).toEqual(['same', [before.facts?.sha256]])
    // April is handed up anew; May was made before, and stays judged on what it rested on.
    await clerk.call('submission.revise', { period: '2020-04', reason: '更正用煤量' })
    const report = await clerk.call('report.open', { form: 'F4', period: '2020-04' })
    const edit = { kind: 'cell', row: report.rows[1]?.id ?? '', field: 'annualCoal', value: '250' } as const
    await clerk.call('report.edit', { form: 'F4', period: '2020-04', baseVersion: report.version, edits: [edit] })
    await explainAll(clerk.call, '2020-04')
    const { packageId } = await clerk.call('submission.create', { period: '2020-04', revisionReason: '更正用煤量' })
    await city.call('city.receive', await clerk.call('submission.bytes', { packageId }))
    expect((await city.call('city.package', { sha256 })).verdict).toEqual(verdict)
  })

  test('a county is no city', async () => {
    expect(await refusal(clerk.call('city.board', { from: period, to: period }))).toEqual({ code: 'CITY_ONLY', reason: undefined })
    const file = await sealMonth(clerk, period)
    expect(await refusal(clerk.call('city.receive', file))).toMatchObject({ code: 'CITY_ONLY' })
  })
})
