/** What the import of workbooks says. */
import { shortened } from './shortened.ts'

/** Why a file was refused, put in brackets behind 结构不正常. */
export const hostileReasons = {
  zipEntries: '压缩包里的文件太多',
  duplicateEntry: '压缩包里有重名的文件',
  overlappingEntries: '压缩包里的文件互相重叠',
  unsafeName: '压缩包里的文件名指向包外',
  partBytes: '解压后的内容过大',
  bytesWithoutTag: '有超长的空白或字符',
  doctype: '含有不允许的文档类型声明',
  xmlDepth: '嵌套层数过多',
  sheets: '工作表太多',
  cells: '单元格太多',
  merges: '合并单元格太多',
  address: '单元格位置超出表格范围',
  cellCharacters: '一个单元格里的文字太长',
  textCharacters: '文字总量过大',
  sharedStrings: '文字条目太多',
  memory: '读取时要占用的内存或时间远超正常表格',
  inflated: '压缩包解压后膨胀得不正常',
  attributes: '一个元素的属性太多',
  names: '工作表的名称太长',
  styles: '单元格样式太多',
  sheetItems: '链接、下拉或条件格式等附加内容太多',
  places: '数据散落得太开',
  comments: '批注太多',
  relationships: '文件内部的关联太多',
  container: '文件内部的存储结构互相重叠或绕圈',
  paragraphs: '文字段落太多',
  pages: '页数太多',
} as const
export type HostileReason = keyof typeof hostileReasons

/** Why a row of a sheet is no row of the report. */
export const skipReasons = {
  title: '标题',
  unit: '单位行',
  number: '栏号',
  note: '注释',
  total: '合计',
  blank: '空行',
  footer: '表尾',
  example: '示例',
} as const

/** What a preview that changes nothing must say for itself. */
interface Untaken {
  readonly counts: {
    readonly rows: number
    readonly added: number
    readonly changed: number
    readonly unchanged: number
    readonly removed: number
  }
  readonly skipped: readonly { readonly reason: keyof typeof skipReasons }[]
}
const toldReasons = ['note', 'total', 'example'] as const

/** Why a file that changes nothing was not taken in; undefined where it changes something, or says the same as the report. */
export const nothingTaken = ({ counts, skipped }: Untaken): string | undefined => {
  const { rows, added, changed, unchanged, removed } = counts
  if (added + changed + removed > 0 || (rows > 0 && rows === unchanged)) return undefined
  if (rows > 0)
    return `文件里有 ${rows - unchanged} 行没有导入（每一行都写明了原因）${unchanged === 0 ? '' : `，其余 ${unchanged} 行和表里一样`}，没有改动数据。`
  const reasons = toldReasons.flatMap((reason) => {
    const count = skipped.filter((row) => row.reason === reason).length
    return count === 0 ? [] : [`${skipReasons[reason]} ${count} 行`]
  })
  const why =
    reasons.length === 0 ? '表头下面没有可以当作数据的行' : `表头以外的行都没有当作数据（${reasons.join('、')}），请看每一行的说明`
  return `文件里没有读到数据行，没有改动数据：${why}。`
}

const shown = (text: string): string => `“${shortened(text, 40)}”`

