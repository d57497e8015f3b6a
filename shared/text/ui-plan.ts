/** The plan's own document, and the passages its clauses stand in. */
export const planText = {
  title: '方案原文',
  reading: '正在读取方案原文',

  // The engine's answers
  noClause: '这条依据是标准、通行做法或别处的方案，不在本方案里，所以没有可以打开的条款。',
  notFound: (labels: readonly string[]) =>
    `原文里没有找到 ${labels.join('、')}。可能附的不是本方案的正式文本，或文本里没有写出这个序号；请在目录里找，或搜索关键的字。`,
  alsoMissing: (labels: readonly string[]) => `另有 ${labels.join('、')} 在原文里没有找到。`,

  // The reader
  attach: '附上方案原文…',
  replace: '换一份…',
  remove: '移除',
  removeTitle: '要移除方案原文吗？',
  removeBody: '只移除这份文档，填报的数据不受影响。移除以后，依据里的条款暂时打不开，随时可以再附上。',
  attached: (name: string) => `已附上“${name}”`,
  removed: '已移除方案原文',
  empty: {
    title: '还没有附上方案原文',
    text: '附上以后，校验结果里的“依据”可以直接打开到那一条，目录和全文搜索也能用。',
    drop: '把方案的文档拖到这里，或点这里选择',
    hint: '可以是 Word（.docx）、能选中文字的 PDF，或文本文件（.txt、.md），不超过 32 MB',
    privacy: '文档只存在本机的数据文件夹里，随备份保存，不会放进报送包，也不会发到任何地方。',
    wanted: (clause: string) => `您要看的是：${clause}`,
  },
  facts: (name: string, size: string, day: string) => `${name}（${size}，${day}附上）`,
  cited: (found: number, total: number) => `规则和指标引用的 ${total} 处条款，在原文里找到 ${found} 处。`,
  wrongDocument: (found: number, total: number) =>
    `规则和指标引用了 ${total} 处条款，这份文档里只找到 ${found} 处，可能不是本方案的正式文本（例如附成了别的方案、解读或摘要）。请核对；数据没有受影响。`,
  outline: '目录',
  noOutline: '没有认出带序号的标题，可以用搜索。',
  page: (page: number) => `第 ${page} 页`,
  text: (name: string) => `${name} 的正文`,
  back: '返回',
  openClause: (clause: string) => `在方案原文里打开：${clause}`,
  passages: '依据的条款',
  shown: (label: string) => `已打开${label}`,
  search: '在原文里搜索',
  hits: (at: number, count: number) => `第 ${at} 处，共 ${count} 处`,
  noHits: '没有找到',
  previousHit: '上一处',
  nextHit: '下一处',
} as const
