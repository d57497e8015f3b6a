/** What is said when a workbook is changed in place. */
export const patchText = {
  notANumber: '数字写法不对，应只有数字、小数点和负号',
  numberOutOfRange: '数字太大或太小，表格里存不下',
  notADate: '日期写法不对，应写成“2020-05-31”这样',
  dateOutOfRange: (from: string) => `表格里的日期只能从 ${from} 到 9999-12-31`,
  textTooLong: (length: number, most: number) => `文字有 ${length} 个字，一个单元格最多 ${most} 个字`,
} as const
