import { expect, onTestFinished, test } from 'vitest'
import type { Finding } from '../../../shared/rules/finding.ts'
import { fillDueForms } from '../../helpers/due-forms.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { boiler, county, explainAll, openTestEngine, zeroReport } from '../../helpers/test-engine.ts'

const period = '2020-05'
const at = { form: 'F4', period } as const
const reason = '企业五月下旬完成整改，已到现场核查并留存记录'

async function open() {
  const engine = openTestEngine()
  onTestFinished(() => engine.close())
  await engine.call('profile.create', county)
  const { call } = engine
  const header = { kind: 'header', header: { fillDate: '2020-06-02' } } as const
  await call('report.edit', { ...at, edits: [header, boiler(1), boiler(2, { annualCoal: '5' })] })
  await fillDueForms(call, period)
  return engine
}
const needing = (findings: readonly Finding[]) =>
  findings.filter(({ outcome, level }) => outcome === 'fail' && (level === '核实性' || level === '准强制性'))
const stateOf = async ({ call }: Awaited<ReturnType<typeof open>>) =>
  (await call('tasks.list', { period })).tasks.find(({ form }) => form === 'F4')?.state

test('a form goes 填报中 → 有问题 → 可上报 and back when it is changed', async () => {
  const engine = await open()
  const { call } = engine
  const states = [await stateOf(engine)]
  expect((await call('check.run', { period })).unexplained).toBeGreaterThan(0)
  states.push(await stateOf(engine))
  await explainAll(call, period)
  states.push(await stateOf(engine))
  await call('report.set', { ...at, row: '#1', field: 'address', value: '解放路2号' })
  states.push(await stateOf(engine))
  await call('check.run', { period, form: 'F4' })
  states.push(await stateOf(engine))
  expect(states).toEqual(['填报中', '有问题', '可上报', '填报中', '可上报'])
})

test('an explanation stays with its finding while the values stay, and no longer counts when they change', async () => {
  const { call } = await open()
  const [finding] = needing((await call('check.run', { period })).findings).filter(({ fields }) => fields.includes('annualCoal'))
  if (!finding) throw new Error('the sample has no finding on annualCoal')
  await call('finding.explain', { period, finding: finding.id, text: reason })
  const now = async () => (await call('check.run', { period })).findings.find(({ id }) => id === finding.id)
  expect((await now())?.explanation).toEqual({ text: reason, by: '覃小梅', at: '2020-06-03T02:00:00.000Z' })
  await call('report.set', { ...at, row: '#2', field: 'annualCoal', value: '6' })
  const changed = await now()
  expect([changed?.id, changed?.explanation]).toEqual([finding.id, null])
  await call('report.undo', at)
  expect((await now())?.explanation?.text).toBe(reason)
})

test('an explanation that says nothing, one for a hard finding and one for no finding are refused', async () => {
  const { call } = await open()
  await call('report.set', { ...at, row: '#1', field: 'ownerName', value: null })
  const { findings, blocked } = await call('check.run', { period })
  expect(blocked).toBe(true)
  const hard = findings.find(({ level }) => level === '强制性')?.id ?? ''
  const soft = needing(findings)[0]?.id ?? ''
  await expect(call('finding.explain', { period, finding: soft, text: '经核实，情况属实' })).rejects.toMatchObject({
    code: 'EXPLANATION_REFUSED',
  })
  await expect(call('finding.explain', { period, finding: hard, text: reason })).rejects.toMatchObject({ code: 'EXPLANATION_REFUSED' })
  await expect(call('finding.explain', { period, finding: 'nothing', text: reason })).rejects.toMatchObject({ code: 'FINDING_UNKNOWN' })
  expect((await call('report.history', at)).filter(({ what }) => what === 'explain')).toEqual([])
})

test('a form that is due and left out is a finding; a zero report settles it', async () => {
  const { call } = await open()
  const hard = async () => {
    const { counts, findings } = await call('check.run', { period, form: 'F1' })
    return [counts.error, findings.some(({ level }) => level === '强制性')]
  }
  expect(await hard()).toEqual([0, true])
  await call('report.edit', { form: 'F1', period, edits: [zeroReport] })
  expect(await hard()).toEqual([0, false])
})

