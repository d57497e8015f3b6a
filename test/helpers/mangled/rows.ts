/** What people put between, above and under the rows of data. */
import { isNumeric } from '../../../shared/model/value.ts'
import type { Cell } from '../workbook.ts'
import type { Mangling } from './heads.ts'
import type { Chances } from './random.ts'
import type { Column, Line, Table } from './table.ts'

const isFigure = (column: Column): boolean => column.field !== undefined && isNumeric(column.field.type)
const isKey = (table: Table, column: Column): boolean => table.form.naturalKey.includes(column.field?.key ?? '')
const insert = (table: Table, random: Chances, line: Line, from = 1): void => {
  table.lines.splice(random.whole(from, table.lines.length), 0, line)
}

/** A line of figures with its word where a total's word stands: in the first column that holds words. */
const totalCells = (table: Table, random: Chances, word: string | undefined): (Cell | undefined)[] => {
  const label = table.columns.findIndex((column) => !isFigure(column))
  return table.columns.map((column, at) => {
    if (at === label) return word
    return isFigure(column) && !isKey(table, column) && random.chance(0.8) ? random.whole(1, 9_000_000) / 10 : undefined
  })
}
const totalLine = (table: Table, random: Chances, word: string): Line => ({ cells: totalCells(table, random, word) })
const isSingle = (table: Table): boolean => table.form.structure.kind === 'single'

/** Sub-totals after some rows. */
export const subTotals: Mangling = (table, random) => {
  if (isSingle(table)) return
  const word = random.pick(['小计', '小  计', '小计：', '大埔镇小计', '其中：规上', '一季度合计'])
  for (let left = random.whole(1, 3); left > 0; left--) insert(table, random, totalLine(table, random, word))
}
export const grandTotal: Mangling = (table, random) => {
  if (isSingle(table)) return
  const line = totalLine(
    table,
    random,
    random.pick(['合计', '合  计', '总计', '全县合计', '合计：', '累计', '平均', '共计', '合 计（6家）']),
  )
  if (random.chance(0.3)) table.lines.unshift(line)
  else table.lines.push(line)
}
/** A total whose word nobody wrote. */
export const namelessTotal: Mangling = (table, random) => {
  if (isSingle(table)) return
  table.lines.push({ cells: totalCells(table, random, undefined) })
}

/** Sub-totals that say of what they are and not that they are totals, in the column of the names or of the key. */
export const wordlessSubTotals: Mangling = (table, random) => {
  if (isSingle(table)) return
  const names = random.pick([
    ['大埔镇', '龙头镇'],
    ['工业', '建筑业'],
    ['在用锅炉', '停用锅炉'],
    ['第一批', '第二批'],
  ])
  for (const name of names) insert(table, random, totalLine(table, random, name))
}
/** Figures of another time under those of the month. */
export const comparisons: Mangling = (table, random) => {
  if (isSingle(table)) return
  const words = random.pick([
    ['上年同期', '比上年增减'],
    ['去年同期数', '同比（%）'],
    ['上月', '环比增长（%）'],
    ['上年同期', '增减率'],
    ['共2台', 'Total'],
  ])
  for (const word of words) table.lines.push(totalLine(table, random, word))
}
/** Notes whose label stands in one cell and what it says in the next. */
export const notesInTwoCells: Mangling = (table, random) => {
  const texts = [
    ['备注', '见附件'],
    ['说明', '部分企业当月停产'],
    ['填表说明', '本表按月报送，无数据的填0'],
    ['数据来源', '环统'],
    ['备  注', '以统计局公布为准'],
    ['注', '带*的为估算数', '详见附件2'],
  ]
  for (let left = random.whole(1, 2); left > 0; left--) table.lines.push({ cells: random.pick(texts) })
}
/** Signatures without colons, the names in cells of their own. */
export const signaturesInTwoCells: Mangling = (table, random) => {
  const pairs = random.shuffled([
    ['填表人', '张三'],
    ['填报单位', '柳城县'],
    ['填表日期', '2020年6月5日'],
    ['联系电话', '0772-7612345'],
    ['审核人（签字）', '李四'],
    ['单位负责人', '王五'],
  ])
  if (random.chance(0.5)) table.below = [...table.below, ...pairs.slice(0, random.whole(1, 4))]
  else table.below = [...table.below, pairs.filter(([label]) => label !== '填报单位').flat()]
}

