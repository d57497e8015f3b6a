/** What a form drafted from a blank workbook says to its author, in the file itself and on the command line. */

/** Remarks stand behind the line they are about. */
const prefix = '请核对：'
const check = (what: string): string => `${prefix}${what}`

const numbering = (shown: string): string => shown.replace(/\s+/g, ' ').slice(0, 120)

/** Two remarks about one line. */
export const joinedRemarks = (first: string, second: string): string =>
  `${first}；${second.startsWith(prefix) ? second.slice(prefix.length) : second}`

export const formDraftText = {
  heading: (file: string, sheet: string) =>
    `由“${file}”的工作表“${sheet}”生成的表样草稿。表头、单位、下拉清单照抄自文件；凡是程序猜的，后面都写着“请核对”，核对一处删一处。`,
  id: check('编号是按表号起的，装进方案包以后不要再改'),
  numberMissing: check('文件里没有找到表号，请填上'),
  titleMissing: check('文件里没有找到表名，用了工作表的名字'),
  issuerMissing: check('文件里没有找到制定机关'),
  structureLedger: check('没有预先印好的行，当作行数不定的台账'),
  structureSingle: check('只画了一行空格，当作只有一条记录；如果可以填几行，改成 kind: ledger，并写 naturalKey'),
  structureFixed: (rows: number, columns: string) => check(`“${columns}”已经印好 ${rows} 行，当作固定行`),
  furtherRows: check('表里有省略号行，当作可以在下面加行'),
  samples: (rows: number) => check(`表里已填的 ${rows} 行当作填表示例，没有抄进来`),
  naturalKey: check('靠哪几栏认出同一行，是按栏名猜的'),
  carryForward: check('每月重新填，还是从上月整本带入（mode: snapshot）'),
  totals: check('合计行只写着合计，加哪几栏是按类型猜的'),
  totalsFromFormulas: check('合计哪几栏照表里有公式或有数的格子'),
  totalPart: check('只加一部分行的，要写 where 说明加哪些行'),
  totalEmpty: (label: string) => check(`“${label}”一行没有可以加的栏，没有抄进来`),
  footerMissing: check('文件里没有找到签字的一行，用了通常的写法'),
  keyFromInitials: check('内部名是拼音首字母，换成好认的英文更好'),
  lineNumber: check('序号多半不用报，可以去掉这一栏（header 里也去掉）'),
  labelMissing: (column: string) => check(`${column} 列没有栏名`),
  wideColumn: (columns: string) => check(`表里占了 ${columns} 几列，当作一栏`),
  required: check('栏名带星号，当作必填'),
  helpFromComment: check('填报提示取自表头上的批注'),
  typeGuessed: check('类型是猜的'),
  typeByLabel: check('类型是按栏名猜的'),
  typeByUnit: check('类型是按单位猜的'),
  typeByFormat: check('类型是按单元格格式猜的'),
  typeBySamples: check('类型是按示例行猜的'),
  textWithUnit: check('格子设成了文本，但有单位，当作数'),
  unitFromLine: check('单位取自表头上方的“单位：…”'),
  unitNotApplied: check('表头上方的单位没有分给各栏'),
  computed: (formula: string, suggestion: string) => check(`表里这一栏是公式 =${formula}；要自动计算，加一行 computed: '${suggestion}'`),
  formula: (formula: string) => check(`表里这一栏是公式 =${formula}；要自动计算，请照着写 computed`),
  numbered: (shown: string) => check(`列号一行写着“${numbering(shown)}”，照着写成自动计算；各栏单位要换算的，请补上`),
  numberedShare: (shown: string) => check(`列号一行写着“${numbering(shown)}”，照着写成自动计算；这一栏是百分数，另乘了 100`),
  numberedUnread: (shown: string) => check(`列号一行写着“${numbering(shown)}”，程序读不准；要自动计算，请照着写 computed`),
  locked: check('表里这一栏锁住不让填，可能是自动计算的'),
  regionList: (count: number) => check(`县区用方案包的 REGIONS；表里的下拉清单有 ${count} 项，看看是否一致`),
  townList: (count: number) => check(`乡镇用方案包的 TOWNS；表里的下拉清单有 ${count} 项，看看是否一致`),
  noList: (list: string) => check(`用方案包的 ${list}`),
  listFromLibrary: check('下拉清单和公共库的这张代码表相同'),
  listDrafted: check('代码表照下拉清单起草，代码就是名称；有国标代码的换成代码'),
  listLost: (formula: string) => check(`下拉清单“${formula}”读不出来，先当作文字`),
  listOnPart: check('只有部分行有下拉清单'),
  fixedRowKey: check('各行的 key 是按次序起的，定了以后不要改'),
  fixedValue: (label: string) => check(`“${label}”里印的内容和这一栏的类型对不上，改成了文字`),
  portrait: check('表里是纵向打印，程序印出来是横向'),
  paper: check('纸张不是 A3 也不是 A4，先用 A3'),
  cut: check('文件比一般的空表大得多，超出的部分没有看'),
  groupsJoined: check('两个相邻的同名分组合成了一个'),
  listTitle: check('名称取自栏名'),
  listsHeading: (file: string) => `由“${file}”的下拉清单生成的代码表草稿。`,

  sheetMissing: (sheet: string, sheets: string) => `文件里没有工作表“${sheet}”，只有：${sheets}。没有写文件。`,
  headerMissing: (sheet: string) =>
    `在工作表“${sheet}”里没有找到表头。请用 --header-rows 起-止 指出表头在第几行，例如 --header-rows 3-5。没有写文件。`,
  headerRows: '--header-rows 后面写表头的起止行号，例如 3-5。没有执行任何操作。',
  idWrong: '--id 后面写字母开头、只含字母数字和下划线的编号，例如 F20。没有执行任何操作。',
  written: (file: string, fields: number, remarks: number) => `已写出表样草稿：${file}（${fields} 栏，${remarks} 处请核对）。`,
  listsWritten: (file: string, lists: number) => `已写出代码表草稿：${file}（${lists} 张）。`,
  next: (id: string) =>
    `接下来：把表样放进方案包的 forms/、代码表放进 codes/，在 pack.yaml 的 forms 里加一行 - { id: ${id} }，再用 tanbao pack check 检查。`,
  exists: (file: string) => `“${file}”已经有了，没有覆盖。请换一个文件名，或先把它移开。`,
} as const
