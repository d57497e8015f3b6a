import { expect, test } from 'vitest'
import { contentOf, openTestStore, place, row, temporaryFolder, typed } from '../../helpers/test-store.ts'

test('several writes are all there or none is, and the audit chain holds', () => {
  const store = openTestStore(temporaryFolder())
  store.reports.apply(...place, undefined, [row('a', 0, { name: '甲' })], typed)
  const head = store.auditHead()
  const broken = () =>
    store.together(() => {
      store.reports.apply(...place, undefined, [row('b', 1, { name: '乙' })], typed)
      throw new Error('the second write fails')
    })
  expect(broken).toThrow('the second write fails')
  expect([contentOf(store), store.auditHead(), store.verifyAudit().firstBad]).toEqual([[['a', { name: '甲' }]], head, null])
  store.together(() => store.reports.apply(...place, undefined, [row('b', 1, { name: '乙' })], typed))
  expect(contentOf(store).map(([id]) => id)).toEqual(['a', 'b'])
})
