/** People leave: forms that are still open take the names of those who follow, all at once; what is signed or sealed stays. */
import { expect, test } from 'vitest'
import { by, forms, openForReview, period, readyMonth, refusal, signedMonth, stages } from '../../helpers/review-month.ts'
import { boiler, county, type TestEngine } from '../../helpers/test-engine.ts'

const june = '2020-06'
const heads = async ({ call }: TestEngine, where: readonly (readonly [form: string, period: string])[]) =>
  Promise.all(where.map(async ([form, at]) => (await call('report.open', { form, period: at })).header))
const putNames = { ...by, preparerPhone: county.people.preparerPhone }

test('a new auditor takes the place of the one before in every open form, undone form by form and told in the log', async () => {
  const engine = openForReview()
  const { call } = engine
  await call('profile.create', county)
  const named = { kind: 'header', header: putNames } as const
  await call('report.edit', { form: 'F4', period, edits: [boiler(1), named] })
  await call('report.edit', { form: 'F4', period: june, edits: [boiler(1), named] })
  // A deputy was entered for this form alone, and stays; a head without names says those of the settings anyway.
  await call('report.edit', { form: 'F1', period, edits: [{ kind: 'header', header: { ...putNames, auditor: '代审人' } }] })
  await call('report.edit', { form: 'F2', period, edits: [{ kind: 'header', header: { fillDate: '2020-06-02' } }] })
  expect(await call('report.replaceFormerNames', { preview: true })).toEqual({ forms: [] })

  await call('profile.setPeople', { ...county.people, auditor: '黄丽' })
  const names = [{ role: 'auditor', before: by.auditor, after: '黄丽' }]
  const found = {
    forms: [
      { form: 'F4', period, names, voids: 0 },
      { form: 'F4', period: june, names, voids: 0 },
    ],
  }
  expect(await call('report.replaceFormerNames', { preview: true })).toEqual(found)
  expect((await heads(engine, [['F4', period]]))[0]?.auditor).toBe(by.auditor)
  engine.events.length = 0
  expect(await call('report.replaceFormerNames', {})).toEqual(found)
  expect(engine.events.filter(({ name }) => name === 'report.changed')).toHaveLength(2)
  const places = [
    ['F4', period],
    ['F4', june],
    ['F1', period],
    ['F2', period],
  ] as const
  expect((await heads(engine, places)).map(({ auditor }) => auditor)).toEqual(['黄丽', '黄丽', '代审人', '黄丽'])
  expect((await call('report.history', { form: 'F4', period }))[0]).toMatchObject({
    what: 'header',
    label: '审核人',
    before: by.auditor,
    after: '黄丽',
    why: expect.stringContaining('换了人'),
  })
  expect(await call('report.replaceFormerNames', {})).toEqual({ forms: [] })
  expect(await call('report.undo', { form: 'F4', period: june })).toMatchObject({ canRedo: true })
  expect((await heads(engine, places)).map(({ auditor }) => auditor)).toEqual(['黄丽', by.auditor, '代审人', '黄丽'])
  // What was taken back is offered again, also after a restart: the change log knows who stood in the settings.
  expect((await call('report.replaceFormerNames', { preview: true })).forms.map((one) => one.period)).toEqual([june])
})

test('the telephone of a preparer who left goes along, and a name that nobody follows stays', async () => {
  const engine = openForReview()
  const { call } = engine
  await call('profile.create', county)
  await call('report.edit', { form: 'F4', period, edits: [boiler(1), { kind: 'header', header: putNames }] })
  await call('profile.setPeople', { preparer: '蒙晓莉', preparerPhone: '0772-1', auditor: by.auditor, leader: '' })
  expect((await call('report.replaceFormerNames', {})).forms).toMatchObject([
    { form: 'F4', names: [{ role: 'preparer', after: '蒙晓莉' }] },
  ])
  expect((await heads(engine, [['F4', period]]))[0]).toMatchObject({ preparer: '蒙晓莉', preparerPhone: '0772-1', leader: by.leader })
})

test('what the one who left has signed stays; signatures of others for a form with a new name are void, and it is handed in anew', async () => {
  const engine = openForReview()
  const { call } = engine
  await readyMonth(engine)
  await call('review.handIn', { period, forms, by: by.preparer })
  await call('review.pass', { period, forms: ['F1', 'F2'], by: by.auditor })
  await call('profile.setPeople', { ...county.people, auditor: '黄丽' })
  const { forms: replaced } = await call('report.replaceFormerNames', {})
  expect(replaced.map(({ form, voids }) => [form, voids])).toEqual([
    ['F3', 1],
    ['F4', 1],
  ])
  expect(await stages(engine)).toEqual({ F1: 'passed', F2: 'passed', F3: 'open', F4: 'open' })
  expect(engine.events.some(({ name }) => name === 'review.changed')).toBe(true)
  await call('review.handIn', { period, forms: ['F3', 'F4'], by: by.preparer })
  expect(await refusal(call('review.pass', { period, forms: ['F3'], by: by.auditor }))).toMatchObject({ code: 'REVIEW_NAME' })
  await call('review.pass', { period, forms: ['F3', 'F4'], by: '黄丽' })
  const { forms: signed } = await call('review.sign', { period, by: by.leader })
  expect(signed.map(({ auditor, stage }) => [auditor, stage])).toEqual([
    [by.auditor, 'signed'],
    [by.auditor, 'signed'],
    ['黄丽', 'signed'],
    ['黄丽', 'signed'],
  ])
  // Once another name changes the signatures are void anyway: whoever left goes with it, or nobody could sign.
  await call('report.edit', { form: 'F1', period, edits: [{ kind: 'header', header: { dataSource: '乡镇上报' } }] })
  await call('review.handIn', { period, forms: ['F1'], by: by.preparer })
  await call('review.pass', { period, forms: ['F1'], by: by.auditor })
  await call('profile.setPeople', { ...county.people, auditor: '黄丽', leader: '覃建国' })
  expect((await call('report.replaceFormerNames', {})).forms).toMatchObject([
    { form: 'F1', names: [{ role: 'auditor' }, { role: 'leader', after: '覃建国' }], voids: 2 },
  ])
})

test('a signed month and a sealed one stay as they are; opened again, it takes the new names', async () => {
  const engine = openForReview()
  const { call } = engine
  await signedMonth(engine)
  const after = { ...county.people, auditor: '黄丽', leader: '覃建国' }
  await call('profile.setPeople', after)
  expect(await call('report.replaceFormerNames', {})).toEqual({ forms: [] })
  await call('submission.create', { period })
  // A form beside the sealed ones waits for the month to be opened again.
  await call('report.edit', { form: 'F5', period, edits: [{ kind: 'header', header: putNames }] })
  expect(await call('report.replaceFormerNames', {})).toEqual({ forms: [] })
  await call('submission.revise', { period, reason: '更正用煤量' })
  expect((await call('report.replaceFormerNames', {})).forms.map(({ form }) => form)).toEqual(['F1', 'F2', 'F3', 'F4', 'F5'])
  expect((await heads(engine, [['F4', period]]))[0]).toMatchObject({ auditor: '黄丽', leader: '覃建国', preparer: by.preparer })
})
