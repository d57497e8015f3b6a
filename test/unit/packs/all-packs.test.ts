/** Every pack we ship, against its own examples. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkPack } from '../../../electron/engine/packs/check-pack.ts'
import { libraryFolder, loadPack, packIds, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { openPacks, sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import { exampleGaps, runExamples } from '../../../shared/rules/examples.ts'

const folder = sourcePacksFolder()
const ids = packIds(folder)
const library = readPackFiles(join(folder, libraryFolder))

/** Each pack is read once, and its examples are run once, for all tests of this file. */
const loadedPacks = new Map(ids.map((id) => [id, loadPack(id, readPackFiles(join(folder, id)), library)]))
const results = new Map(
  ids.map((id) => {
    const loaded = loadedPacks.get(id)
    return [id, loaded?.ok === true ? runExamples(loaded.value.compiled) : []]
  }),
)

it('there are packs', () => expect(ids).toEqual(expect.arrayContaining(['liuzhou-2020', 'yuncheng-145'])))

describe.each(ids)('%s', (id) => {
  const loaded = loadedPacks.get(id)
  if (loaded === undefined) throw new Error('every pack was read above')

  it('loads without a problem', () => expect(loaded.ok ? [] : loaded.problems).toEqual([]))
  if (!loaded.ok) return
  const { pack } = loaded.value
  const ran = results.get(id) ?? []

  it('has a passing and a failing example for each rule, and all sides of each threshold', () => {
    expect(exampleGaps(pack.rules).map(({ problem }) => problem)).toEqual([])
  })

  it('holds in every example', () => {
    expect(ran.length).toBeGreaterThan(0)
    expect(ran.flatMap(({ rule, problem }) => (problem === undefined ? [] : [`${rule.id} ${problem}`]))).toEqual([])
  })

  it('says a whole sentence with values in each message', () => {
    for (const { rule, message } of ran) {
      if (message === undefined) continue
      expect(message, rule.id).not.toMatch(/[{}]|undefined|没有得出结果|\[object/)
    }
  })

  it('has the same digest each time', () => {
    const again = loadPack(id, readPackFiles(join(folder, id)), library)
    expect(again.ok && again.value.pack.digest).toBe(pack.digest)
  })
})

it('every example of every library rule runs in at least one pack', () => {
  const ran = new Set<string>()
  const wanted = new Set<string>()
  for (const id of ids) {
    const loaded = loadedPacks.get(id)
    if (loaded?.ok !== true) continue
    for (const rule of loaded.value.pack.rules) for (const index of rule.examples.keys()) wanted.add(`${rule.id} ${index + 1}`)
    for (const { rule, index } of results.get(id) ?? []) ran.add(`${rule.id} ${index + 1}`)
  }
  expect([...wanted].filter((name) => !ran.has(name))).toEqual([])
})

describe('the examples can fail', () => {
  /** Rules whose judgement is turned round must contradict their examples: otherwise the examples prove nothing. */
  it.each(ids)('in %s when the rules are turned round', (id) => {
    const turned = (files: ReadonlyMap<string, string>): Map<string, string> =>
      new Map(
        [...files].map(([path, text]) => [path, path.startsWith('rules/') ? text.replace(/^( {4}expr: )'(.*)'$/gm, "$1'!($2)'") : text]),
      )
    const loaded = loadPack(id, turned(readPackFiles(join(folder, id))), turned(library))
    if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
    const results = runExamples(loaded.value.compiled)
    const wrong = new Set(results.flatMap(({ rule, problem }) => (problem === undefined ? [] : [rule.id])))
    const tried = new Set(results.flatMap(({ rule, expected }) => (expected === 'pass' || expected === 'fail' ? [rule.id] : [])))
    const turnedRules = loaded.value.pack.rules.filter(({ id: rule, expr }) => expr.startsWith('!(') && tried.has(rule))
    expect(turnedRules.length).toBeGreaterThan(0)
    expect(turnedRules.filter((rule) => !wrong.has(rule.id)).map((rule) => rule.id)).toEqual([])
  })
})

describe('the installed packs', () => {
  const packs = openPacks(folder)
  it('are found by id, with their rules compiled', () => {
    expect(packs.list().map(({ manifest }) => manifest.id)).toEqual(ids)
    for (const id of ids) expect(packs.rules(id).pack).toBe(packs.get(id))
  })
  it('do not include what is not there', () => {
    expect(() => packs.get('nowhere')).toThrow('PACK_UNKNOWN')
    expect(() => packs.get('__proto__')).toThrow('PACK_UNKNOWN')
  })
})

describe('the checker for authors', () => {
  it.each(ids)('finds nothing wrong with %s', (id) => {
    expect(checkPack(folder, id).problems.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([])
  })
})
