/** Who gets which measures of Liuzhou's plan, and what a county's month of them is told. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const open = async (unit: string): Promise<TestEngine> => {
  const engine = openTestEngine()
  onTestFinished(() => engine.close())
  await engine.call('profile.create', { ...county, unit })
  return engine
}
const measuresOf = async (unit: string): Promise<string[]> => {
  const { call } = await open(unit)
  const report = await call('report.open', { form: 'F2', period: '2020-05' })
  return report.rows.map(({ key }) => key)
}

describe('the rows of F2', () => {
  it('of a county are all measures, none of the departments’ own', async () => {
    const rows = await measuresOf('450222')
    expect(rows).toHaveLength(19)
    expect(rows).toContain('L-4-5-c')
    expect(rows.filter((key) => key.startsWith('L-3-2'))).toEqual([])
  })
  it('of a board are those of a county', async () => expect(await measuresOf('LZ-LIUDONG')).toHaveLength(19))
  it('of a department are those it leads', async () => {
    expect(await measuresOf('LZ-JTJ')).toEqual(['L-3-2-jt'])
  })
  it('of the industry bureau are its own and those it leads among all', async () => {
    expect(await measuresOf('LZ-GXJ')).toEqual(['L-4-1-b', 'L-4-1-c', 'L-4-5-e', 'L-4-10-a', 'L-3-2-gx'])
  })
})

describe('two months of one measure', () => {
  const cell = (field: string, value: string) => ({ kind: 'cell' as const, row: 'fixed-L-4-5-c', field, value })
  const may = { form: 'F2', period: '2020-05' } as const
  const june = { form: 'F2', period: '2020-06' } as const
  const rowOf = async ({ call }: TestEngine, report: typeof may | typeof june) =>
    (await call('report.open', report)).rows.find(({ key }) => key === 'L-4-5-c')
  const typedMay = [
    cell('countyDept', '市生态环境局柳城分局'),
    cell('yearTarget', '20'),
    cell('progressStatus', '正常推进'),
    cell('doneMonth', '3'),
    cell('narrative', '拆除大埔镇三台茶浴锅炉，其余正在签协议'),
    cell('nextPlan', '再拆除两台'),
  ]

  it('add up; what is written each month starts blank, who answers for it stays', async () => {
    const engine = await open('450222')
    const { call } = engine
    await call('report.edit', { ...may, baseVersion: 0, edits: typedMay })
    expect((await rowOf(engine, may))?.computed).toMatchObject({ doneCum: '3', completionRate: '15' })
    await call('report.carryForward', { ...june, baseVersion: 0 })
    const carried = await rowOf(engine, june)
    const stays = { countyDept: '市生态环境局柳城分局', yearTarget: '20', progressStatus: '正常推进' }
    expect(carried?.values).toMatchObject(stays)
    expect(carried?.computed.lastPlan).toBe('再拆除两台')
    const cleared = ['doneMonth', 'doneCum', 'narrative', 'nextPlan'].map((field) => carried?.values[field])
    expect(cleared).toEqual([undefined, undefined, undefined, undefined])
    await call('report.edit', { ...june, baseVersion: 1, edits: [cell('doneMonth', '2.5')] })
    expect((await rowOf(engine, june))?.computed).toMatchObject({ doneCum: '5.5', completionRate: '27.5' })
  })

  it('are questioned where the second does not follow from the first', async () => {
    const { call } = await open('450222')
    await call('report.edit', { ...may, baseVersion: 0, edits: typedMay })
    await call('report.carryForward', { ...june, baseVersion: 0 })
    await call('report.edit', {
      ...june,
      baseVersion: 1,
      edits: [cell('doneMonth', '0'), cell('doneCum', '2'), cell('narrative', '拆除大埔镇三台茶浴锅炉，其余正在签协议')],
    })
    const { findings } = await call('check.run', june)
    const rules = findings.filter(({ rowId }) => rowId === 'fixed-L-4-5-c').map(({ ruleId }) => ruleId)
    expect(rules).toEqual(expect.arrayContaining(['R-F2-03', 'R-F2-04', 'R-F2-13']))
    expect(findings.find(({ ruleId }) => ruleId === 'R-F2-03')?.message).toBe('当年累计 2 不等于上期累计 3 加本月 0（跨年从头算）')
  })
})
