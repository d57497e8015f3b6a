import { expect, test } from 'vitest'
import { decisionOf, factsOf } from '../../helpers/city-facts.ts'
import { openTestStore, temporaryFolder } from '../../helpers/test-store.ts'

test('what a city took in and decided asks for a backup, and lies in it', async () => {
  const folder = temporaryFolder()
  const store = openTestStore(folder)
  store.backup('manual')
  expect(store.unsavedInBackup()).toBe(false)
  const facts = factsOf()
  const receipt = decisionOf(facts, 'received', '2020-06-04T02:00:00.000Z')
  await store.city.addPackage({ facts, content: new Uint8Array([1]), documents: new Map(), receipt })
  expect(store.unsavedInBackup()).toBe(true)
  store.backup('manual')
  expect(store.unsavedInBackup()).toBe(false)
  await store.city.addDecision(decisionOf(facts, 'accepted', '2020-06-05T02:00:00.000Z'))
  expect(store.unsavedInBackup()).toBe(true)
  // The same again is nothing new.
  store.backup('manual')
  await store.city.addDecision(receipt)
  expect(store.unsavedInBackup()).toBe(false)
  store.close()
  expect(openTestStore(folder).unsavedInBackup()).toBe(false)
})
