import { Environment } from '@marcbachmann/cel-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalText } from '../../../shared/model/decimal.ts'
import { compileExpression } from '../../../shared/rules/cel/compile.ts'
import { checkExpression, ExpressionError, formEnvironment } from '../../../shared/rules/cel/environment.ts'
import { blank, isDecimal, isList, type Value } from '../../../shared/rules/cel/value.ts'
import { Run } from '../../../shared/rules/sheet.ts'
import { listVariables, rowVariables, sheetVariables } from '../../../shared/rules/variables.ts'
import { input, mini, type Values } from './mini-pack.ts'

const { compiled } = mini()
const { pack, models } = compiled
const model = models.get('A')
if (model === undefined) throw new Error('no form')
const environment = formEnvironment(pack, models, model)
const scope = {
  forms: models,
  codes: pack.codes,
  variables: new Map([...sheetVariables(pack), ...listVariables, ...rowVariables]),
  parts: new Map(),
  refused: new Map(),
  zeroFields: new Set<string>(),
}
type Plain = string | boolean | 'BLANK' | readonly Plain[]
const plain = (value: Value): Plain => {
  if (value === blank) return 'BLANK'
  if (isDecimal(value)) return decimalText(value)
  if (isList(value)) return value.map(plain)
  return typeof value === 'string' || typeof value === 'boolean' ? value : 'a row'
}
const compile = (source: string) => compileExpression(checkExpression(environment, source), scope).run
/** The value of an expression for the first of the rows. */
const evaluate = (source: string, row: Values = {}, more: Parameters<typeof input>[0] = {}): Plain => {
  const sheet = new Run(models, input({ ...more, A: [row, ...(more.A ?? [])] })).sheet('A')
  if (sheet === undefined) throw new Error('no sheet')
  return plain(compile(source)({ sheet, row: sheet.rows[0], locals: [] }))
}
const refusal = (source: string): string => {
  try {
    compile(source)
  } catch (error) {
    if (error instanceof ExpressionError) return error.message
    throw error
  }
  return 'accepted'
}

