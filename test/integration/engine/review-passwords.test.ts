/** Passwords of the people who sign: needed, tried, limited, kept over a restart. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openPackage } from '../../helpers/open-package.ts'
import { by, forms, newFolder, openForReview, period, readyMonth, refusal, stages } from '../../helpers/review-month.ts'
import { county } from '../../helpers/test-engine.ts'

test('passwords: needed, tried, limited, and kept over a restart', async () => {
  const dataDir = newFolder()
  const first = openForReview(dataDir)
  await readyMonth(first)
  expect(await first.call('password.set', { name: by.auditor, next: '青山绿水 2020' })).toEqual([by.auditor])
  await first.call('review.handIn', { period, forms, by: by.preparer })
  await first.close()

  const engine = openForReview(dataDir)
  const pass = (password?: string) =>
    refusal(engine.call('review.pass', { period, forms, by: by.auditor, ...(password === undefined ? {} : { password }) }))
  expect(await pass()).toMatchObject({ code: 'PASSWORD_NEEDED', name: by.auditor })
  // Tried at the same time, they are counted all the same.
  const tries = await Promise.all(Array.from({ length: 5 }, () => pass('猜一猜')))
  expect(tries.every((one) => JSON.stringify(one).includes('PASSWORD_W'))).toBe(true)
  expect(await pass('青山绿水 2020')).toMatchObject({ code: 'PASSWORD_WAIT', seconds: 30 })
  engine.setNow('2020-06-03T02:00:31.000Z')
  expect(await pass('错')).toMatchObject({ code: 'PASSWORD_WRONG' })
  engine.setNow('2020-06-03T02:01:00.000Z')
  expect(await pass('青山绿水 2020')).toMatchObject({ code: 'PASSWORD_WAIT', seconds: 31 })
  engine.setNow('2020-06-03T02:01:32.000Z')
  expect(await stages(engine)).toMatchObject({ F1: 'handedIn' })
  // Full-width letters and spaces of the input method are the same password.
  expect(await pass('青山绿水　２０２０')).toMatchObject({ answered: { period } })
  expect(await refusal(engine.call('password.set', { name: by.auditor, next: null }))).toMatchObject({ code: 'PASSWORD_NEEDED' })
  expect(await engine.call('password.set', { name: by.auditor, current: '青山绿水 2020', next: null })).toEqual([])
  // Nothing of the password lies in the folder.
  await engine.call('password.set', { name: by.leader, next: '清清楚楚的口令' })
  await engine.close()
  const database = new Database(join(dataDir, 'store.db'), { readonly: true })
  onTestFinished(() => void database.close())
  expect(database.serialize().includes(Buffer.from('清清楚楚的口令'))).toBe(false)
  expect(database.prepare('SELECT length(salt), length(hash), cost FROM person_password').raw().all()).toEqual([[16, 32, 32768]])
  const told = database.prepare("SELECT row_key, before, after FROM audit WHERE what = 'password' ORDER BY seq").raw().all()
  expect(told).toEqual([
    [by.auditor, null, 'set'],
    [by.auditor, 'set', null],
    [by.leader, null, 'set'],
  ])
})

test('a small office goes on without signing; switching it off asks for the leader’s password', async () => {
  const engine = openForReview()
  const { call } = engine
  await readyMonth(engine)
  await call('password.set', { name: by.leader, next: '1234' })
  expect(await refusal(call('review.setUp', { enabled: false }))).toMatchObject({ code: 'PASSWORD_NEEDED' })
  // Nor does it help to name another leader first; the other names are nobody's secret.
  const replaced = { ...county.people, leader: '某人' }
  expect(await refusal(call('profile.setPeople', replaced))).toMatchObject({ code: 'PASSWORD_NEEDED', name: by.leader })
  expect(await refusal(call('profile.setPeople', { ...replaced, password: '4321' }))).toMatchObject({ code: 'PASSWORD_WRONG' })
  expect((await call('app.info', {})).profile?.people).toEqual(county.people)
  expect((await call('profile.setPeople', { ...county.people, preparer: '蒙晓莉' })).people.preparer).toBe('蒙晓莉')
  const named = await call('profile.setPeople', { ...replaced, password: '1234' })
  expect([named.people.leader, Object.keys(named.people).toSorted()]).toEqual(['某人', Object.keys(county.people).toSorted()])
  await call('profile.setPeople', county.people)
  expect((await call('review.setUp', { enabled: false, password: '1234' })).review).toBe(false)
  expect(await refusal(call('review.handIn', { period, forms, by: by.preparer }))).toMatchObject({
    code: 'REVIEW_NOT_NOW',
    reason: expect.stringContaining('没有启用'),
  })
  const { packageId } = await call('submission.create', { period })
  const { files } = await openPackage((await call('submission.bytes', { packageId })).bytes)
  expect(JSON.parse(Buffer.from(files.get('data/submission.json') ?? []).toString('utf8'))).not.toHaveProperty('signatures')
})

test('a leader who has a password is not replaced by another name in the head: the settings are where that takes the password', async () => {
  const engine = openForReview()
  const { call } = engine
  await readyMonth(engine)
  const named = (leader: string, of: readonly string[]) =>
    Promise.all(of.map((form) => call('report.edit', { form, period, edits: [{ kind: 'header', header: { leader } }] })))
  const otherLeader = { code: 'REVIEW_NOT_NOW', reason: expect.stringContaining(`${by.leader}设了口令`) }
  // Nobody guards the name: a deputy is entered in the head, and signs.
  await named('代签人', forms)
  await call('review.handIn', { period, forms, by: by.preparer })
  await call('review.pass', { period, forms, by: by.auditor })
  await call('password.set', { name: by.leader, next: '1234' })
  expect(await refusal(call('review.sign', { period, by: '代签人' }))).toMatchObject(otherLeader)
  expect(await stages(engine)).toEqual({ F1: 'passed', F2: 'passed', F3: 'passed', F4: 'passed' })
  // Nor does it help to guard the other name, or to write the leader's with a letter that nobody sees.
  await call('password.set', { name: '代签人', next: '4321' })
  expect(await refusal(call('review.sign', { period, by: '代签人', password: '4321' }))).toMatchObject(otherLeader)
  await named(`${by.leader}\u200b`, ['F4'])
  // It is told before anybody signs in vain.
  expect(await refusal(call('review.handIn', { period, forms: ['F4'], by: by.preparer }))).toMatchObject(otherLeader)
  await call('profile.setPeople', { ...county.people, leader: '代签人', password: '1234' })
  await named('代签人', ['F4'])
  await call('review.handIn', { period, forms: ['F4'], by: by.preparer })
  await call('review.pass', { period, forms: ['F4'], by: by.auditor })
  const { forms: signed } = await call('review.sign', { period, by: '代签人', password: '4321' })
  expect(signed.map(({ stage }) => stage)).toEqual(['signed', 'signed', 'signed', 'signed'])
})
