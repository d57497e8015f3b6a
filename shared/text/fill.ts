/** What is said about filling in a workbook of the office above. */
import { formatList } from './format.ts'

/** Why rows cannot be put in; completes a sentence. */
export const rowsText = {
  outside: '加行后会超出工作表的最后一行',
  overlap: '要加行的几个区域互相重叠',
  arrayFormula: (ref: string) => `数组公式 ${ref} 会被新加的行切断`,
  table: (name: string) => `“表格”${name} 会被新加的行切断`,
  pivot: '数据透视表会被新加的行切断',
} as const

type HeaderValue = 'unit' | 'period' | 'leader' | 'preparer' | 'auditor' | 'preparerPhone' | 'fillDate'

/** What a part of the report's head is called. */
export const headerNames: Readonly<Record<HeaderValue, string>> = {
  unit: '填报单位',
  period: '报告期',
  leader: '单位负责人',
  preparer: '填表人',
  auditor: '审核人',
  preparerPhone: '联系电话',
  fillDate: '填报日期',
}

const brackets = /[（(【[][^）)】\]]*[）)】\]]/g
const labels: readonly (readonly [HeaderValue, RegExp])[] = [
  ['unit', /^(?:填报|填表|报送|上报|编制|报告)(?:单位|部门|地区)(?:名称)?$|^单位名称$/],
  ['period', /^(?:报告|填报|所属|统计|报表)(?:期|时期|月份)$|^月份$/],
  ['leader', /^(?:单位|分管|主管|部门)?负责人$|^单位领导$/],
  ['preparer', /^(?:填表|填报|制表|经办)人$|^制表$/],
  ['auditor', /^(?:审核|复核)人?$/],
  ['preparerPhone', /^(?:联系|填表人|填报人)?电话$/],
  ['fillDate', /^(?:填报|填表|制表|报出|报送|上报)(?:日期|时间)$/],
]

/** Which part of the report's head belongs behind this label of a template. */
export const headerValueOf = (label: string): HeaderValue | undefined => {
  const text = label.replace(brackets, '').replace(/\s/g, '')
  return labels.find(([, pattern]) => pattern.test(text))?.[0]
}

/** A label with its colon and what stands behind it. */
export const labelledPart =
  /([^\s:：_＿]{2,12}(?:[（(][^）)]*[）)])?)\s*([:：])([^:：]*?)(?=[^\s:：_＿]{2,12}(?:[（(][^）)]*[）)])?\s*[:：]|$)/gu
/** Nothing yet, or a place to write on. */
export const unfilled = /^[\s_＿×XxＸ　]*(?:(?:20)?[\s_＿×Xx　]*年[\s_＿×Xx　]*月(?:[\s_＿×Xx　]*日)?)?[\s_＿　]*$/u
/** `　　年　　月` in a title, without a day. */
export const blankMonth = /(?:20)?[\s_＿×Xx　]+年[\s_＿×Xx　]+月(?![\s_＿×Xx　]*日)/u
/** `{{…}}` in a cell. */
export const mark = /\{\{\s*(?:表头[.．])?([^{}]{1,60}?)\s*\}\}/gu
export const indexMark = /^序号$/

