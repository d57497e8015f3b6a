/** What the tools around the entry grid say: find and replace, go to, filter and sort. */
export const gridToolsText = {
  close: '关闭',
  find: {
    title: '查找和替换',
    query: '查找内容',
    replacement: '替换为',
    next: '下一个',
    previous: '上一个',
    replace: '替换',
    replaceAll: '全部替换',
    replaceMore: '也要替换',
    where: '查找范围',
    everywhere: '整张表',
    thisColumn: '只在这一栏',
    whole: '整格一样',
    none: '没有找到。收起的列和筛选掉的行不在查找范围内。',
    found: (at: number, count: number) => `第 ${at} 处，共 ${count} 处`,
    replaced: (cells: number, locked: number, unreadable: number) =>
      [
        cells > 0 ? `已替换 ${cells} 格，按 Ctrl+Z 可以一次还原` : '没有可以替换的内容',
        ...(unreadable > 0 ? [`${unreadable} 格换了以后就不是有效的内容，没有动`] : []),
        ...(locked > 0 ? [`${locked} 格只读，没有动`] : []),
      ].join('；'),
  },
  goTo: {
    title: '定位',
    place: '行号、栏名或位置',
    hint: '如 120、年用煤量、120 年用煤量',
    go: '定位',
    unknown: '没有这一行或这一栏。可以写行号、栏名，或者“行号 栏名”。',
  },
} as const
