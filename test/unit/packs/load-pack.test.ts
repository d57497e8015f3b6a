import { describe, expect, it } from 'vitest'
import { loadPack } from '../../../electron/engine/packs/load-pack.ts'
import { packData, packFromData } from '../../../shared/forms/pack.ts'
import { codes, formA, formB, loadMini, manifest, miniFiles, rulesYaml, ruleYaml } from '../rules/mini-pack.ts'

const problemsOf = (changes: Readonly<Record<string, string | undefined>>, library: Readonly<Record<string, string>> = {}): string[] => {
  const result = loadMini(changes, new Map(Object.entries(library)))
  return result.ok ? [] : result.problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
}
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length
const change = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`nothing to change: ${from}`)
  return text.replace(from, to)
}

describe('a good pack', () => {
  const result = loadMini()
  it('loads', () => expect(result.ok).toBe(true))
  if (!result.ok) return
  const { pack } = result.value

  it('crosses a boundary and back as plain data', () => {
    const data: unknown = structuredClone(packData(pack))
    expect(packFromData(structuredClone(packData(pack)))).toEqual(pack)
    expect(JSON.parse(JSON.stringify(data))).toEqual(JSON.parse(JSON.stringify(packData(pack))))
  })

  it('has a digest that follows its content and not its layout', () => {
    const digest = (changes: Readonly<Record<string, string>>): string => {
      const other = loadMini(changes)
      return other.ok ? other.value.pack.digest : 'refused'
    }
    expect(pack.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(digest({ 'forms/B.yaml': `# a comment\n\n${formB}` })).toBe(pack.digest)
    expect(digest({ 'forms/B.yaml': change(formB, '数额', '金额') })).not.toBe(pack.digest)
  })

  it('gives codes their initials and takes bare texts as codes', () => {
    expect(pack.codes.get('C_status')?.items).toEqual([
      { code: '在用', label: '在用', synonyms: [], pinyin: 'zy' },
      { code: '停用', label: '停用', synonyms: [], pinyin: 'ty' },
      { code: '9', label: '已淘汰', synonyms: [], pinyin: 'ytt' },
    ])
  })

  it('keeps numbers as they are written', () => {
    const files = {
      'codes/C_status.yaml': change(codes, "'9'", '009'),
      'forms/A.yaml': change(formA, 'unit: 吨', 'unit: 吨, initial: 12.50'),
    }
    const other = loadMini(files)
    if (!other.ok) throw new Error(other.problems[0]?.message)
    expect(other.value.pack.codes.get('C_status')?.items[2]?.code).toBe('009')
    expect(other.value.pack.forms.get('A')?.fields[2]?.initial).toBe('12.50')
  })
})

describe('a form made from one of the library', () => {
  const library = { 'forms/A.yaml': formA, 'codes/C_status.yaml': codes }
  const overlay = `
extends: A
title: 甲表（扩展）
set:
  name: { label: 全称, width: 30 }
add:
  - { after: b, field: { key: extra, label: 丙数, type: decimal } }
remove: [day]
`
  it('is the library form with its changes', () => {
    const result = loadMini({ 'forms/A.yaml': overlay, 'codes/C_status.yaml': undefined }, new Map(Object.entries(library)))
    if (!result.ok) throw new Error(result.problems[0]?.message)
    const form = result.value.pack.forms.get('A')
    expect(form?.title).toBe('甲表（扩展）')
    expect(form?.fields.map(({ key }) => key)).toEqual([
      'key',
      'name',
      'a',
      'b',
      'extra',
      'n',
      'rate',
      'on',
      'status',
      'total',
      'cum',
      'perHead',
    ])
    expect(form?.fields[1]).toMatchObject({ label: '全称', width: 30, type: 'text' })
    expect(form?.header[2]).toEqual({ label: '数量', children: ['a', { label: '其中', children: ['b', 'extra', 'n'] }, 'rate'] })
  })

  it('needs no file in the pack when nothing changes', () => {
    expect(problemsOf({ 'forms/A.yaml': undefined, 'codes/C_status.yaml': undefined }, library)).toEqual([])
  })

  it('names the mistake in the file where it stands', () => {
    const wrong = (from: string, to: string) => problemsOf({ 'forms/A.yaml': change(overlay, from, to) }, library)
    expect(wrong('width: 30', 'width: 300')).toEqual([
      `mini/forms/A.yaml:${lineOf(overlay, 'name:')} “fields › 第2项 › width”太长或太大，最多 80。请改短或改小。`,
    ])
    expect(wrong('type: decimal', 'type: decimals')[0]).toMatch(
      new RegExp(`^mini/forms/A.yaml:${lineOf(overlay, 'after: b')} “fields › 第5项 › type”只能取`),
    )
    expect(wrong('after: b', 'after: zz')[0]).toContain('add提到的字段“zz”不在本表里')
    expect(wrong('[day]', '[zz]')[0]).toContain('remove提到的字段“zz”不在本表里')
    expect(wrong('extends: A', 'extends: Z')[0]).toContain('没有列出表“Z”')
    expect(problemsOf({ 'forms/A.yaml': overlay }, { 'forms/A.yaml': change(formA, 'type: integer', 'type: whole') })[0]).toMatch(
      new RegExp(`^common/forms/A.yaml:${lineOf(formA, 'key: n,')} `),
    )
  })
})

describe('library rules', () => {
  const library = {
    'rules/r.yaml': rulesYaml(ruleYaml('R-L-1', "forms: [A]\nexpr: 'row.a > 0'"), ruleYaml('R-L-2', "forms: [Z]\nexpr: 'row.a > 0'")),
  }
  const ids = (changes: Readonly<Record<string, string>>): string[] | string => {
    const result = loadMini(changes, new Map(Object.entries(library)))
    return result.ok ? result.value.pack.rules.map(({ id }) => id) : (result.problems[0]?.message ?? '')
  }
  it('come with the pack unless it lacks their forms or switches them off', () => {
    expect(ids({})).toEqual(['R-L-1'])
    expect(ids({ 'pack.yaml': `${manifest}withoutRules: { R-L-1: 本方案不适用 }\n` })).toEqual([])
    expect(ids({ 'pack.yaml': `${manifest}withoutRules: { R-L-9: 打错了 }\n` })).toContain('R-L-9')
  })
  it('give way to a rule of the pack only when switched off', () => {
    const own = rulesYaml(ruleYaml('R-L-1', "forms: [A]\nexpr: 'row.a > 1'"))
    expect(ids({ 'rules/own.yaml': own })).toContain('重复')
    expect(ids({ 'rules/own.yaml': own, 'pack.yaml': `${manifest}withoutRules: { R-L-1: 换成自己的 }\n` })).toEqual(['R-L-1'])
  })
})

describe('a pack with a mistake is refused, the mistake named by file and line', () => {
  const form = (from: string, to: string) => ({ 'forms/A.yaml': change(formA, from, to) })
  const at = (part: string): string => `mini/forms/A.yaml:${lineOf(formA, part)} `
  const cases: [string, Readonly<Record<string, string | undefined>>, string][] = [
    ['no manifest', { 'pack.yaml': undefined }, 'pack.yaml:1 没有 pack.yaml'],
    ['broken YAML', { 'pack.yaml': `${manifest}\n  - [` }, 'mini/pack.yaml:'],
    ['a key twice', { 'pack.yaml': `${manifest}id: again\n` }, 'mini/pack.yaml:'],
    [
      'an unknown key',
      form('version: 1', 'version: 1\nverzion: 2'),
      `mini/forms/A.yaml:${lineOf(formA, 'version: 1') + 1} 不认识的项“verzion”`,
    ],
    ['a missing key', { 'forms/B.yaml': change(formB, 'title: 乙表\n', '') }, 'mini/forms/B.yaml:2 缺少必填项“title”'],
    ['a wrong type', form('decimals: 2, unit', 'decimals: 二, unit'), `${at('key: a,')}“fields › 第3项 › decimals”应当是`],
    ['a wrong choice', form('type: yesNo', 'type: bool'), `${at('key: on')}“fields › 第7项 › type”只能取：text、longText`],
    ['a prototype key', form('version: 1', 'version: 1\n__proto__: { x: 1 }'), '键“__proto__”不允许使用'],
    [
      'a constructor key',
      { 'pack.yaml': change(manifest, 'parameters:', 'parameters:\n  constructor: { value: 1, title: x, clause: x }') },
      '键“constructor”不允许使用',
    ],
    [
      'an anchor',
      { 'pack.yaml': change(change(manifest, 'title: 试验方案', 'title: &x 试验方案'), 'name: 市局', 'name: *x') },
      '不能用 & 和 * 引用',
    ],
    ['a tag', { 'pack.yaml': change(manifest, 'title: 试验方案', 'title: !js 试验方案') }, 'mini/pack.yaml:'],
    ['an unknown file', { 'extra/x.yaml': 'a: 1' }, 'mini/extra/x.yaml:1 pack.yaml、indicators.yaml'],
    ['a form twice', { 'pack.yaml': change(manifest, '{ id: B }', '{ id: B }, { id: A }') }, '表“A”重复'],
    [
      'a form that is nowhere',
      { 'pack.yaml': change(manifest, '{ id: B }', '{ id: C }') },
      `mini/pack.yaml:${lineOf(manifest, 'forms:')} 找不到表“C”`,
    ],
    ['two files for a form', { 'forms/B2.yaml': formB }, '表“B”重复'],
    [
      'a unit twice',
      { 'pack.yaml': change(manifest, 'id: BOARD', "id: '450222'") },
      `mini/pack.yaml:${lineOf(manifest, 'BOARD')} 填报单位“450222”重复`,
    ],
    ['a plan that ends before it begins', { 'pack.yaml': change(manifest, "'2021-12'", "'2019-12'") }, '开始的时间晚于结束的时间'],
    ['an id that is not the folder', { 'pack.yaml': change(manifest, 'id: mini', 'id: other') }, '方案编号“other”与文件夹名“mini”不一致'],
    ['a field twice', form('key: b,', 'key: a,'), '字段“a”重复'],
    ['a reserved field name', form('key: name', 'key: in'), '字段名“in”是表达式的保留字'],
    ['a field missing in the header', form('  - status\n', ''), `${at('key: status')}字段“status”没有出现在表头`],
    ['a field twice in the header', form('  - status\n', '  - status\n  - status\n'), '字段“status”在表头 header 里出现了不止一次'],
    ['an unknown field in the header', form('  - status\n', '  - status\n  - zz\n'), 'header提到的字段“zz”不在本表里'],
    [
      'a natural key that is no field',
      form('naturalKey: [key]', 'naturalKey: [zz]'),
      `${at('naturalKey')}naturalKey提到的字段“zz”不在本表里`,
    ],
    ['no natural key', form('naturalKey: [key]', 'naturalKey: []'), '必须写明 naturalKey'],
    ['a total of texts', form('fields: [a, total]', 'fields: [name]'), 'totals里的字段“name”不是数值'],
    ['a code field without list', form(', codes: C_status', ''), '代码字段“status”没有写 codes'],
    ['an unknown list', form('codes: C_status', 'codes: C_zz'), '代码表“C_zz”不存在'],
    ['a parent that is no code', form('codes: C_status', 'codes: C_status, parent: name'), '字段“status”的上级字段“name”不是代码字段'],
    ['a cascade onto itself', form('codes: C_status', 'codes: C_status, parent: status'), '级联绕了一圈'],
    ['an unreadable first value', form('type: date', 'type: date, initial: 明天'), '“明天”不能作为字段“day”的值'],
    ['a code twice', { 'codes/C_status.yaml': change(codes, '停用', '在用') }, 'mini/codes/C_status.yaml:4 代码“在用”重复'],
    [
      'a formula of the wrong type',
      form("computed: 'row.a + row.b'", "computed: 'row.name'"),
      '字段“total”的公式算出的是文字，字段需要数值',
    ],
    ['a formula that does not compile', form("computed: 'row.a + row.b'", "computed: 'row.a + row.zz'"), '没有名为“zz”的字段或参数'],
    ['formulas in a circle', form("computed: 'row.a + row.b'", "computed: 'row.a + row.perHead + row.total'"), '绕了一圈：total → total'],
    ['formulas that look at other rows', form("computed: 'row.a + row.b'", 'computed: \'sumOf(rows, "a")\''), '这里不能用“rows”'],
    ['a condition that is none', form("required: 'row.on'", "required: 'row.a'"), '应当是“是/否”'],
    ['a filter that is none', form('where: row.on', 'where: row.a'), '应当是“是/否”'],
    [
      'cells that are no fields',
      { 'rules/r.yaml': rulesYaml(ruleYaml('R-A-1', "forms: [A]\nexpr: 'row.a > 0'\ncells: [zz]")) },
      'cells提到的字段“zz”不在本表里',
    ],
    [
      'cells of every form',
      { 'rules/r.yaml': rulesYaml(ruleYaml('R-A-1', "forms: ['*']\nscope: field\nexpr: 'readable'\ncells: [key]")) },
      '适用于所有表的规则不能写 cells',
    ],
    [
      'zero for a text',
      { 'rules/r.yaml': rulesYaml(ruleYaml('R-A-1', "forms: [A]\nexpr: 'row.a > 0'\nblank: zero\nzeroFields: [name]")) },
      'zeroFields里的字段“name”不是数值',
    ],
    [
      'a rule twice',
      { 'rules/r.yaml': rulesYaml(ruleYaml('R-A-1', "forms: [A]\nexpr: 'row.a > 0'"), ruleYaml('R-A-1', "forms: [A]\nexpr: 'row.a > 0'")) },
      '规则“R-A-1”重复',
    ],
    [
      'a rule with one example',
      { 'rules/r.yaml': change(rulesYaml(ruleYaml('R-A-1', "forms: [A]\nexpr: 'row.a > 0'")), ', { outcome: fail }', '') },
      '“rules › 第1项 › examples”太短或太小，至少 2',
    ],
    ['a text nested without end', { 'codes/deep.yaml': '['.repeat(50_000) }, 'mini/codes/deep.yaml:1 '],
    ['a file without end', { 'codes/big.yaml': `x: ${'y'.repeat(2 * 1024 * 1024)}` }, 'mini/codes/big.yaml:1 文件超过上限'],
  ]
  it.each(cases)('%s', (_name, changes, expected) => {
    const problems = problemsOf(changes)
    expect(problems.join('\n')).toContain(expected)
    for (const problem of problems) expect(problem).toMatch(/^[\w./-]+:\d+ .*[\u4e00-\u9fff]/)
  })

  it('names all mistakes at once', () => {
    const problems = problemsOf({
      ...form('type: yesNo', 'type: bool'),
      'forms/B.yaml': change(formB, 'money', 'cash'),
      'codes/C_status.yaml': 'id: 1',
    })
    expect(new Set(problems.map((problem) => problem.split(':')[0]))).toEqual(
      new Set(['mini/forms/A.yaml', 'mini/forms/B.yaml', 'mini/codes/C_status.yaml']),
    )
  })

  it('leaves no trace in what other objects are', () => {
    problemsOf(form('version: 1', 'version: 1\n__proto__: { polluted: 1 }'))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('refuses a folder with too many files', () => {
    const files = miniFiles()
    for (let index = 0; index < 600; index += 1) files.set(`codes/c${index}.yaml`, 'id: x')
    const result = loadPack('mini', files, new Map())
    expect(result.ok).toBe(false)
  })
})

describe('holidays.yaml', () => {
  const year = (number: number, name: string): string =>
    `years: [{ year: ${number}, off: [{ name: ${name}, from: '${number}-10-01', to: '${number}-10-07' }], workdays: ['${number}-10-09'] }]\n`

  it('is joined from the library and the pack, whose own year wins', () => {
    const library = new Map([['holidays.yaml', `${year(2027, '公共').trim().slice(0, -1)}, ${year(2028, '公共').slice(8)}`]])
    const result = loadMini({ 'holidays.yaml': year(2027, '本方案') }, library)
    if (!result.ok) throw new Error(result.problems[0]?.message)
    const { holidays = [] } = result.value.pack.manifest.calendar
    expect(holidays.map((known) => [known.year, known.off[0]?.name])).toEqual([
      [2027, '本方案'],
      [2028, '公共'],
    ])
  })

  it('is refused when a day is no day', () => {
    const result = loadMini({ 'holidays.yaml': year(2027, '国庆').replace('10-07', '10-7') })
    expect(result.ok ? [] : result.problems.map(({ file }) => file)).toEqual(['mini/holidays.yaml'])
  })
})
