/** What the tools for pack authors say: `tanbao pack …`. */

export const packToolsText = {
  usage: `碳报方案包工具

用法：tanbao pack <命令> 方案包文件夹 … [--json]

  check 文件夹                                        检查：每处错误的文件、行号和改法
  test 文件夹                                         把规则里的例子全部跑一遍

退出码：0 完成；1 完成但有问题；2 没有执行（原因见提示）。`,
  unknownCommand: (name: string) => `方案包工具里没有“${name}”这个命令。运行 tanbao pack --help 查看全部命令；没有执行任何操作。`,
  problem: (file: string, line: number, message: string) => `${file}:${line} ${message}`,
  checked: (pack: string, forms: number, rules: number, examples: number) =>
    `${pack}：${forms} 张表、${rules} 条规则、${examples} 个例子，全部通过。`,
  failed: (pack: string, problems: number) => `${pack}：发现 ${problems} 处问题，改好之前这个方案包不能启用。`,
} as const
