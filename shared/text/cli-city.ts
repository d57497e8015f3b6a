/** What the command line says at a city's desk. */
export const cityCliText = {
  usage: `
市级（数据文件夹用 init --role city --unit 接收单位 新建）：
  receive 文件…                                      接收报送包：验包、验签名、重新审核、出回执（--receipts 文件夹 另存回执）
  board --period 年-月 [--to 年-月]                    应报、已报、迟报、退回、未报一览
  review --unit 单位 --period 年-月                    看一个报送包：结论、问题说明、与上月和各县比较（县级的 review 见上）
  accept|return|reopen|refuse --unit 单位 --period 年-月 [--reason 理由] [--package 指纹开头] [--receipts 文件夹]
         接收、退回、重新打开、不采用；return 另有 --comment 表[/行[/栏]]=意见（有几条写几次）、--by 重报日期
  waive --unit 单位 --period 年-月 --rule 规则 --reason 理由 [--row 行] -o 文件夹   豁免一条规则
  aggregate --period 年-月 [--table rollUp|weather|reporting|scores|reminders] -o 文件.xlsx
         T1 汇总（默认）、T2 晴雨表、T3 报送情况、T4 考核评分、T5 催报
  notice --period 年-月 -o 文件.txt                    通报草稿
  rehearse 方案包 --from 年-月 --to 年-月               拿改过的方案包试审往期报送包：会影响谁
  rebuild                                            从报送包重新整理汇总用的数据`,
  nothingReceived: '没有写要接收的文件。运行 tanbao --help 查看用法；没有执行任何操作。',
  boardColumns: ['单位', '报告期', '状态', '版次', '退回次数', '文件指纹'],
  verdict: (shown: string) => `审核结论：${shown}`,
  findings: (count: number) => `县里审核出 ${count} 条，逐条说明如下：`,
  finding: (form: string, message: string, explanation: string) =>
    `  ${form} ${message}${explanation === '' ? '' : `　说明：${explanation}`}`,
  difference: (rule: string, place: string, county: string, city: string) =>
    `  ${rule === '' ? place : `规则 ${rule}`}：县 ${county === '' ? '（无）' : county}；市 ${city === '' ? '（无）' : city}`,
  jump: (form: string, label: string, field: string, before: string, value: string, change: string) =>
    `  ${form} ${label} ${field}：上月 ${before}，本月 ${value}，变动 ${change}%`,
  outlier: (form: string, label: string, field: string, value: string, median: string) =>
    `  ${form} ${label} ${field}：${value}，各单位的中间值是 ${median}`,
  duplicate: (form: string, key: string, units: readonly string[]) => `  ${form} ${key} 在这些单位都有：${units.join('、')}`,
  decided: { accepted: '已接收', returned: '已退回', reopened: '已重新打开', refused: '已定为不采用', received: '已收下' },
  receipt: (done: string, fileName: string) => `${done}，回执：${fileName}`,
  noPackage: (unit: string, period: string) => `${unit} ${period} 还没有报送包，没有执行。`,
  severalPackages: (digests: readonly string[]) =>
    `有几个不同的报送包，请用 --package 指明一个（写指纹开头几位）：${digests.join('、')}。没有执行。`,
  commentWrong: (typed: string) => `--comment 应写成 表=意见、表/行=意见 或 表/行/栏=意见，“${typed}”不是这样写的。没有执行任何操作。`,
  commentRow: (form: string, row: string, isAbsent: boolean) =>
    isAbsent
      ? `${form} 里没有“${row}”这一行，没有退回。请用编号等这一行自己的值指明它。`
      : `${form} 里有几行都写着“${row}”，不知道指的是哪一行，没有退回。请改用编号等只有这一行才有的值。`,
  tableWrong: '--table 应是 rollUp、weather、reporting、scores、reminders 之一。没有执行任何操作。',
  rehearsed: (packages: number, rules: number, blocked: number) =>
    `试审了 ${packages} 个报送包：${rules} 条规则的结果与当时不同，其中 ${blocked} 个报送包会因强制性问题报不上来。`,
  rehearsedRule: (rule: string, level: string, added: number, removed: number, units: readonly string[]) =>
    `  ${rule}（${level}）新增 ${added} 条、减少 ${removed} 条${units.length === 0 ? '' : `：${units.join('、')}`}`,
} as const
