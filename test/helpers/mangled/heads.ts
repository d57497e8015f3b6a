/** What people do to headings and columns. */
import type { Field } from '../../../shared/forms/form-schema.ts'
import type { Chances } from './random.ts'
import { type Column, chosenShare, isTrue, type Table } from './table.ts'

export type Mangling = (table: Table, random: Chances) => void

const leafOf = (column: Column): string => column.path.at(-1) ?? ''
const rename = (column: Column, label: string): void => {
  column.path = [...column.path.slice(0, -1), label]
}
const plain = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

/** True when no other field of the form goes by this name: a person who reads the form would know which is meant. */
const isUnambiguous = (table: Table, column: Column, label: string): boolean =>
  table.form.fields.every(
    (field) => field === column.field || [field.label, ...field.synonyms].every((name) => plain(name) !== plain(label)),
  ) && table.columns.every((other) => other === column || plain(leafOf(other)) !== plain(label))

const renameSafely = (table: Table, column: Column, label: string): void => {
  if (label !== '' && isUnambiguous(table, column, label)) rename(column, label)
}

/** Other names that the pack knows. */
export const synonyms: Mangling = (table, random) => {
  for (const column of chosenShare(random, table.columns, 0.5)) {
    const names = (column.field?.synonyms ?? []).filter((name) => column.unit === undefined || !/[（(].*[元吨/]/.test(name))
    if (names.length > 0) renameSafely(table, column, random.pick(names))
  }
}

/** Words that offices use for one another; nothing here is taken from the program. */
const sameWords: readonly (readonly [string, readonly string[]])[] = [
  ['统一社会信用代码', ['社会统一信用代码', '统一信用代码证号', '企业统一社会信用代码']],
  ['建设单位', ['项目建设单位', '承建单位（业主）']],
  ['日期', ['时间']],
  ['时间', ['日期']],
  ['标准煤', ['标煤']],
  ['标煤', ['标准煤']],
  ['二氧化碳', ['CO2']],
  ['文号', ['文件号', '批文号']],
  ['编号', ['号', '编码', '号码']],
  ['代码', ['编码', '代号']],
  ['备注', ['备 注', '其他说明', '备注栏']],
  ['所在', ['所属']],
  ['用煤', ['耗煤', '煤炭用']],
  ['用电', ['耗电']],
  ['用热', ['耗热']],
  ['用水', ['耗水']],
  ['消费量', ['消耗量', '用量']],
  ['综合能耗', ['综合能源消费', '综合能源消费量']],
  ['乡镇街道', ['乡镇（街办）', '乡（镇、街道）']],
  ['县区', ['区县', '县（市、区）']],
  ['户数', ['户数量', '户']],
  ['投资', ['投资额']],
  ['补贴', ['补助', '奖补']],
  ['补助', ['补贴']],
  ['投产', ['投运', '建成投产']],
  ['开工', ['动工']],
  ['完工', ['完成']],
  ['存在问题', ['存在的主要问题', '目前存在问题']],
  ['措施', ['举措']],
  ['淘汰', ['拆除']],
  ['单位名称', ['企业名称', '单位']],
  ['企业名称', ['单位名称', '企业全称']],
  ['责任部门', ['负责部门', '责任科室（部门）']],
  ['责任单位', ['负责单位']],
  ['负荷率', ['负荷比例', '负荷']],
  ['主要产品', ['主要产品种类', '主产品']],
  ['园区', ['工业园区']],
  ['是否', ['']],
  ['新增', ['新增加']],
  ['年度', ['全年']],
  ['完成', ['实现']],
  ['累计', ['累计至今']],
  ['行业小类', ['国民经济行业小类', '行业小类名称']],
  ['设备', ['装备']],
  ['额定出力', ['额定蒸发量', '锅炉出力']],
  ['库存', ['库存量']],
  ['购进量', ['购入量', '外购量']],
  ['设计年产能', ['年设计产能', '设计年生产能力']],
  ['品种', ['种类']],
  ['地址', ['详细地址', '地点']],
  ['金额', ['额度', '总额']],
  ['原因', ['原因说明']],
  ['情况', ['']],
]

/** Names that no pack lists but any colleague would understand. */
export const nearSynonyms: Mangling = (table, random) => {
  for (const column of chosenShare(random, table.columns, 0.35)) {
    const label = leafOf(column)
    const fitting = sameWords.filter(
      ([word, others]) => label.includes(word) && !others.some((other) => other !== '' && label.includes(other)),
    )
    if (fitting.length === 0) continue
    const [word, others] = random.pick(fitting)
    renameSafely(table, column, label.replace(word, random.pick(others)))
  }
}

/** Labels cut short: what stands in brackets left out, the first or the last word left out. */
export const abbreviations: Mangling = (table, random) => {
  for (const column of chosenShare(random, table.columns, 0.2)) {
    const label = leafOf(column)
    const short = random.pick([
      (text: string) => text.replace(/[（(].*?[）)]/, ''),
      (text: string) => text.replace(/^(?:项目|企业|单位|锅炉|使用|年度|所在|主要|实际|是否)/, ''),
      (text: string) => text.replace(/(?:情况|数量|总量|量|额|日期|编号|代码|类型|名称|方式)$/, ''),
      (text: string) => text.replace(/[的及与和、/]/g, ''),
    ])(label)
    if (short.length >= 2 && short !== label) renameSafely(table, column, short)
  }
}

/** A key under a name that nobody could know. */
export const strangeKey: Mangling = (table, random) => {
  const keys = table.columns.filter(({ field }) => table.form.naturalKey.includes(field?.key ?? ''))
  if (keys.length > 0) rename(random.pick(keys), random.pick(['本地识别', '内部标识', '档案盒', '对象']))
}

const decorate: readonly ((label: string, at: number, field: Field | undefined) => string)[] = [
  (label, at) => `${at + 1}. ${label}`,
  (label, at) => `（${at + 1}）${label}`,
  (label) => `*${label}`,
  (label) => `${label}＊`,
  (label) => (label.length <= 4 ? [...label].join(' ') : label),
  (label) => (label.length <= 5 ? [...label].join('　') : label),
  (label) => (label.length > 5 ? `${label.slice(0, 4)}\n${label.slice(4)}` : label),
  (label, _, field) => (field?.type === 'yesNo' ? `${label}（是/否）` : `${label}（必填）`),
  (label, _, field) => (field?.type === 'date' ? `${label}（格式：2020-05-31）` : label),
  (label, _, field) => (field?.type === 'code' ? `${label}（下拉选择）` : label),
  (label) => `${label}：`,
  (label) => ` ${label.replaceAll('（', '(').replaceAll('）', ')')} `,
  (label) => `【${label}】`,
]
/** Numbers, stars, spaces, line breaks and hints around labels. */
export const decorations: Mangling = (table, random) => {
  for (const [at, column] of table.columns.entries())
    if (random.chance(0.5)) rename(column, random.pick(decorate)(leafOf(column), at, column.field))
}

export const unitStyles: Mangling = (table, random) => {
  const style = random.pick(['bracket', 'slash', 'comma', 'row'] as const)
  for (const column of table.columns)
    if (column.unit !== undefined && (style === 'row' || random.chance(0.8)))
      column.unitStyle = column.unit.includes('/') ? (style === 'row' ? 'row' : 'bracket') : style
}

/** Labels merged downwards over more rows than they need. */
export const tallHeads: Mangling = (table, random) => {
  table.extraHeadRows = random.whole(1, 2)
}
export const looseHeads: Mangling = (table) => {
  table.head = 'loose'
}
/** Groups written into the labels: 消费量-工业生产消费. */
export const joinedHeads: Mangling = (table) => {
  table.head = 'joined'
}
/** Only the lowest row of the header, where this leaves every label different. */
export const leafHeads: Mangling = (table) => {
  const leaves = table.columns.map((column) => plain(leafOf(column)))
  if (new Set(leaves).size === leaves.length) table.head = 'leaf'
}
/** One more level of groups on top, of the clerk's own making. */
export const moreGroups: Mangling = (table, random) => {
  const cut = random.whole(2, Math.max(2, table.columns.length - 2))
  for (const [at, column] of table.columns.entries()) column.path = [at < cut ? '基本信息' : '填报内容', ...column.path]
}

export const otherNumbers: Mangling = (table, random) => {
  table.numbers = random.pick(['text', 'chinese', 'none', 'none'] as const)
}

const movePermutation = (table: Table, order: readonly Column[]): void => {
  table.columns = [...order]
}
export const reordered: Mangling = (table, random) => {
  if (random.chance(0.5)) return movePermutation(table, random.shuffled(table.columns))
  const columns = [...table.columns]
  for (let moved = random.whole(2, 5); moved > 0; moved--) {
    const [column] = columns.splice(random.whole(0, columns.length - 1), 1)
    if (column !== undefined) columns.splice(random.whole(0, columns.length), 0, column)
  }
  movePermutation(table, columns)
}

/** Columns left out, computed ones first of all; the key stays. */
export const missing: Mangling = (table, random) => {
  const share = random.pick([0.15, 0.3, 0.5])
  const kept = table.columns.filter(
    (column) => table.form.naturalKey.includes(column.field?.key ?? '') || !random.chance(isTrue(column) ? share : 0.7),
  )
  if (kept.length >= 4 && kept.filter(isTrue).length >= 3) movePermutation(table, kept)
}

type Stranger = (table: Table, random: Chances) => Column
const stranger = (label: string, cells: Column['cells']): Column => ({
  field: undefined,
  path: [label],
  unit: undefined,
  unitStyle: 'none',
  hidden: false,
  cells,
  truth: cells.map(() => undefined),
  totals: [],
})
const rowsOf = (table: Table): number => table.columns[0]?.cells.length ?? 0
const list = <T>(table: Table, make: (row: number) => T): T[] => Array.from({ length: rowsOf(table) }, (_, row) => make(row))
const strangers: readonly Stranger[] = [
  (table) =>
    stranger(
      '网格员',
      list(table, (row) => ['老李', '小韦', '阿贵'][row % 3] ?? ''),
    ),
  (table) =>
    stranger(
      '联系手机',
      list(table, (row) => 13_800_000_000 + row * 7919),
    ),
  (table) =>
    stranger(
      '排名',
      list(table, (row) => row + 1),
    ),
  (table) =>
    stranger(
      '录入人',
      list(table, () => '李敏'),
    ),
  (table) =>
    stranger(
      '是否已核对',
      list(table, (row) => (row % 2 === 0 ? '是' : '否')),
    ),
  (table) =>
    stranger(
      '录入时间',
      list(table, () => ({ value: 43_985, format: 'yyyy/m/d h:mm' })),
    ),
  (table) =>
    stranger(
      '市局审核意见',
      list(table, () => '同意'),
    ),
  (table) =>
    stranger(
      '附图页码',
      list(table, (row) => row * 3 + 1),
    ),
  // A figure of another year beside one of the form: the label is the form's own, with a word before it.
  (table, random) => {
    const figures = table.columns.filter((column) => column.field?.type === 'decimal' && isTrue(column))
    if (figures.length === 0)
      return stranger(
        '面积（亩）',
        list(table, (row) => row * 5 + 10),
      )
    const twin = random.pick(figures)
    return {
      ...stranger(
        `上年${leafOf(twin).replace(/^(?:本年|当年|本月|上年)/, '')}`,
        list(table, (row) => 90_000 + row),
      ),
      unit: twin.unit,
      unitStyle: 'bracket',
    }
  },
]
/** Columns that the form does not have, among the others. */
export const extra: Mangling = (table, random) => {
  for (let left = random.whole(1, 4); left > 0; left--) {
    const column = random.pick(strangers)(table, random)
    const isKnown = table.form.fields.some((field) =>
      [field.label, ...field.synonyms].some((name) => plain(name) === plain(leafOf(column))),
    )
    if (!isKnown && table.columns.every((other) => leafOf(other) !== leafOf(column)))
      table.columns.splice(random.whole(0, table.columns.length), 0, column)
  }
}
export const indexColumn: Mangling = (table, random) => {
  const label = random.pick(['序号', '序 号', 'No.', '行次'])
  if (table.form.fields.some((field) => field.synonyms.includes('序号'))) return
  table.columns.unshift(
    stranger(
      label,
      list(table, (row) => row + 1),
    ),
  )
}
export const hiddenColumns: Mangling = (table, random) => {
  for (const column of chosenShare(random, table.columns, 0.12)) column.hidden = true
}
/** The same heading twice; nobody can know which one counts. */
export const twice: Mangling = (table, random) => {
  const figures = table.columns.filter((column) => column.field?.type === 'decimal' && isTrue(column))
  if (figures.length === 0) return
  const twin = random.pick(figures)
  const at = random.whole(0, table.columns.length)
  table.columns.splice(at, 0, {
    ...stranger(
      leafOf(twin),
      list(table, (row) => 70_000 + row),
    ),
    path: [...twin.path],
    unit: twin.unit,
    unitStyle: twin.unitStyle,
  })
}
