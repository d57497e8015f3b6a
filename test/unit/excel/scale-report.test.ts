import { describe, expect, it } from 'vitest'
import { scaleReport } from '../../../electron/engine/excel/writer/scale-report.ts'
import type { Report } from '../../../shared/contract/index.ts'
import { compileTemplate } from '../../../shared/rules/compute.ts'
import { formOf, shippedPack } from '../../helpers/recognition.ts'
import { reportOf } from '../../helpers/report.ts'

const pack = shippedPack('liuzhou-2020')
const form = formOf(pack, 'F1')

/** A month of projects, after earlier ones of the year, as the program shows it. */
const month = (coal: readonly string[], earlier: readonly string[]) => {
  const values = (amount: string, at: number): Record<string, string> => ({
    projectName: `项目${at}`,
    hepClass: String((at % 2) + 1),
    coalAnnual: amount,
  })
  const rows = coal.map(values)
  const yearRows = earlier.map(values)
  const compiled = compileTemplate(pack, form)
  const report = { ...reportOf(pack, form, rows), totals: compiled.totals(rows, yearRows), yearRows }
  return { report, scaled: scaleReport(form, report, compiled.totalMembers(rows, yearRows), 2) }
}
const shown = (report: Report, label: string) =>
  report.totals.filter((total) => total.label.startsWith(label)).map(({ values }) => Number(values.coalAnnual ?? 0))
const sum = (values: readonly number[]) => Number(values.reduce((total, value) => total + value, 0).toFixed(6))

describe('a report in ten thousands', () => {
  it('adds up by column, and totals of the year among themselves although their earlier rows are not printed', () => {
    const { scaled } = month(['12044', '12044', '12044'], ['3544', '3544'])
    const rows = scaled.report.rows.map(({ values }) => Number(values.coalAnnual))
    expect([sum(rows), sum(shown(scaled.report, '其中：'))]).toEqual([shown(scaled.report, '合计')[0], shown(scaled.report, '合计')[0]])
    const [year, ...parts] = shown(scaled.report, '当年累计')
    expect(sum(parts)).toBe(year)
    expect(year).toBe(4.32)
  })

  it('leaves what is not added up, what has no ten thousands and what is no number as it is', () => {
    const { report, scaled } = month(['12044', '不详'], [])
    const units = new Map(scaled.template.fields.map(({ key, unit }) => [key, unit]))
    expect([units.get('coalAnnual'), units.get('investTotal')]).toEqual(['万吨', '万元'])
    expect(scaled.report.rows[1]?.values.coalAnnual).toBe('不详')
    expect(scaled.report.rows[0]?.values.projectName).toBe('项目0')
    expect(report.rows[0]?.values.coalAnnual).toBe('12044')
  })
})
