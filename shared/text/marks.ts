/** What is written into a workbook that comes back with its problems marked, and what is said about it. */
import type { Repair } from '../rules/finding.ts'
import { formatList } from './format.ts'

const tones = { error: '错误', warning: '警告', notice: '提示' } as const

export const markText = {
  /** Author of our comments. */
  author: '碳报',
  tones,
  listComma: '、',
  /** A comment: its level in front. */
  note: (level: string, message: string) => `【${level}】${message}`,
  sheet: '审核结果',
  /** Place of what no cell of the file shows. */
  wholeForm: '整张表',
  heads: ['位置', '级别', '问题', '怎么办'],
  /** Hidden beside the heads: a cell that looks as one did before it was marked, and one as it does since. */
  sampleOwn: '原样',
  sampleMarked: '标注后',
  marking: '正在标注',

  /** Names of the files: beside the original, never over it. */
  markedFile: (base: string, ending: string) => `${base}（已标注）${ending}`,
  listFile: (base: string) => `${base}（问题清单）.xlsx`,

  reading: '读取',
  question: '待确认',
  mendReading: '在原表里改正后重新导入；也可以先导入，再在程序里改。',
  mendQuestion: '重新导入时按提示选择。',
  mustMend: '核对后改正；不改正不能上报。',
  mendOrExplain: '请核对。填错的改正；确实如此的，导入后写明原因。',
  mayLook: '请留意；确实如此的不用处理。',
  repair: (r: Repair) => `${r.rowLabel === '' ? '' : `${r.rowLabel}：`}${r.label} ${r.shownFrom} 可改为 ${r.shownTo}（${r.why}）。`,
  place: (row: string | null, field: string | undefined, rows: number) =>
    [row === null || row === '' ? '' : rows > 1 ? `${row} 等 ${rows} 行` : row, field ?? ''].filter((part) => part !== '').join('，'),
  noProblems: '没有发现问题。',
  linesLeftOut: (count: number) => `还有 ${count} 条没有列出，请先改正上面的再重新导入。`,

  // What goes with the file
  onlyXlsx: '只有 .xlsx、.xlsm 能在原表上标注，这次给的是一份问题清单。要在原表上标注，请用 Excel 或 WPS 把文件另存为 .xlsx 后重新导入。',
  insteadList: (why: string) => `${why}这次给的是一份问题清单，写明了每一处的位置。`,
  tooManyCells: (marked: number, all: number) => `有问题的单元格有 ${all} 个，只涂色、批注了前 ${marked} 个；全部问题都列在“审核结果”里。`,
  uncommented: (cells: readonly string[]) => `这些单元格里有对话批注，再加批注不会显示，只涂了颜色，问题见“审核结果”：${formatList(cells)}`,
  uncoloured: (count: number) => `工作簿的样式已满，有 ${count} 个单元格只加了批注，没有涂色。`,
  structureLocked: '这个工作簿的结构设了保护；“审核结果”已照样加上，要删去它须先撤销工作簿保护。',
} as const
