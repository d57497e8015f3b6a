/** Rules between forms look into the store's own past: other forms of earlier periods, not only of this one. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestEngine, people } from '../../helpers/test-engine.ts'

const project = (code: string, values: Readonly<Record<string, string>>) =>
  ({ kind: 'insertRow', row: `p-${code}`, at: 1, values: { projectCode: code, projectName: `项目${code.slice(-1)}`, ...values } }) as const
const [reported, missed] = ['2021-520402-30-03-000001', '2021-520402-30-03-000002'] as const

async function open() {
  const engine = openTestEngine({ now: '2023-06-03T02:00:00.000Z' })
  onTestFinished(() => engine.close())
  await engine.call('profile.create', { role: 'county', packId: 'anshun-145', unit: '520402', people })
  const { call } = engine
  const edit = (form: string, period: string, ...rows: readonly ReturnType<typeof project>[]) =>
    call('report.edit', { form, period, edits: rows.map((row, index) => ({ ...row, at: index + 1 })) })
  const failing = async (period: string, ruleId: string) =>
    (await call('check.run', { period })).findings
      .filter((finding) => finding.ruleId === ruleId && finding.outcome === 'fail')
      .map(({ rowLabel }) => rowLabel)
  return { call, edit, failing }
}

test('a plant in the list that the month of its commissioning never named is found, the one it named is not', async () => {
  const { edit, failing } = await open()
  const commissioned = { stage: '存量', commissionDate: '2023-03-10' }
  await edit('F6', '2023-05', project(reported, commissioned), project(missed, commissioned))
  expect(await failing('2023-05', 'R-X-24')).toEqual([])
  await edit('F1', '2023-03', project(reported, { commStage: '正式投产', commissionDate: '2023-03-10' }))
  expect(await failing('2023-05', 'R-X-24')).toEqual([expect.stringContaining('项目2')])
})

test('a two-high project that no earlier list held is found when it is commissioned', async () => {
  const { edit, failing } = await open()
  const commissioned = { isTwoHigh: '是', commStage: '正式投产', commissionDate: '2023-05-10' }
  await edit('F1', '2023-05', project(reported, commissioned), project(missed, commissioned))
  expect(await failing('2023-05', 'R-X-25')).toEqual([])
  await edit('F6', '2022-12', project(reported, { stage: '在建' }))
  expect(await failing('2023-05', 'R-X-25')).toEqual([expect.stringContaining('项目2')])
  await edit('F6', '2023-05', project(missed, { stage: '存量' }))
  expect(await failing('2023-05', 'R-X-25')).toHaveLength(1)
})

test('the health check says until which year holidays are known', async () => {
  const { call } = await open()
  const { steps } = await call('doctor.run', {})
  expect(steps.find(({ id }) => id === 'holidays')).toMatchObject({ ok: true, text: expect.stringContaining('2026') })
})
