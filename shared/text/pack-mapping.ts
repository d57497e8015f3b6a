/** What `tanbao pack mapping` says, in the file it writes and on the command line. */
export const packMappingText = {
  heading: '由本机记住的选择写成。请核对：名称改成叫得出的；表头里的标点、括号和大小写不影响认列，可以照印的改回来。',
  name: (form: string, number: number) => `${form} 的工作簿 ${number}`,
  none: (form: string) => `本机没有记住“${form}”的工作簿怎么对，没有写文件。导入时选好各列、让程序记住以后再来。`,
  exists: (file: string) => `“${file}”已经有了，没有覆盖。请换一个文件名，或先把它移开。`,
  written: (file: string, count: number) =>
    `已写出对应表：${file}（${count} 份）。核对以后放进方案包的 mappings/，再用 tanbao pack check 检查。`,
} as const
