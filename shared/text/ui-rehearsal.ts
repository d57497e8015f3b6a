/** What the rehearsal of a changed pack at the city's desk says. */
import { formatPeriod } from './format.ts'

const spanOf = (from: string, to: string): string => (from === to ? formatPeriod(from) : `${formatPeriod(from)}至${formatPeriod(to)}`)

export const rehearsalScreenText = {
  title: '规则试审',
  hint: '改了规则先别发：拿改过的方案包把以前收到的报送包重审一遍，看会多出哪些问题、会挡住谁。只试不存，不影响已经收到的报送包和结论。',
  choose: '选择改过的方案包',
  chosen: (file: string) => `已选：${file}`,
  chooseHint: '.zip 文件，拖进来或按回车选择；再选一次就换成另一个',
  months: '试审这些月份的报送包：',
  from: '从哪个月',
  to: '到哪个月',
  wrongOrder: '起始月份在结束月份之后，请调整。',
  run: '开始试审',
  running: '正在试审…',
  stopped: '已经停下。试审什么都不保存，可以随时重新开始。',
  otherPlan: (id: string) => `这个方案包是另一个方案（${id}），不是本机在用的方案，没有可以试审的报送包。请换成本方案改过的版本。`,
  outcome: '规则试审结果',
  print: '打印',
  tried: (file: string, version: string, from: string, to: string) => `用 ${file}（版本 ${version}）试审${spanOf(from, to)}：`,
  nothing: '这些月份还没有收到报送包，没有可以试审的。',
  found: (packages: number, rules: number) =>
    rules === 0
      ? `${packages} 个报送包的审核结果都与当时一样，谁也不受影响。`
      : `${packages} 个报送包中，有 ${rules} 条规则的结果与当时不同。新规则建议先定为“提示性”，试行一段时间再加严。`,
  blocked: (count: number) => `有 ${count} 个报送包会因为强制性问题报不上来：`,
  place: (unit: string, period: string) => `${unit}（${formatPeriod(period)}）`,
  rules: '结果会变的规则',
  gone: '新方案已没有',
  columns: { rule: '规则', level: '级别', added: '会多出', removed: '会减少', units: '涉及的单位' },
  hitsOf: (rule: string) => `${rule} 会多出的问题`,
  hitColumns: { unit: '单位', period: '报告期', form: '表', row: '行', message: '提示' },
  moreHits: (count: number) => `还有 ${count} 条没有列出。`,
} as const
