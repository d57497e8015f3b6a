/** Files that are taken for workbooks by mistake: what each is, and what helps. */

const ask = '请向给您文件的人要 Excel 表格'
export const foreignFiles = {
  picture: { is: '是一张图片', help: `图片里的数程序读不出来，${ask}，或者对照图片在表里填写。` },
  pdf: { is: '是 PDF 文件', help: `PDF 里的表格程序读不准，${ask}，或者对照着在表里填写。` },
  ofd: { is: '是版式文件（OFD）', help: `版式文件里的表格程序读不准，${ask}，或者对照着在表里填写。` },
  word: {
    is: '是 Word 或 WPS 的文字文档',
    help: '请在文档里选中表格、复制，粘贴到 Excel 或 WPS 表格里，另存为 .xlsx 再试；也可以对照着在表里填写。',
  },
  slides: { is: '是演示文稿（PPT）', help: `${ask}，或者把里面的表格复制到 Excel 或 WPS 表格里，另存为 .xlsx 再试。` },
  archive: { is: '是压缩包', help: '请先解压，再选里面的表格文件。' },
} as const
export type ForeignFile = keyof typeof foreignFiles

export const isForeignFile = (kind: unknown): kind is ForeignFile => typeof kind === 'string' && Object.hasOwn(foreignFiles, kind)
