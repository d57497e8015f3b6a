import type { Standing } from '../contract/backup.ts'
import { formatMoment, formatPeriod } from './format.ts'

/** The file for a successor, and what a rehearsal of a backup found. */
export const handOverText = {
  title: '交接给接手的人',
  hint: '换人或换电脑时用。交接文件里有全部数据、方案包、修改记录、还没办完的事和您写的交代。接手的人在新电脑上打开它，填上自己的名字就能接着做。',
  readable: '交接文件不加密，拿到的人都能看到里面的内容。请放在自己的 U 盘里当面交，用完删掉，不要发到群里。',
  note: '交代几句',
  notePlaceholder: '例如：6月的锅炉台账还差两家的用煤量，电话在通讯录里；市局联系人是黄工。',
  make: '生成交接文件…',
  made: '交接文件已存好。请当面交给接手的人。',
  fileName: (unit: string, day: string) => `交接-${unit}-${day}.db`,
  take: '打开交接文件或备份…',
  takeHint: '从别的电脑来、或从别人手里接过来：先打开看一看里面有什么，再决定恢复。看的时候不改动现有数据。',
  opened: '交接文件',
  passed: '这份交接文件是好的：在临时位置打开过，结构完好，修改记录前后相连。现有数据没有动。',
  there: '这份交接文件',
  received: (from: string, at: string) => `${from} 于 ${formatMoment(at)} 交出`,
  openItems: (count: number) => (count === 0 ? '没有未办完的报表。' : `还没办完的报表 ${count} 张：`),
  openItem: (period: string, form: string, title: string, state: string) => `${formatPeriod(period)} ${form} ${title}（${state}）`,
  more: (count: number) => `……还有 ${count} 张`,
  newPeople: '从今以后由谁经办',
  newPeopleHint: '改成接手的人，空着的姓名保持原样；以前的修改记录仍是原来的名字。',
} as const

export const rehearsalText = {
  run: '演练',
  title: '备份演练',
  passed: '这份备份是好的：在临时位置打开过，结构完好，修改记录前后相连。现有数据没有动。',
  contents: {
    unit: '单位',
    lastChange: '最后修改',
    changes: '修改记录',
    reports: '报表',
    submissions: '报送包',
    unitOf: (name: string | null) => name ?? '（没有单位）',
    moment: (at: string | null) => (at === null ? '（没有修改过）' : formatMoment(at)),
    changeCount: (count: number) => `${count} 条`,
    reportCount: (reports: number, months: number, rows: number) => `${reports} 张，${months} 个月，共 ${rows} 行`,
    submissionCount: (count: number) => `${count} 份`,
  },
  /** @param what what was opened, as it is called there */
  otherUnit: (what: string, there: string, here: string) =>
    `${what}是${there}的，现在的数据是${here}的。用它恢复以后，这台电脑就是${there}的了；拿错文件的，请点“关闭”。`,
  here: '现在的数据',
  there: '这份备份',
  standing: {
    alone: '现在没有可用的数据，恢复后就用这份。',
    same: '和现在的数据一样。',
    newer: '比现在的数据新：现有的修改它都有。',
    older: '比现在的数据旧：现有数据里有它没有的修改。恢复后这些修改就看不到了（会先自动另存一份）。',
    apart: '和现在的数据不是一路来的：两边各有对方没有的修改。恢复后只剩这个文件里的（现有数据会先自动另存一份）。',
  } satisfies Record<Standing, string>,
  restore: '用它恢复',
  restoreAnyway: '我看清了，仍然用它恢复',
} as const
