import { expect, test } from 'vitest'
import { findingsOfForm, nextFinding } from '../../../renderer/features/findings/order.ts'
import { marksOf, sameMarks } from '../../../renderer/features/grid/marks.ts'
import type { CheckResult } from '../../../shared/contract/index.ts'
import type { Level } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'

const finding = (id: string, level: Level, rowId: string | null, fields: string[] = ['name'], explained = false): Finding => ({
  id,
  ruleId: 'R-1',
  level,
  outcome: 'fail',
  form: 'F4',
  rowId,
  rowKey: rowId,
  rowLabel: null,
  fields,
  cell: null,
  message: `${id} 的说明`,
  clause: '条款',
  origin: 'plan',
  basis: '',
  explanation: explained ? { text: '', by: '', at: '' } : null,
})
const result = (findings: Finding[]): CheckResult => ({
  period: '2020-05',
  checkDate: '2020-06-03',
  forms: ['F4'],
  counts: { pass: 0, fail: findings.length, notApplicable: 0, error: 0 },
  findings,
  blocked: false,
  unexplained: 0,
})

test('the gravest findings of the form come first', () => {
  const other = { ...finding('d', '强制性', 'r1'), form: 'F1' }
  const findings = [finding('a', '提示性', 'r1'), finding('b', '强制性', 'r2'), finding('c', '核实性', 'r1'), other]
  expect(findingsOfForm(result(findings), 'F4').map(({ id }) => id)).toEqual(['b', 'c', 'a'])
})

test('going on walks through all findings, also those about the whole form, round and round, both ways', () => {
  const findings = [finding('a', '强制性', 'r1'), finding('whole', '强制性', null, []), finding('b', '核实性', 'r2')]
  const walk = (active: string | null, back = false) => nextFinding(findings, active, back)?.id
  expect([walk(null), walk('a'), walk('whole'), walk('b'), walk('a', true), walk(null, true)]).toEqual(['a', 'whole', 'b', 'a', 'b', 'b'])
  expect(nextFinding([], null, false)).toBeNull()
})

test('a cell carries its gravest level and every sentence; it counts as explained only when all are', () => {
  const marks = marksOf([finding('a', '提示性', 'r1', ['x', 'y'], true), finding('b', '强制性', 'r1', ['x']), finding('c', '强制性', null)])
  expect(marks.get('r1')?.get('x')).toEqual({ level: '强制性', explained: false, messages: ['a 的说明', 'b 的说明'] })
  expect(marks.get('r1')?.get('y')).toEqual({ level: '提示性', explained: true, messages: ['a 的说明'] })
  expect(marks.size).toBe(1)
})

test('what the city has waived counts as explained', () => {
  const waiver = { id: 'w', reason: '经现场核实', by: '韦科长', at: '' }
  const marks = marksOf([{ ...finding('a', '强制性', 'r1', ['x']), waiver }, finding('b', '强制性', 'r2', ['x'])])
  expect([marks.get('r1')?.get('x')?.explained, marks.get('r2')?.get('x')?.explained]).toEqual([true, false])
})

test('marks that say the same need no new drawing', () => {
  const once = marksOf([finding('a', '强制性', 'r1')]).get('r1')
  const again = marksOf([finding('a', '强制性', 'r1')]).get('r1')
  const explained = marksOf([finding('a', '强制性', 'r1', ['name'], true)]).get('r1')
  expect([sameMarks(once, again), sameMarks(once, explained), sameMarks(once, undefined)]).toEqual([true, false, false])
})
