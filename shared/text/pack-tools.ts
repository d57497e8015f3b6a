/** What the tools for pack authors say: `tanbao pack …`. */

export const packToolsText = {
  usage: `碳报方案包工具

用法：tanbao pack <命令> 方案包文件夹 … [--json]

  check 文件夹                                        检查：每处错误的文件、行号和改法
  test 文件夹                                         把规则里的例子全部跑一遍

退出码：0 完成；1 完成但有问题；2 没有执行（原因见提示）。`,
  unknownCommand: (name: string) => `方案包工具里没有“${name}”这个命令。运行 tanbao pack --help 查看全部命令；没有执行任何操作。`,
  finding: (at: { level: 'error' | 'notice'; file: string; line: number; message: string; advice: string }) =>
    `${at.file}:${at.line} ${at.level === 'error' ? '错误' : '提醒'}：${at.message}\n    → ${at.advice}`,
  notices: (count: number) => `另有 ${count} 处提醒，可改可不改。`,
  tested: (pack: string, rules: number, examples: number) => `${pack}：${rules} 条规则、${examples} 个例子，全部和预期一致。`,
  testFailed: (pack: string, failed: number, examples: number) => `${pack}：${examples} 个例子里有 ${failed} 个和预期不一致。`,
  example: (at: { file: string; line: number; rule: string; clause: string; message: string; sentence: string | undefined }) =>
    `${at.rule}（${at.clause}）\n    ${at.message}${at.sentence === undefined ? '' : `\n    规则对填表人说：${at.sentence}`}\n    见 ${at.file}:${at.line}`,
} as const

/** Where a sentence says itself what to do, the two parted; else what to do in general. */
export const adviceIn = (message: string): { readonly message: string; readonly advice: string } => {
  const at = message.search(/。(?=请[^。]*。?$)/)
  if (at < 0) return { message, advice: '请对照方案包编写指南改正这一处，再检查一遍。' }
  return { message: message.slice(0, at + 1), advice: message.slice(at + 1) }
}
