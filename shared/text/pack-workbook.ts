/** What the workbook of a pack says to its author: words it is written with, and what is wrong in which cell. */
import { choiceNames, columnTexts } from './pack-workbook-columns.ts'

export const workbookWords = {
  /** A list without items, where leaving the cell blank would mean something else. */
  none: '（无）',
  /** A row without values. */
  empty: '（空）',
  yes: ['是', 'true', 'yes', 'y', '√', '✓'] as readonly string[],
  no: ['否', 'false', 'no', 'n', '×', '✗'] as readonly string[],
  item: '项目',
  content: '内容',
  explanation: '说明',
  problem: '问题',
  problems: '问题',
  required: '必填。',
} as const

export const workbookText = {
  forbiddenKey: (key: string) => `名字“${key}”不允许使用。请换一个。`,
  keyTwice: (key: string) => `“${key}”在这一格里写了不止一次。请只留一处。`,
  notPair: (text: string) => `“${text}”应写成“名字=值”，几项之间用分号隔开。值里本来有分号的，用英文双引号括起来。`,
  notTagged: (text: string) => `“${text}”前面要写明是谁的，再加冒号，如 F5：栏名=值。`,

  errorCell: (value: string) => `这一格是 Excel 的出错值 ${value}。请改成应填的内容。`,
  formulaWithoutValue: '这一格是公式，但文件里没有存下结果。请用 Excel 打开存一次，或改成直接填写的值。',
  missing: '这一格必须填。',
  notInteger: '这里要填整数。',
  notNumber: '这里要填数字，不带单位和百分号。',
  notYesNo: '这里只能填“是”或“否”。',
  notChoice: (choices: string) => `这里只能填：${choices}。请从下拉清单里选。`,
  notList: '这里要填一个清单，几个值用顿号隔开。',
  notRow: '这里要写成“名字=值；名字=值”。',
  unknownProperty: (names: string) => `不认识“${names}”。请对照表头的说明改正或删去。`,
  tooLong: (limit: string) => `太长或太大，最多 ${limit}。请改短或改小。`,
  tooShort: (limit: string) => `太短或太小，至少 ${limit}。请补足。`,
  wrongForm: (wanted: string) => `写法不对，应当是${wanted}。`,
  wrong: '这一格的内容不对。请对照表头的说明改正。',
  alone: (heading: string) => `“${heading}”没有填，或和这一格不能同时用。请对照说明改正。`,

  ownerMissing: (sheet: string) => `没有写明属于哪一个。请填“${sheet}”里已有的编号。`,
  ownerUnknown: (sheet: string, id: string) => `“${sheet}”里没有“${id}”。请改正，或先在“${sheet}”里加上。`,
  twice: (id: string) => `“${id}”重复。请删去一行或改名。`,
  orderWrong: '列序要填整数，从 1 数起。',
  nothingBelow: (sheet: string) => `工作表“${sheet}”里没有它的内容。请在那里至少写一行。`,

  sheetMissing: (sheet: string) => `缺少工作表“${sheet}”。请从空白模板里补上，工作表名不要改。`,
  sheetTwice: (sheet: string) => `有不止一张工作表叫“${sheet}”。请只留一张。`,
  headMissing: (columns: string) => `这张工作表里找不到表头（${columns}……）。请照空白模板补上表头那一行。`,
  columnMissing: (heading: string) => `缺少“${heading}”这一列。请照空白模板补上。`,
  columnTwice: (heading: string) => `“${heading}”这一列出现了不止一次。请只留一列。`,
  itemTwice: (heading: string) => `“${heading}”写了不止一次。请只留一处。`,
  tooManyRows: (limit: string) => `这张工作表超过 ${limit} 行，没有读。请拆分或精简。`,

  columnIgnored: (heading: string) => `不认识“${heading}”这一列，没有读它。写错了请改正；自己的备注可以留着。`,
  itemIgnored: (item: string) => `不认识“${item}”这一项，没有读它。写错了请改正；自己的备注可以留着。`,
  sheetIgnored: (sheet: string) => `不认识工作表“${sheet}”，没有读它。写错了请改正；自己的备注可以留着。`,

  generalRemedy: '请对照“字段”里的栏名、“参数”里的名字和编写指南改正。',

  error: '要改',
  warning: '提醒',
  problemHeads: ['序号', '轻重', '工作表', '单元格', '现在的内容', '问题和改法'] as const,
  problemNote: (errors: number, warnings: number) =>
    `共 ${errors} 处要改、${warnings} 处提醒。点“单元格”一栏跳到那一格，红格要改，黄格只是提醒；改好后另存，再转换一次。公式已经换成它的结果。`,
  more: (count: number) => `还有 ${count} 处没有列出，改完上面的再查。`,
  allGood: '没有问题。',

  longCell: (sheet: string, cell: string) => `“${sheet}”的 ${cell} 内容超过 Excel 一格的上限（32767 字），装不下`,
  lossy: '写成工作簿后读回来和原来不一样，为免丢失内容没有写文件；方案包没有改动。请把方案包发给我们查看',
  written: (file: string, sheets: number) =>
    `已写成工作簿：${file}（${sheets} 张工作表）。用 Excel 或 WPS 打开修改，改好后用 tanbao pack from-xlsx 转回方案包。`,
  converted: (folder: string, forms: number, rules: number) =>
    `已写成方案包：${folder}（${forms} 张表、${rules} 条规则）。可用 tanbao pack check 再查一遍。`,
  refused: (errors: number) => `工作簿里有 ${errors} 处要改，没有写出方案包，原有文件没有改动。`,
  markHint: '加上 --mark 标注.xlsx，会另存一份在格子里标出问题的工作簿。',
  marked: (file: string) => `已把问题标在工作簿里：${file}`,
  warned: (count: number) => `另有 ${count} 处提醒：`,
  line: (where: string, message: string) => `  ${where}  ${message}`,
  folderName: (id: string) => `文件夹名要和方案编号一样：请把 -o 的最后一段写成 ${id}。`,
  folderNotEmpty: (folder: string) => `文件夹“${folder}”里已有内容，没有写入，原有文件没有改动。请换一个新的文件夹。`,
  dirOrBlank: '请写明方案包的文件夹，或用 --blank 要一本空白模板。',
  blankTitle: '方案包空白模板',
  title: (pack: string) => `方案包：${pack}`,
} as const

