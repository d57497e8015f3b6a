/** What is written into a workbook that comes back with its problems marked, and what is said about it. */
const tones = { error: '错误', warning: '警告', notice: '提示' } as const
export type MarkTone = keyof typeof tones

export const markText = {
  /** Author of our comments. */
  author: '碳报',
  tones,
  /** A comment: its level in front. */
  note: (tone: MarkTone, message: string) => `【${tones[tone]}】${message}`,
  sheet: '审核结果',
  /** Place of what no cell of the file shows. */
  wholeForm: '整张表',
  listComma: '、',
  heads: ['位置', '级别', '问题', '怎么办'],
} as const
