/** How the numbers of passages are written in Chinese plans, and what may stand behind one. */
const numeral = '[一二三四五六七八九十]+'

export const clauseMarks = {
  /** Parts several references. */
  parts: '；',
  /** Goes on to a further passage of the same document. */
  and: '、',
  /** A passage number directly after the name of the document: 四（五）, 三（一）5, 第五条. */
  numbered: new RegExp(`^(?:${numeral}|第[一二三四五六七八九十百\\d]+[章条款])`),
  /** A remark behind a number: after a comma, in brackets (but not a further number), 的“市区”, 没有写. */
  remark: new RegExp(`^(?:[，。的“]|没有|（(?!${numeral}）))`),
  /** 2–5, 一至三: the passages from one to another of the same paragraph. */
  range: new RegExp(`^[–—至](\\d+|${numeral})`),
  /** The last part of a number, which a further passage of the same paragraph replaces: 三（三）3、4. */
  lastPart: new RegExp(`(\\d+|${numeral})$`),
  /** Such a further passage, alone. */
  sibling: new RegExp(`^(\\d+|${numeral})(?=$|[，。；、的“])`),
} as const
