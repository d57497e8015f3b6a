import { describe, expect, test } from 'vitest'
import { fieldIndex } from '../../../electron/engine/excel/recognise/field-index.ts'
import { columnKeys } from '../../../electron/engine/excel/recognise/fingerprint.ts'
import { joinedMapping, packMapping } from '../../../electron/engine/excel/recognise/pack-mapping.ts'
import { loadPack } from '../../../electron/engine/packs/load-pack.ts'
import { packFromWorkbook, packToWorkbook } from '../../../electron/engine/packs/workbook/pack-workbook.ts'
import { packData, packFromData } from '../../../shared/forms/pack.ts'
import { diffPacks } from '../../../shared/forms/pack-diff.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { loadMini, miniFiles } from '../rules/mini-pack.ts'

const mapping = `
mappings:
  - name: 老台账
    form: A
    columns:
      - { path: [号], field: key }
      - { path: [总量, 煤（公斤）], field: a, factor: 0.001 }
      - { path: [总量, 煤], unit: 筐, field: b, factor: '1/3', at: D }
      - { path: [内部用、备查] }
    absent: [day]
    template:
      sheet: 填报表
      firstRow: 5
      lastRow: 20
      cells:
        - { cell: B2, header: unit }
        - { cell: F2, field: name }
  - name: 统计局季报
    form: A
    columns: [{ path: [号], field: key }]
`
const load = (text: string | undefined) => loadMini({ 'mappings/old.yaml': text })
const packOf = (text: string | undefined) => {
  const result = load(text)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

describe('mappings that a pack ships', () => {
  test('are part of what the pack says', () => {
    const { pack } = packOf(mapping)
    expect(pack.mappings).toHaveLength(2)
    expect(packFromData(packData(pack)).mappings).toEqual(pack.mappings)
    const bare = packOf(undefined).pack
    expect(bare.mappings).toBeUndefined()
    expect(pack.digest).not.toBe(bare.digest)
    expect(packOf(mapping.replace('0.001', '0.002')).pack.digest).not.toBe(pack.digest)
    const changed = packOf(mapping.replace('0.001', '0.002').replace('统计局季报', '统计局年报')).pack
    expect(diffPacks(pack, changed)).toEqual([
      {
        title: '对应表',
        lines: ['统计局年报（表 A）：（无） → “1 列”', '统计局季报（表 A）：“1 列” → （无）', '老台账（表 A）：列的对法有改动'],
      },
    ])
    expect(diffPacks(bare, pack).map(({ lines }) => lines.length)).toEqual([2])
  })

  test.each([
    ['a form the pack does not carry', 'form: A', 'form: Z', /本方案没有/, 4],
    ['a field the form does not have', 'field: b', 'field: zz', /没有“zz”这一栏/, 8],
    ['one field for two columns', 'field: b', 'field: a', /“a”在这份对应表里写了不止一次/, 8],
    ['one heading twice', 'path: [内部用、备查]', 'path: [号]', /表头“号”写了不止一次/, 9],
    ['a field that is there and is not', 'absent: [day]', 'absent: [key]', /“key”/, 10],
    ['a factor of nothing', 'factor: 0.001', "factor: '0.0'", /倍数“0.0”/, 7],
    ['a factor that divides by nothing', "'1/3'", "'1/0'", /倍数“1\/0”/, 8],
    ['a factor for a column left out', 'path: [内部用、备查]', 'path: [内部用], factor: 10', /倍数“10”/, 9],
    ['rows the wrong way round', 'lastRow: 20', 'lastRow: 4', /最后一行却是 4/, 14],
    ['a cell that takes nothing', ', header: unit', '', /B2/, 16],
    ['a cell that takes two things', ', header: unit', ', header: unit, field: name', /B2/, 16],
    ['two of one name', '统计局季报', '老台账', /重复/, 18],
    ['a misspelt key', 'absent:', 'abent:', /不认识这个键|abent/, 10],
    ['a cell that is none', 'cell: B2', 'cell: 2B', /cell/, 16],
  ])('%s is named by its line', (_, from, to, says, line) => {
    const result = load(mapping.replace(from, to))
    const problems = result.ok ? [] : result.problems
    expect(problems.map(({ file, message }) => `${file} ${message}`).join('\n')).toMatch(says)
    expect(problems[0]).toMatchObject({ file: 'mini/mappings/old.yaml', line })
  })

  test('stand in the folder of a pack only', () => {
    const library = new Map([
      ['rules/none.yaml', 'rules: []\n'],
      ['mappings/old.yaml', mapping],
    ])
    expect(loadPack('mini', miniFiles(), library).ok).toBe(false)
  })

  test('go through a workbook and back', async () => {
    const original = packOf(mapping)
    const { bytes } = await packToWorkbook(original)
    const read = packFromWorkbook(await parseHere(bytes))
    expect(read.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect([...read.files.keys()]).toContain('mappings/mappings.yaml')
    const again = loadPack('mini', read.files, new Map())
    if (!again.ok) throw new Error(JSON.stringify(again.problems))
    expect(again.value.pack.mappings).toEqual(original.pack.mappings)
    expect(again.value.pack.digest).toBe(original.pack.digest)
  })
})

describe('the word of the pack for a header', () => {
  const { pack } = packOf(mapping)
  /** Keys as the recognition makes them. */
  const keys = (...columns: readonly (readonly [path: readonly string[], unit?: string])[]) =>
    columnKeys({
      top: 1,
      bottom: 2,
      score: 0,
      isConvincing: true,
      columns: columns.map(([path, unit], column) => ({ column, path, unit })),
    })

  test('holds where all its columns are, whatever stands beside them', () => {
    const header = keys([['总量', '煤'], '公斤'], [['别的']], [['号']], [['总量', '煤'], '筐'], [['内部用、备查']])
    expect(packMapping(pack, 'A', header)).toEqual({
      columns: { '总量>煤|公斤': 'a', '号|': 'key', '总量>煤|筐': 'b', '内部用备查|': null },
      factors: { '总量>煤|公斤': '0.001', '总量>煤|筐': '1/3' },
      absent: ['day'],
      ofPack: new Set(['总量>煤|公斤', '号|', '总量>煤|筐', '内部用备查|']),
      packFactors: new Set(['总量>煤|公斤', '总量>煤|筐']),
    })
  })

  test('falls back to a mapping with fewer columns, and to none', () => {
    expect(packMapping(pack, 'A', keys([['号']], [['总量', '煤'], '公斤']))?.columns).toEqual({ '号|': 'key' })
    expect(packMapping(pack, 'A', keys([['编码']]))).toBeUndefined()
    expect(packMapping(pack, 'B', keys([['号']]))).toBeUndefined()
    expect(packMapping(pack, 'A', keys([['号']], [['号']]))).toBeUndefined()
    expect(packMapping(packOf(undefined).pack, 'A', keys([['号']]))).toBeUndefined()
  })

  test('a unit in a row of its own does not hide a column, two such columns do', () => {
    const text = mapping.replace(/ {6}- \{ path: \[总量, 煤\].*\n/, '').replace(/ {6}- \{ path: \[内.*\n/, '')
    const one = packOf(text).pack
    expect(packMapping(one, 'A', keys([['号']], [['总量', '煤']]))?.columns).toEqual({ '号|': 'key', '总量>煤|': 'a' })
    expect(packMapping(one, 'A', keys([['号']], [['总量', '煤']], [['总量', '煤']]))?.columns).toEqual({ '号|': 'key' })
  })

  test("a clerk's own word counts column by column", () => {
    const ofPack = packMapping(pack, 'A', keys([['号']]))
    const own = { columns: { '号|': null, 'x|': 'n' }, factors: {}, absent: [] }
    const columns = { '号|': null, 'x|': 'n' }
    const none = new Set()
    expect(joinedMapping(own, ofPack)).toEqual({ columns, factors: {}, absent: [], ofPack: none, packFactors: none })
    const factors = { a: '2', b: '3' }
    const answered = joinedMapping(
      { ...own, factors: { a: '5' }, stated: { a: '' } },
      { columns: {}, factors, absent: [], packFactors: new Set(['a', 'b']) },
    )
    expect(answered).toMatchObject({ factors: { a: '5', b: '3' }, stated: { a: '' }, packFactors: new Set(['b']) })
    expect(joinedMapping(undefined, ofPack)).toBe(ofPack)
    expect(joinedMapping(own, undefined)).toBe(own)
  })

  test('does not make a heading known to other workbooks', () => {
    const template = pack.forms.get('A')
    if (template === undefined) throw new Error('no form')
    expect(
      fieldIndex(template)
        .match(['号'])
        .filter(({ score }) => score >= 0.9),
    ).toEqual([])
  })
})
