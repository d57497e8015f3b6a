/** What the tools for outside workbooks say: `tanbao xlsx …`. */
import { formatList } from './format.ts'

const featureNames: Readonly<Record<string, string>> = {
  formulas: '公式',
  merges: '合并单元格',
  validations: '数据有效性',
  conditionalFormats: '条件格式',
  charts: '图表',
  images: '图片',
  drawings: '图形层',
  comments: '批注',
  threadedComments: '对话批注',
  tables: '超级表',
  pivots: '数据透视表',
  slicers: '切片器',
  sparklines: '迷你图',
  hyperlinks: '超链接',
  filters: '筛选',
  protection: '保护',
  pageBreaks: '分页符',
  controls: '控件',
  objects: '嵌入对象',
  queries: '外部查询',
  externalLinks: '外部链接',
  macros: '宏',
  customXml: '自定义数据',
}

/** By what the content is, whatever the name ends in. */
const formats = {
  xlsx: 'Excel 工作簿或模板',
  xls: '老格式的 Excel、WPS 工作簿（.xls、.et）',
  ods: 'OpenDocument 表格（.ods）',
  xml2003: 'Excel 2003 的 XML 表格',
  html: '网页里的表格（有的系统把它存成 .xls）',
  csv: '文本，按表格（.csv）读',
} as const

/** `公式 12、图表 2`; empty when there is none. */
const features = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([feature, count]) => `${featureNames[feature] ?? feature} ${count}`)
    .join('、')

const onlyLookedAt = '这里只是查看，没有改动文件。'

export const xlsxToolsText = {
  usage: `碳报 Excel 文件工具（不需要数据文件夹）

用法：tanbao xlsx <命令> 文件 … [--json]

  info 文件                                           有哪些工作表，各有什么：公式、下拉、图表、宏、保护……
                                                      .xls、.et、.ods、.csv 等能读的也能看，列出各表几行几列
  set 文件.xlsx --sheet 工作表 --cell B2 --value 值 -o 新文件
      [--type number|text|date|boolean|blank] [--replace-formula]
                                                      改一个单元格，其余原样不动；不写 --type 时按值判断
  mark 文件.xlsx --sheet 工作表 --cell B2 --text 说明 -o 新文件 [--level error|warning|notice]
                                                      给一个单元格涂色、加批注，并加一张“审核结果”，其余原样不动

退出码：0 完成；2 没有执行（原因见提示）。`,
  unknownCommand: (name: string) => `Excel 文件工具里没有“${name}”这个命令。运行 tanbao xlsx --help 查看全部命令；没有执行任何操作。`,
  badType: (type: string) => `--type 不能是“${type}”，可以是 number、text、date、boolean 或 blank。没有执行任何操作。`,
  badLevel: (level: string) => `--level 不能是“${level}”，可以是 error、warning 或 notice。没有执行任何操作。`,
  notBoolean: (value: string) => `“${value}”不是真假值，请写 true 或 false。没有执行任何操作。`,
  sameFile: '新文件和原文件是同一个，会盖掉原来的内容，所以没有执行。请给新文件换一个名字。',
  features,
  summary: (parts: number, names: number, counts: Readonly<Record<string, number>>) =>
    `包内 ${parts} 个部件，自定义名称 ${names} 个${features(counts) === '' ? '' : `；${features(counts)}`}`,
  sheetHeads: ['工作表', '行', '单元格', '解压后', '内容'],
  format: (format: keyof typeof formats) => `文件类型：${formats[format]}`,
  tableHeads: ['工作表', '有内容的行', '列', '单元格', '内容'],
  contentIsRead: '里面的内容读得出来；有没有要填的报表，导入时再辨认。',
  sheetName: (name: string, hidden: boolean, isWorksheet: boolean) =>
    `${name}${hidden ? '（隐藏）' : ''}${isWorksheet ? '' : '（图表页）'}`,
  size: (bytes: number) => (bytes < 10_240 ? `${bytes} 字节` : `${Math.round(bytes / 1024)} KB`),
  canBeChanged: '可以在原表上填写和标注。',
  /** Why a file cannot be changed, said where it was only looked at. */
  obstacles: {
    WORKBOOK_NOT_PATCHABLE: (file: string) =>
      `文件“${file}”不是 .xlsx 或 .xlsm 格式，不能在原表上填写或标注；${onlyLookedAt}要填写或标注，请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。`,
    WORKBOOK_SIGNED: (file: string) =>
      `文件“${file}”带有数字签名，改动任何一格签名都会失效，不能在原表上填写或标注；${onlyLookedAt}要填写或标注，请用 Excel 或 WPS 打开，另存为一份不带签名的 .xlsx 后再试。`,
    WORKBOOK_ENCRYPTED: (file: string) =>
      `文件“${file}”设了打开密码，看不到里面的内容；${onlyLookedAt}请在 Excel 或 WPS 里取消密码、另存后再试。`,
  },
  written: (file: string) => `已写出：${file}`,
  restyled: (cells: readonly string[]) => `这些单元格原来不是日期格式，已改成日期格式：${formatList(cells)}`,
  longNumbers: (cells: readonly string[]) => `这些数字超过 15 位，表格存不准，已按文字写入：${formatList(cells)}`,
  uncomputed: (cells: readonly string[]) => `这些公式暂时算不出结果，用 Excel 或 WPS 打开时会自动重算：${formatList(cells)}`,
} as const
