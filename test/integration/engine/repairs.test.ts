import { afterEach, beforeEach, expect, test } from 'vitest'
import { fillDueForms } from '../../helpers/due-forms.ts'
import { boiler, county, explainAll, openTestEngine, type TestEngine, zeroReport } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const
const { period } = at
let engine: TestEngine

beforeEach(async () => {
  engine = openTestEngine()
  await engine.call('profile.create', county)
  await engine.call('report.edit', { ...at, edits: [boiler(1, { annualCoal: '5' }), boiler(2)] })
})
afterEach(() => engine.close())

const scanty = async (): Promise<string> => {
  const { findings } = await engine.call('check.run', { period })
  return findings.find(({ ruleId }) => ruleId === 'R-F4-28')?.id ?? ''
}

test('a repair is one step with its reason in the audit, and undoing it brings the value back', async () => {
  const finding = await scanty()
  const { repair } = await engine.call('finding.repair', { period, finding })
  expect(repair).toMatchObject({ form: 'F4', row: 'boiler-1', field: 'annualCoal', from: '5', to: '20', kind: 'smallest' })
  const [entry] = await engine.call('report.history', at)
  expect(entry).toMatchObject({ what: 'cell', source: 'repair', before: '5', after: '20', why: expect.stringContaining('R-F4-28') })
  expect(await scanty()).toBe('')
  await engine.call('report.undo', at)
  expect((await engine.call('report.open', at)).rows[0]?.values.annualCoal).toBe('5')
  expect(await scanty()).toBe(finding)
})

test('an alternative is applied as it was shown', async () => {
  const finding = await scanty()
  const { alternatives } = await engine.call('finding.detail', { period, form: 'F4', finding })
  const [other] = alternatives
  if (!other) throw new Error('nothing else is offered')
  const { row, field, to } = other
  await engine.call('finding.repair', { period, form: 'F4', finding, choice: { row, field, to } })
  expect((await engine.call('report.open', at)).rows[0]?.values).toMatchObject({ [field]: to })
  expect(await scanty()).toBe('')
})

test('what is not on offer is refused and changes nothing', async () => {
  const finding = await scanty()
  const { version } = await engine.call('report.open', at)
  const wish = (to: string) => engine.call('finding.repair', { period, finding, choice: { row: 'boiler-1', field: 'annualCoal', to } })
  // 21 would satisfy the rule as well; but nobody was shown it.
  await expect(wish('21')).rejects.toMatchObject({ code: 'REPAIR_UNKNOWN' })
  await expect(engine.call('finding.repair', { period, finding: 'nobody' })).rejects.toMatchObject({ code: 'FINDING_UNKNOWN' })
  expect((await engine.call('report.open', at)).version).toBe(version)
})

test('a repair seen before the data changed is refused', async () => {
  const finding = await scanty()
  const { repair } = await engine.call('finding.detail', { period, finding })
  if (!repair) throw new Error('nothing is offered')
  // Four times the boiler wants four times the coal: 20 would not do any more.
  await engine.call('report.set', { ...at, row: '4502220001', field: 'capacityTph', value: '4' })
  const { row, field, to } = repair
  await expect(engine.call('finding.repair', { period, finding, choice: { row, field, to } })).rejects.toMatchObject({
    code: 'REPAIR_UNKNOWN',
  })
  expect((await engine.call('report.open', at)).rows[0]?.values.annualCoal).toBe('5')
})

test('a sealed month is explained, but not changed', async () => {
  await engine.call('report.edit', { ...at, edits: [{ kind: 'header', header: { fillDate: '2020-06-02' } }] })
  await engine.call('report.edit', { form: 'F1', period, edits: [zeroReport] })
  await fillDueForms(engine.call, period)
  await explainAll(engine.call, period)
  const finding = await scanty()
  await engine.call('submission.create', { period })
  expect((await engine.call('finding.detail', { period, finding })).imbalance?.difference).toBe('15')
  await expect(engine.call('finding.repair', { period, finding })).rejects.toMatchObject({ code: 'PERIOD_CLOSED' })
})
