import { afterEach, beforeEach, expect, test } from 'vitest'
import { fillMonth } from '../../helpers/due-forms.ts'
import { boiler, county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const
let engine: TestEngine
beforeEach(async () => {
  engine = openTestEngine()
  await engine.call('profile.create', county)
})
afterEach(() => engine.close())

const printed = async () => (await engine.call('print.form', at)).code
const verify = (code: string) => engine.call('print.verify', { period: at.period, code })

test('a paper agrees with the form until a value changes, and again once the value is back', async () => {
  const { call } = engine
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const code = await printed()
  expect(await verify(code)).toEqual({
    readable: true,
    matches: [{ form: 'F4', title: expect.any(String), period: at.period, submission: null }],
  })
  await call('report.set', { ...at, row: '4502220001', field: 'annualCoal', value: '121' })
  expect(await verify(code)).toEqual({ readable: true, matches: [] })
  await call('report.set', { ...at, row: '4502220001', field: 'annualCoal', value: '120' })
  expect((await verify(code)).matches).toHaveLength(1)
  expect(await verify(code.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')))).toEqual({ readable: false, matches: [] })
})

test('a paper of what was handed up is known from the package after the form has been corrected', async () => {
  const { call } = engine
  await fillMonth(call, at.period, [boiler(1)])
  const code = await printed()
  const { packageId } = await call('submission.create', { period: at.period })
  const submitted = expect.objectContaining({ form: 'F4', submission: expect.objectContaining({ packageId, revision: 1 }) })
  // Sealing writes nothing on the form that was not on the paper.
  expect(await printed()).toBe(code)
  expect((await verify(code)).matches).toEqual([expect.objectContaining({ submission: null }), submitted])
  await call('submission.revise', { period: at.period, reason: '核实后更正用煤量' })
  await call('report.set', { ...at, row: '4502220001', field: 'annualCoal', value: '99' })
  expect((await verify(code)).matches).toEqual([submitted])
})

test('the sign-off block is filled from the signatures, and empties with them', async () => {
  const { call } = engine
  const people = county.people
  await fillMonth(call, at.period, [boiler(1)])
  await call('review.setUp', { enabled: true })
  const signed = async () => (await call('print.form', at)).signed
  expect(await signed()).toEqual([])
  await call('review.handIn', { period: at.period, forms: ['F4'], by: people.preparer })
  await call('review.pass', { period: at.period, forms: ['F4'], by: people.auditor })
  const given = [
    { role: 'preparer', by: people.preparer, at: expect.any(String) },
    { role: 'auditor', by: people.auditor, at: expect.any(String) },
  ]
  expect(await signed()).toEqual(given)
  await call('report.set', { ...at, row: '4502220001', field: 'annualCoal', value: '121' })
  expect(await signed()).toEqual([])
})

test('how a form is put on paper is remembered for this form', async () => {
  const settings = { paper: 'A4', margins: 'narrow', columns: 'fit', scale: 90, grey: true } as const
  expect((await engine.call('print.form', at)).settings).toBeNull()
  await engine.call('print.remember', { form: at.form, settings })
  expect((await engine.call('print.form', at)).settings).toEqual(settings)
  expect((await engine.call('print.form', { ...at, form: 'F1' })).settings).toBeNull()
})
