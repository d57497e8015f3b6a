import { describe, expect, it } from 'vitest'
import { checkReports, checkRow } from '../../../shared/rules/check.ts'
import { tryCompileRules } from '../../../shared/rules/compile-rules.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { input, loadMini, mini, rulesYaml, ruleYaml, type Values } from './mini-pack.ts'

const rule = (id: string, body: string): string => ruleYaml(id, body)
const positive = rule('R-A-1', "forms: [A]\nexpr: 'row.a > 0'\nmessage: '甲数 {a} 吨应大于零'\ncells: [a]")
const check = (rules: readonly string[], parts: Parameters<typeof input>[0]) => checkReports(mini(...rules).compiled, input(parts))
const brief = (findings: readonly Finding[]) => findings.map(({ ruleId, rowKey, message }) => `${ruleId} ${rowKey ?? '-'} ${message}`)

describe('a finding', () => {
  it('says what, where, how grave and by which clause', () => {
    const { findings, counts } = check([positive], { A: [{ key: '1', name: '一号', a: '0' }, { key: '2', a: '1' }, { key: '3' }] })
    expect(findings).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        ruleId: 'R-A-1',
        level: '强制性',
        outcome: 'fail',
        form: 'A',
        rowId: 'r0',
        rowKey: '1',
        rowLabel: '一号',
        fields: ['a'],
        cell: 'C7',
        message: '甲数 0 吨应大于零',
        clause: '试验',
        origin: 'practice',
        basis: expect.stringMatching(/^[0-9a-f]{64}$/),
        explanation: null,
      },
    ])
    expect(counts).toEqual({ pass: 1, fail: 1, notApplicable: 1, error: 0 })
  })

  it('keeps its id while values change, and loses its basis when the values it rests on change', () => {
    const one = (values: Values) => check([positive], { A: [{ key: '1', ...values }] }).findings[0]
    const first = one({ a: '0', name: '一号' })
    expect(one({ a: '0', name: '改名' })).toMatchObject({ id: first?.id, basis: first?.basis })
    const changed = one({ a: '-1', name: '一号' })
    expect(changed?.id).toBe(first?.id)
    expect(changed?.basis).not.toBe(first?.basis)
  })

  it('tells rows with the same key apart, and rows without a key by their id', () => {
    const { findings } = check([positive], { A: [{ key: '1', a: '0' }, { key: '1', a: '0' }, { a: '0' }, { a: '0' }] })
    expect(new Set(findings.map(({ id }) => id)).size).toBe(4)
  })

  it('shows values as people read them', () => {
    const message = '\'{name}／{row.status}／{prev.status}／{on}／{row.a + 1}／{texts(rows, "key")}／{b}\''
    const { findings } = check([rule('R-A-2', `forms: [A]\nscope: periods\nexpr: 'row.a > prev.a'\nmessage: ${message}`)], {
      A: [
        { key: '1', name: '一号', status: '9', a: '1.1', on: '否' },
        { key: '2', a: '5' },
      ],
      before: [{ key: '1', status: '停用', a: '2' }],
    })
    expect(findings.map((finding) => finding.message)).toEqual(['一号／已淘汰／停用／否／2.1／1、2／空白'])
  })

  it('says of a name that is asked for and not given that it is missing; what may be left blank is blank', () => {
    const { findings } = check([rule('R-A-4', "forms: [A]\nexpr: 'row.a > 0'\nmessage: '{key}的甲数 {a} 太小，名称为{name}'")], {
      A: [{ a: '0' }, { key: '1', a: '0' }],
    })
    const said = findings.map(({ message }) => message).toSorted()
    expect(said).toEqual(['1的甲数 0 太小，名称为空白', '（没有填编号）的甲数 0 太小，名称为空白'])
  })

  it('of a rule on trial informs only', () => {
    const { findings } = check([rule('R-A-3', "forms: [A]\nexpr: 'row.a > 0'\nstage: trial")], { A: [{ key: '1', a: '0' }] })
    expect(findings.map(({ level }) => level)).toEqual(['提示性'])
  })

  it('of a rule about the whole form has no row and no cell', () => {
    const { findings } = check(
      [rule('R-A-4', 'forms: [A]\nscope: form\nexpr: \'sumOf(rows, "a") < 3\'\nmessage: \'合计 {sumOf(rows, "a")}\'')],
      {
        A: [
          { key: '1', a: '1.5' },
          { key: '2', a: '1.5' },
        ],
      },
    )
    expect(findings[0]).toMatchObject({ rowId: null, rowKey: null, rowLabel: null, cell: null, message: '合计 3' })
  })

  it('about the whole form rests on the columns it looks at', () => {
    const rules = [rule('R-A-4', "forms: [A]\nscope: form\nexpr: 'rows.all(r, r.a > 1)'")]
    const basis = (values: Values) =>
      check(rules, {
        A: [
          { key: '1', a: '1' },
          { key: '2', ...values },
        ],
      }).findings[0]?.basis
    expect(basis({ a: '2', b: '1' })).toBe(basis({ a: '2', b: '9' }))
    expect(basis({ a: '2' })).not.toBe(basis({ a: '3' }))
  })

  it('does not lose its basis overnight', () => {
    const { compiled } = mini(
      rule('R-A-5', "forms: [A]\nscope: form\nexpr: 'report.lateDays == 0'\nmessage: '已迟报 {report.lateDays} 天'"),
    )
    const on = (checkDate: string) => checkReports(compiled, { ...input({ A: [] }), checkDate }).findings[0]
    expect(on('2020-06-05')).toBeUndefined()
    expect(on('2020-06-07')?.message).toBe('已迟报 2 天')
    expect(on('2020-06-08')).toMatchObject({ message: '已迟报 3 天', basis: on('2020-06-07')?.basis })
  })
})

