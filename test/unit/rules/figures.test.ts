/** Figures of codes with their time of validity, the row of an earlier period, and the report before of forms that are not monthly. */
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../../../shared/rules/cel/compile.ts'
import { checkExpression } from '../../../shared/rules/cel/environment.ts'
import { isDecimal } from '../../../shared/rules/cel/value.ts'
import { Run } from '../../../shared/rules/sheet.ts'
import { listVariables, rowVariables, sheetVariables } from '../../../shared/rules/variables.ts'
import { codes, input, loadMini, manifest, miniFiles } from './mini-pack.ts'

const figures = `
id: C_status
title: 状态
version: '2'
items:
  - code: 在用
    label: 在用
    figures:
      - { from: '2019-01', to: '2020-03', source: 旧标准, values: { coef: 1.10, unit: 吨 } }
      - { from: '2020-04', source: 新标准, values: { coef: 1.33, unit: 万吨 } }
  - 停用
`

const value = (expression: string, parts: Parameters<typeof input>[0], changes: Record<string, string> = {}): string => {
  const loaded = loadMini({ 'codes/C_status.yaml': figures, ...changes })
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join())
  const { compiled, pack } = loaded.value
  const form = compiled.forms.get('A')
  if (form === undefined) throw new Error('no form A')
  const variables = new Map([...sheetVariables(pack), ...listVariables, ...rowVariables])
  const scope = {
    forms: compiled.models,
    codes: pack.codes,
    variables,
    parts: new Map(),
    refused: new Map(),
    zeroFields: new Set<string>(),
  }
  const program = compileExpression(checkExpression(form.environment, expression), scope)
  const sheet = new Run(compiled.models, input(parts)).sheet('A')
  const [row] = sheet?.rows ?? []
  if (sheet === undefined || row === undefined) throw new Error('no row')
  const result = program.run({ sheet, row, locals: [] })
  return isDecimal(result) ? result.toString() : typeof result === 'symbol' ? 'BLANK' : String(result)
}
const problems = (changes: Record<string, string>, library?: Map<string, string>): string[] => {
  const loaded = loadMini(changes, library)
  return loaded.ok ? [] : loaded.problems.map(({ message }) => message)
}

describe('figures of a code', () => {
  const at = (code: string, month: string): string => value(`codeNumber("C_status", "${code}", "coef", "${month}")`, { A: [{ key: '1' }] })

  it('are those of the month asked for, the first and the last month included', () => {
    expect([at('在用', '2019-01'), at('在用', '2020-03'), at('在用', '2020-04'), at('在用', '2099-12')]).toEqual([
      '1.1',
      '1.1',
      '1.33',
      '1.33',
    ])
  })
  it('are blank before the first month, for a code without any and for a code that is not in the list', () => {
    expect([at('在用', '2018-12'), at('停用', '2020-05'), at('备用', '2020-05')]).toEqual(['BLANK', 'BLANK', 'BLANK'])
  })
  it('may be words', () => {
    expect(value('codeText("C_status", "在用", "unit", report.period)', { A: [{ key: '1' }] })).toBe('万吨')
    expect(value('codeNumber("C_status", "在用", "unit", report.period)', { A: [{ key: '1' }] })).toBe('BLANK')
  })
  it('must not overlap, and must not end before they begin', () => {
    expect(problems({ 'codes/C_status.yaml': figures.replace("to: '2020-03'", "to: '2020-04'") })).toEqual([
      expect.stringContaining('重叠'),
    ])
    expect(problems({ 'codes/C_status.yaml': figures.replace("to: '2020-03'", "to: '2018-03'") })).toEqual([
      expect.stringContaining('晚于'),
    ])
  })
  it('of a list that the expression names but that does not exist refuse the pack', () => {
    expect(() => value('codeNumber("C_nowhere", "在用", "coef", "2020-01")', { A: [{ key: '1' }] })).toThrow('C_nowhere')
  })
})

describe('a list that adds to the list of the library', () => {
  const library = new Map([['codes/C_status.yaml', figures]])
  const own = (adds: string): string => `
id: C_status
${adds}
title: 状态
items:
  - { code: 在用, label: 在用, figures: [{ from: '2020-01', source: 市局, values: { coef: 1.2 } }] }
`
  const items = (adds: string): string[] => {
    const loaded = loadMini({ 'codes/C_status.yaml': own(adds) }, library)
    if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
    return loaded.value.pack.codes.get('C_status')?.items.map(({ code, figures: own }) => `${code} ${own?.[0]?.source ?? ''}`) ?? []
  }
  it('replaces items of the same code and keeps the others', () => expect(items('adds: true')).toEqual(['在用 市局', '停用 ']))
  it('takes the place of the whole list without that word', () => expect(items('')).toEqual(['在用 市局']))
})

it('the same row of an earlier period is found by its natural key', () => {
  const parts = {
    A: [{ key: '1', a: '3' }],
    earlier: {
      '2019-05': [
        { key: '2', a: '8' },
        { key: '1', a: '7' },
      ],
      '2020-04': [{ key: '2' }],
    },
  }
  expect(value('rowAt(row, addMonths(report.period, -12)).a', parts)).toBe('7')
  expect(value('rowAt(row, report.previousPeriod).a', parts)).toBe('BLANK')
  expect(value('rowAt(row, report.period).a', parts)).toBe('BLANK')
})

describe('the report before', () => {
  it.each([
    ['month', '2020-05'],
    ['quarter', '2020-03'],
    ['halfYear', '2019-12'],
    ['year', '2019-06'],
  ])('of a form of each %s is named as that of %s', (frequency, named) => {
    const changes = { 'pack.yaml': manifest.replace('{ id: A }', `{ id: A, frequency: ${frequency} }`) }
    expect(value('report.previousPeriod', { A: [{ key: '1' }], period: '2020-06' }, changes)).toBe(named)
  })
  const lastTime = (frequency: string, earlier: Record<string, { key: string; a: string }[]>): string =>
    value(
      'prev.a',
      { A: [{ key: '1' }], period: '2020-06', earlier },
      { 'pack.yaml': manifest.replace('{ id: A }', `{ id: A, frequency: ${frequency} }`) },
    )
  const months = { '2020-02': [{ key: '1', a: '2' }], '2020-03': [{ key: '1', a: '3' }] }
  it('of a monthly form is that of the month before and no other', () => expect(lastTime('month', months)).toBe('BLANK'))
  it('of a quarterly form is the newest of the three months before', () => {
    expect(lastTime('quarter', months)).toBe('3')
    expect(lastTime('quarter', { ...months, '2020-05': [{ key: '1', a: '5' }] })).toBe('5')
    expect(lastTime('quarter', { '2020-02': [{ key: '1', a: '2' }] })).toBe('BLANK')
  })
  it('of a yearly form is looked for a whole year back', () => {
    expect(lastTime('year', { '2019-06': [{ key: '1', a: '9' }] })).toBe('9')
    expect(lastTime('year', { '2019-05': [{ key: '1', a: '9' }] })).toBe('BLANK')
  })
})

it('lists that only formulas name are kept in the pack', () => {
  const form = miniFiles()
    .get('forms/A.yaml')
    ?.replace("computed: 'row.a / row.n'", `computed: 'row.a * codeNumber("C_more", row.status, "coef", report.period)'`)
  const loaded = loadMini({ 'forms/A.yaml': form, 'codes/C_more.yaml': codes.replace('C_status', 'C_more') })
  expect(loaded.ok && loaded.value.pack.codes.has('C_more')).toBe(true)
})
