import { expect, test } from 'vitest'
import { waitAfter } from '../../../electron/engine/services/passwords.ts'
import { reviewStage } from '../../../electron/engine/services/review-stage.ts'

const act = (name: 'handIn' | 'pass' | 'sign' | 'refuse', voidedAt: string | null = null) => ({ act: name, voidedAt })
const at = '2020-06-03T02:00:00.000Z'

test.each([
  ['nothing yet', [], 'open'],
  ['handed in', [act('handIn')], 'handedIn'],
  ['passed', [act('handIn'), act('pass')], 'passed'],
  ['signed', [act('handIn'), act('pass'), act('sign')], 'signed'],
  ['changed afterwards', [act('handIn', at), act('pass', at), act('sign', at)], 'open'],
  ['sent back', [act('handIn', at), act('refuse')], 'returned'],
  ['handed in again', [act('handIn', at), act('refuse'), act('handIn')], 'handedIn'],
  ['handed in again and changed', [act('handIn', at), act('refuse'), act('handIn', at)], 'open'],
] as const)('a report %s', (_what, acts, stage) => {
  expect(reviewStage(acts)).toBe(stage)
})

test('wrong passwords wait longer and longer, never longer than a quarter of an hour', () => {
  expect([0, 1, 4, 5, 6, 7, 9, 10, 11, 5000].map(waitAfter)).toEqual([0, 0, 0, 30, 60, 120, 480, 900, 900, 900])
})
