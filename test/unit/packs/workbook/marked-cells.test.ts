import { beforeAll, describe, expect, test } from 'vitest'
import { blankWorkbook, packFromWorkbook } from '../../../../electron/engine/packs/workbook/pack-workbook.ts'
import type { ParsedCell, ParsedWorkbook } from '../../../../electron/engine/ports.ts'
import { cellAddress } from '../../../../shared/forms/columns.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { cellUnder, withCells } from '../../../helpers/edit-parsed.ts'
import { parseHere } from '../../../helpers/parse-here.ts'

let good: ParsedWorkbook
beforeAll(async () => {
  good = await parseHere((await blankWorkbook()).bytes)
})

const told = (workbook: ParsedWorkbook): string[] =>
  packFromWorkbook(workbook).problems.map(({ place, severity, message }) => {
    const at = place === undefined ? '' : `${place.sheet}!${cellAddress(place.row, place.column)}`
    return `${severity === 'error' ? '' : '提醒 '}${at} ${message}`
  })

interface Planted {
  /** Where the mistake is made: sheet, heading and texts of the row. */
  readonly at: readonly [sheet: string, heading: string, ...first: string[]]
  readonly value: string | ParsedCell | null
  readonly says: RegExp
  /** Where it is told, when that is another cell. */
  readonly toldAt?: readonly [sheet: string, heading: string, ...first: string[]]
}
const planted: readonly (readonly [string, Planted])[] = [
  ['a type that is none', { at: ['字段', '类型', 'coal'], value: '数字', says: /只能填：文字、长文字/ }],
  ['a name that is no name', { at: ['字段', '栏名', 'fuel'], value: '燃料', says: /字母开头/ }],
  ['a heading left out', { at: ['字段', '栏目名称', 'fuel'], value: null, says: /必须填/ }],
  ['a number that is none', { at: ['字段', '小数位数', 'coal'], value: '两位', says: /填数字/ }],
  ['half a number', { at: ['字段', '宽度', 'coal'], value: '12.5', says: /填整数/ }],
  ['too many digits', { at: ['字段', '小数位数', 'coal'], value: '13', says: /最多 12/ }],
  ['neither 是 nor 否', { at: ['字段', '占比', 'coal'], value: '可能', says: /“是”或“否”/ }],
  ['a code list that is not there', { at: ['字段', '代码表', 'fuel', 'A1'], value: 'C_none', says: /C_none.*不存在/ }],
  ['a form that is not there', { at: ['字段', '表', 'coal'], value: 'A9', says: /“表单”里没有“A9”/ }],
  ['a form not named', { at: ['字段', '表', 'coal'], value: null, says: /没有写明属于哪一个/ }],
  ['a key that is no field', { at: ['表单', '自然键', 'A1'], value: 'ownerName、owner', says: /“自然键”提到的字段“owner”/ }],
  ['a total of texts', { at: ['合计', '合计哪些栏', '合计'], value: 'fuel', says: /不是数值/ }],
  ['an Excel error', { at: ['单位', '单位名称', '110101'], value: { value: '#N/A', kind: 'error' }, says: /#N\/A/ }],
  [
    'a formula without result',
    { at: ['单位', '单位名称', '110101'], value: { value: null, kind: 'formulaWithoutValue' }, says: /没有存下结果/ },
  ],
  ['a code of a region too short', { at: ['单位', '国标代码', '110101'], value: '1101', says: /六位数字/ }],
  ['a month that is none', { at: ['说明', '执行期起'], value: '2024-13', says: /年-月/ }],
  ['a period the wrong way round', { at: ['说明', '执行期起'], value: '2026-01', says: /晚于/ }],
  ['a day that is none', { at: ['期限', '截止日'], value: '32', says: /最多 31/ }],
  ['a unit twice', { at: ['单位', '单位编号', 'GWH-1'], value: '110101', says: /重复/ }],
  ['a code twice', { at: ['代码', '代码', '型煤'], value: '燃煤', says: /重复/ }],
  ['an expression with a wrong name', { at: ['规则', '条件', 'R-A1-01'], value: 'row.cole >= 1', says: /cole/ }],
  ['a message with a wrong name', { at: ['规则', '提示语', 'R-A1-01'], value: '用量 {cole} 不对', says: /cole/ }],
  ['a computed field with a wrong name', { at: ['字段', '计算公式', 'coal'], value: 'row.tons * 2', says: /tons/ }],
  ['a cell that is no field', { at: ['规则', '标红的栏', 'R-A1-01'], value: 'cole', says: /“标红的栏”提到的字段“cole”/ }],
  ['a level that is none', { at: ['规则', '级别', 'R-A1-01'], value: '严重', says: /强制性、准强制性/ }],
  ['an example that comes out otherwise', { at: ['规则例子', '结果', '正好'], value: '不通过', says: /应为“不通过”，实际是“通过”/ }],
  ['an example that is not written as one', { at: ['规则例子', '这一行', '正好'], value: '甲厂 10', says: /名字=值/ }],
  ['an example of no rule', { at: ['规则例子', '规则', '正好'], value: 'R-A1-09', says: /“规则”里没有“R-A1-09”/ }],
  [
    'a side of the threshold left out',
    { at: ['规则例子', '界值', '高一点'], value: null, says: /补齐/, toldAt: ['规则', '规则编号', 'R-A1-01'] },
  ],
  ['an indicator without direction', { at: ['指标', '方向', 'coalTotal'], value: null, says: /必须填/ }],
  ['a parameter twice', { at: ['参数', '名字', 'smallest'], value: null, says: /必须填/ }],
  ['a row for another kind of form', { at: ['表单', '可加行', 'A1'], value: '是', says: /不能同时用/ }],
]

describe('a mistake is told at its own cell', () => {
  test('the workbook itself is good', () => expect(told(good)).toEqual([]))

  test.each(planted)('%s', (_name, { at, value, says, toldAt = at }) => {
    const problems = told(withCells(good, { [cellUnder(good, ...at)]: value }))
    const cell = cellUnder(good, ...toldAt)
    expect(problems.filter((problem) => problem.startsWith(`${cell} `)).join('\n'), problems.join('\n')).toMatch(says)
  })

  test('all of them in one go', () => {
    const together = planted.filter(([name]) =>
      [
        'a type that is none',
        'an Excel error',
        'a day that is none',
        'a code twice',
        'an expression with a wrong name',
        'a key that is no field',
        'an example of no rule',
        'an indicator without direction',
      ].includes(name),
    )
    expect(together).toHaveLength(8)
    const problems = told(withCells(good, Object.fromEntries(together.map(([, { at, value }]) => [cellUnder(good, ...at), value]))))
    for (const [name, { at, says }] of together)
      expect(
        problems.some((problem) => problem.startsWith(`${cellUnder(good, ...at)} `) && says.test(problem)),
        `${name}\n${problems.join('\n')}`,
      ).toBe(true)
  })

  test('columns and sheets nobody knows are named, and nothing else', () => {
    const more: ParsedWorkbook = {
      ...withCells(good, { '单位!H3': '我的备注', '单位!H4': '先报' }),
      sheets: [
        ...withCells(good, { '单位!H3': '我的备注', '单位!H4': '先报' }).sheets,
        {
          name: '草稿',
          hidden: false,
          merges: [],
          hiddenColumns: [],
          rows: [{ row: 1, hidden: false, cells: [{ value: 'x', kind: 'text' }] }],
        },
      ],
    }
    expect(told(more)).toEqual([
      expect.stringMatching(/^提醒 单位!H3 不认识“我的备注”/),
      expect.stringMatching(/^提醒 草稿!A1 不认识工作表“草稿”/),
    ])
    expect(packFromWorkbook(more).assembled).toBeDefined()
  })

  test('columns in another order, blank rows and full-width digits change nothing', () => {
    const moved: ParsedWorkbook = {
      ...good,
      sheets: good.sheets.map((sheet) =>
        sheet.name === '说明' || sheet.name === '期限'
          ? sheet
          : {
              ...sheet,
              rows: sheet.rows
                .filter(({ row }) => row > 2)
                .map(({ row, cells, hidden }) => ({
                  row: row * 2,
                  hidden,
                  cells: Array.from({ length: 40 }, (_, column) => cells[39 - column]),
                })),
            },
      ),
    }
    expect(told(moved)).toEqual([])
    expect(packFromWorkbook(moved).assembled?.pack.digest).toBe(packFromWorkbook(good).assembled?.pack.digest)
    const wide = withCells(good, { [cellUnder(good, '字段', '小数位数', 'coal')]: '２' })
    expect(packFromWorkbook(wide).assembled?.pack.digest).toBe(packFromWorkbook(good).assembled?.pack.digest)
  })

  test('a sheet that is gone is said to be gone', () => {
    expect(told({ ...good, sheets: good.sheets.filter(({ name }) => name !== '期限') }).join('\n')).toMatch(/缺少工作表“期限”/)
    expect(() => packFromWorkbook({ ...good, sheets: [] })).toThrow(AppError)
  })
})

describe('the marked copy', () => {
  test('has the same cells, the message beside them and a list with links, and reads like the original', async () => {
    const cell = cellUnder(good, '字段', '类型', 'coal')
    const wrong = withCells(good, { [cell]: '数字' })
    const first = packFromWorkbook(wrong)
    const bytes = await first.mark('标注')
    const marked = await parseHere(bytes)
    expect(marked.sheets.map(({ name }) => name)).toEqual(['问题', ...good.sheets.map(({ name }) => name)])
    const list = marked.sheets[0]?.rows.map(({ cells }) => cells.map((value) => value?.value ?? '').join('|'))
    expect(list?.some((line) => line.includes(`字段|${cell.split('!')[1]}|数字|`))).toBe(true)
    const row = marked.sheets.find(({ name }) => name === '字段')?.rows.find(({ row: number }) => cell.endsWith(String(number)))
    expect(String(row?.cells.at(-1)?.value)).toMatch(/^F7：这里只能填/)
    expect(told(marked)).toEqual(told(wrong))
    // Marked again, the marks of the first time are gone.
    expect((await parseHere(await packFromWorkbook(marked).mark('标注'))).sheets).toEqual(marked.sheets)
    expect(first.files.size).toBe(0)
  })
})
