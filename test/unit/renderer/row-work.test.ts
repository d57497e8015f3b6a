/** What the page reckons itself while a cell is typed, and what it leaves to the engine. */
import { expect, test } from 'vitest'
import type { GridRow } from '../../../renderer/features/grid/grid-store.ts'
import { compiledRulesOf, createRowWork } from '../../../renderer/features/report/row-work.ts'
import { type CompiledRules, compileRules } from '../../../shared/rules/compile-rules.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { shippedPack } from '../../helpers/recognition.ts'
import { reportOf } from '../../helpers/report.ts'

const pack = shippedPack('liuzhou-2020')
const workOn = (
  form: string,
  values: Readonly<Record<string, string>>,
  computed: Readonly<Record<string, string>>,
  findings: readonly Finding[] = [],
) => {
  const template = pack.forms.get(form)
  const [unit] = pack.manifest.units
  if (!template || !unit) throw new Error('no form')
  const report = reportOf(pack, template, [values])
  const [row] = report.rows
  if (!row) throw new Error('no row')
  const engineRow = { ...row, computed: { ...computed } }
  const shown = { ...report, rows: [engineRow] }
  const typed: GridRow[] = [engineRow]
  const work = createRowWork({
    pack,
    template,
    unit,
    period: '2020-05',
    today: '2020-06-03',
    report: () => shown,
    previous: () => null,
    rows: () => typed,
    findings: () => findings,
  })
  return { work, row: engineRow }
}

const energy = {
  indicatorKey: 'energy_consumption_total',
  unit: '万吨标准煤',
  kindCalc: 'flow',
  direction: 'down',
  actualMonth: '1.1',
}

test('numbers that rest on other months stay as the engine gave them, the others follow the typing', () => {
  const { work } = workOn('F3', energy, { yearTarget: '12', consecutiveBehind: '2', behind: '是', forecastLow: '11' })
  expect(work.needsEngine).toBe(true)
  const computed = work.compute({ ...energy, planValue: '7' })
  expect(computed).toMatchObject({ yearTarget: '12', consecutiveBehind: '2', behind: '是', planTarget: '7' })
  // Without the history this would be one month.
  expect(work.compute({ ...energy, indicatorKey: 'coal_consumption', yearTarget: '1', actualYTD: '9' }).consecutiveBehind).toBeUndefined()
})

test('a target that only the engine knows is not marked as missing', () => {
  const marked = (computed: Readonly<Record<string, string>>): boolean => {
    const { work, row } = workOn('F3', energy, computed)
    return [...work.check(row, new Map()).keys()].includes('yearTarget')
  }
  expect(marked({ yearTarget: '12' })).toBe(false)
  expect(marked({})).toBe(true)
})

test('a form without such numbers reckons all of them itself', () => {
  const { work } = workOn('F1', { projectCode: '1', commStage: '正式投产' }, { thisYearEnergy: '9' })
  expect(work.needsEngine).toBe(false)
  const typed = { energyAnnualEquiv: '1200', commissionDate: '2020-05-01', loadFactor: '50' }
  expect(work.compute({ projectCode: '1', commStage: '正式投产', ...typed }).thisYearEnergy).toBe('375')
})

test('a row alone is judged by what stands in it; what the last check said beyond that stays', () => {
  const closed = { status: '已关停待验收', builtDate: '2001-01-15' }
  const ofCheck = (ruleId: string, field: string): Finding => ({
    id: ruleId,
    ruleId,
    level: '核实性',
    outcome: 'fail',
    form: 'F12',
    rowId: 'row-1',
    rowKey: null,
    rowLabel: null,
    fields: [field],
    cell: null,
    message: ruleId,
    clause: '',
    origin: 'plan',
    basis: '',
    explanation: null,
  })
  // R-F12-04 reads the month before, R-F12-09 the row alone.
  const { work, row } = workOn('F12', closed, {}, [ofCheck('R-F12-04', 'planDate'), ofCheck('R-F12-09', 'coalRateAfter')])
  const marked = (values: Readonly<Record<string, string>>): string[] =>
    [
      ...(work
        .checkAlone([{ ...row, id: 'row-1', values }])
        .get('row-1')
        ?.keys() ?? []),
    ].sort()
  expect(marked(closed)).toContain('retireDate')
  expect(marked(closed)).toContain('planDate')
  expect(marked(closed)).not.toContain('coalRateAfter')
  expect(marked({ ...closed, retireDate: '2020-03-15' })).not.toContain('retireDate')
})

test.each(['anshun-145', 'liuzhou-2020', 'ningxia-peak', 'yongzhou-peak', 'yuncheng-145'])(
  'the rules of each form of %s can be compiled without the other forms',
  (id) => {
    const own = shippedPack(id)
    const all = compileRules(own)
    for (const template of own.forms.values()) {
      const names = (rules: CompiledRules): string[] => (rules.rules.get(template.id) ?? []).map(({ rule }) => rule.id)
      expect(names(compiledRulesOf(own, template))).toEqual(names(all))
    }
  },
)
