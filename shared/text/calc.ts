/** Why the result of a formula was not worked out; short enough to stand behind the cell in a list. */
export const calcText = {
  unknownFunction: (name: string) => `用了本程序不会算的函数 ${name}`,
  changesByItself: (name: string) => `用了 ${name}，结果随打开的时间或位置而变`,
  otherWorkbook: '引用了别的工作簿',
  unreadable: '公式的写法本程序看不懂',
  unknownName: (name: string) => `用到的名称“${name}”不明确`,
  circle: '公式直接或间接引用了自己',
  dependsOn: (sheet: string, cell: string) => `要用“${sheet}”的 ${cell}，而它没有算出`,
  tooLarge: '公式太长，或要算的数据太多',
  unknownFormat: (code: string) => `TEXT 的格式“${code}”本程序不会`,
  special: '模拟运算表等特殊公式',
  doubtful: '各种表格软件对这种写法的算法不一致',
} as const