describe('a rule that cannot run', () => {
  it('is reported once for each place, informs only, and hides nothing else', () => {
    const divide = rule('R-A-0', "forms: [A]\nexpr: 'row.a / row.n > 1'")
    const { findings, counts } = check([divide, positive], {
      A: [
        { key: '1', a: '-1', n: '0' },
        { key: '2', a: '4', n: '2' },
      ],
    })
    expect(findings.map(({ ruleId, outcome, level, rowKey }) => [ruleId, outcome, level, rowKey])).toEqual([
      ['R-A-0', 'error', '提示性', '1'],
      ['R-A-1', 'fail', '强制性', '1'],
    ])
    expect(findings[0]?.message).toContain('除数是零')
    expect(counts).toEqual({ pass: 2, fail: 1, notApplicable: 0, error: 1 })
  })

  it('is only counted where its condition holds', () => {
    const divide = rule('R-A-0', "forms: [A]\nwhen: 'row.n > 0'\nexpr: 'row.a / row.n > 1'")
    expect(check([divide], { A: [{ key: '1', a: '-1', n: '0' }] }).counts).toEqual({ pass: 0, fail: 0, notApplicable: 1, error: 0 })
  })

  it('still gives its finding when only its message cannot be made', () => {
    const { findings } = check([rule('R-A-0', "forms: [A]\nexpr: 'row.a > 0'\nmessage: '{row.a / row.n}'")], {
      A: [{ key: '1', a: '0', n: '0' }],
    })
    expect(findings).toMatchObject([{ outcome: 'fail', level: '强制性' }])
  })
})

