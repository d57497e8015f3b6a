import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cityBoard } from '../../../shared/city/board.ts'
import type { Decision, PackageFacts } from '../../../shared/city/package-facts.ts'
import { reminders, reportingLines } from '../../../shared/city/reporting.ts'
import { standingOf } from '../../../shared/city/standing.ts'
import { standingShown } from '../../../shared/text/city.ts'
import { liuzhou } from '../../helpers/city-desk.ts'
import { decisionOf, factsOf } from '../../helpers/city-facts.ts'

const { pack } = liuzhou()
const { calendar } = pack.manifest
const standing = (packages: readonly PackageFacts[], decisions: readonly Decision[] = [], today = '2020-06-05') =>
  standingOf({ unit: '450222', period: '2020-05', calendar, today, packages, decisions })
const first = factsOf({ receivedDay: '2020-06-05' })
const second = factsOf({ revision: 2, supersedes: first.sha256, receivedDay: '2020-06-20' })
const at = (day: number, hour = 1) => `2020-06-${String(day).padStart(2, '0')}T0${hour}:00:00.000Z`

describe('a unit’s month', () => {
  test('is due until the last day in time, and missing from the day after', () => {
    expect([standing([]), standing([], [], '2020-06-06')].map(({ state, daysLate }) => [state, daysLate])).toEqual([
      ['due', 0],
      ['missing', 1],
    ])
  })
  test('is late by the first arrival; a correction does not make it late', () => {
    expect(standing([first, second], [], '2020-06-30')).toMatchObject({ state: 'received', daysLate: 0, newest: second, isGap: false })
    const late = factsOf({ receivedDay: '2020-06-08' })
    expect(standingShown(standing([late], [], '2020-06-30'))).toBe('迟报 3 天')
  })
  test('follows its decisions by their instants', () => {
    const returned = decisionOf(first, 'returned', at(6), { resubmitBy: '2020-06-10' })
    const taken = decisionOf(first, 'received', at(7))
    expect(standing([first], [taken, returned], '2020-06-12')).toMatchObject({
      state: 'returned',
      daysOverdue: 2,
      timesReturned: 1,
      counted: null,
    })
    const accepted = decisionOf(first, 'accepted', at(8))
    expect(standing([first], [accepted, returned])).toMatchObject({ state: 'accepted', counted: first })
    const reopened = decisionOf(first, 'reopened', at(9))
    const open = standing([first], [accepted, reopened])
    expect(open).toMatchObject({ state: 'accepted', isReopened: true, counted: first })
    // The old figures count until the new ones are accepted.
    expect(standing([first, second], [accepted, reopened])).toMatchObject({
      state: 'received',
      newest: second,
      counted: first,
      isUnasked: false,
    })
    expect(standing([first, second], [accepted])).toMatchObject({ isUnasked: true, counted: first })
    const both = [accepted, reopened, decisionOf(second, 'accepted', at(21))]
    expect(standing([first, second], both)).toMatchObject({ state: 'accepted', counted: second })
  })
  test('with two claims to one revision counts for nothing until a person decides', () => {
    const rival = factsOf({ variant: 'rival' })
    expect(standing([first, rival])).toMatchObject({ state: 'conflict', newest: null, counted: null, claims: { length: 2 } })
    const refused = decisionOf(rival, 'refused', at(7))
    expect(standing([first, rival], [refused])).toMatchObject({ state: 'received', newest: first, claims: [] })
    // A rival that comes after the acceptance changes nothing, and is shown.
    expect(standing([first, rival], [decisionOf(first, 'accepted', at(6))])).toMatchObject({
      state: 'accepted',
      counted: first,
      claims: { length: 2 },
    })
    const all = [refused, decisionOf(first, 'refused', at(7))]
    expect(standing([first, rival], all, '2020-06-08')).toMatchObject({ state: 'missing', newest: null })
  })
  test('a revision whose predecessor never came says so', () => {
    expect(standing([second])).toMatchObject({ state: 'received', isGap: true })
  })
  test('is the same whatever order things came in', () => {
    const packages = [first, second, factsOf({ variant: 'rival' }), factsOf({ revision: 3 }), factsOf({ revision: 3, variant: 'x' })]
    const kinds = ['received', 'accepted', 'returned', 'reopened', 'refused'] as const
    const decision = fc
      .record({
        of: fc.constantFrom(...packages),
        kind: fc.constantFrom(...kinds),
        day: fc.integer({ min: 6, max: 28 }),
        hour: fc.integer({ min: 0, max: 9 }),
      })
      .map(({ of, kind, day, hour }) => decisionOf(of, kind, at(day, hour)))
    const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length })
    fc.assert(
      fc.property(
        fc
          .uniqueArray(decision, { maxLength: 8, selector: ({ id }) => id })
          .chain((all) => fc.tuple(fc.constant(all), shuffled(all), shuffled(packages))),
        ([all, mixed, mixedPackages]) => {
          expect(standing(mixedPackages, mixed)).toEqual(standing(packages, all))
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the board', () => {
  const facts = factsOf({ forms: [{ form: 'F1', rows: 0, zeroReport: true }] })
  const board = cityBoard(
    pack,
    { packages: [facts], decisions: [decisionOf(facts, 'accepted', at(6))] },
    '2020-04',
    '2020-06',
    '2020-07-04',
  )
  const own = board.find(({ unit }) => unit.id === '450222')
  test('has every unit of the plan, and no month before the plan’s first', () => {
    expect(board.map(({ unit }) => unit.id)).toEqual(pack.manifest.units.map(({ id }) => id))
    expect(own?.periods.map(({ period, state }) => [period, state])).toEqual([
      ['2020-05', 'accepted'],
      ['2020-06', 'due'],
    ])
  })
  test('tells of each form, also of one that the package lacks', () => {
    const [may, june] = own?.periods ?? []
    expect(Object.fromEntries(may?.forms.map(({ form, cell }) => [form, cell]) ?? [])).toMatchObject({
      F1: 'accepted',
      F2: 'absent',
      F4: 'absent',
    })
    // A quarter is reported with its last month.
    expect([may?.forms.some(({ form }) => form === 'F9'), june?.forms.some(({ form }) => form === 'F9')]).toEqual([false, true])
  })
  test('says who is to be reminded, before, on and after the day', () => {
    const remindedOn = (today: string) =>
      reminders(cityBoard(pack, { packages: [facts], decisions: [] }, '2020-05', '2020-06', today), today, 2, () => facts.contact)
        .filter(({ unit }) => unit === '450222')
        .map(({ period, kind, days }) => [period, kind, days])
    expect(remindedOn('2020-07-02')).toEqual([])
    expect(remindedOn('2020-07-03')).toEqual([['2020-06', 'soon', -2]])
    expect(remindedOn('2020-07-05')).toEqual([['2020-06', 'today', 0]])
    expect(remindedOn('2020-07-08')).toEqual([['2020-06', 'late', 3]])
  })
  test('is summed up for each unit', () => {
    const late = factsOf({ period: '2020-06', receivedDay: '2020-07-09', revision: 2 })
    const decisions = [decisionOf(facts, 'accepted', at(6)), decisionOf(late, 'returned', '2020-07-10T01:00:00.000Z')]
    const lines = reportingLines(cityBoard(pack, { packages: [facts, late], decisions }, '2020-05', '2020-06', '2020-07-10'), () => 3)
    expect(lines.find(({ unit }) => unit === '450222')).toMatchObject({
      ...{ due: 2, reported: 2, late: 1, lateDays: 4, missing: 0, accepted: 1 },
      ...{ returnedOpen: 1, timesReturned: 1, revisions: 1, remarks: 3 },
    })
    expect(lines.find(({ unit }) => unit === '450223')).toMatchObject({ due: 2, reported: 0, missing: 2 })
  })
})
