/** Sentences of the check itself; the sentences of rules come from the packs. */

export const ruleErrorReasons = {
  divisionByZero: '公式里的除数是零',
  numberTooLarge: '算出的数大得没有意义',
  outOfRange: '取用了不存在的一项',
  internal: '程序没能算完这条规则',
} as const
export type RuleErrorReason = keyof typeof ruleErrorReasons

/** A rule that could not run says so; the data are as they were. */
export const couldNotRun = (ruleId: string, reason: RuleErrorReason): string =>
  `规则 ${ruleId} 没有得出结果（${ruleErrorReasons[reason]}），其他检查不受影响。请先核对这一行的数据；若数据无误，请把规则编号告诉方案包的编制单位。`