describe('the scope of a rule', () => {
  it('field: each field it fits, by what the field is', () => {
    const field = rule(
      'R-H-1',
      "forms: ['*']\nscope: field\nwhen: 'field.type == \"decimal\" && !field.computed'\nexpr: 'readable'\nmessage: '“{field.label}”应为数字，现为“{value}”'",
    )
    const { findings, counts } = check([field], {
      A: [
        { key: '1', a: '约12', b: '3' },
        { key: '2', a: '5' },
      ],
      B: [{ key: '1', amount: 'x' }],
    })
    expect(brief(findings)).toEqual(['R-H-1 1 “甲数”应为数字，现为“约12”'])
    expect(findings[0]).toMatchObject({ fields: ['a'], cell: 'C7' })
    expect(counts).toEqual({ pass: 2, fail: 1, notApplicable: 23, error: 0 })
  })

  it('field: required only where its condition holds', () => {
    const required = rule('R-H-2', "forms: ['*']\nscope: field\nexpr: '!field.required || !blank'\nmessage: '“{field.label}”必填'")
    const { findings } = check([required], { A: [{ key: '1', on: '是' }, { key: '2', on: '否' }, { key: '3' }, { on: '是', b: '0' }] })
    expect(findings.map(({ rowId, fields }) => [rowId, ...fields])).toEqual([
      ['r0', 'b'],
      ['r3', 'key'],
    ])
  })

  it('field: against the period before', () => {
    const jump = rule('R-H-3', "forms: ['*']\nscope: field\nwhen: 'previous > 0'\nexpr: 'number / previous < 9900'")
    const { findings } = check([jump], { A: [{ key: '1', a: '12000', b: '12000' }], before: [{ key: '1', a: '1.2', b: '1000' }] })
    expect(findings.map(({ fields }) => fields)).toEqual([['a'], ['cum']])
  })

  it('forms: only when the other form is there', () => {
    const across = rule('R-X-1', 'forms: [A]\nreads: [B]\nscope: forms\nexpr: \'hasRow(forms.B, "key", row.key)\'')
    expect(check([across], { A: [{ key: '1' }] }).counts.notApplicable).toBe(1)
    expect(brief(check([across], { A: [{ key: '1' }], B: [] }).findings)).toEqual(['R-X-1 1 不对'])
    expect(check([across], { A: [{ key: '1' }], B: [{ key: '1' }] }).findings).toEqual([])
  })

  it('periods: a ledger must not lose rows', () => {
    const lost = rule(
      'R-P-1',
      'forms: [A]\nscope: periods\nexpr: \'count(missing(texts(prevRows, "key"), texts(rows, "key"))) == 0\'\nmessage: \'少了 {missing(texts(prevRows, "key"), texts(rows, "key"))}\'',
    )
    expect(brief(check([lost], { A: [{ key: '1' }], before: [{ key: '1' }, { key: '2' }, { key: '3' }] }).findings)).toEqual([
      'R-P-1 - 少了 2、3',
    ])
    expect(check([lost], { A: [{ key: '1' }] }).counts.notApplicable).toBe(1)
  })

  it('plan: parameters and tolerance are exact', () => {
    const limit = rule('R-L-1', "forms: [A]\nscope: plan\ntolerance: 0.1\nexpr: 'row.a <= plan.limit + tolerance'")
    expect(
      brief(
        check([limit], {
          A: [
            { key: '1', a: '20.1' },
            { key: '2', a: '20.10000000000000001' },
          ],
        }).findings,
      ),
    ).toEqual(['R-L-1 2 不对'])
  })
})

describe('blanks in rules', () => {
  it('make a rule not applicable unless it counts them as zero', () => {
    const A = [{ key: '1', a: '5' }]
    expect(check([rule('R-A-1', "forms: [A]\nexpr: 'row.a + row.b == 5'")], { A }).counts.notApplicable).toBe(1)
    expect(check([rule('R-A-1', "forms: [A]\nexpr: 'row.a + row.b == 5'\nblank: zero\nzeroFields: [b]")], { A }).counts.pass).toBe(1)
    expect(check([rule('R-A-1', "forms: [A]\nexpr: 'row.a + row.b == 5'\nblank: zero\nzeroFields: [n]")], { A }).counts.notApplicable).toBe(
      1,
    )
  })
})

describe('a row that was not there before', () => {
  it('has no zero there, however many rows say the same otherwise', () => {
    const falls = rule('R-A-1', "forms: [A]\nexpr: 'row.a >= prev.a'\nblank: zero\nzeroFields: [a]")
    const keys = Array.from({ length: 12 }, (_, at) => String(at))
    // Every second one was there, with nothing in it.
    const before = keys.filter((_, at) => at % 2 === 1).map((key) => ({ key }))
    const { findings, counts } = check([falls], { A: keys.map((key) => ({ key, a: '-5' })), before })
    expect(findings.map(({ rowId }) => rowId)).toEqual(['r1', 'r3', 'r5', 'r7', 'r9', 'r11'])
    expect(counts).toMatchObject({ fail: 6, notApplicable: 6 })
  })
})

describe('when a rule is in force', () => {
  const dated = rule('R-A-1', "forms: [A]\nexpr: 'row.a > 0'\nvalidFrom: '2020-06'\nvalidTo: '2020-08-31'")
  it.each([
    ['2020-05', 0],
    ['2020-06', 1],
    ['2020-08', 1],
    ['2020-09', 0],
  ])('in %s it finds %d', (period, count) => expect(check([dated], { A: [{ key: '1', a: '0' }], period }).findings.length).toBe(count))

  it('a rule that names a form the pack does not carry is not loaded', () => {
    expect(
      mini(rule('R-Z-1', "forms: [A, Z]\nexpr: 'row.a > 0'"), rule('R-Z-2', "forms: [A]\nreads: [Z]\nexpr: 'row.a > 0'")).pack.rules,
    ).toEqual([])
  })
})

