import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { libraryFolder, loadPack, packIds, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { previousPeriod } from '../../../shared/model/period.ts'
import type { Frame } from '../../../shared/rules/cel/value.ts'
import { checkReports, checkRow } from '../../../shared/rules/check.ts'
import type { CompiledRules, RuleProgram } from '../../../shared/rules/compile-rules.ts'
import type { OutcomeCounts } from '../../../shared/rules/finding.ts'
import { blankHeader, type CheckInput, type FormData, type RowData } from '../../../shared/rules/input.ts'
import type { FieldModel, FormModel } from '../../../shared/rules/model.ts'
import { Run } from '../../../shared/rules/sheet.ts'
import { packsDir } from '../../helpers/test-engine.ts'

/** What a rule says in one place, asked in the plain way: nothing kept, nothing left out. */
const outcomeOf = ({ never, when, expr }: RuleProgram, frame: Frame): keyof OutcomeCounts => {
  try {
    if (never || (when !== undefined && when.run(frame) !== true)) return 'notApplicable'
    const value = expr.run(frame)
    return typeof value !== 'boolean' ? 'notApplicable' : value ? 'pass' : 'fail'
  } catch {
    return 'error'
  }
}

/** The whole check of one form in the plain way: counts by rule, and the places of what was found. */
const plainCheck = (compiled: CompiledRules, input: CheckInput, form: string) => {
  const counts: Record<string, OutcomeCounts> = {}
  const places: string[] = []
  const sheet = new Run(compiled.models, input).sheet(form)
  if (sheet === undefined) throw new Error(`${form} is not there`)
  for (const { rule, programs, perRow } of compiled.rules.get(form) ?? []) {
    if ((rule.validFrom ?? '').slice(0, 7) > input.period || input.period > (rule.validTo ?? '9999-12').slice(0, 7)) continue
    const own = { pass: 0, fail: 0, notApplicable: 0, error: 0 }
    counts[rule.id] = own
    for (const program of programs)
      for (const row of perRow ? sheet.rows : [undefined]) {
        const outcome = outcomeOf(program, { sheet, row, locals: [] })
        own[outcome] += 1
        if (outcome === 'fail' || outcome === 'error')
          places.push([outcome, rule.id, row?.data.id ?? '-', program.field?.field.key ?? ''].join(' '))
      }
  }
  return { counts, places: places.sort() }
}

const odd = [
  '',
  '0',
  '-5',
  '1.50',
  '0.125',
  '9000000',
  '无',
  '2020-02-30',
  '2020-02-29',
  '1970-01-01',
  '2020-03',
  '是',
  '否',
  ' x',
  '9144030071526726XG',
]
/** Few texts for each field, so that they come again: right ones, wrong ones and none. */
const textsOf = ({ field, codes }: FieldModel): readonly (string | undefined)[] => [
  undefined,
  ...odd,
  ...(codes?.items.slice(0, 4).map(({ code }) => code) ?? []),
  ...(field.min === undefined ? [] : [field.min]),
]

const rowsOf = (form: FormModel, choices: readonly (readonly number[])[], prefix: string): RowData[] =>
  choices.map((row, at) => {
    const values: Record<string, string> = {}
    for (const model of form.fields) {
      const texts = textsOf(model)
      const text = texts[(row[model.index % row.length] ?? 0) % texts.length]
      if (text !== undefined) values[model.field.key] = text
    }
    return { id: `${prefix}${at}`, key: naturalKey(form.keyFields, values), values }
  })

/** The same rows under the keys of others, so that each has one before it. */
const underKeysOf = (rows: readonly RowData[], form: FormModel, others: readonly RowData[]): RowData[] =>
  rows.map(({ id, values: own }, at) => {
    const keys = form.keyFields.map((key): [string, string] => [key, others[at % others.length]?.values[key] ?? ''])
    const values = { ...own, ...Object.fromEntries(keys) }
    return { id, key: naturalKey(form.keyFields, values), values }
  })

const dataOf = (rows: readonly RowData[]): FormData => ({ header: { ...blankHeader, preparer: '张三' }, state: '填报中', rows })

const library = readPackFiles(join(packsDir, libraryFolder))
const packOf = (id: string) => {
  const loaded = loadPack(id, readPackFiles(join(packsDir, id)), library)
  if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
  const { pack, compiled } = loaded.value
  const [unit] = pack.manifest.units
  if (unit === undefined) throw new Error('a pack without units')
  const period = `${pack.manifest.validTo.slice(0, 4)}-03`
  return { compiled, base: { checkDate: `${period}-28`, period, unit } }
}

describe.each(packIds(packsDir))('rules about single cells (%s)', (id) => {
  const { compiled, base } = packOf(id)
  const forms = [...compiled.models.values()]

  it('say the same whether remembered by the text of the cell or asked row by row', () => {
    const numbers = fc.array(fc.nat(40), { minLength: 3, maxLength: 12 })
    const table = fc.array(numbers, { minLength: 8, maxLength: 14 })
    fc.assert(
      fc.property(fc.nat(forms.length - 1), table, fc.option(table), (at, choices, before) => {
        const form = forms[at]
        if (form === undefined) return
        const { id: key } = form.template
        const rows = rowsOf(form, choices, 'r')
        const rowsBefore = underKeysOf(rowsOf(form, before ?? [], 'p'), form, rows)
        const input: CheckInput = {
          ...base,
          only: key,
          current: new Map([[key, dataOf(rows)]]),
          previous: before === null ? new Map() : new Map([[key, dataOf(rowsBefore)]]),
          earlier: () => (before === null ? [] : [{ period: previousPeriod(base.period), rows: rowsBefore }]),
        }
        const plain = plainCheck(compiled, input, key)
        const { findings, byRule } = checkReports(compiled, input)
        expect(Object.fromEntries(byRule)).toEqual(plain.counts)
        const ofField = new Set(compiled.rules.get(key)?.flatMap(({ rule }) => (rule.scope === 'field' ? [rule.id] : [])))
        const places = findings.map(({ outcome, ruleId, rowId, fields }) =>
          [outcome, ruleId, rowId ?? '-', ofField.has(ruleId) ? fields[0] : ''].join(' '),
        )
        expect(places.sort()).toEqual(plain.places)
        // A single row is always asked.
        const ofRows = [...(input.current.get(key)?.rows ?? [])].flatMap((row) => checkRow(compiled, input, key, row.id))
        expect(findings.filter(({ rowId }) => rowId !== null)).toMatchObject(ofRows)
      }),
      { numRuns: 40 },
    )
  })
})

describe('rules about single cells', () => {
  it('say the same of rows with and without a row before them', () => {
    const { compiled, base } = packOf('anshun-145')
    const form = compiled.models.get('F2')
    if (form === undefined) throw new Error('the pack has lost its F2')
    const statuses = ['已完成', '进行中', undefined]
    const table = (prefix: string, states: (at: number) => string | undefined, isThere: (at: number) => boolean): RowData[] =>
      Array.from({ length: 36 }, (_, at): RowData => {
        const progressStatus = states(at)
        const said = prefix === 'r' ? { narrative: '已做' } : {}
        const values = { measureId: `M${at}`, ...said, ...(progressStatus === undefined ? {} : { progressStatus }) }
        return { id: `${prefix}${at}`, key: naturalKey(form.keyFields, values), values }
      }).filter((_, at) => isThere(at))
    const rows = table(
      'r',
      (at) => statuses[at % 3],
      () => true,
    )
    const before = table(
      'p',
      (at) => statuses[Math.floor(at / 3) % 3],
      (at) => at % 4 > 0,
    )
    const input: CheckInput = {
      ...base,
      only: 'F2',
      current: new Map([['F2', dataOf(rows)]]),
      previous: new Map([['F2', dataOf(before)]]),
      earlier: () => [],
    }
    expect(Object.fromEntries(checkReports(compiled, input).byRule)).toEqual(plainCheck(compiled, input, 'F2').counts)
  })

  it('say the same of columns with more texts than are remembered', () => {
    const { compiled, base } = packOf('liuzhou-2020')
    const form = compiled.models.get('F4')
    if (form === undefined) throw new Error('the pack has lost its F4')
    const rows = Array.from({ length: 4300 }, (_, at): RowData => {
      const values = Object.fromEntries(form.fields.map(({ field }) => [field.key, at % 5 === 0 ? `第${at}` : String(at)]))
      return { id: `r${at}`, key: naturalKey(form.keyFields, values), values }
    })
    const current = new Map([['F4', dataOf(rows)]])
    const input: CheckInput = { ...base, only: 'F4', current, previous: new Map(), earlier: () => [] }
    const { findings, byRule } = checkReports(compiled, input)
    const plain = plainCheck(compiled, input, 'F4')
    expect(Object.fromEntries(byRule)).toEqual(plain.counts)
    expect(findings).toHaveLength(plain.places.length)
  })

  it.each([
    ['the same rows to the end', 300, () => 0],
    ['a few other rows behind them', 320, (at: number) => at % 7],
    // Eight texts in each of dozens of columns: far more rows than a joint look-up has room for.
    ['always other rows behind them', 900, (at: number) => at * 7919],
  ])('say the same of columns that hold the same text in the first rows: %s', (_, size, seed) => {
    const { compiled, base } = packOf('liuzhou-2020')
    const form = compiled.models.get('F4')
    if (form === undefined) throw new Error('the pack has lost its F4')
    const choices = Array.from({ length: size }, (_, at) => {
      const from = at < 280 ? at % 2 : seed(at)
      return form.fields.map(({ index }) => Math.abs(Math.imul(from + index * 31, 2654435761) >> 20) % 8)
    })
    const rows = rowsOf(form, choices, 'r')
    const input: CheckInput = { ...base, only: 'F4', current: new Map([['F4', dataOf(rows)]]), previous: new Map(), earlier: () => [] }
    const { findings, byRule } = checkReports(compiled, input)
    const plain = plainCheck(compiled, input, 'F4')
    expect(Object.fromEntries(byRule)).toEqual(plain.counts)
    expect(findings).toHaveLength(plain.places.length)
  })
})
