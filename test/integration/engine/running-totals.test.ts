/** What a plan adds up over its five years is typed as the running total and held against the line from 0 to the target. */
import { expect, it, onTestFinished } from 'vitest'
import { county, openTestEngine } from '../../helpers/test-engine.ts'

it('five green factories are in time at the end of the third year and too few at the end of the fifth', async () => {
  const { call, close } = openTestEngine()
  onTestFinished(close)
  await call('profile.create', { ...county, packId: 'yongzhou-peak', unit: '431122' })
  const standing = async (period: string): Promise<unknown> => {
    const at = { form: 'F9', period }
    const { version } = await call('report.open', at)
    const edit = { kind: 'cell' as const, row: 'fixed-green_factories_new', field: 'actual', value: '5' }
    await call('report.edit', { ...at, baseVersion: version, edits: [edit] })
    const row = (await call('report.open', at)).rows.find(({ key }) => key === 'green_factories_new')
    return [row?.computed.paceTarget, row?.computed.behind, row?.computed.gap]
  }
  expect(await standing('2023-12')).toEqual(['4.8', '否', '-3'])
  expect(await standing('2025-12')).toEqual(['8', '是', '-3'])
})
