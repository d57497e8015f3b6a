import { describe, expect, it } from 'vitest'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { type Draft, planUpgrade } from '../../../shared/forms/pack-upgrade.ts'
import { codes, formA, formB, loadMini, manifest } from '../rules/mini-pack.ts'

const pack = (changes: Readonly<Record<string, string>> = {}): Pack => {
  const result = loadMini(changes)
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join())
  return result.value.pack
}
const swap = (text: string, ...pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((done, [from, to]) => {
    if (!done.includes(from)) throw new Error(`nothing to change: ${from}`)
    return done.replaceAll(from, to)
  }, text)
const before = pack()
const next = swap(manifest, ['version: 1.0.0', 'version: 1.1.0'])
const upgraded = (changes: Readonly<Record<string, string>>): Pack => pack({ 'pack.yaml': next, ...changes })
const draft = (values: Readonly<Record<string, string>>, form = 'A', origin = 'typed', id = 'r1'): Draft => ({
  form,
  period: '2020-05',
  version: 3,
  rows: [{ id, origin, key: values.key ?? '', values }],
})
const told = (after: Pack, ...drafts: readonly Draft[]) => {
  const plan = planUpgrade(before, '1.0.0', after, drafts)
  return {
    entries: plan.entries.map(({ kind, from, to, before: old, after: now }) => [kind, from?.key, to?.key, old, now]),
    rows: plan.reports.flatMap(({ rows }) => rows),
    kept: plan.kept,
  }
}

it('changes nothing where nothing changed', () => {
  expect(told(upgraded({}), draft({ key: '1', a: '2' }))).toEqual({ entries: [], rows: [], kept: 2 })
})

describe('a field under another name', () => {
  const formB2 = swap(formB, ['{ key: amount,', '{ key: sum, renamedFrom: [amount],'], ['[key, amount]', '[key, sum]'])
  it('keeps its value', () => {
    expect(told(upgraded({ 'forms/B.yaml': formB2 }), draft({ key: '1', amount: '20' }, 'B'))).toEqual({
      entries: [['renamed', 'amount', 'sum', '20', '20']],
      rows: [{ row: 'r1', cells: { amount: null, sum: '20' }, drop: false }],
      kept: 1,
    })
  })
  it('that holds a value of its own does not lose it, and the old one is told', () => {
    expect(told(upgraded({ 'forms/B.yaml': formB2 }), draft({ key: '1', amount: '20', sum: '5' }, 'B'))).toEqual({
      entries: [['lost', 'amount', undefined, '20', null]],
      rows: [{ row: 'r1', cells: { amount: null }, drop: false }],
      kept: 2,
    })
  })
  it('without a word about the old name is a loss and a new field', () => {
    const silent = swap(formB2, [' renamedFrom: [amount],', ''])
    expect(told(upgraded({ 'forms/B.yaml': silent }), draft({ key: '1', amount: '20' }, 'B')).entries).toEqual([
      ['lost', 'amount', undefined, '20', null],
      ['new', undefined, 'sum', null, null],
    ])
  })
})

it('a field of another type or unit keeps its value and asks to be looked at', () => {
  const formB2 = swap(formB, ['unit: 万元', 'unit: 元'])
  expect(told(upgraded({ 'forms/B.yaml': formB2 }), draft({ key: '1', amount: '20' }, 'B'))).toEqual({
    entries: [['review', 'amount', 'amount', '20', '20']],
    rows: [],
    kept: 1,
  })
})

it('a replaced code becomes the one in its place, over several steps', () => {
  const chain = swap(codes, [
    '[在用, 停用,',
    '[在用, { code: 停用, label: 停用, replacedBy: 旧停 }, { code: 旧停, label: 旧停, replacedBy: 在用 },',
  ])
  expect(told(upgraded({ 'codes/C_status.yaml': chain }), draft({ key: '1', status: '停用' })).rows).toEqual([
    { row: 'r1', cells: { status: '在用' }, drop: false },
  ])
})

it('a value that is computed now is lost, unless it may be typed over', () => {
  const formA2 = swap(formA, ['{ key: n, label: 户数, type: integer }', "{ key: n, label: 户数, type: integer, computed: '5' }"])
  expect(told(upgraded({ 'forms/A.yaml': formA2 }), draft({ key: '1', n: '7', perHead: '3' })).entries).toEqual([
    ['lost', 'n', undefined, '7', null],
  ])
})

describe('given rows', () => {
  const fixed = (...keys: readonly string[]): string =>
    swap(formB, [
      'structure: { kind: ledger }',
      `structure: { kind: fixed, rows: [${keys.map((key) => `{ key: ${key}, values: { key: ${key} } }`)}] }`,
    ])
  const first = pack({ 'forms/B.yaml': fixed('x', 'y') })
  const rows: readonly Draft[] = [
    {
      form: 'B',
      period: '2020-05',
      version: 1,
      rows: [
        { id: 'fixed-x', origin: 'fixed', key: 'x', values: { key: 'x', amount: '1' } },
        { id: 'fixed-y', origin: 'fixed', key: 'y', values: { key: 'y', amount: '2' } },
      ],
    },
  ]
  it('are known by their key wherever they stand', () => {
    const after = upgraded({ 'forms/B.yaml': fixed('y', 'x') })
    const plan = planUpgrade(first, '1.0.0', after, rows)
    expect(plan.entries.map(({ kind, row, before: old, after: now }) => [kind, row, old, now])).toEqual([
      ['moved', 'fixed-x', '1', '2'],
      ['moved', 'fixed-y', '2', '1'],
    ])
    expect(plan.reports).toEqual([])
  })
  it('that are given no longer go, their values in the ledger', () => {
    const after = upgraded({ 'forms/B.yaml': fixed('x') })
    const plan = planUpgrade(first, '1.0.0', after, rows)
    expect(plan.entries.map(({ kind, row, from, before: old }) => [kind, row, from?.key, old])).toEqual([
      ['lost', 'fixed-y', 'key', 'y'],
      ['lost', 'fixed-y', 'amount', '2'],
    ])
    expect(plan.reports[0]?.rows).toEqual([{ row: 'fixed-y', cells: { key: null, amount: null }, drop: true }])
  })
})

it('a form that is no longer there is told value by value and left alone', () => {
  expect(told(upgraded({}), draft({ key: '2', z: '9' }, 'C'))).toEqual({
    entries: [
      ['lost', 'key', undefined, '2', null],
      ['lost', 'z', undefined, '9', null],
    ],
    rows: [],
    kept: 0,
  })
})

it('every value is either kept or told, whatever changes', () => {
  const after = upgraded({
    'forms/A.yaml': swap(
      formA,
      ['{ key: name, label: 名称, type: text }', '{ key: title, label: 名称, type: text, renamedFrom: [name] }'],
      ['[name]', '[title]'],
      ['  - name\n', '  - title\n'],
    ),
    'forms/B.yaml': swap(formB, ['{ key: amount,', '{ key: sum,'], ['[key, amount]', '[key, sum]']),
  })
  const drafts = [
    draft({ key: '1', name: '甲', a: '1', status: '在用' }),
    draft({ key: '1', amount: '3' }, 'B'),
    draft({ key: '2', z: '9' }, 'C'),
  ]
  const plan = planUpgrade(before, '1.0.0', after, drafts)
  const values = drafts.flatMap(({ rows }) => rows).flatMap(({ values: all }) => Object.keys(all)).length
  expect(plan.kept + plan.entries.filter(({ kind }) => kind !== 'new').length).toBe(values)
  const cleared = plan.reports
    .flatMap(({ rows }) => rows)
    .flatMap(({ cells }) => Object.entries(cells).filter(([, value]) => value === null))
  for (const [field] of cleared) expect(plan.entries.some(({ from }) => from?.key === field)).toBe(true)
})
