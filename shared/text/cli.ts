/** What the command line says. */
import type { Level } from '../model/level.ts'
import type { ReasonCause } from '../model/reason-cause.ts'
import { shortened } from './shortened.ts'
import { historyText } from './ui-history.ts'

interface RepairLine {
  readonly form: string
  readonly rowLabel: string
  readonly label: string
  readonly shownFrom: string
  readonly shownTo: string
  readonly why: string
}
const changeLine = ({ form, rowLabel, label, shownFrom, shownTo, why }: RepairLine): string =>
  `${form} ${rowLabel}${rowLabel === '' ? '' : ' '}· ${label}：${shownFrom} → ${shownTo}（${why}）`

const causes: Readonly<Record<ReasonCause, string>> = {
  revised: '这张表上报过，正在修订',
  imported: '改的是从文件导入的数',
}

export const cliText = {
  usage: `碳报命令行

用法：tanbao <命令> [--data 数据文件夹] [--json] …

  packs                                              已安装的方案包、表和规则数
  init --pack 方案 --unit 单位 [--role county|city]    新建数据文件夹
       [--preparer 填表人 --auditor 审核人 --leader 单位负责人 --phone 电话]
  import --form 表 --period 年-月 文件 [--sheet 工作表 | --sheets all|表1,表2] [--tables all|one] [--mapping 对应.json]
         [--mode replace|merge|append] [--dry-run]   导入表格
         [--marked 新文件.xlsx]                     另存一份标注了问题的原表
  import-book --period 年-月 文件 [--as 工作表=表@年-月,…] [--skip 工作表,…] [--all-months] [--mode …] [--dry-run]
         整本工作簿：一张工作表一张报表，或一张一个月；每张报表单独一步，拿不准的不导入
  set --form 表 --period 年-月 --row 行 --field 栏 --value 值 [--why 原因]
         行可写自然键、行编号或 #行号，栏可写栏名或代号；“表头”改填表人等（栏：preparer、auditor、leader…）
  reason --form 表 --period 年-月 --why 原因            补写改数的原因：改了从文件导入的数，或修订时没有写明原因，set 时又没有写 --why 的
  show --form 表 --period 年-月                       查看报表
  check [--form 表] --period 年-月                    校验
  progress --period 年-月                            各指标的进度、预测和预警
  explain --finding 编号 [--period 年-月]             看这条问题差多少、怎么改
  explain --finding 编号 --text 说明 [--period 年-月]   填写情况说明
  repair 编号 [--choice 序号] [--period 年-月]         按建议改一格（可撤销；序号见 explain）
  zero --form 表 --period 年-月 --reason 说明           零报告
  export --form 表 --period 年-月 -o 文件.xlsx [--wan 小数位]
         [--template 上级的表样.xlsx [--mapping 对应.json]]
  summary --period 年-月 -o 文件.xlsx [--wan 小数位]    全部报表合成一个工作簿，前面带汇总；--wan 以万为单位
  review --period 年-月                               审核进度；review --on · --off 启用、关闭审核流程
  review --period 年-月 [--form 表] --submit|--pass|--refuse 退回意见 [--row 行 --field 栏] --by 姓名
         提交审核、审核通过、退回修改；签字人设了口令的，写 --password-file 文件（口令在第一行）
  sign --period 年-月 --by 姓名                       单位负责人签发本月
  submit --period 年-月 -o 文件夹 [--reason 修订原因]    校验、封存并生成报送包
  revise --period 年-月 --reason 修订原因              重新打开已上报的月份
  sync [--once] [--send 年-月]                        按设好的位置收发：县区送报送包、取回执，市局收文件、放回执
  sync --folder 文件夹 · --target 位置.json文字 · --password-file 文件 · --wrap · --automatic · --probe
         设报送到哪里（一般由市局的单位文件带来）、加密报送包、封存后自动发送、试写
  verify 报送包                                       验包
  verify-code 校验码 --period 年-月                    打印出来的报表与数据、与上报的是否一致
  history --form 表 --period 年-月 [--row 行] [--field 栏] [--who 姓名] [--source 来源]  修改记录，可只看一行、一栏、一人
  history --form 表 --period 年-月 --at 时刻            那时的表；时刻写日期、"日期 钟点"、记录编号或 r1（第 1 次上报）
  log [--form 表] [--period 年-月] [--who 姓名] [--kind edit|explain|review|note|submit|settings] [--from 日期] [--to 日期] [-o 文件.xlsx]
         操作日志：全部报表和设置，谁在什么时候做了什么
  diff --form 表 --period 年-月 --from 时刻 [--to 时刻]   两个时刻之间改了什么
  undo --form 表 --period 年-月 · redo …               撤销、重做一步
  backup [-o 文件] [--to 文件夹] · restore 文件 [--even-if-newer] · doctor   备份、恢复、体检
         --to：今后每次备份在那里另存一份；写空（--to ""）就不再另存
  plan attach 文件 · plan show [条款] · plan detach    方案原文：附上、查看、移除
  serve [--port 端口]                                 在浏览器里使用
  hub --database-url 数据库地址 --cert 证书.pem --key 私钥.pem --name 主机名[,主机名] [--address 0.0.0.0] [--port 8443]
         市局多台电脑共用的工作台（数据文件夹须是市级的）；账号见 tanbao hub-account --help
  xlsx <命令> …                                       查看、改写外来的 Excel 文件，见 tanbao xlsx --help
  pack <命令> …                                       方案包工具，见 tanbao pack --help

退出码：0 完成；1 完成但有问题拦着；2 没有执行（原因见提示）。`,
  unknownCommand: (name: string) => `没有“${name}”这个命令。运行 tanbao --help 查看全部命令。`,
  badOption: (detail: string) => `参数不对：${detail}。运行 tanbao --help 查看用法；没有执行任何操作。`,
  unknownOption: (option: string) => `没有 ${option} 这个参数`,
  optionWithoutValue: (option: string) => `${option} 后面不带值`,
  optionWithValue: (option: string) => `${option} 后面要写值；值以“-”开头时写成 ${option}=值`,
  oddOptions: '有读不懂的写法',
  missing: (option: string) => `缺少 ${option}。运行 tanbao --help 查看用法；没有执行任何操作。`,
  headerRow: '表头',
  progressIndicator: '指标',
  noProgress: '这个方案没有按指标填报的表，没有进度可看。',
  unexpected: '程序意外中断，已显示“完成”的操作都已保存。请重试；若仍出错，请运行 tanbao doctor 并把结果发给技术人员。',
  created: (folder: string, plan: string, unit: string) => `已建立数据文件夹 ${folder}\n方案：${plan}\n填报单位：${unit}`,
  marked: (file: string, marks: number, others: number) =>
    `标注了问题的文件：${file}（标注 ${marks} 个单元格${others === 0 ? '' : `，另有 ${others} 条只列在“审核结果”里`}）`,
  imported: (a: { added: number; changed: number; unchanged: number; removed: number }) =>
    `已导入：新增 ${a.added} 行，修改 ${a.changed} 行，不变 ${a.unchanged} 行，移除 ${a.removed} 行。可用 undo 整步撤销。`,
  importedNothing: (rows: number) => `文件里的 ${rows} 行和表里完全一样，没有改动，也没有要撤销的。`,
  previewed: (a: { added: number; changed: number; unchanged: number; removed: number }) =>
    `试导入（没有改动数据）：将新增 ${a.added} 行，修改 ${a.changed} 行，不变 ${a.unchanged} 行，移除 ${a.removed} 行。`,
  removals: (n: number) => `将删除的行有 ${n} 行：`,
  removal: (key: string, name: string) => `  ${key === '' || key === name ? name : `${key}  ${name}`}`,
  problems: (n: number) => `有 ${n} 个单元格需要核对：`,
  comments: (n: number) => `文件里有 ${n} 条批注（只供查看，不会导入），请看看有没有要紧的：`,
  comment: (cell: string, text: string) => `  ${cell} 有批注：${text}`,
  importedTables: (parts: readonly { readonly sheet: string; readonly headerRows: readonly [number, number]; readonly rows: number }[]) =>
    `一起导入 ${parts.length} 个表格：${parts.map((part) => `${part.sheet}（表头第 ${part.headerRows[0]} 行，${part.rows} 行数据）`).join('、')}`,
  questions: (n: number) => `有 ${n} 处需要您先确认，暂未导入（可用 --sheet、--sheets、--tables 或 --mapping 指明）：`,
  question: ({
    message,
    choices,
  }: {
    readonly message: string
    readonly choices: readonly { readonly value: string; readonly label: string }[]
  }) => `  ${message}${choices.length === 0 ? '' : `可选：${choices.map(({ value, label }) => `${label}（${value}）`).join('、')}`}`,
  templateQuestions: (n: number) => `有 ${n} 处需要您先确认，没有生成文件（用 --mapping 指明）：`,
  templateExample:
    '  对应文件的写法，如 {"columns": {"J": "completedMonth", "K": null}, "factors": {"F": "0.0001"}}；null 表示这一列不填。',
  filled: (file: string, c: { rows: number; inserted: number }) =>
    `已填好：${file}（${c.rows} 行${c.inserted === 0 ? '' : `，模板行数不够，加了 ${c.inserted} 行`}）。原模板没有改动。`,
  leftOut: (columns: readonly string[]) => `本表没有对应的栏，没有导入：${columns.join('、')}`,
  leftOutRows: (count: number, rows: readonly string[]) =>
    `不当作数据、没有导入的行：${rows.join('、')}${count > rows.length ? ` 等 ${count} 行` : ''}`,
  leftOutRow: (sheet: string | undefined, row: number, reason: string, text: string) =>
    `${sheet === undefined ? '' : `${sheet} `}第 ${row} 行（${reason}${text === '' ? '' : `：${shortened(text, 20)}`}）`,
  mappingExample: '  对应文件的写法，如 {"columns": {"J": "completedMonth", "K": null}}；null 表示这一列不导入。',
  mappingHint: (json: string) => `  对应文件可以这样写（每处先取了第一个答案，请改成实际的）：${json}`,
  set: (row: string, field: string, before: string | null, after: string | null) =>
    `已保存：${row} · ${field}：${before ?? '（空）'} → ${after ?? '（空）'}`,
  /** @param data folder that was named with `--data` */
  reasonOwed: (cause: ReasonCause, { form, period }: { readonly form: string; readonly period: string }, data: string | undefined) =>
    `${causes[cause]}，审核时要看原因。改动已经保存，请补写一句：tanbao reason ${data === undefined ? '' : `--data "${data}" `}--form ${form} --period ${period} --why 原因（下次可以直接写在 set 后面）`,
  reasonGiven: '原因已记下，在修改记录里排在这些改动之后。',
  nothingChanged: '这张表这一期没有要补写原因的改动：没有改过，或者原因已经写了。请核对表号和报告期；没有执行任何操作。',
  checkSummary: (c: { pass: number; fail: number; notApplicable: number; error: number }) =>
    `通过 ${c.pass}，未通过 ${c.fail}，不适用 ${c.notApplicable}，未能运行 ${c.error}。`,
  blocked: '有强制性问题，改正之前不能上报。',
  needsExplanation: (n: number) => `有 ${n} 条需要填写情况说明。`,
  clean: '没有拦着上报的问题。',
  levelTitle: (level: Level, n: number) => `${level} ${n} 条`,
  explained: '情况说明已保存。',
  findingId: '问题编号',
  clause: (clause: string) => `依据：${clause}`,
  imbalance: (text: string) => `差多少：${text}`,
  reading: (text: string) => `按这个读法：${text}`,
  repair: (r: RepairLine) => `若是填错，最小的改法：${changeLine(r)}`,
  alternative: (r: RepairLine, index: number) => `  另一种改法 ${index + 1}：${changeLine(r)}`,
  noRepair: '改一个格解决不了，请按原始资料逐项核对。',
  repaired: (r: RepairLine) => `已改：${changeLine(r)}。可用 undo 撤销。`,
  zero: '已记为零报告。',
  written: (file: string) => `已写入 ${file}`,
  submitted: (file: string, sha256: string) => `报送包：${file}\nSHA-256：${sha256}`,
  revising: (revision: number) => `已重新打开，可以更正；改好后再 submit，将成为第 ${revision} 版。原来的包没有改动。`,
  verified: (files: number) => `报送包完好：${files} 个文件全部核对无误。`,
  verifyFailed: (n: number) => `报送包有问题（${n} 处），请勿采用，请让对方重新发送：`,
  cell: (label: string, value: string) => `${label}＝${value}；`,
  backedUp: (id: string) => `已备份并核验：${id}`,
  /** The name is what the next command wants; the time is what a person knows it by. */
  restored: (id: string, when: string) =>
    id === '' ? '已恢复。这个文件夹里原来没有数据。' : `已恢复。恢复前的数据留着一份（本机时间 ${when}），文件名是 ${id}。`,
  serving: (url: string) => `碳报正在本机启动，请在浏览器打开：\n${url}\n按 Ctrl+C 结束。`,
  healthy: '体检通过。',
  unhealthy: '体检发现问题，请看上面标“异常”的各项。',
  ok: '正常',
  wrong: '异常',
  none: '（无）',
  columns: {
    packs: ['方案包', '版本', '名称', '表', '规则', '指标'],
    row: '行',
    total: '合计',
    findings: ['编号', '位置', '问题', '依据', '说明'],
    history: ['时间', '谁', '做了什么', '行', '栏', '原值', '新值', '原因'],
    what: historyText.what,
  },
} as const