const alone = (text: string, width: number, isMerged: boolean): Line => ({
  cells: [text],
  ...(isMerged && width > 2 ? { merge: [0, width - 1] as const } : {}),
})
/** Notes between and under the rows. */
export const notes: Mangling = (table, random) => {
  const width = table.columns.length
  const texts = [
    '注：以上数据由各乡镇上报。',
    '说明：部分企业当月停产，用量为零。',
    '备注：带*的为估算数，最终以统计局公布为准',
    '※本页数据未经审核',
    '（以下为新增）',
    '数据来源：供电公司、统计局',
  ]
  for (let left = random.whole(1, 2); left > 0; left--) insert(table, random, alone(random.pick(texts), width, random.chance(0.5)))
  if (random.chance(0.5)) table.below.push(['填报说明：1.本表按月报送。2.无数据的填0。'])
}
export const groupTitles: Mangling = (table, random) => {
  const width = table.columns.length
  const titles = random.pick([
    ['一、工业', '二、建筑业', '三、交通'],
    ['大埔镇', '龙头镇', '太平镇'],
    ['（一）在用', '（二）停用', '（三）新增'],
    ['第一部分 规模以上', '第二部分 规模以下'],
  ])
  const isMerged = random.chance(0.5)
  table.lines.unshift(alone(titles[0] ?? '', width, isMerged))
  for (const title of titles.slice(1)) insert(table, random, alone(title, width, isMerged))
}
export const blankRows: Mangling = (table, random) => {
  for (let left = random.whole(1, 4); left > 0; left--) insert(table, random, { cells: [] }, 0)
}
/** The header printed again where a new page began. */
export const repeatedHeader: Mangling = (table, random) => {
  insert(table, random, { header: true })
}
export const exampleRow: Mangling = (table, random) => {
  if (isSingle(table)) return
  table.lines.unshift({
    cells: table.columns.map((column, at) =>
      at === 0 ? random.pick(['示例', '（例）', '例：', '填写示例']) : (column.cells[0] ?? undefined),
    ),
  })
}
/** Rows prepared for filling in: a number, nothing else. */
export const preparedRows: Mangling = (table, random) => {
  if (table.columns[0]?.field !== undefined) return
  for (let left = random.whole(2, 5); left > 0; left--) table.lines.push({ cells: [table.lines.length + 1] })
}
export const hiddenRows: Mangling = (table, random) => {
  for (const line of table.lines) if ('data' in line && random.chance(0.2)) table.hiddenData.add(line.data)
}
export const moreAbove: Mangling = (table, random) => {
  table.above.push(
    ...random
      .shuffled<Cell[]>([
        ['填报单位：柳城县发展和改革局'],
        [],
        ['填表日期：2020年6月3日', null, null, '联系电话：0772-7612345'],
        ['附件2'],
        ['（内部资料  注意保存）'],
      ])
      .slice(0, random.whole(1, 4)),
  )
}
/** Lines above the table that say the unit of its columns. */
export const unitLinesOf = (table: Table): Cell[][] =>
  table.above.filter((row) => row.some((cell) => typeof cell === 'string' && /^(?:计量)?单位：[^：]{1,8}$/.test(cell)))
/** No title; a line of units stays, because without it nobody could read the figures. */
export const noTitle: Mangling = (table) => {
  table.above = unitLinesOf(table)
}
export const noFoot: Mangling = (table) => {
  table.below = []
}
export const endMark: Mangling = (table, random) => {
  table.below = [[random.pick(['以下空白', '——以下空白——', '（以下无正文）', '--以下无内容--'])], ...table.below]
}