describe('numbers in expressions', () => {
  it('are exact decimals, literals included', () => {
    expect(evaluate('18 * 1.2 == 21.6')).toBe(true)
    expect(evaluate('row.a * row.n == 21.6', { a: '1.2', n: '18' })).toBe(true)
    expect(evaluate('0.1 + 0.2 == 0.3')).toBe(true)
    expect(evaluate('row.a * 0.7', { a: '30' })).toBe('21')
    expect(evaluate('123456789012345678901234567890 + 0.000000000000000001')).toBe('123456789012345678901234567890.000000000000000001')
    expect(evaluate('-row.a - -1', { a: '2.50' })).toBe('BLANK')
    expect(evaluate('-row.a - -1', { a: '2.5' })).toBe('-1.5')
  })

  it('divide without dropping the remainder, and never by zero', () => {
    expect(evaluate('7 / 2')).toBe('3.5')
    expect(evaluate('round(row.a / 3, 4)', { a: '1' })).toBe('0.3333')
    expect(() => evaluate('row.a / (row.n - row.n)', { a: '1', n: '2' })).toThrow('divisionByZero')
    expect(evaluate('false && row.a / (row.n - row.n) > 1', { a: '1', n: '2' })).toBe(false)
    expect(evaluate('row.a / (row.n - row.n) > 1 || true', { a: '1', n: '2' })).toBe(true)
  })

  it('give what the library itself gives, where both know the operation', () => {
    const reference = new Environment()
    for (const name of ['x', 'y']) reference.registerVariable(name, 'int')
    const number = fc.letrec<{ n: string; b: string }>((tie) => ({
      n: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('x', 'y'),
        fc.integer({ min: 0, max: 9 }).map(String),
        fc.tuple(tie('n'), fc.constantFrom('+', '-', '*'), tie('n')).map(([a, op, b]) => `(${a} ${op} ${b})`),
        fc.tuple(tie('b'), tie('n'), tie('n')).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
      ),
      b: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('true', 'false'),
        fc.tuple(tie('n'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('n')).map(([a, op, b]) => `(${a} ${op} ${b})`),
        fc.tuple(tie('b'), fc.constantFrom('&&', '||'), tie('b')).map(([a, op, b]) => `(${a} ${op} ${b})`),
        tie('b').map((a) => `!${a}`),
        fc.tuple(tie('n'), tie('n')).map(([a, b]) => `[1, 2, ${a}].exists(i, i > ${b})`),
        fc.tuple(tie('n'), tie('n')).map(([a, b]) => `[1, ${a}].all(i, i in [${b}, 1, 2])`),
      ),
    }))
    fc.assert(
      fc.property(number.b, fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (source, x, y) => {
        const expected: unknown = reference.evaluate(source, { x: BigInt(x), y: BigInt(y) })
        expect(
          evaluate(source.replaceAll('x', 'row.a').replaceAll('y', 'row.n').replaceAll('erow.aists', 'exists'), {
            a: String(x),
            n: String(y),
          }),
        ).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })
})

describe('blanks in expressions', () => {
  const known = { key: 'k' }
  const table: [string, Plain][] = [
    ['row.on && true', 'BLANK'],
    ['row.on && false', false],
    ['true && row.on', 'BLANK'],
    ['false && row.on', false],
    ['row.on || true', true],
    ['row.on || false', 'BLANK'],
    ['true || row.on', true],
    ['false || row.on', 'BLANK'],
    ['row.on && row.on', 'BLANK'],
    ['row.on || row.on', 'BLANK'],
    ['!row.on', 'BLANK'],
    ['row.on ? 1 : 2', 'BLANK'],
    ['true ? 1 : row.a', '1'],
    ['row.a > 0', 'BLANK'],
    ['row.a == row.b', 'BLANK'],
    ['row.a != row.b', 'BLANK'],
    ['row.a + 1', 'BLANK'],
    ['row.name == ""', 'BLANK'],
    ['row.status in ["在用"]', 'BLANK'],
    ['"在用" in [row.status, "在用"]', 'BLANK'],
    ['sum([1, row.a])', 'BLANK'],
    ['abs(row.a)', 'BLANK'],
    ['row.name.startsWith("x")', 'BLANK'],
    ['coalesce(row.a, 5)', '5'],
    ['coalesce(row.name, "x")', 'x'],
    ['isBlank(row.a)', true],
    ['has(row.a)', false],
    ['has(row.key)', true],
    ['prev.a > 0', 'BLANK'],
    ['has(prev.a)', false],
    ['hasPrev', false],
    ['prevRows.all(p, p.a > 0)', 'BLANK'],
    ['has(forms.B)', false],
    ['forms.B.exists(r, true)', 'BLANK'],
    ['has(report.zeroReason)', false],
    ['report.zeroReason == "x"', 'BLANK'],
    ['row.a / 0 > 1 && row.on', 'BLANK'],
  ]
  it.each(table)('%s is %s', (source, expected) => expect(evaluate(source, known)).toEqual(expected))

  it('never decide what filling them in could change', () => {
    const fields = ['a', 'b', 'n'] as const
    const tree = fc.letrec<{ n: string; b: string }>((tie) => ({
      n: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('row.a', 'row.b', 'row.n', '1', '2'),
        fc.tuple(tie('n'), fc.constantFrom('+', '-', '*'), tie('n')).map((x) => `(${x.join(' ')})`),
      ),
      b: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('true', 'false', 'row.on'),
        fc.tuple(tie('n'), fc.constantFrom('<', '<=', '==', '!='), tie('n')).map((x) => `(${x.join(' ')})`),
        fc.tuple(tie('b'), fc.constantFrom('&&', '||'), tie('b')).map((x) => `(${x.join(' ')})`),
        fc.tuple(tie('b'), tie('b'), tie('b')).map(([c, x, y]) => `(${c} ? ${x} : ${y})`),
        tie('b').map((x) => `!${x}`),
      ),
    }))
    const cell = fc.option(fc.constantFrom('0', '1', '2', '3'), { nil: undefined })
    const filling = fc.record({
      a: fc.constantFrom('0', '1', '2'),
      b: fc.constantFrom('0', '1', '3'),
      n: fc.constantFrom('0', '2'),
      on: fc.constantFrom('是', '否'),
    })
    fc.assert(
      fc.property(
        tree.b,
        fc.record({ a: cell, b: cell, n: cell }),
        fc.array(filling, { minLength: 5, maxLength: 5 }),
        (source, cells, fillings) => {
          const given = Object.fromEntries(fields.flatMap((key) => (cells[key] === undefined ? [] : [[key, cells[key]]])))
          const decided = evaluate(source, given)
          if (decided === 'BLANK') return
          for (const filled of fillings) expect(evaluate(source, { ...filled, ...given })).toBe(decided)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('count text that cannot be read as blank, yet as something that stands there', () => {
    expect(evaluate('row.a > 0', { a: '约12' })).toBe('BLANK')
    expect(evaluate('has(row.a)', { a: '约12' })).toBe(true)
    expect(evaluate('row.day < "2020-01-01"', { day: '待定' })).toBe('BLANK')
    expect(evaluate('row.status == "在用"', { status: '旧代码' })).toBe('BLANK')
    expect(evaluate('row.n > 0', { n: '1.5' })).toBe('BLANK')
  })

  it('are not zero', () => {
    expect(evaluate('row.a == 0', { a: '0' })).toBe(true)
    expect(evaluate('row.a == 0', {})).toBe('BLANK')
  })

  it('in lists of rows follow the printed total', () => {
    const A = [{ key: '1', a: '1.5', on: '是' }, { key: '2' }, { key: '3', a: '2', on: '否' }]
    expect(evaluate('sumOf(rows, "a")', known, { A })).toBe('3.5')
    expect(evaluate('sum(rows.map(r, r.a))', known, { A })).toBe('3.5')
    expect(evaluate('count(rows.filter(r, r.on))', known, { A })).toBe('1')
    expect(evaluate('rows.all(r, r.a > 0)', known, { A })).toBe('BLANK')
    expect(evaluate('rows.all(r, r.a > 1.5)', known, { A })).toBe(false)
    expect(evaluate('rows.exists(r, r.a == 2)', known, { A })).toBe(true)
    expect(evaluate('max(rows.map(r, r.a))', known, { A })).toBe('2')
    expect(evaluate('max(rows.filter(r, r.a > 9).map(r, r.a))', known, { A })).toBe('BLANK')
    expect(evaluate('rows.map(r, r.on, r.a)', known, { A })).toEqual(['1.5'])
  })
})

describe('functions', () => {
  const table: [string, Plain][] = [
    ['left("450222", 4)', '4502'],
    ['right("450222", 2)', '22'],
    ['substr("2019-450222-30", 6, 6)', '450222'],
    ['substr("ab", 5, 2)', ''],
    ['length("锅炉")', '2'],
    ['round(2.345, 2)', '2.35'],
    ['floor(-1.2)', '-2'],
    ['pct(1, 3)', '33.33'],
    ['min(2, 1.5)', '1.5'],
    ['max([1, 3, 2])', '3'],
    ['avg([1, 2])', '1.5'],
    ['abs(-1.5)', '1.5'],
    ['count(unique(["a", "b", "a"]))', '2'],
    ['missing(["a", "b", "c"], ["b"])', ['a', 'c']],
    ['joined(["a", "b"])', 'a、b'],
    ['isNumber("1.5")', true],
    ['isNumber("一")', false],
    ['number("1.5") + 1', '2.5'],
    ['number("x")', 'BLANK'],
    ['text(1.50)', '1.5'],
    ['decimalsOf("1.25")', '2'],
    ['isDate("2020-02-30")', false],
    ['isMonth("2020-02")', true],
    ['monthOf("2020-05-31")', '2020-05'],
    ['yearOf("2020-05")', '2020'],
    ['monthNumber("2020-05-31")', '5'],
    ['dayOf("2020-05-31")', '31'],
    ['monthEnd("2020-02")', '2020-02-29'],
    ['monthStart("2020-02-10")', '2020-02-01'],
    ['addDays("2020-02-28", 2)', '2020-03-01'],
    ['addMonths("2020-11", 3)', '2021-02'],
    ['daysBetween("2020-01-01", "2020-03-01")', '60'],
    ['monthsBetween("2020-11", "2021-02")', '3'],
    ['date(2020, 2, 30)', 'BLANK'],
    ['date(2020, 10, 31)', '2020-10-31'],
    ['usccShaped("91450222MA5KXYZ123")', false],
    ['usccValid("9144030071526726XG")', true],
    ['usccCheckChar("9144030071526726X")', 'G'],
    ['orgCodeValid(orgCodeOf("9144030071526726XG"))', true],
    ['inCodes("C_status", "在用")', true],
    ['inCodes("C_status", "已淘汰")', false],
    ['codeLabel("C_status", "9")', '已淘汰'],
    ['"2019-45".matches("^[0-9]{4}-[0-9]{2}$")', true],
    ['cel.bind(x, 2 + 1, x * x)', '9'],
    ['[1, 2].exists_one(i, i > 1)', true],
    ['plan.limit', '20'],
    ['"兰炭" in plan.banned', true],
    ['report.dueDate', '2020-06-05'],
    ['report.daysLeft', '2'],
    ['report.lateDays', '0'],
    ['report.isFirstPeriod', false],
    ['unit.regionCodes', ['450222']],
    ['report.regionCode', '450222'],
  ]
  it.each(table)('%s is %s', (source, expected) => expect(evaluate(source)).toEqual(expected))

  it('find rows by value, each row by an index', () => {
    const row = { key: '1', name: 'x', a: '5' }
    const more = {
      A: [
        { key: '2', name: 'x' },
        { key: '3', name: 'y' },
      ],
      B: [
        { key: '1', amount: '7' },
        { key: '4', amount: '8' },
      ],
      earlier: { '2020-03': [{ key: '1', name: 'x' }], '2020-02': [{ key: '1', name: 'x' }], '2020-07': [{ key: '9' }] },
    }
    const value = (source: string): Plain => evaluate(source, row, more)
    expect(value('keyCount(row, "name")')).toBe('2')
    expect(value('keyCount(row, "key", "name")')).toBe('1')
    expect(value('keyCount(row, "status")')).toBe('BLANK')
    expect(value('otherRow(row, "name").key')).toBe('2')
    expect(value('otherRow(row, "key").key')).toBe('BLANK')
    expect(value('reportedBefore(row, "key", "name")')).toBe('2020-03')
    expect(value('reportedBefore(row, "a")')).toBe('')
    expect(value('lookup(forms.B, "key", row.key).amount')).toBe('7')
    expect(value('lookup(forms.B, "key", "9").amount')).toBe('BLANK')
    expect(value('hasRow(forms.B, "key", row.key)')).toBe(true)
    expect(value('countOf(rows, "name", "x")')).toBe('2')
    expect(value('texts(rowsWhere(rows, "name", "x"), "key")')).toEqual(['1', '2'])
    expect(value('count(earlier)')).toBe('2')
    expect(value('rowNumber(row)')).toBe('1')
    expect(value('twinRow(row)')).toBe('0')
    expect(evaluate('twinRow(row)', { name: 'same' }, { A: [{ name: 'other' }, { name: 'same' }] })).toBe('3')
  })

  it('see the row one period earlier and its computed cells', () => {
    const more = { before: [{ key: '1', a: '4' }], earlier: { '2020-03': [{ key: '1', a: '2.5' }] } }
    expect(evaluate('row.a > prev.a', { key: '1', a: '5' }, more)).toBe(true)
    expect(evaluate('row.cum', { key: '1', a: '5' }, more)).toBe('11.5')
    expect(evaluate('row.cum', { key: '2', a: '5' }, more)).toBe('5')
    expect(evaluate('row.perHead', { a: '5', n: '3' })).toBe('1.67')
    expect(evaluate('row.perHead', { a: '5', n: '3', perHead: '2' })).toBe('2')
    expect(evaluate('row.total', { a: '5', b: '1', total: '99' })).toBe('6')
    expect(evaluate('row.perHead', { a: '5', n: '0' })).toBe('BLANK')
  })
})

describe('expressions that are refused', () => {
  const table: [string, string][] = [
    ['row.a > ', '不是完整的表达式'],
    ['row.zz > 1', '没有名为“zz”的字段或参数'],
    ['rows.all(r, r.zz > 1)', '没有名为“zz”的字段或参数'],
    ['has(row.zz)', '没有名为“zz”的字段或参数'],
    ['forms.ZZ.all(r, true)', '没有名为“ZZ”的字段或参数'],
    ['nothing > 1', '不认识的名字“nothing”'],
    ['row.name > 1', '类型合不上（文字 > 数值）'],
    ['row.on + 1', '类型合不上'],
    ['row.day == null', '类型合不上'],
    ['left(row.a, 2)', '没有这样用的函数'],
    ['sqrt(row.a)', '没有这样用的函数'],
    ['size(rows) > 0', '类型合不上'],
    ['row.on ? 1 : "x"', '类型合不上'],
    ['keyCount(row, "zz")', '字段名要用引号直接写出'],
    ['keyCount(row, row.name)', '字段名要用引号直接写出'],
    ['row.name.matches("(a+)+$")', '不能嵌套重复'],
    ['row.name.matches("(?=a)")', '不能嵌套重复'],
    ['row.name.matches("(a|a)*b")', '不能嵌套重复'],
    ['row.name.matches("((a)b)+")', 'accepted'],
    ['row.name.matches("(([a-z])+.)+")', '不能嵌套重复'],
    ['row.name.matches("(a)\\\\1")', '不能嵌套重复'],
    ['row.name.matches("^(19|20)[(|*+]{2}$")', 'accepted'],
    ['row.name.matches(row.key)', '必须直接写出'],
    ['row.name.matches("[")', 'matches 的式样'],
    ['{"a": 1}.a == 1', '这里不能用'],
    ['rows[0].a > 1', '类型合不上'],
    ['plan.zz > 1', '没有名为“zz”的字段或参数'],
    ['inCodes("ZZ", row.name)', '没有名为“ZZ”'],
    ['type(row.a) == int', '这里不能用'],
    ['timestamp(row.day) == timestamp(row.day)', '这里不能用'],
    ['b"x" == b"x"', '这里不能用'],
    [`${'('.repeat(60)}1${')'.repeat(60)} > 0`, '不是完整的表达式'],
    [`${'1 + '.repeat(500)}1 > 0`, '不是完整的表达式'],
  ]
  it.each(table)('%s', (source, reason) => expect(refusal(source)).toContain(reason))

  it('run nothing of the page or of Node', () => {
    for (const source of ['constructor', 'row.constructor', 'row.__proto__', 'globalThis', 'row.name.constructor("x")', 'toString()'])
      expect(refusal(source)).not.toBe('accepted')
  })
})