export const importText = {
  reading: '正在读取文件',
  surveying: '正在辨认各张工作表',
  recognising: '正在识别表头和数据',
  comparing: '正在与现有数据比对',
  saving: '正在保存',

  // Problems of single cells
  formulaWithoutValue: '这个单元格是公式，文件里没有存下结果，按空白处理。请在 Excel 或 WPS 里打开、重新计算并保存后再导入，或手工填写。',
  errorCell: (text: string) => `单元格里是错误值 ${text}，已原样带入，请核对后改正。`,
  dateInText: (text: string) => `这里应是文字，文件里却存成了日期 ${text}（可能被 Excel 自动转换），请核对。`,
  notANumber: (text: string) => `${shown(text)}读不成数字，已原样带入，请核对后改正。`,
  notAnInteger: (text: string) => `${shown(text)}不是整数，已原样带入，请核对后改正。`,
  strangeUnit: (unit: string, wanted: string | undefined) =>
    `单元格里带的“${unit}”${wanted === undefined ? '不能识别' : `不能换算成${wanted}`}，已原样带入，请改成只填数字。`,
  dashInText: (text: string) => `${shown(text)}按空白处理。`,
  dashAsBlank: (text: string) => `${shown(text)}按空白处理。如果本意是 0，请填 0。`,
  rounded: (from: string, to: string) => `${from} 换算后除不尽，四舍五入为 ${to}，请核对。`,
  ambiguousDate: (text: string) => `${shown(text)}不能确定是哪一天，已原样带入。请改成“2020-05-31”这样的写法。`,
  digitsLost: (text: string) => `${shown(text)}在文件里是数字，超过 15 位的部分可能已被 Excel 改成 0，请对照原件核对。`,
  codeTidied: (from: string, to: string) => `${shown(from)}按编号 ${to} 导入（全角、空格、逗号、撇号或“.0”已去掉），请核对。`,
  almostTheSameKey: (key: string) => `和原有的${shown(key)}只差写法，没有当作同一行。如果是同一行，请在文件里改成一样的写法后重新导入。`,
  powerOfTen: (text: string) =>
    `${shown(text)}是 Excel 把编号变成了科学计数，原来的数字已经看不到了。请在原表里把这一列改成文本、重填编号后再导入，或在这里对照原件改正。`,
  percentCell: (shownAs: string, stored: string, unit: string | undefined) =>
    `单元格是百分比格式，显示的是 ${shownAs}，存的是 ${stored}，本栏${unit === undefined ? '不是百分数' : `要填的是${unit}`}，说不准该是多少。已按${shown(shownAs)}带入，没有换算，请核对后填实际的数。`,
  notShownSmaller: (text: string, factor: string) =>
    `同一栏的别的数设了缩小显示的格式，这一格没有，所以没有跟着换算，${factor === '1' ? `按原数 ${text} 导入` : `按 ${text} 乘以 ${factor} 导入`}，请核对。`,
  dittoAlone: (text: string) => `${shown(text)}的上一行没有内容可以照抄，已原样带入，请改成实际的内容。`,
  dittoFilled: (text: string, above: string) => `这里写的是${shown(text)}，按上一行的${shown(above)}填入，请核对。`,
  zerosRestored: (from: string, to: string) => `文件里是数字 ${from}，前面的 0 已补上，按代码 ${to} 导入，请核对。`,
  unknownCode: (text: string) => `${shown(text)}不在代码表里，已原样带入，请从下拉列表中改选。`,
  unreadable: (text: string) => `${shown(text)}看不明白，已原样带入，请核对后改正。`,
  tooLong: (length: number, most: number) => `文字有 ${length} 个字，超过上限 ${most} 个字，请缩短。`,
  hiddenRow: '这一行在文件里是隐藏的，也一并导入了。如不需要，请在导入后删除。',
  struckRow: '这一行在文件里画有删除线（整行或其中几格），也一并导入了。如果它已经作废，请在导入后删除。',
  hiddenColumn: (label: string) => `“${label}”一栏在文件里是隐藏的，也一并导入了，请核对。`,
  mergedText: (text: string) => `这里与上面的单元格合并，按${shown(text)}填入，请核对。`,
  mergedNumber: '这里与上面的单元格合并。数字不能重复计算，这一格留空，请核对后分行填写。',
  mergedAcross: '这里合并了几栏，内容只归入最左边一栏，请核对。',
  guessedColumn: (heading: string, label: string) => `“${heading}”按名称、内容和位置推断为“${label}”，请核对；不对的话请改选。`,
  unknownColumn: (heading: string) => `“${heading}”一栏不是本表的栏目，没有导入。如果应当导入，请指出它对应哪一栏。`,
  blankKey: (label: string) => `这一行没有填“${label}”，无法和别的行区分。如果是与上一行相同而没有写，请补上；已按空白导入。`,
  computedColumn: (label: string) => `“${label}”由程序计算，文件里的数值不导入。`,
  lonelyValue: '这一行只有这一个单元格有内容，像是标题或说明，没有导入。如果它是数据，请在导入后补填。',
  unnamedRow: '这一行只有数字，没有名称和编号，像是合计行，没有导入。如果它是数据，请在文件里补上名称后重新导入。',
  oddRow: (text: string, label: string | undefined) =>
    `这一行${label === undefined ? '' : `的“${label}”写的是${shown(text)}，不像别的行，而且`}只有很少几格有内容，像是小计、对比或说明，没有导入。如果它是数据，请在文件里补全后重新导入，或在导入后补填。`,
  oddKey: (text: string, label: string | undefined) =>
    `${shown(text)}不像别的行的“${label ?? ''}”，已原样带入，请核对。如果这一行是小计、对比或说明，请在导入后删除。`,
  bareRow: '这一行在表的末尾，文字栏几乎都空着，也一并导入了，请核对它是不是数据。如不需要，请在导入后删除。',
  rowsBelow: (count: number) => `下面 ${count} 行`,
  rowsAbove: (count: number) => `上面 ${count} 行`,
  subTotal: (text: string, rows: string) =>
    `${shown(text)}这一行的数正好是${rows}相加，按小计处理，没有导入。如果它是单独的一条数据，请在导入后补填。`,
  subTotalDiffers: (text: string, label: string, stated: string, rows: string, sum: string) =>
    `${shown(text)}这一行像是小计，没有导入，可是“${label}”写的是 ${stated}，${rows}加起来是 ${sum}。请核对是不是漏了行或者有数填错；如果它是单独的一条数据，请在导入后补填。`,
  likeSubTotal: (text: string, label: string, stated: string, rows: string, sum: string) =>
    `${shown(text)}这一行像是小计，可是“${label}”写的是 ${stated}，${rows}加起来是 ${sum}，对不上，所以按数据带入了，请核对。如果是小计，请在导入后删除。`,
  sumTaken: (text: string, rows: string) => `${shown(text)}这一行的数正好是${rows}相加，已按数据带入，请核对。如果是小计，请在导入后删除。`,
  strayValue: '这一格上面没有栏名，不在表内，没有导入。如果它是数据，请在文件里补上栏名或移到所属的栏后重新导入。',
  strayColumn: (letter: string, count: number) =>
    `${letter} 列没有栏名，${count} 行有内容，都没有导入。如果应当导入，请在文件里补上栏名后重新导入。`,
  splitNumber: (first: string, next: string, whole: string) =>
    `这里是${shown(first)}，右边是${shown(next)}，多半是一个数 ${whole} 被千分位逗号拆开了，请对照原件核对后改正。`,
  longRow: (more: number) =>
    `这一行比表头多出 ${more} 格，各栏的内容可能错开了：多半是数字或文字里的逗号没有用引号括起来。请对照原件核对，最好在文件里改好后重新导入。`,
  otherPeriod: (place: string, found: string, period: string) =>
    `${place}写的是 ${found}，现在导入的是 ${period} 的报表，请确认没有选错文件。`,
  titlePlace: '文件的标题',
  sheetNamePlace: '工作表的名称',
  fileNamePlace: '文件名',
  otherUnit: (found: string, unit: string) => `这里写的是 ${found}，现在导入的是 ${unit} 的报表，请确认没有选错文件。`,
  repeatedRow: (row: number | string) =>
    `与${typeof row === 'number' ? `第 ${row} 行` : ` ${row} `}是表里的同一行，只带入了前面的，这一行没有导入，请核对哪一行是对的。`,
  secondRecord: '这张表只填一行，前面的一行已带入，这一行没有导入，请核对哪一行是对的。',
  duplicateKey: (row: number | string) =>
    `与${typeof row === 'number' ? `第 ${row} 行` : ` ${row} `}的编号（关键栏）相同，两行都已带入，请核对后删去一行。`,
  existingKey: '现有数据里已有相同编号（关键栏）的行，追加后会重复，请核对。',
  notInFixedRows: (name: string) => `这张表的行是固定的，这一行${name === '' ? '' : `（${shown(name)}）`}不在其中，没有导入。`,
  permanentRow: (label: string) => `文件里没有“${label}”。这是结转来的台账行，不能删除，已保留。`,
  totalDiffers: (label: string, stated: string, sum: string) =>
    `文件里“${label}”的合计是 ${stated}，各行加起来是 ${sum}。合计不导入，以各行为准；请核对是不是漏了行或者有数填错。`,
  otherTable: '从这一行起是另一张表，没有导入。',
  otherTableRow:
    '这一行在另一张表里，没有导入。如果它也是本表的数据，请重新导入这份文件，选全部表格一起导入；没有这一项可选的，请在导入后补填。',

  // Questions
  repeatedRows:
    '文件里同样的行来了不止一遍，像是不同年份、月份的数，或者几处各填一份的表。这次要导入的是哪一部分？没有选的部分不导入，程序也不会把它们相加（要的是合计，请先在文件里合计好）。',
  manyParts: (all: number, listed: number) => `这样的部分一共有 ${all} 处，下面只列出前 ${listed} 处；要的不在里面，请先在文件里只留下它。`,
  singleRows: '如果是每个名称下面列着几个月的数，请先在文件里只留下本期的行，再导入。',
  partOfRows: (
    sheet: string | undefined,
    columns: readonly [string, string] | undefined,
    rows: readonly [number, number],
    heading: string,
  ) =>
    `${sheet === undefined ? '' : `工作表“${sheet}”`}${columns === undefined ? '' : `${columns[0]}–${columns[1]} 列`}第 ${rows[0]}${rows[1] > rows[0] ? `–${rows[1]}` : ''} 行${heading === '' ? '' : `（${shortened(heading, 30)}）`}`,
  sumsOfRows: (rows: string) =>
    `${rows}的数正好是紧挨着的几行相加，可能是小计，也可能是单独的数据，说不准。小计导入了会重复计算，这些行要不要导入？`,
  sumRow: (sheet: string | undefined, row: number, text: string) =>
    `${sheet === undefined ? '' : `工作表“${sheet}”`}第 ${row} 行${text === '' ? '' : `（${shortened(text, 20)}）`}`,
  moreSums: (count: number) => `等 ${count} 行`,
  sumsOut: '是小计，不导入',
  sumsIn: '是单独的数据，照样导入',
  everyPart: '全部带入（同样的行会重复，要在导入后核对）',
  whichSheet: '文件里有几张工作表都像这张表，请选择导入哪一张。',
  allSheets: (count: number) => `这 ${count} 张全部一起导入`,
  tablesBeside: '这张工作表里左右并排着几个同样的表格，是全部导入，还是只要第一个？',
  allTables: (count: number) => `全部表格一起导入（${count} 个）`,
  firstTable: '只导入第一个（最左边的）表格',
  hiddenSheet: (name: string) => `只在隐藏的工作表“${name}”里找到了这张表，请确认要导入它。`,
  hiddenRival: (name: string) => `隐藏的工作表“${name}”比看得见的更像这张表，请选择导入哪一张。`,
  whichHeader: '这张工作表里有几处表头，请选择用哪一处。',
  headerChoice: (top: number, bottom: number) => `第 ${top}${bottom > top ? `–${bottom}` : ''} 行`,
  whichField: (letter: string, label: string) => `${letter} 列“${label}”对应哪一栏？`,
  contestedField: (letter: string, label: string, field: string) => `有几列都像“${field}”。${letter} 列“${label}”是它吗？`,
  staleColumn: (letter: string, label: string, field: string) =>
    `上次把这样的 ${letter} 列“${label}”记作“${field}”，但这份文件里这一列的内容不像。还按“${field}”导入吗？`,
  leaveOut: '不导入这一列',
  whichUnit: (letter: string, label: string, unit: string, wanted: string) =>
    `${letter} 列“${label}”的单位是“${unit}”，本表要求“${wanted}”，怎样换算？`,
  unconvertible: (letter: string, label: string, unit: string, wanted: string) =>
    `${letter} 列“${label}”的单位是“${unit}”，本表要求“${wanted}”，程序不知道怎样换算。可以在“对应栏目”里填写换算倍数，也可以先在文件里换算好再导入。`,
  asItIs: '不换算，原数导入',
  inUnit: (unit: string, multiplied: string) => `按“${unit}”，${multiplied}`,
  unitChanged: (row: number, unit: string) =>
    `第 ${row} 行写着单位“${unit}”，与前面的单位不同。这个数按前面的单位导入，没有另外换算，请核对后改正。`,
  rowUnitConverted: (value: string, unit: string, own: string, result: string) =>
    `文件里是 ${value}（${unit}），本行的单位是“${own}”，换算为 ${result} 导入。`,
  statedUnitConverted: (value: string, unit: string, own: string, result: string) =>
    `文件里是 ${value}（${unit}），本栏的单位是“${own}”，换算为 ${result} 导入。`,
  rowUnitRefused: (unit: string, own: string) =>
    `文件里写的单位“${unit}”和“${own}”对不上，也不能确定怎样换算，这个数没有导入。请改正文件里的单位后再导入，或者直接在表里填写。`,
  rowUnitKept: (unit: string, own: string) => `本行的单位是“${own}”，文件里写的是“${unit}”，单位没有改动。`,
  unknownUnit: '（本行没有单位）',
  multiplied: (factor: string) => `乘以 ${factor}`,
  convention: (text: string) => `按惯例换算（${text}）`,
  isPercent: (letter: string, label: string) => `${letter} 列“${label}”的数值都不超过 1，是百分数还是小数？`,
  percentAsIs: '已经是百分数（0.6 就是 0.6%）',
  percentFromShare: '是小数（0.6 表示 60%）',
  mixedShares: (letter: string, label: string) => `${letter} 列“${label}”的数值有的小于 1、有的大于 1，小于 1 的那些是小数还是百分数？`,
  smallOnesAreShares: '小于 1 的是小数（0.6 表示 60%），其余是百分数',
  unitOfLine: (letter: string, label: string, unit: string, wanted: string) =>
    `表格旁边写着单位“${unit}”，${letter} 列“${label}”本表要求“${wanted}”。这一列的数是不是也按“${unit}”的大小填的？`,
  unitsBeside: (letter: string, label: string, place: string, units: string, wanted: string) =>
    `${place}写着单位“${units}”，${letter} 列“${label}”本表要求“${wanted}”。这一列的数是不是也按那一列写的单位填的？`,
  unitColumn: (letter: string, label: string) => `${letter} 列${label === '' ? '' : shown(label)}`,
  byRow: '是，每一行按那一行写的单位换算（没有写单位的行不换算）',
  sizeInHeading: (letter: string, label: string, size: string, wanted: string | undefined) =>
    `${letter} 列“${label}”里有“${size}”字样，本表这一栏${wanted === undefined ? '没有单位' : `要求“${wanted}”`}。这一列的数怎样换算？`,
  staleFactor: (letter: string, label: string, multiplied: string) =>
    `上次导入这样的表，${letter} 列“${label}”选的是${multiplied}，但这份文件里说单位的地方和上次不一样了。这次怎样换算？`,
  asLastTime: (multiplied: string) => `和上次一样，${multiplied}`,
  unstatedUnit: '（文件里没有写）',
  lastTime: '上次的办法',
  packFactor: (multiplied: string) => `按方案包写明的，${multiplied}`,
  scaledDisplay: (letter: string, label: string) =>
    `${letter} 列“${label}”在文件里设了缩小显示的格式，看到的数和实际存的数不一样，按哪一个导入？`,
  storedFigure: '按实际存的数',
  displayedFigure: (text: string) => `按看到的数（${text}）`,
  missingColumn: (field: string) => `没有找到“${field}”一栏，它在哪一列？`,
  notInFile: '文件里没有这一栏',
  keylessReplace: (fields: readonly string[], rows: number) =>
    `文件里没有${fields.map((field) => `“${field}”`).join('、')}，和原有的行对不上：替换会把原有的 ${rows} 行删除，再换成文件里的行。要怎样导入？（其实有这一栏的，请指出它在哪一列。）`,
  appendInstead: '追加：原有的行不动，文件里的行加在后面',
  replaceAnyway: (removed: number, added: number) => `照样替换：删除原有的 ${removed} 行，换成文件里的 ${added} 行`,
  missingKey: (field: string) => `文件里没有“${field}”，无法按编号合并到现有的行。请指出它在哪一列，或改为“替换”“追加”。`,
} as const
