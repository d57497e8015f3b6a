import { expect, test } from 'vitest'
import type { AppError } from '../../../shared/model/errors.ts'
import { cell, contentOf, openTestStore, place, removal, row, temporaryFolder, typed } from '../../helpers/test-store.ts'

const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'nothing'
  } catch (error) {
    return (error as AppError).code
  }
}

test('a step is applied whole, in order, with a new version', () => {
  const store = openTestStore(temporaryFolder())
  expect(store.reports.apply(...place, 0, [row('a', 0, { name: '甲' }), row('b', 1, { name: '乙' })], typed)).toMatchObject({ version: 1 })
  expect(store.reports.apply(...place, 1, [row('c', 1, { name: '丙' }), cell('a', 'tons', '1.5')], typed)).toMatchObject({ version: 2 })
  expect(contentOf(store)).toEqual([
    ['a', { name: '甲', tons: '1.5' }],
    ['c', { name: '丙' }],
    ['b', { name: '乙' }],
  ])
})

test('edits that change nothing make no step', () => {
  const store = openTestStore(temporaryFolder())
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  expect(store.reports.apply(...place, 1, [cell('a', 'name', '甲')], typed)).toEqual({ version: 1, step: 0 })
})

test('an edit made on an older version is refused and changes nothing', () => {
  const store = openTestStore(temporaryFolder())
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  expect(codeOf(() => store.reports.apply(...place, 0, [cell('a', 'name', '乙')], typed))).toBe('STALE')
  expect(contentOf(store)).toEqual([['a', { name: '甲' }]])
})

test('one bad edit takes the whole step back', () => {
  const store = openTestStore(temporaryFolder())
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  const before = store.auditHead()
  expect(codeOf(() => store.reports.apply(...place, 1, [cell('a', 'name', '乙'), cell('x', 'name', '丙')], typed))).toBe('ROW_UNKNOWN')
  expect([contentOf(store), store.auditHead()]).toEqual([[['a', { name: '甲' }]], before])
})

test('steps are taken back and brought back one by one, also after a restart', () => {
  const folder = temporaryFolder()
  const first = openTestStore(folder)
  first.reports.apply(...place, 0, [row('a', 0, { name: '甲' }), row('b', 1, { name: '乙' }), row('c', 2, { name: '丙' })], typed)
  first.reports.apply(...place, 1, [removal('b'), cell('a', 'tons', '2')], { ...typed, source: 'paste' })
  first.reports.apply(...place, 2, [{ kind: 'header', header: { zeroReport: true, preparer: '莫海燕' } }], typed)
  first.close()

  const second = openTestStore(folder)
  second.reports.undo(...place, '韦志强')
  expect(second.reports.load(...place)?.header.zeroReport).toBe(false)
  second.reports.undo(...place, '韦志强')
  expect(contentOf(second)).toEqual([
    ['a', { name: '甲' }],
    ['b', { name: '乙' }],
    ['c', { name: '丙' }],
  ])
  second.close()

  const third = openTestStore(folder)
  third.reports.redo(...place, '韦志强')
  expect(contentOf(third)).toEqual([
    ['a', { name: '甲', tons: '2' }],
    ['c', { name: '丙' }],
  ])
  third.reports.redo(...place, '韦志强')
  expect(third.reports.load(...place)).toMatchObject({ version: 7, canRedo: false, header: { zeroReport: true, preparer: '莫海燕' } })
  expect(codeOf(() => third.reports.redo(...place, '韦志强'))).toBe('NOTHING_TO_REDO')
})

test('a new edit ends what could be brought back', () => {
  const store = openTestStore(temporaryFolder())
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  store.reports.apply(...place, 1, [cell('a', 'name', '乙')], typed)
  store.reports.undo(...place, '覃小梅')
  store.reports.apply(...place, 3, [cell('a', 'tons', '3')], typed)
  expect(codeOf(() => store.reports.redo(...place, '覃小梅'))).toBe('NOTHING_TO_REDO')
  store.reports.undo(...place, '覃小梅')
  store.reports.undo(...place, '覃小梅')
  expect(contentOf(store)).toEqual([])
  expect(codeOf(() => store.reports.undo(...place, '覃小梅'))).toBe('NOTHING_TO_UNDO')
})

test('a sealed report takes no edit, no undo and no explanation until it is unlocked', () => {
  const store = openTestStore(temporaryFolder())
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  const summary = {
    packageId: 'P1',
    period: '2020-05',
    revision: 1,
    sealedAt: '2020-06-03T02:00:00.000Z',
    fileName: 'P1.zip',
    sha256: '00',
    bytes: 3,
    state: 'sealed',
    forms: ['F4'],
  } as const
  const report = { form: 'F4', period: '2020-05' }
  expect(
    codeOf(() => store.submissions.seal({ ...summary, forms: ['F4'] }, new Uint8Array(3), [{ ...report, version: 9 }], '覃小梅')),
  ).toBe('STALE')
  store.submissions.seal({ ...summary, forms: ['F4'] }, new Uint8Array([1, 2, 3]), [{ ...report, version: 1 }], '覃小梅')
  const explanation = { text: '说明', by: '覃小梅', at: '' }
  expect([
    codeOf(() => store.reports.apply(...place, 1, [cell('a', 'name', '乙')], typed)),
    codeOf(() => store.reports.undo(...place, '覃小梅')),
    codeOf(() => store.explanations.put('2020-05', 'F4', 'f1', 'b', explanation)),
    store.submissions.bytes('P1'),
    store.reports.load(...place)?.sealed,
  ]).toEqual(['PERIOD_CLOSED', 'PERIOD_CLOSED', 'PERIOD_CLOSED', new Uint8Array([1, 2, 3]), true])
  store.submissions.unlock('2020-05', '覃小梅', '数据有误', '2020-06-04T02:00:00.000Z')
  expect(store.reports.apply(...place, 1, [cell('a', 'name', '乙')], typed).version).toBe(2)
})

test('history tells who changed what, why, and what it was before; several cells of a row one by one', () => {
  const store = openTestStore(temporaryFolder())
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  store.reports.apply(...place, 1, [cell('a', 'tons', '2')], { ...typed, why: '核对铭牌' })
  store.reports.apply(...place, 2, [cell('a', 'tons', null), cell('a', 'name', '乙')], { ...typed, source: 'import' })
  const told = store.reports
    .history(...place, undefined, 100)
    .map(({ source, step, what, rowKey, field, before, after, why }) => ({ source, step, what, rowKey, field, before, after, why }))
  expect(told).toEqual([
    { source: 'import', step: 3, what: 'cell', rowKey: '甲', field: 'name', before: '甲', after: '乙', why: null },
    { source: 'import', step: 3, what: 'cell', rowKey: '甲', field: 'tons', before: '2', after: null, why: null },
    { source: 'typing', step: 2, what: 'cell', rowKey: '甲', field: 'tons', before: null, after: '2', why: '核对铭牌' },
    { source: 'typing', step: 1, what: 'insertRow', rowKey: '甲', field: null, before: null, after: '{"name":"甲"}', why: null },
  ])
})

test('a change forgets what was concluded from it: the same period and later ones', () => {
  const store = openTestStore(temporaryFolder())
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  for (const period of ['2020-04', '2020-05', '2020-06']) store.checks.put('F1', period, 1, {}, 0)
  store.reports.apply(...place, 1, [cell('a', 'tons', '2')], typed)
  expect(['2020-04', '2020-05', '2020-06'].map((period) => store.checks.get('F1', period) !== undefined)).toEqual([true, false, false])
})
