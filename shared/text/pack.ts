/** What the program says to people who write packs: what is wrong and what to do. */

export const packText = {
  notYaml: (reason: string) => `这个文件不是合格的 YAML：${reason}。请检查缩进、冒号后的空格和引号是否成对。`,
  tooLarge: (what: string, limit: string) => `${what}超过上限（${limit}）。请拆分或精简。`,
  forbiddenKey: (key: string) => `键“${key}”不允许使用。请换一个名字。`,
  unknownFile:
    'pack.yaml、indicators.yaml、targets.yaml、clauses.yaml 以及 forms、rules、codes 三个文件夹里的 .yaml 之外，不认识这个文件。请移走或改到对应的文件夹。',
  missingManifest: '没有 pack.yaml。每个方案包都要有这个文件，写明编号、名称、期限、填报单位和包含的表。',
  idMismatch: (id: string, folder: string) => `方案编号“${id}”与文件夹名“${folder}”不一致。请改成一样的。`,

  missing: (key: string) => `缺少必填项“${key}”。请补上。`,
  unknownKeys: (keys: string) => `不认识的项“${keys}”，多半是拼写错了。请对照方案包编写说明改正或删去。`,
  wrongType: (path: string, expected: string) => `“${path}”应当是${expected}。请改正。`,
  wrongChoice: (path: string, choices: string) => `“${path}”只能取：${choices}。请改成其中之一。`,
  tooBig: (path: string, limit: string) => `“${path}”太长或太大，最多 ${limit}。请改短或改小。`,
  tooSmall: (path: string, limit: string) => `“${path}”太短或太小，至少 ${limit}。请补足。`,
  wrongFormat: (path: string, pattern: string) => `“${path}”的写法不对，应符合 ${pattern}。请改正。`,
  invalid: (path: string) => `“${path}”的内容不对。请对照方案包编写说明改正。`,

  duplicate: (what: string, id: string) => `${what}“${id}”重复。请删去一个或改名。`,
  formMissing: (id: string) => `找不到表“${id}”：方案包的 forms 文件夹和公共库里都没有。请补上文件或从 forms 里删去。`,
  formUnlisted: (id: string) => `pack.yaml 的 forms 里没有列出表“${id}”，这个文件不会起作用。请补列或移走文件。`,
  baseMissing: (id: string) => `extends 所指的公共表“${id}”不存在。请改正表的编号。`,
  fieldMissing: (id: string, where: string) => `${where}提到的字段“${id}”不在本表里。请改正字段名。`,
  unitFieldWrong: (key: string, holder: string) =>
    `字段“${key}”的 unitField 只能用在没有 unit 的数值栏（百分数除外），指向的“${holder}”要是文字或代码。请改正。`,
  reservedKey: (key: string) => `字段名“${key}”是表达式的保留字，规则里写不了。请换一个名字。`,
  headerMissing: (key: string) => `字段“${key}”没有出现在表头 header 里。每个字段都要在表头出现一次。`,
  headerTwice: (key: string) => `字段“${key}”在表头 header 里出现了不止一次。请只留一处。`,
  keyNeeded: '台账或固定行的表必须写明 naturalKey（用哪些字段认出一行）。请补上。',
  notNumeric: (key: string, where: string) => `${where}里的字段“${key}”不是数值。请换成数值字段。`,
  codesNeeded: (key: string) => `代码字段“${key}”没有写 codes（用哪个代码表）。请补上。`,
  codesMissing: (key: string, list: string) => `字段“${key}”用的代码表“${list}”不存在。请在 codes 文件夹补上或改正编号。`,
  parentNotCoded: (key: string, parent: string) => `字段“${key}”的上级字段“${parent}”不是代码字段，或者级联绕了一圈。请改正 parent。`,
  parentCode: (code: string, parent: string) => `代码“${code}”的上级“${parent}”不在上级代码表里。请改正。`,
  valueUnreadable: (key: string, value: string) => `“${value}”不能作为字段“${key}”的值。请按字段类型改正。`,
  sheetName: (name: string) => `工作表名“${name}”含有 Excel 不允许的字符。请去掉 [ ] : * ? / \\ 和首尾的单引号。`,
  computedCycle: (keys: string) => `自动计算的字段互相引用，绕了一圈：${keys}。请改掉其中一个公式。`,
  periodOrder: '开始的时间晚于结束的时间。请对调或改正。',
  indicatorTaken: (key: string) => `指标“${key}”与参数或方案自带的项同名，规则里写 plan.${key} 就分不清是哪一个。请换一个代号。`,
  targetUnit: (unit: string) => `targets.yaml 里的填报单位“${unit}”不在 pack.yaml 的 units 里。请改成单位的编号（id）。`,
  mappingForm: (form: string) => `这份对应表说的表“${form}”，本方案没有。请改成 pack.yaml 的 forms 里列着的表。`,
  mappingField: (key: string, form: string) => `表“${form}”里没有“${key}”这一栏。请改成表样里的 key。`,
  mappingTwice: (key: string) => `“${key}”在这份对应表里写了不止一次。请只留一处。`,
  mappingHeadingTwice: (path: string) => `表头“${path}”写了不止一次。请只留一处，或把上面几层的表头、单位也写上。`,
  mappingFactor: (factor: string) => `倍数“${factor}”用不上：要写在对着某一栏的列上，而且不能是 0。请改正。`,
  mappingRows: (first: number, last: number) => `第一行是 ${first}，最后一行却是 ${last}。请改正。`,
  mappingCell: (cell: string) => `单元格 ${cell} 要写明填什么：header 和 field 写一样，不能都写，也不能都不写。请改正。`,
  targetIndicator: (key: string) => `没有代号为“${key}”的指标：indicators.yaml 里找不到。请改正代号。`,
  figuresOverlap: (code: string) => `代码“${code}”的两组数值（figures）在时间上重叠，不知道用哪一组。请写明前一组的 to。`,
  ruleMissing: (id: string) => `withoutRules 里的规则“${id}”在公共库里不存在。请改正编号或删去。`,
  cellsOfEvery: '适用于所有表的规则不能写 cells，因为各表字段不同。请改为 field 范围，或写明是哪些表。',

  notBoolean: (where: string, type: string) => `${where}的结果应当是“是/否”，现在是${type}。请改成一个判断。`,
  resultType: (key: string, type: string, expected: string) => `字段“${key}”的公式算出的是${type}，字段需要${expected}。请改正公式。`,
  unknownName: (name: string) => `不认识的名字“${name}”`,
  unknownField: (name: string) => `没有名为“${name}”的字段或参数`,
  unknownFunction: (name: string) => `没有这样用的函数：${name}`,
  typeClash: (detail: string) => `类型合不上（${detail}）`,
  syntax: (detail: string) => `不是完整的表达式（${detail}）`,
  notSupported: (what: string) => `这里不能用“${what}”`,
  pattern: (pattern: string) => `matches 的式样必须直接写出，不超过 200 字，不能嵌套重复，也不能用前后查看和回指：${pattern}`,
  literalField: (name: string) => `函数 ${name} 的字段名要用引号直接写出，而且必须是那张表的字段`,
  noReadings: (key: string) => `函数 reading 要用引号直接写出参数名，而且这个参数要写明各种读法（readings）：${key}`,
  readingMissing: (key: string, value: string) => `参数“${key}”现在的值是“${value}”，readings 里没有写这个值怎么读`,
  rowNotHere: (scope: string) => `${scope} 范围的规则是整张表判断一次，不能用 row 和 prev`,
  fieldNotHere: '只有 field 范围的规则能用 field、value、number、previous、blank、readable',
  readsNeeded: (form: string) => `用到了表“${form}”，请把它写进 reads`,

  exampleOutcome: (n: number, expected: string, actual: string, detail: string) =>
    `第 ${n} 个例子应为“${expected}”，实际是“${actual}”${detail === '' ? '' : `（${detail}）`}。请改正规则或例子。`,
  examplePlace: (n: number, place: string) => `第 ${n} 个例子里的“${place}”在代码表中找不到对应的一项。`,
  exampleKey: (n: number, key: string) => `第 ${n} 个例子里的“${key}”不是字段或报表项。请改正。`,
  exampleField: (n: number) => `第 ${n} 个例子要写明 field（试哪个字段）。请补上。`,
  examplesNeeded: (id: string) => `规则 ${id} 至少要有一个通过的例子和一个不通过的例子。请补上。`,
  boundaryNeeded: (id: string) => `规则 ${id} 写了界值例子，就要有 below、exact、above 三个。请补齐。`,
  errorInExample: (detail: string) => `算不出来：${detail}`,

  checked: (pack: string, forms: number, rules: number, examples: number) =>
    `${pack}：${forms} 张表、${rules} 条规则、${examples} 个例子，全部通过。`,
  failed: (pack: string, problems: number) => `${pack}：发现 ${problems} 处问题。`,
} as const

