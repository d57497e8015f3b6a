/** The four levels of a rule that Chinese statistical clerks already know, gravest first. */
export const levels = ['强制性', '准强制性', '核实性', '提示性'] as const
export type Level = (typeof levels)[number]

/** 强制性 stops a submission; 准强制性 and 核实性 let it pass with a written explanation; 提示性 only informs. */
export const blocksSubmission = (level: Level): boolean => level === '强制性'
export const needsExplanation = (level: Level): boolean => level === '准强制性' || level === '核实性'
