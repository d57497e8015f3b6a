/** What is said about filling in a workbook of the office above. */

/** Why rows cannot be put in; completes a sentence. */
export const rowsText = {
  outside: '加行后会超出工作表的最后一行',
  overlap: '要加行的几个区域互相重叠',
  arrayFormula: (ref: string) => `数组公式 ${ref} 会被新加的行切断`,
  table: (name: string) => `“表格”${name} 会被新加的行切断`,
  pivot: '数据透视表会被新加的行切断',
} as const