/** A target that the plan sets for several years. */
export const indicatorOfYear = (title: string, year: number): string => `${title}（${year}年）`

/** What a thing that must not occur twice is called. */
export const packThings = {
  field: '字段',
  fixedRow: '固定行',
  parameter: '参数',
  code: '代码',
  codeList: '代码表',
  form: '表',
  unit: '填报单位',
  rule: '规则',
  indicator: '指标',
  target: '分解目标',
  mapping: '对应表',
  file: '文件',
  fileCount: '文件数',
  plainKeys: '键必须是普通文字',
  noAliases: '不能用 & 和 * 引用',
} as const

export const outcomeNames = { pass: '通过', fail: '不通过', notApplicable: '不适用', error: '算不出来' } as const

/** What the schema expects, for people. */
export const valueKinds: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '清单（每项前加“- ”）',
  object: '一组“键: 值”',
  record: '一组“键: 值”',
}

/** Where in a file a part stands: names, and places in lists. */
export const dataPath = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `第${part + 1}项` : String(part))).join(' › ') || '文件'

export const ruleProblem = (rule: string, part: string, message: string): string => `规则 ${rule} 的 ${part} ${message}`

/** A reason with the place in the expression where the trouble is. */
export const expressionProblem = (reason: string, excerpt: string): string => `${reason}。出错处：${excerpt}`

/** Types as pack authors know them. */
export const typeName = (type: string): string => {
  const names: Readonly<Record<string, string>> = {
    Decimal: '数值',
    string: '文字',
    bool: '是/否',
    dyn: '任意值',
    int: '整数',
    list: '清单',
  }
  const list = /^list<(.+)>$/.exec(type)
  if (list !== null) return `${typeName(list[1] ?? '')}的清单`
  const row = /^Row_(.+)$/.exec(type)
  return row === null ? (names[type] ?? type) : `${row[1]} 的一行`
}
