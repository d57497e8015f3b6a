/** What the health check and the start of the program say, and why a copy is refused. */

export const backupFault = {
  damaged: '文件已损坏或不是数据库',
  workbook: '这是表格，请打开要填的那张报表，用“导入”',
  foreign: '不是碳报的数据',
  audit: '修改记录被改动过',
  unknown: '这个文件夹里没有这份备份',
} as const

const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`

export const doctorText = {
  integrity: (ok: boolean) => (ok ? '数据库结构完好' : '数据库结构有损坏'),
  restoreAdvice: '请先停止填报，再用最近一份完好的备份恢复；现有文件不会被删除。',
  schema: '数据表结构与本程序一致',
  audit: (entries: number, firstBad: number | null) =>
    firstBad === null ? `修改记录完整，共 ${entries} 条，前后相连` : `修改记录从第 ${firstBad} 条起对不上，可能被别的程序改动过`,
  auditAdvice: '数据仍可查看和导出。请保留这个数据文件夹，并请技术人员核对。',
  evidence: (all: number, damaged: number, places: readonly string[]) =>
    damaged === 0
      ? `佐证材料 ${all} 个，内容都完好`
      : `佐证材料有 ${damaged} 个内容坏了：${places.join('、')}${damaged > places.length ? '等' : ''}`,
  evidencePlace: (name: string, form: string, period: string) => `“${name}”（${form} ${period}）`,
  evidenceAdvice: '请把原来的文件在原处再添加一次，就补好了；手头没有原来的文件，请从备份里找回。',
  packages: (all: number, damaged: number, names: readonly string[]) =>
    damaged === 0
      ? `封存的报送包 ${all} 个，都完好`
      : `封存的报送包有 ${damaged} 个坏了：${names.join('、')}${damaged > names.length ? '等' : ''}`,
  packagesAdvice: '请从当时另存的文件或备份里找回；已经报到市里的不受影响。',
  settings: (journal: string, wrong: readonly string[]) =>
    wrong.length === 0
      ? `断电保护已开启（${journal === 'wal' ? '改动先记日志再写入' : '写入前先留底'}）`
      : `断电保护设置不对：${wrong.join('、')}`,
  askAdvice: '请关闭程序后重新打开；若仍异常，请把体检结果发给技术人员。',
  sqlite: (version: string) => `数据库引擎版本 ${version}`,
  space: (free: number) => `磁盘剩余 ${gigabytes(free)}`,
  reserve: (there: boolean) => (there ? '应急空间已预留' : '应急空间没有预留'),
  spaceAdvice: '请清理磁盘，留出 1 GB 以上，然后重新打开程序。',
  backups: (newest: string | undefined, days: number | undefined) =>
    newest === undefined ? '还没有备份' : `最近一份备份 ${newest}，${days === 0 ? '不到一天前' : `${days} 天前`}`,
  backupAdvice: '请现在备份一次，并把备份复制到另一块硬盘或U盘。',
  damaged: (count: number) => (count === 0 ? '没有损坏后另存的数据库' : `有 ${count} 个损坏后另存的数据库，没有删除`),
  pack: (id: string, version: string, digest: string) => `方案包 ${id} ${version} 完好，摘要 ${digest.slice(0, 16)}`,
  packBroken: (id: string, problem: { readonly file: string; readonly line: number; readonly message: string }) =>
    `方案包 ${id} 有错误，没有装入：${problem.file} 第 ${problem.line} 行：${problem.message}`,
  packAdvice: '请联系方案包的编制单位改正；其他方案不受影响。',
  plan: (id: string, used: string, installed: string | undefined) =>
    installed === used
      ? `本单位所用方案 ${id} ${used} 已安装`
      : `本单位建账时用的是方案 ${id} ${used}，现在安装的是 ${installed ?? '（无）'}`,
  holidays: (until: number) => `节假日数据截至 ${until} 年，以后的年份要等放假安排公布（方案包里的 holidays.yaml）`,
  planAdvice: '请核对方案包版本；已填的数据没有改动。',
  spaceLow: (free: number) => `磁盘只剩 ${gigabytes(free)}，请尽快清理，以免填报内容存不进去。`,
  spaceRanOut: '磁盘已满，刚才动用了应急空间才存住您的数据。请马上清理磁盘，再继续填报。',
} as const
