import { join } from 'node:path'
import { expect, test } from 'vitest'
import { libraryFolder, loadPack, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import { choicesOf, filterChoices, ownFirst } from '../../../renderer/features/grid/choices.ts'
import { CodeList, Field } from '../../../shared/forms/form-schema.ts'

const list = CodeList.parse({
  id: 'C_disposal',
  title: '处置方式',
  items: [
    { code: '拆除', label: '拆除', pinyin: 'cc' },
    { code: '煤改电', label: '煤改电', pinyin: 'mgd', synonyms: ['电能替代'] },
    { code: '煤改气', label: '煤改气', pinyin: 'mgq' },
    { code: '超低排放改造', label: '超低排放改造', pinyin: 'cdpfgz' },
    { code: '旧', label: '旧码', pinyin: 'jm', replacedBy: '拆除' },
    { code: '柳城', label: '大埔镇', pinyin: 'dpz', parent: '450222' },
  ],
})
const field = Field.parse({ key: 'disposal', label: '处置方式', type: 'code', codes: 'C_disposal' })
const labels = (text: string): string[] => filterChoices(choicesOf(field, list, null), text).map((choice) => choice.label)

test('a code that was replaced is not offered', () => {
  expect(labels('')).not.toContain('旧码')
})

test.each([
  ['mg', ['煤改电', '煤改气']],
  ['c', ['拆除', '超低排放改造']],
  ['改', ['煤改电', '煤改气', '超低排放改造']],
  ['电能替代', ['煤改电']],
  ['ＭＧＤ', ['煤改电']],
  ['不存在', []],
])('%s narrows to %j', (text, found) => {
  expect(labels(text)).toEqual(found)
})

test('an exact name comes before names that contain it', () => {
  const choices = [
    { code: '1', label: '其他区域', pinyin: ['qtqy'], synonyms: [] },
    { code: '2', label: '其他', pinyin: ['qt'], synonyms: [] },
  ]
  expect(filterChoices(choices, '其他').map((choice) => choice.code)).toEqual(['2', '1'])
})

test('a cascading list keeps what hangs on the chosen parent', () => {
  const cascading = Field.parse({ key: 'town', label: '乡镇', type: 'town', codes: 'C_disposal', parent: 'region' })
  expect(choicesOf(cascading, list, '450221').map((choice) => choice.label)).not.toContain('大埔镇')
  expect(choicesOf(cascading, list, '450222').map((choice) => choice.label)).toContain('大埔镇')
})

test('yes and no are offered for a yes/no cell, a text cell offers nothing', () => {
  expect(choicesOf(Field.parse({ key: 'a', label: '是否', type: 'yesNo' }), undefined, null).map((choice) => choice.code)).toEqual([
    '是',
    '否',
  ])
  expect(choicesOf(Field.parse({ key: 'a', label: '名称', type: 'text' }), undefined, null)).toEqual([])
})

const read = (folder: string) => readPackFiles(join(sourcePacksFolder(), folder))
const loaded = loadPack('liuzhou-2020', read('liuzhou-2020'), read(libraryFolder))
if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
const { codes } = loaded.value.pack
const town = Field.parse({ key: 'town', label: '乡镇', type: 'town', codes: 'TOWNS' })
const towns = (unit: string, text: string): string[] =>
  filterChoices(choicesOf(town, ownFirst(codes, unit).get('TOWNS'), null), text).map(({ code, label }) => `${label} ${code.slice(0, 6)}`)

test('of all towns of the plan those of the own county come first, and none is lost', () => {
  expect(towns('450222', '')[0]).toBe('大埔镇 450222')
  expect(towns('450222', '').toSorted()).toEqual(towns('elsewhere', '').toSorted())
  expect(towns('elsewhere', '')[0]).toBe('城中街道 450202')
})

test.each(['dp', 'dpz', 'db', 'dbz'])('a name that is read in more than one way is found by %s', (typed) => {
  expect(towns('450222', typed)[0]).toBe('大埔镇 450222')
})
