/** What the import of workbooks says. */

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
  memory: '读取时占用内存过大',
} as const
export type HostileReason = keyof typeof hostileReasons
