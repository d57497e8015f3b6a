import { expect, test } from 'vitest'
import { type Grouping, groupFindings } from '../../../renderer/features/submit/group-findings.ts'
import type { Level } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'

const finding = (id: string, form: string, level: Level, ruleId: string): Finding => ({
  id,
  form,
  level,
  ruleId,
  outcome: 'fail',
  rowId: null,
  rowKey: null,
  rowLabel: null,
  fields: [],
  cell: null,
  message: '',
  clause: '',
  origin: 'plan',
  basis: '',
  explanation: null,
})
const findings = [
  finding('1', 'F4', '提示性', 'R-2'),
  finding('2', 'F1', '核实性', 'R-1'),
  finding('3', 'F4', '强制性', 'R-3'),
  finding('4', 'F4', '核实性', 'R-1'),
]

test('findings of a form that the plan does not have come last', () => {
  expect(groupFindings(findings, 'form', ['F4']).map(({ key }) => key)).toEqual(['F4', 'F1'])
})

test.each<[Grouping, string[]]>([
  ['form', ['F1: 2', 'F4: 3 4 1']],
  ['level', ['强制性: 3', '核实性: 2 4', '提示性: 1']],
  ['rule', ['R-3: 3', 'R-1: 2 4', 'R-2: 1']],
])('by %s, the gravest first', (by, groups) => {
  const found = groupFindings(findings, by, ['F1', 'F2', 'F4'])
  expect(found.map(({ key, findings: own }) => `${key}: ${own.map(({ id }) => id).join(' ')}`)).toEqual(groups)
})
