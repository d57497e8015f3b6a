/** The forms of Liuzhou with rows of their own, filled so that nothing in them stands in the way of a submission. */
import type { Call, Edit } from '../../shared/contract/index.ts'
import { explainAll, people, zeroReport } from './test-engine.ts'

const head = { kind: 'header', header: { ...people, fillDate: '2020-06-02' } } as const

/** Figures of a target by how its progress is measured: on course, with last year's to compare. */
const figures: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  flow: { actualMonth: '1', actualYTD: '5', lastYTD: '5', lastYearTotal: '12', yearTarget: '500' },
  point: { actualMonth: '80', lastYTD: '79', lastYearTotal: '79', yearTarget: '75' },
  intensityYear: { actualMonth: '4', lastYTD: '3', lastYearTotal: '3', yearTarget: '2' },
  intensityCumulative: { lastCum: '18', actualMonth: '6', lastYTD: '5', lastYearTotal: '5', yearTarget: '4' },
  standing: { actualMonth: '1', yearTarget: '1' },
}

/** F2 and F3 of one month: no measure has a task this month, every target is met. */
export async function fillDueForms(call: Call, period: string): Promise<void> {
  const measures = (await call('report.open', { form: 'F2', period })).rows.flatMap(({ id }) =>
    Object.entries({ countyDept: '县发展和改革局', progressStatus: '本月无任务', yearTarget: '10' }).map(
      ([field, value]) => ({ kind: 'cell', row: id, field, value }) as const,
    ),
  )
  await call('report.edit', { form: 'F2', period, edits: [head, ...measures] })
  const targets = (await call('report.open', { form: 'F3', period })).rows.flatMap(({ id, values }) => {
    const typed = { ...figures[values.kindCalc ?? ''], assess: '能完成', measures: '继续按计划推进各项节能措施，每月核对一次进度' }
    return Object.entries(typed).map(([field, value]) => ({ kind: 'cell', row: id, field, value }) as const)
  })
  await call('report.edit', { form: 'F3', period, edits: [head, ...targets] })
}

/** All forms of one month, ready to be handed up: nothing commissioned, these boilers, and every finding explained. */
export async function fillMonth(call: Call, period: string, boilers: readonly Edit[]): Promise<void> {
  await call('report.edit', { form: 'F1', period, edits: [zeroReport] })
  await call('report.edit', { form: 'F4', period, edits: [{ kind: 'header', header: { fillDate: '2020-06-02' } }, ...boilers] })
  await fillDueForms(call, period)
  await explainAll(call, period)
}
