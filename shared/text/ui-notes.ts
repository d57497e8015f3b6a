import type { NoteKind } from '../contract/index.ts'

/** Comments and evidence on a cell, a row or the form. */
export const notesText = {
  title: '批注',
  tabs: (open: number) => (open === 0 ? '批注' : `批注 ${open}`),
  hint: '选中一格按 Shift+F2 就能写。批注留在本机，随修改记录一起进报送包；不改变数据，也不影响已有的签字。',
  empty: '还没有批注。',
  kind: '类别',
  kinds: { comment: '批注', evidence: '佐证', refusal: '退回意见', reply: '答复' } satisfies Record<NoteKind, string>,
  place: {
    form: '整张表',
    cell: (row: string, label: string) => [row, label].filter((part) => part !== '').join(' · '),
    rowNumber: (number: number) => `第 ${number} 行`,
    gone: '（行已删除）',
  },
  at: (place: string) => `写在：${place}`,
  scope: '写在哪里',
  scopes: { cell: '这一格', row: '这一行', form: '整张表' },
  text: '批注内容',
  placeholder: { comment: '写给同事看的话', evidence: '数据依据：哪份材料、存放在哪里' },
  author: '批注人',
  add: '添加批注',
  reply: '答复',
  replyText: '答复内容',
  resolve: '标为已处理',
  reopen: '重新打开',
  resolved: (by: string, at: string) => `已处理（${by} ${at}）`,
  showResolved: (n: number) => `已处理的 ${n} 条`,
  goTo: '到这一格',
  added: '批注已保存',
  /** On the cell itself. */
  cell: (text: string) => `批注：${text}`,
  cellTitle: (texts: readonly string[]) => texts.join('\n'),
  spoken: '有批注或佐证材料，按 Shift+F2 查看',
} as const
