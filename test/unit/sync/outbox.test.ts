import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pollBackoff, sendBackoff, waitMs } from '../../../shared/sync/backoff.ts'
import { nextDue, type OutboxEvent, stepOutbox } from '../../../shared/sync/outbox.ts'
import { isDue, mayHandOver, mayWithdraw, newEntry, type OutboxEntry } from '../../../shared/sync/outbox-entry.ts'
import { exchangeText } from '../../../shared/text/exchange.ts'
import { outboxText } from '../../../shared/text/outbox.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'

const at = 1_600_000_000_000
const day = 86_400_000
const fresh = newEntry({ packageId: 'P', fileName: 'p.zip', sha256: 'x' }, at)

/** Plays events one after the other; answers the entry and everything that was to be done. */
function outcome(...events: readonly OutboxEvent[]): { readonly entry: OutboxEntry; readonly effects: readonly string[] } {
  const effects: string[] = []
  let entry = fresh
  for (const event of events) {
    const step = stepOutbox(entry, event)
    entry = step.entry
    effects.push(...step.effects.map(({ kind }) => kind))
  }
  return { entry, effects }
}
const tick: OutboxEvent = { kind: 'tick', at }
const proven: OutboxEvent = { kind: 'proven', attempt: 1, at }
const failed: OutboxEvent = { kind: 'failed', attempt: 1, at, trouble: 'unreachable', chance: 0.5 }
const said = (says: 'received' | 'accepted' | 'returned' | 'reopened' | 'refused', id: string, number?: number): OutboxEvent => ({
  kind: 'receipt',
  at,
  id,
  says,
  ...(number === undefined ? {} : { number }),
})

test('waits grow to a quarter of an hour, are spread out, and give a server the patience it asks for, within an hour', () => {
  expect([1, 2, 3, 20].map((failures) => waitMs(sendBackoff, failures, 0.999_999))).toEqual([4_999, 9_999, 19_999, 899_999])
  expect(waitMs(sendBackoff, 9, 0)).toBe(0)
  expect(waitMs(sendBackoff, 1, 0.5, 120_000)).toBe(120_000)
  expect(waitMs(sendBackoff, 1, 0.5, 7 * day)).toBe(3_600_000)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, chance) => {
      expect(waitMs(pollBackoff, failures, chance)).toBeLessThanOrEqual(pollBackoff.capMs)
    }),
  )
})

describe('sending', () => {
  test('begins once, waits after a failure, and at once where somebody asks for it', () => {
    expect(outcome(tick, tick).effects).toEqual(['send'])
    const waiting = outcome(tick, failed)
    expect(waiting.entry).toMatchObject({ state: 'queued', failures: 1, waitMs: 2_500, trouble: 'unreachable' })
    expect(nextDue([waiting.entry, outcome(tick).entry])).toBe(at + 2_500)
    expect(stepOutbox(waiting.entry, tick).effects).toEqual([])
    const asked = stepOutbox(waiting.entry, { kind: 'sendNow', at: at + 1 })
    expect(stepOutbox(asked.entry, { kind: 'tick', at: at + 1 }).effects).toEqual([{ kind: 'send', packageId: 'P', attempt: 2 }])
  })
  test('does not wait for a day because a clock was wrong', () => {
    const { entry } = outcome(tick, failed)
    expect([isDue(entry, at + 1), isDue(entry, at - day), isDue(entry, at + day)]).toEqual([false, true, true])
  })
  test('is taken up again after a restart; what the attempt of before has to say no longer counts', () => {
    const { entry, effects } = outcome(tick, { kind: 'restarted', at }, tick, proven)
    expect(entry).toMatchObject({ state: 'sending', attempt: 2 })
    expect(effects).toEqual(['send', 'send'])
  })
  test('stops where only a person can help, until somebody sends again', () => {
    const parked = outcome(tick, { kind: 'stopped', attempt: 1, at, reason: 'credentials' })
    expect(parked.entry).toMatchObject({ state: 'parked', parked: 'credentials', since: null })
    expect(stepOutbox(parked.entry, { kind: 'sendNow', at }).entry).toMatchObject({ state: 'queued', parked: null })
  })
})