describe('one row', () => {
  const rules = [
    positive,
    rule('R-A-6', 'forms: [A]\nscope: rows\nexpr: \'keyCount(row, "name") == 1\''),
    rule('R-A-7', "forms: [A]\nscope: form\nexpr: 'count(rows) == 0'"),
  ]
  it('is checked alone as it is with all others, without the rules about the form', () => {
    const { compiled } = mini(...rules)
    const given = input({
      A: [
        { key: '1', name: 'x', a: '0' },
        { key: '2', name: 'x', a: '1' },
      ],
    })
    const all = checkReports(compiled, given).findings
    for (const id of ['r0', 'r1']) expect(all.filter(({ rowId }) => rowId === id)).toMatchObject(checkRow(compiled, given, 'A', id))
    expect(all.some(({ rowId }) => rowId === null)).toBe(true)
    expect(checkRow(compiled, given, 'A', 'gone')).toEqual([])
  })
})

describe('the cost of a check', () => {
  it('is linear in the rows, even where every row is compared with all others', () => {
    const rules = [
      rule('R-A-1', 'forms: [A]\nscope: rows\nexpr: \'keyCount(row, "name", "status") == 1\''),
      rule('R-A-2', 'forms: [A]\nexpr: \'row.a <= sumOf(rows, "a")\''),
      rule('R-A-3', 'forms: [A]\nreads: [B]\nscope: forms\nexpr: \'hasRow(forms.B, "key", row.key) || twinRow(row) == 0\''),
      rule('R-A-4', 'forms: [A]\nscope: periods\nexpr: \'reportedBefore(row, "key") == "" || rows.exists(r, r.a < 0)\''),
    ]
    const { compiled } = mini(...rules)
    /** How often cells are read, whatever the clock says. */
    const readsFor = (size: number): number => {
      let reads = 0
      const values = (index: number): Values =>
        new Proxy(
          { key: `k${index}`, name: `n${index}`, status: '在用', a: '1' },
          {
            get: (target: Values, key: string) => {
              reads += 1
              return target[key]
            },
          },
        )
      const rows = Array.from({ length: size }, (_, index) => ({ id: `r${index}`, key: `k${index}`, values: values(index) }))
      const base = input({ A: [], B: [] })
      const current = new Map([...base.current].map(([id, data]) => [id, { ...data, rows }]))
      const { counts } = checkReports(compiled, { ...base, current, earlier: () => [{ period: '2020-04', rows }] })
      expect(counts.pass + counts.fail).toBe(size * 4)
      return reads
    }
    const small = readsFor(200)
    expect(readsFor(800)).toBeLessThanOrEqual(small * 4)
  })
})

describe('rules that are refused', () => {
  const problems = (...rules: readonly string[]): readonly string[] => {
    const result = loadMini({ 'rules/r.yaml': rulesYaml(...rules) })
    return result.ok ? [] : result.problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
  }
  it.each([
    ['forms: [A]\nexpr: \'row.a > "x"\'', '类型合不上（数值 > 文字）'],
    ["forms: [A]\nexpr: 'row.a + 1'", '应当是“是/否”，现在是数值'],
    ["forms: [A]\nexpr: 'row.a > 0'\nwhen: 'row.a'", '应当是“是/否”'],
    ["forms: [A]\nexpr: 'row.a > 0'\nmessage: '{zz}'", '不认识的名字“zz”'],
    ["forms: [A]\nexpr: 'row.a > 0'\nmessage: '{row}'", '这里不能用'],
    ["forms: [A]\nscope: form\nexpr: 'row.a > 0'", 'form 范围的规则是整张表判断一次'],
    ["forms: [A]\nexpr: 'number > 0'", '只有 field 范围的规则能用'],
    ["forms: [A]\nexpr: 'row.a > tolerance'", '不认识的名字“tolerance”'],
    ["forms: [A]\nexpr: 'row.a > 0'\ntolerance: 'x'", '不能作为字段“tolerance”的值'],
    ["forms: [A]\nscope: forms\nexpr: 'forms.B.all(r, r.amount > 0)'", '请把它写进 reads'],
  ])('%j', (body, reason) => {
    const found = problems(rule('R-A-1', body))
    expect(found.length).toBe(1)
    expect(found[0]).toContain(reason)
    expect(found[0]).toMatch(/^mini\/rules\/r\.yaml:\d+ 规则 R-A-1 的 /)
  })

  it('are all named, not only the first', () => {
    expect(problems(rule('R-A-1', "forms: [A]\nexpr: 'row.zz'"), rule('R-A-2', "forms: [A]\nexpr: 'row.yy'")).length).toBe(2)
    const result = loadMini()
    if (!result.ok) throw new Error('the pack without rules must load')
    expect(tryCompileRules(result.value.pack).problems).toEqual([])
  })
})
