import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { SessionState } from '../../../renderer/state/session.ts'
import { createUnsent, wordsKey } from '../../../renderer/state/unsent.ts'

const ready = (profile: { readonly createdAt: string; readonly unit: string; readonly people?: string }) =>
  ({ kind: 'ready', profile }) as unknown as SessionState // nothing else is asked for
const own = { createdAt: '2020-06-01T00:00:00Z', unit: '450222' }
const at = { form: 'F4', period: '2020-05' }

function begin() {
  const session = createStore<SessionState>()(() => ready(own))
  return { session, unsent: createUnsent(session) }
}

test('words are kept by what they belong to, until they were said or given up', () => {
  const { unsent } = begin()
  const words = () => [...unsent.store.getState().values()]
  unsent.set(wordsKey('note', at), '写了一半')
  unsent.set(wordsKey('explanation', at, 'finding-1'), '另一半')
  unsent.set(wordsKey('note', { ...at, period: '2020-06' }), '下个月的')
  unsent.set(wordsKey('note', at), '写完了')
  expect(words()).toEqual(['写完了', '另一半', '下个月的'])
  unsent.set(wordsKey('explanation', at, 'finding-1'), null)
  expect(words()).toEqual(['写完了', '下个月的'])
})

test('a field that was only opened holds no words', () => {
  const { unsent } = begin()
  expect(unsent.hasWords()).toBe(false)
  unsent.set(wordsKey('note', at, 'thread-1'), ' ')
  expect([unsent.store.getState().size, unsent.hasWords()]).toEqual([1, false])
  unsent.set(wordsKey('note', at, 'thread-1'), ' 好')
  expect(unsent.hasWords()).toBe(true)
})

test.each<[string, SessionState]>([
  ['another unit', ready({ ...own, unit: '450223' })],
  ['data made at another time', ready({ ...own, createdAt: '2021-01-01T00:00:00Z' })],
  ['nobody, as after the demo county', { kind: 'newcomer' } as SessionState],
])('words go once the data are those of %s', (_, next) => {
  const { session, unsent } = begin()
  unsent.set(wordsKey('note', at), '写了一半')
  session.setState(next, true)
  expect(unsent.hasWords()).toBe(false)
})

test('they stay while people change, and while the program could not be read', () => {
  const { session, unsent } = begin()
  unsent.set(wordsKey('note', at), '写了一半')
  session.setState(ready({ ...own, people: '新的经办人' }), true)
  session.setState({ kind: 'failed', error: new Error() }, true)
  session.setState(ready(own), true)
  expect(unsent.hasWords()).toBe(true)
})