describe('taking back, handing over, replacing', () => {
  test('a package the city has cannot be taken back', () => {
    const uploaded = outcome(tick, proven)
    expect(mayWithdraw(uploaded.entry)).toBe(true)
    expect(outcome(tick, proven, { kind: 'withdraw', at }).effects).toEqual(['send', 'remove'])
    const { entry } = outcome(tick, proven, said('received', 'A'), { kind: 'withdraw', at })
    expect([entry.state, mayWithdraw(entry), mayHandOver(entry)]).toEqual(['received', false, false])
  })
  test('taking back ends the attempt, and a receipt that comes all the same is shown', () => {
    const { entry, effects } = outcome(tick, { kind: 'withdraw', at }, proven, said('received', 'A', 1))
    expect([entry.state, effects]).toEqual(['received', ['send', 'abort', 'remove']])
    expect(outcome({ kind: 'withdraw', at }).entry).toMatchObject({ state: 'withdrawn', since: null })
  })
  test('what a person carries there waits for the same receipt', () => {
    const { entry } = outcome(tick, failed, { kind: 'handedOver', at })
    expect(entry).toMatchObject({ state: 'handed', trouble: null })
    expect(stepOutbox(entry, tick).effects).toEqual([{ kind: 'poll', packageId: 'P', number: 1 }])
    expect(stepOutbox(entry, said('accepted', 'B')).entry).toMatchObject({ state: 'accepted', receipts: 0 })
  })
  test('a replaced package is sent no more but its receipts are still kept', () => {
    const { entry } = outcome(tick, { kind: 'supersede', at }, said('returned', 'B', 1), { kind: 'supersede', at })
    expect(entry).toMatchObject({ state: 'superseded', receipt: { kind: 'returned' } })
  })
})

describe('receipts', () => {
  test('are called the same at both sides, and arrival is not called acceptance', () => {
    for (const kind of ['received', 'accepted', 'refused'] as const)
      expect(outboxText.state(kind)).toBe(`市局${exchangeText.receiptKind(kind)}`)
    expect([exchangeText.receiptKind('received'), exchangeText.receiptKind('accepted')]).toEqual(['已收到', '已接收'])
    expect(cityScreenText.package.status.accepted).toBe(exchangeText.receiptKind('accepted'))
  })
  test('in any order come to the last decision; an arrival never takes one back', () => {
    expect(outcome(said('accepted', 'B'), said('received', 'A')).entry.state).toBe('accepted')
    // An id says nothing of when a package arrived, and a number nothing of what was missing in between.
    expect(outcome(said('received', 'C'), said('returned', 'B', 2)).entry.state).toBe('returned')
    expect(outcome(said('received', 'C', 2), said('accepted', 'B', 1)).entry.state).toBe('accepted')
    expect(outcome(said('returned', 'B', 2), said('accepted', 'A', 3), said('received', 'Z', 1)).entry).toMatchObject({
      state: 'accepted',
      receipts: 1,
    })
    expect(outcome(said('accepted', 'B', 2), said('reopened', 'C', 3)).entry).toMatchObject({
      state: 'accepted',
      receipt: { kind: 'reopened' },
    })
  })
  test('of an arrival take back a refusal at the door, and none of before it', () => {
    expect(outcome(said('refused', 'B', 1), said('received', 'C', 2)).entry).toMatchObject({ state: 'received', receipts: 2 })
    expect(outcome(said('refused', 'B'), said('received', 'C')).entry.state).toBe('received')
    expect(outcome(said('received', 'A', 1), said('refused', 'B', 2), said('received', 'A', 1)).entry.state).toBe('refused')
    expect(outcome(said('refused', 'B'), said('received', 'A')).entry.state).toBe('refused')
  })
  test('that are known already change nothing at all, so that nobody is told of them again', () => {
    const { entry } = outcome(tick, proven, said('received', 'A'), said('accepted', 'B'))
    for (const known of [said('received', 'A'), said('accepted', 'B')]) expect(stepOutbox(entry, known).entry).toBe(entry)
  })
  test('are looked for rarely once there is a decision', () => {
    const none: OutboxEvent = { kind: 'noReceipt', at, chance: 0.5, trouble: null }
    expect(outcome(tick, proven, none).entry.waitMs).toBe(15_000)
    expect(outcome(tick, proven, said('accepted', 'A', 1), none, none).entry.waitMs).toBe(12 * 3_600_000)
    expect(outcome(none).entry).toEqual(fresh)
  })
})
