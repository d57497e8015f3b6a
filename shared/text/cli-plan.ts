/** What `tanbao plan …` says. */
export const planCliText = {
  usage: `方案原文

用法：tanbao plan <命令> [--data 数据文件夹] [--json]

  attach 文件       附上方案原文（.docx、能选中文字的 .pdf、.txt、.md），换掉原来那一份
  show              看目录
  show 条款         看条款的原文，如 tanbao plan show "四（五）"；也可以写依据里的全文
  detach            移除方案原文（填报的数据不受影响）

文档只存在本机的数据文件夹里，随备份保存，不进报送包。`,
  unknownCommand: (name: string) => `没有“plan ${name}”这个命令。运行 tanbao plan --help 查看用法；没有执行任何操作。`,
  attached: (name: string, paragraphs: number, clauses: number, found: number, total: number) =>
    `方案原文：${name}（${paragraphs} 段，认出 ${clauses} 个条款标题）。规则和指标引用的 ${total} 处条款找到 ${found} 处。${
      total > 0 && found * 2 < total ? '\n找到的不到一半，可能不是本方案的正式文本，请核对。' : ''
    }`,
  none: '还没有附上方案原文。可用 tanbao plan attach 文件 附上。',
  removed: '已移除方案原文，填报的数据没有改动。',
  passage: (label: string, text: string) => `【${label}】\n${text}`,
} as const
