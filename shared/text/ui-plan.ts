/** The plan's own document, and the passages its clauses stand in. */
export const planText = {
  title: '方案原文',
  reading: '正在读取方案原文',

  // The engine's answers
  noClause: '这条依据是标准、通行做法或别处的方案，不在本方案里，所以没有可以打开的条款。',
  notFound: (labels: readonly string[]) =>
    `原文里没有找到 ${labels.join('、')}。可能附的不是本方案的正式文本，或文本里没有写出这个序号；请在左边的目录里找，或搜索关键的字。`,
  alsoMissing: (labels: readonly string[]) => `另有 ${labels.join('、')} 在原文里没有找到。`,
} as const
