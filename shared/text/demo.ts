/** What `npm run demo` tells, and the explanations its clerk writes. */
export const demoText = {
  title: '碳报演示：柳城县 2020 年 5 月，从 Excel 表到报送包',
  folder: (folder: string) => `文件都在：${folder}`,
  steps: {
    create: '新建数据文件夹，选方案和单位',
    import: (form: string, file: string) => `导入 ${form}（${file}）`,
    check: '校验',
    fix: '改正一格',
    explain: '逐条填写情况说明',
    recheck: '再校验',
    export: (form: string) => `导出 ${form} 正式样式`,
    submit: '封存并生成报送包',
    verify: '验包',
  },
  imported: (rows: number, problems: number) =>
    `读到 ${rows} 行，${problems === 0 ? '没有需要核对的单元格' : `${problems} 个单元格需要核对`}`,
  blocked: (failing: number, explain: number) => `强制性问题 ${failing} 条，需要说明 ${explain} 条`,
  finding: (level: string, message: string) => `【${level}】${message}`,
  fixed: (row: string, before: string, after: string) => `${row}：额定出力 ${before} → ${after}（少打了一个“1”，铭牌为 18 蒸吨）`,
  why: '核对锅炉铭牌后更正，录入时漏打十位数',
  explained: (n: number) => `写了 ${n} 条`,
  ready: '没有拦着上报的问题',
  verified: (files: number) => `完好，${files} 个文件全部核对无误`,
  failed: '验包没有通过',
  total: (seconds: string) => `全程 ${seconds} 秒`,
  stillBlocked: (n: number) => `改正以后仍有 ${n} 条强制性问题，演示到此为止`,
  /** A reason for each kind of rule that asks for one; the demo clerk knows her county. */
  reason: (message: string) =>
    `演示说明：已向企业和乡镇核实，此处情况属当月实际，依据为现场核查记录和企业台账。核对内容：${message.slice(0, 60)}`,
} as const