const entryOf = (path: string): readonly [heading: string, help: string] | undefined =>
  Object.hasOwn(columnTexts, path) ? columnTexts[path] : undefined

/** Heading of a column, e.g. of `fields.key`; the name of the property itself where we have no better one. */
export const headingOf = (path: string): string => entryOf(path)?.[0] ?? path.slice(path.indexOf('.') + 1)
export const helpOf = (path: string): string => entryOf(path)?.[1] ?? ''
export const hasHeading = (path: string): boolean => entryOf(path) !== undefined

/** What people see for a value of a choice. */
export const choiceLabel = (path: string, value: string): string => namesOf(path)?.[value] ?? value
const namesOf = (path: string): Readonly<Record<string, string>> | undefined =>
  Object.hasOwn(choiceNames, path) ? choiceNames[path] : undefined
const folded = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()

/** The value people mean by a text; undefined when it is none of `values`. */
export const choiceOf = (path: string, text: string, values: readonly string[]): string | undefined =>
  values.find((value) => choiceLabel(path, value) === text || value === text) ??
  values.find((value) => folded(choiceLabel(path, value)) === folded(text) || folded(value) === folded(text))

/** Names of the parts of a row that stands in a cell. */
export const propertyLabel = (path: string, key: string): string => {
  const known = entryOf(`${path}.${key}`)
  return known === undefined ? key : known[0]
}
export const propertyOf = (path: string, name: string, properties: readonly { readonly key: string }[]): string | undefined =>
  properties.find(({ key }) => propertyLabel(path, key) === name || key === name)?.key

/** How a text that has to follow a pattern is written, for people. */
const patterns: Readonly<Record<string, string>> = {
  '^[a-zA-Z][a-zA-Z0-9_]{0,63}$': '字母开头，只含字母、数字和下划线',
  '^[a-z0-9][a-z0-9-]{0,63}$': '小写字母、数字和连字号',
  '^\\d{4}-(0[1-9]|1[0-2])$': '年-月，如 2020-05',
  '^\\d{4}-(0[1-9]|1[0-2])(-\\d{2})?$': '年-月或年-月-日，如 2020-05 或 2020-05-31',
  '^\\d{4}-\\d{2}-\\d{2}$': '年-月-日，如 2020-05-31',
  '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$': '年-月-日，如 2020-05-31',
  '^\\d+\\.\\d+\\.\\d+$': '三段数字，如 1.0.0',
  '^[A-Z]\\d{3}$': '一个大写字母加三位数字，如 L022',
  '^\\d{6}$': '六位数字',
  '^\\d{4}$': '四位数字的年份',
  '^[A-Za-z0-9_-]{1,57}$': '字母、数字、下划线和连字号，最多 57 个',
  '^[A-Za-z0-9-]{2,32}$': '字母、数字和连字号，2 到 32 个',
  '^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$': '大写字母和数字，中间用连字号，如 R-F1-01',
  '^-?\\d+(\\.\\d+)?$': '一个数',
}
export const patternInWords = (pattern: string): string => patterns[pattern.replace(/^\/|\/[a-z]*$/g, '')] ?? `符合 ${pattern} 的文字`

/** Sentences of the loader speak of the files of a pack; an author of a workbook knows sheets and columns. */
const inWorkbookWords: readonly (readonly [RegExp, string])[] = [
  [/在 codes 文件夹补上/g, '在“代码表”和“代码”里补上'],
  [/方案包的 forms 文件夹和公共库里都没有。请补上文件或从 forms 里删去/g, '“表单”里没有它。请补上一行或改正'],
  [/carryForward\.clear/g, '“带入时清空”'],
  [/structure\.rows/g, '“固定行”'],
  [/naturalKey/g, '“自然键”'],
  [/rowLabel/g, '“行的称呼”'],
  [/zeroFields/g, '“空白当 0 的栏”'],
  [/表头 header/g, '表头'],
  [/header/g, '表头'],
  [/totals/g, '“合计”'],
  [/withoutRules/g, '“不用的规则”'],
  [/请把它写进 reads/g, '请把它写进“还要读哪些表”'],
  [/没有写 codes（/g, '没有写“代码表”（'],
  [/请改正 parent/g, '请改正“上级栏”'],
  [/不能写 cells/g, '不能写“标红的栏”'],
  [/^cells/g, '“标红的栏”'],
  [/^(min|max)/g, '上下限'],
  [/的 expr /g, '的“条件”'],
  [/的 when /g, '的“前提”'],
  [/的 message /g, '的“提示语”'],
  [/不认识的项“codes”/g, '只有代码、县区、乡镇类型才能填“代码表”：“codes”'],
  [/不认识的项“parent”/g, '只有代码、县区、乡镇类型才能填“上级栏”：“parent”'],
  [/below、exact、above/g, '低一点、正好、高一点'],
]
export const inWorkbook = (message: string): string => {
  const text = inWorkbookWords.reduce((words, [from, to]) => words.replace(from, to), message)
  return text.includes('请') ? text : `${text}${/[。！]$/.test(text) ? '' : '。'}${workbookText.generalRemedy}`
}