test('after a restore nothing is answered from what was checked before it', async () => {
  const { call } = await open()
  const backup = await call('backup.create', {})
  const hard = async () =>
    (await call('check.run', { period })).findings.filter(({ rowKey, level }) => rowKey !== null && level === '强制性')
  await call('report.set', { ...at, row: '#1', field: 'address', value: '解放路2号' })
  const before = await hard()
  await call('backup.restore', { bytes: (await call('backup.bytes', { id: backup.id })).bytes, evenIfNewer: true })
  // The restored report reaches the same version by another edit.
  await call('report.set', { ...at, row: '#1', field: 'address', value: null })
  expect([before.length, (await hard()).map(({ ruleId, fields }) => [ruleId, fields])]).toEqual([0, [['R-H-26', ['address']]]])
})

test('a ledger is carried over a month that has no rows', async () => {
  const { call } = await open()
  await call('report.edit', { ...at, period: '2020-06', edits: [zeroReport] })
  const { version } = await call('report.open', { ...at, period: '2020-07' })
  expect(await call('report.carryForward', { ...at, period: '2020-07', baseVersion: version })).toMatchObject({ rows: 2 })
})

test('last time’s explanation is offered to be amended, and refused word for word', async () => {
  const { call } = await open()
  await call('report.edit', { form: 'F4', period: '2020-06', edits: [boiler(1), boiler(2, { annualCoal: '5' })] })
  const soft = async (month: string) =>
    needing((await call('check.run', { period: month })).findings).filter(({ form, rowKey }) => form === 'F4' && rowKey !== null)
  const before = await soft(period)
  const now = await soft('2020-06')
  const first = before.find(({ ruleId, fields }) => now.some((one) => one.ruleId === ruleId && one.fields.join() === fields.join()))
  const second = now.find(({ ruleId, fields }) => ruleId === first?.ruleId && fields.join() === first.fields.join())
  if (!first || !second) throw new Error('the same boiler asks for the same explanation in both months')
  expect(first.id).not.toBe(second.id)
  const text = '冬季只烧两个月，用煤量按缴费单核对，附单据'
  expect(await call('finding.earlier', { period: '2020-06', finding: second.id })).toBeNull()
  await call('finding.explain', { period, finding: first.id, text })
  const offered = () => call('finding.earlier', { period: '2020-06', finding: second.id })
  // Nobody above has read it yet: it is no model, and yet not to be said again word for word.
  expect(await offered()).toBeNull()
  const again = (words: string) => call('finding.explain', { period: '2020-06', finding: second.id, text: words })
  await expect(again(` ${text}。`)).rejects.toMatchObject({
    code: 'EXPLANATION_REFUSED',
    details: { reason: expect.stringContaining('一字不差') },
  })
  expect((await again(`${text}；六月停用`)).explanation?.text).toContain('六月停用')
  // In its own month the same words may be stored again.
  expect((await call('finding.explain', { period, finding: first.id, text })).explanation?.text).toBe(text)
  await call('report.edit', { form: 'F1', period, edits: [zeroReport] })
  await explainAll(call, period)
  await call('submission.create', { period })
  expect(await offered()).toMatchObject({ period, text, by: expect.any(String) })
})

test('the findings can be taken along as a workbook, with what was said about them', async () => {
  const { call } = await open()
  const { findings } = await call('check.run', { period, form: 'F4' })
  const { fileName, bytes } = await call('finding.export', { period, form: 'F4' })
  expect(fileName).toMatch(/^校验结果（柳城县2020年5月.*）\.xlsx$/)
  const { sheets } = await parseHere(bytes)
  const text = JSON.stringify(sheets)
  for (const { message, ruleId } of findings)
    expect([text.includes(JSON.stringify(message).slice(1, -1)), text.includes(ruleId)]).toEqual([true, true])
  expect(sheets[0]?.rows.length).toBe(3 + findings.length)
})
