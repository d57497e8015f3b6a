/** A month that goes from hand to hand, for tests of checking and signing. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { MonthReview } from '../../shared/contract/index.ts'
import type { AppError } from '../../shared/model/errors.ts'
import { fillMonth } from './due-forms.ts'
import { boiler, county, openTestEngine, type TestEngine } from './test-engine.ts'

export const period = '2020-05'
export const forms = ['F1', 'F2', 'F3', 'F4']
export const by = { preparer: '覃小梅', auditor: '莫海燕', leader: '韦志强' } as const

export function openForReview(dataDir?: string): TestEngine {
  const engine = openTestEngine(dataDir === undefined ? {} : { dataDir })
  onTestFinished(() => engine.close())
  return engine
}
export const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'review-')), 'data')
/** A month without problems, in a folder whose months are signed. */
export async function readyMonth({ call }: TestEngine): Promise<void> {
  await call('profile.create', county)
  await call('review.setUp', { enabled: true })
  await fillMonth(call, period, [boiler(1), boiler(2, { annualCoal: '5' }), boiler(3)])
}
export async function signedMonth(engine: TestEngine): Promise<MonthReview> {
  await readyMonth(engine)
  const { call } = engine
  await call('review.handIn', { period, forms, by: by.preparer })
  await call('review.pass', { period, forms, by: by.auditor })
  return call('review.sign', { period, by: by.leader })
}
export const refusal = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (value) => ({ answered: value }),
    ({ code, details }: AppError) => ({ code, ...details }),
  )
export const stages = async ({ call }: TestEngine): Promise<Record<string, string>> =>
  Object.fromEntries((await call('review.get', { period })).forms.map(({ form, stage }) => [form, stage]))
export const states = async ({ call }: TestEngine): Promise<string[]> =>
  (await call('tasks.list', { period })).tasks.filter(({ form }) => forms.includes(form)).map(({ state }) => state)
export const change = { form: 'F4', period, row: '4502220001', field: 'annualCoal', value: '121' } as const
