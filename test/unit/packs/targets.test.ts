/** How a city shares the plan's targets out, and how rules read them. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { libraryFolder, loadPack, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import { unitTargetOf } from '../../../shared/forms/targets.ts'
import { runExamples } from '../../../shared/rules/examples.ts'
import { loadMini, rulesYaml, ruleYaml } from '../rules/mini-pack.ts'

const indicators = `indicators:
  - { key: energy_total, title: 能源消费总量, direction: down, pace: flow, operator: '<=', value: '1825', dueYear: 2021, clause: 试验一 }
  - { key: co2_fall, title: 碳强度下降, direction: up, operator: '>=', dueYear: 2021, clause: 试验二 }
`
const targets = `# 市局分解
targets:
  - { unit: 450222, indicator: energy_total, year: 2020, value: 130.50, clause: 市局文件 }
  - { unit: '450222', indicator: energy_total, value: '120' }
  - { unit: BOARD, indicator: co2_fall, year: 2020, value: 4.2 }
`
const load = (changes: Readonly<Record<string, string>>) => loadMini({ 'indicators.yaml': indicators, ...changes })
const problems = (changes: Readonly<Record<string, string>>): string[] => {
  const result = load(changes)
  return result.ok ? [] : result.problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
}
/** Whether the rule is satisfied for a row of the county in 2020-05; `targets` as an example gives them, else the pack's. */
const outcome = (expr: string, files: Readonly<Record<string, string>> = {}, given = ''): string => {
  const example = `row: { a: '1' }, report: { period: '2020-05' }${given}`
  const examples = `examples: [{ outcome: pass, ${example} }, { outcome: fail, ${example} }]`
  const rule = ruleYaml('R-A-01', `forms: [A]\nexpr: '${expr}'`).replace(/examples: .*/, examples)
  const result = load({ ...files, 'rules/r.yaml': rulesYaml(rule) })
  if (!result.ok) return result.problems.map(({ message }) => message).join('\n')
  return runExamples(result.value.compiled)[0]?.actual ?? 'not run'
}

describe('targets.yaml', () => {
  it('is read, values kept as they are written', () => {
    const result = load({ 'targets.yaml': targets })
    if (!result.ok) throw new Error(result.problems[0]?.message)
    expect(result.value.pack.targets).toEqual([
      { unit: '450222', indicator: 'energy_total', year: 2020, value: '130.50', clause: '市局文件' },
      { unit: '450222', indicator: 'energy_total', value: '120' },
      { unit: 'BOARD', indicator: 'co2_fall', year: 2020, value: '4.2' },
    ])
  })

  it('changes what the pack says', () => {
    const digests = ['', '121', '120'].map((value) => {
      const result = load(value === '' ? {} : { 'targets.yaml': targets.replace("'120'", `'${value}'`) })
      return result.ok ? result.value.pack.digest : 'refused'
    })
    expect(new Set(digests).size).toBe(3)
  })

  it.each([
    ['a unit the pack does not have', targets.replace('BOARD', '450223'), 'mini/targets.yaml:5 targets.yaml 里的填报单位“450223”'],
    ['a target the plan does not have', targets.replace('co2_fall', 'co2_fal'), 'mini/targets.yaml:5 没有代号为“co2_fal”的指标'],
    [
      'the same target twice',
      targets.replace(', year: 2020, value: 130.50', ", value: '130'"),
      'mini/targets.yaml:4 分解目标“450222 energy_total”重复',
    ],
    ['a value that is no number', targets.replace('4.2', '4.2%'), 'mini/targets.yaml:5'],
    ['a key nobody knows', targets.replace('clause:', 'claus:'), 'mini/targets.yaml:3'],
  ])('is refused with %s, with the line', (_name, text, said) => {
    expect(problems({ 'targets.yaml': text })).toEqual([expect.stringContaining(said)])
  })

  it('may lie in the folder of a pack we ship', () => {
    const shipped = join(sourcePacksFolder(), 'liuzhou-2020')
    const folder = join(mkdtempSync(join(tmpdir(), 'targets-')), 'liuzhou-2020')
    for (const [path, text] of readPackFiles(shipped)) {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    writeFileSync(
      join(folder, 'targets.yaml'),
      "targets:\n  - { unit: '450222', indicator: energy_consumption_total, year: 2020, value: '96.5' }\n",
    )
    const loaded = loadPack('liuzhou-2020', readPackFiles(folder), readPackFiles(join(sourcePacksFolder(), libraryFolder)))
    if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
    expect(loaded.value.pack.targets).toHaveLength(1)
  })
})

describe('the key of an indicator', () => {
  it('is refused when it stands twice or a parameter has it', () => {
    expect(problems({ 'indicators.yaml': indicators.replace('co2_fall', 'energy_total') })).toEqual([
      'mini/indicators.yaml:3 指标“energy_total”重复。请删去一个或改名。',
    ])
    expect(problems({ 'indicators.yaml': indicators.replace('co2_fall', 'limit') })).toEqual([
      expect.stringContaining('mini/indicators.yaml:3 指标“limit”与参数'),
    ])
    expect(problems({ 'indicators.yaml': indicators.replace('co2_fall', 'title') })).toEqual([
      expect.stringContaining('mini/indicators.yaml:3 指标“title”'),
    ])
  })

  it('gives the figure of the plan, or nothing where the plan has none', () => {
    expect(outcome('plan.energy_total == 1825')).toBe('pass')
    expect(outcome('plan.energy_total == 1826')).toBe('fail')
    expect(outcome('plan.co2_fall == 1')).toBe('notApplicable')
  })
})

describe('target()', () => {
  const files = { 'targets.yaml': targets }
  it('is what the city has set for the unit and the year', () => {
    expect(outcome('target("energy_total") == 130.5', files)).toBe('pass')
    expect(outcome('target("energy_total") == 130', files)).toBe('fail')
    expect(outcome('target("energy_total", "2021") == 120', files)).toBe('pass')
    expect(outcome('target("energy_total", text(report.year)) == 130.5', files)).toBe('pass')
  })
  it('is blank where nothing is set: another year, another unit, no file', () => {
    expect(outcome('target("energy_total", "2019") == 130.5', files)).toBe('notApplicable')
    expect(outcome('target("co2_fall") == 4.2', files)).toBe('notApplicable')
    expect(outcome('target("energy_total") == 130.5')).toBe('notApplicable')
  })
  it('may be given by an example', () => {
    const given = ", targets: [{ indicator: energy_total, year: 2020, value: '7' }]"
    expect(outcome('target("energy_total") == 7', files, given)).toBe('pass')
  })
  it('is refused for a target the plan does not have', () => {
    expect(outcome('target("energy_totl") == 7', files)).toContain('没有代号为“energy_totl”的指标')
  })
})

it('a target without a year is that of the year in which the plan wants it met', () => {
  const own = [
    { indicator: 'x', year: 2023, value: '3' },
    { indicator: 'x', value: '15' },
  ]
  const years = [2022, 2023, 2025].map((year) => unitTargetOf(own, { key: 'x', dueYear: 2025 }, year))
  expect(years).toEqual([undefined, '3', '15'])
  expect(unitTargetOf([...own, { indicator: 'x', year: 2025, value: '14' }], { key: 'x', dueYear: 2025 }, 2025)).toBe('14')
})
