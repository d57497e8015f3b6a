import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { MonthProgress } from '../../../shared/contract/index.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-progress-'))
const data = join(folder, 'data')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('three months behind are shown as a talk, in words and as JSON', async () => {
  await tanbao('init', '--data', data, '--pack', 'liuzhou-2020', '--unit', '450222')
  const set = (period: string, field: string, value: string) =>
    tanbao(
      'set',
      '--data',
      data,
      '--form',
      'F3',
      '--period',
      period,
      '--row',
      'energy_consumption_total',
      '--field',
      field,
      '--value',
      value,
    )
  await set('2020-05', 'yearTarget', '12')
  await set('2020-05', 'actualMonth', '1.2')
  await set('2020-05', 'actualYTD', '6')
  await set('2020-06', 'actualMonth', '1.2')
  const at = ['progress', '--data', data, '--period'] as const
  const june = await tanbao(...at, '2020-06')
  expect([june.exit, june.stderr]).toEqual([0, ''])
  expect(june.stdout).toMatch(/能源消费总量（万吨标准煤）.*二级\/黄|能源消费总量（万吨标准煤）.*一级\/红/)
  expect(june.stdout).toContain('预警函')
  await set('2020-07', 'actualMonth', '1.2')
  expect((await tanbao(...at, '2020-07')).stdout).toContain('约谈')
  const { exit, json } = await tanbaoJson(...at, '2020-07')
  const row = MonthProgress.parse(json).indicators.find(({ form, indicator }) => form === 'F3' && indicator === 'energy_consumption_total')
  expect([exit, row?.figures.find(({ field }) => field === 'consecutiveBehind')?.value]).toEqual([0, '3'])
  expect((await tanbao(...at, '2031-01')).exit).toBe(2)
})
