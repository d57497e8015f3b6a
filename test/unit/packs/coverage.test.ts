/** Every figure, ban, date and duty of the five plans is carried by its pack, or excused; the pages about it are fresh. */
import { describe, expect, it } from 'vitest'
import {
  type Coverage,
  coverageOf,
  coverageProblems,
  type Fact,
  idleParameters,
  isCarried,
  loadPacks,
  requiredKinds,
} from '../../tools/coverage/coverage.ts'
import { generatedFiles, readFacts, withBlock } from '../../tools/coverage/pages.ts'

const packs = loadPacks()
const facts = readFacts()
const coverage = coverageOf(packs)

describe('the passages of the plans', () => {
  it('are all there, each once', () => {
    expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length)
    expect(facts).toHaveLength(504)
    const kinds = Map.groupBy(
      facts.filter(({ kind }) => requiredKinds.has(kind)),
      ({ kind }) => kind,
    )
    expect([...kinds].map(([kind, own]) => `${kind} ${own.length}`).sort()).toEqual([
      'ban 32',
      'deadline 6',
      'reporting-duty 39',
      'target 223',
      'threshold 51',
      'warning-trigger 6',
    ])
  })

  it('are carried with their figures, or excused with a reason', () => expect(coverageProblems(facts, coverage)).toEqual([]))

  it('stand in no parameter that no rule reads', () => expect(idleParameters(packs)).toEqual([]))

  it('are excused only where nothing carries them', () => {
    const excused = packs.flatMap(({ manifest }) => manifest.notCarried.map(({ fact }) => fact))
    const carried = new Set(coverage.filter(isCarried).map(({ fact }) => fact))
    expect(excused.filter((fact) => carried.has(fact))).toEqual([])
    expect(excused.length).toBeLessThan(facts.length / 10)
  })
})

describe('the judge of the coverage', () => {
  const given: Fact[] = [{ id: 'L001', plan: 'liuzhou-2020', kind: 'target', value: 22, unit: '%（下降）' }]
  const carried = (rest: object): Coverage => ({ fact: 'L001', pack: 'liuzhou-2020', as: 'indicator', id: 'x', ...rest })

  it('accepts the same figure', () => {
    expect(coverageProblems(given, [carried({ value: 22, unit: '%' })])).toEqual([])
    expect(coverageProblems(given, [{ fact: 'L001', reason: 'no form' }])).toEqual([])
  })
  it.each([
    ['nothing at all', []],
    ['another value', [carried({ value: 21, unit: '%' })]],
    ['another unit', [carried({ value: 22, unit: '个百分点' })]],
    ['no value', [carried({ unit: '%' })]],
    ['a passage that is not in the plan', [carried({ value: 22, unit: '%' }), { fact: 'L999', reason: 'no form' }]],
  ])('notices %s', (_name, entries: readonly Coverage[]) => expect(coverageProblems(given, entries)).toHaveLength(1))

  it('demands targets and duties, not processes', () => {
    expect(coverageProblems(given, [])).toHaveLength(1)
    const process: Fact[] = [{ id: 'L001', plan: 'liuzhou-2020', kind: 'process', value: 22, unit: null }]
    expect(coverageProblems(process, [])).toEqual([])
    expect(coverageProblems(process, [carried({})])).toEqual([])
    expect(coverageProblems(process, [carried({ value: 21 })])).toHaveLength(1)
  })

  it('does not let a pack carry the passage of another plan', () => {
    const [liuzhou] = packs
    if (liuzhou === undefined) throw new Error('no pack')
    const indicators = liuzhou.indicators.map((indicator) => ({ ...indicator, facts: ['N001'] }))
    expect(coverageOf([{ ...liuzhou, indicators }]).some(({ fact }) => fact === 'N001')).toBe(false)
  })
})

it('every switch of reading is shown in the message of a rule', () => {
  const silent = packs.flatMap(({ manifest, rules }) =>
    Object.entries(manifest.parameters)
      .filter(([key, { readings }]) => readings !== undefined && !rules.some(({ message }) => message.includes(`reading("${key}")`)))
      .map(([key]) => `${manifest.id} ${key}`),
  )
  expect(silent).toEqual([])
})

describe('the generated pages', () => {
  it('are fresh (node test/tools/make-coverage.ts)', () => {
    for (const { path, wanted, found } of generatedFiles(packs)) expect(found, path).toBe(wanted)
  })
  it('change when a pack changes', () => {
    const changed = packs.map((pack) => ({ ...pack, rules: pack.rules.slice(1), indicators: pack.indicators.slice(1) }))
    expect(generatedFiles(changed).map(({ wanted, found }) => wanted === found)).toEqual([false, false, false])
  })
  it('keep the rest of the README', () => {
    const [start, end] = ['<!-- plans: made by test/tools/make-coverage.ts -->', '<!-- /plans -->']
    expect(withBlock(`a\n${start}\nold\n${end}\nb`, 'new')).toBe(`a\n${start}\n\nnew\n\n${end}\nb`)
    expect(() => withBlock('a', 'new')).toThrow('README.md')
  })
})

it('the packs and the library have at least 280 different rules', () => {
  expect(new Set(packs.flatMap(({ rules }) => rules.map(({ id }) => id))).size).toBeGreaterThanOrEqual(280)
})
