/** A whole workbook taken in: which sheet goes where, and what is in doubt. */
import { formatPeriod } from './format.ts'

type Doubt = 'nothing' | 'foreign' | 'form' | 'month' | 'twice' | 'hidden' | 'rounded'
interface Counts {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly removed: number
}

export const bookText = {
  doubts: {
    nothing: '没有要导入的内容',
    foreign: '不是这个方案的报表，不导入',
    form: '像几张报表，请指明是哪一张',
    month: '写的月份不在方案里，或者写了不止一个月份，请指明月份',
    twice: '另有工作表也是这张报表这个月的，请指明：一起导入，还是只要一张',
    hidden: '是隐藏的工作表，请指明要不要导入',
    rounded: '是按“万”四舍五入过的汇总，尾数已经没有了，不能导入；请用“各表按原单位”导出的汇总或原来的报表',
  } satisfies Record<Doubt, string>,
  otherMonth: (period: string) => `写的是${formatPeriod(period)}`,

  // Command line
  badPlace: (text: string) => `--as 里的“${text}”看不明白，要写成 工作表=表 或 工作表=表@年-月`,
  unknownSheet: (sheet: string) => `文件里没有工作表“${sheet}”`,
  undecided: (count: number) => `有 ${count} 张工作表要先说清楚，一张也没有导入：`,
  undecidedSheet: (sheet: string, what: string) => `  ${sheet}：${what}`,
  howToDecide:
    '  用 --as 工作表=表@年-月 指明去处，用 --skip 工作表 不要它；几个之间用逗号隔开。写着别的月份的，加 --all-months 按各自写的月份导入。',
  notReady: (form: string, count: number) =>
    `${form} 有 ${count} 处需要确认，一张也没有导入。请先用 import 命令单独导入这张表（它会列出要确认什么）：`,
  nothing: '文件里没有可以导入的报表。',
  leftOut: (sheets: readonly string[]) => `没有导入的工作表：${sheets.join('、')}`,
  line: (
    form: string,
    period: string,
    sheets: readonly string[],
    counts: Counts,
    told: { readonly problems: number; readonly comments: number },
  ) =>
    `  ${form} ${formatPeriod(period)}（${sheets.join('、')}）：新增 ${counts.added} 行，修改 ${counts.changed} 行，不变 ${counts.unchanged} 行，移除 ${counts.removed} 行${told.problems === 0 ? '' : `，${told.problems} 个单元格要核对`}${told.comments === 0 ? '' : `，文件里有 ${told.comments} 条批注，请用 import --dry-run 查看`}`,
  previewed: (imports: number) => `试导入 ${imports} 张报表（没有改动数据）：`,
  stopped: (done: number, all: number) => `导入中途停下了：${all} 张报表中已导入 ${done} 张（数据已存好），其余的没有改动：`,
  takeBack: (form: string, period: string) => `    要撤销这张，用 undo --form ${form} --period ${period}`,
  /** @param same how many of them changed nothing, so that undo would take back something else */
  imported(imports: number, same: number): string {
    if (same === imports) return `${imports} 张报表都没有改动：`
    const except = same === 0 ? '' : `（其中 ${same} 张没有改动，不要撤销）`
    return `已导入 ${imports} 张报表，每张是单独的一步，可各自用 undo 撤销${except}：`
  },
} as const