export const fillText = {
  macros: '含有宏',
  macrosHelp: '请用 Excel 或 WPS 另存为不带宏的 .xlsx 再试，',
  noRoom: (row: number) => `第 ${row} 行表头下面没有留出填数的空行`,
  noRoomHelp: '请在表头下面留一行画好框线的空行；预先印好行名的，请核对行名和本表的一样。',
  scattered: '标记的栏目不在同一行，分不清哪一行是要重复的数据行',
  scatteredHelp: '请把各栏的标记 {{…}} 写在同一行，',
  unitLeftOut: (cell: string, field: string, unit: string) => `${cell} 的“${field}”要求单位“${unit}”，换算不了，没有填。`,
  whichField: (letter: string, path: string) => `模板 ${letter} 列“${path}”填哪一栏？`,
  leaveBlank: '这一列不填',
  whichUnit: (letter: string, path: string, unit: string, own: string) =>
    `模板 ${letter} 列“${path}”的单位是“${unit}”，表里是“${own}”，怎么换算？`,
  rowUnits: (letter: string, path: string, units: string) => `模板 ${letter} 列“${path}”的数按模板写的单位换算后填入：${units}。`,
  rowUnit: (own: string, theirs: string, factor: string) => `${own}→${theirs}（乘以 ${factor}）`,
  unknownUnit: '（没有单位）',
  asItIs: '数字不变，照填',
  inUnit: (unit: string, factor: string) => `换算成“${unit}”再填（乘以 ${factor}）`,
  convention: (text: string) => `按惯例换算（${text}）`,
  scaled: (letter: string, path: string) => `模板 ${letter} 列“${path}”的数字格式会把数缩小显示，填进去的数是原数吗？`,
  scaledStored: '填原数，由格式缩小显示',
  existing: (first: number, last: number) => `模板第 ${first} 至 ${last} 行已经有内容，怎么处理？`,
  existingReplace: '用本期数据换掉',
  existingBelow: '保留，填在后面',
  whichRow: (name: string) => `“${name}”填在模板的哪一行？`,
  rowChoice: (row: number, text: string) => `第 ${row} 行　${text}`,
  leaveOut: '不填',
  whichMark: (cell: string, text: string) => `${cell} 的标记“${text}”是什么意思？`,
  blankMark: '留空',
  notInList: (cell: string, text: string) => `${cell}：“${text}”不在模板的下拉列表里，已照填，请核对。`,
  rounded: (cell: string, from: string, to: string) => `${cell}：${from} 换算后除不尽，填的是 ${to}。`,
  notNumber: (cell: string, text: string) => `${cell}：“${text}”不是数，按文字填入。`,
  totalOpen: (row: number, text: string) => `模板第 ${row} 行“${text}”没有公式，也没有对应的合计，没有填。`,
  partialTotal: (cell: string, formula: string, rows: number) =>
    `${cell} 的公式“=${formula}”只用到其中几行，加进来的 ${rows} 行没有算进去。请在生成的文件里改好这个公式，再报送。`,
  partialRange: (place: string, formula: string, rows: number) =>
    `${place} 的公式“=${formula}”只用到其中几行，填进去的有 ${rows} 行没有算进去。请在生成的文件里改好这个公式，再报送。`,
  exampleCounted: (place: string, formula: string, row: number) =>
    `${place} 的公式“=${formula}”把第 ${row} 行的示例也算进去了。请在生成的文件里删掉示例或改好这个公式，再报送。`,
  named: (name: string) => `名称“${name}”`,
  partialTable: (name: string, rows: number) =>
    `“表格”${name} 没有包括所有的数据行，填进去的有 ${rows} 行在它外面，用到它的合计和图表没有算进这些行。请在生成的文件里调整它的大小，再报送。`,
  whichBlock: (count: number) => `模板里有 ${count} 处留着空行，程序不会按小标题分开填。这张表的各行都填在哪一处？`,
  blockChoice: (first: number, last: number, under: string) => `第 ${first} 至 ${last} 行${under === '' ? '' : `（“${under}”下面）`}`,
  absent: (fields: string) => `模板里没有这些栏目，表里的数据没有填进去：${fields}。`,
  unused: (columns: string) => `模板里这些列没有对上，留空：${columns}。`,
  otherMonth: (cell: string, text: string) => `${cell} 写的是“${text}”，与报告期不一致，请核对模板。`,
  kept: (cell: string, label: string, text: string) => `${cell} 的“${label}”已写着“${text}”，没有改动。`,
  extraRows: (names: string) => `模板里没有印这些行，已加在后面：${names}。`,
  shownRows: (rows: readonly number[]) => `模板里这几行是隐藏的，填了内容，已改为显示：${formatList(rows.map((row) => `第 ${row} 行`))}。`,
  uncomputed: (cells: readonly string[]) => `这些公式程序算不出来，打开文件时由 Excel 或 WPS 重新计算：${formatList(cells)}。`,
  fileName: (name: string, unit: string, period: string) => `${name}（${unit}${period}）.xlsx`,
  reading: '正在读取模板',
  writing: '正在填写模板',
} as const
