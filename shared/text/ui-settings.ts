const reasons = { manual: '手动', hourly: '每小时', close: '关闭时', migration: '升级前', restore: '恢复前', seal: '封存时' } as const

export const settingsText = {
  title: '设置',
  unit: '单位与方案',
  plan: '方案',
  unitName: { county: '填报单位', city: '本单位' },
  chooseAnew: {
    button: '选错了，重新选…',
    title: '重新选方案和单位？',
    body: '还没有填过、收过报表时可以重新选：程序回到第一次打开的页面。现在的设置会先另存成一份备份。',
    ok: '重新选',
  },
  version: '程序版本',
  people: '经办人',
  leaderPassword: (leader: string) => `${leader}的口令`,
  leaderPasswordBody: (leader: string) =>
    `${leader}设了口令。换单位负责人要输入这个口令，免得别人借名签发。口令忘了或人已离任的，请用“交接给接手的人”生成交接文件，在恢复时填写新的负责人，修改记录里会写明。`,
  changeLeader: '更换单位负责人',
  backups: '备份与恢复',
  backupHint: '程序每小时自动备份，关闭、封存时也备份。换电脑时请“另存备份”到 U 盘；不要直接复制数据文件。',
  backupNow: '立即备份',
  backedUp: '已备份并核验',
  saveBackup: '另存备份',
  restore: '恢复备份',
  /** Backups are named by the time of the clock here: the names of their files have another, which nobody looks for. */
  restored: ({ id, reason }: { readonly id: string; readonly reason: keyof typeof reasons }, when: string) => {
    if (id === '') return '已恢复。这里原来没有数据。'
    if (id.startsWith('store.damaged-')) return `已恢复。原来的数据库已经损坏，没有删除，改名为“${id}”留在数据文件夹里。`
    return `已恢复。恢复前的数据没有丢，就是备份列表里 ${when}、来由写着“${reasons[reason]}”的那一份；想换回去，恢复那一份就行。`
  },
  backupFile: (when: string) => `碳报备份 ${when.replaceAll(':', '')}.db`,
  at: '时间',
  size: '大小',
  reason: '来由',
  reasons,
  looks: {
    title: '显示',
    theme: '颜色',
    themes: { system: '跟随电脑', light: '浅色', dark: '深色', contrast: '高对比' },
    themeHint: '“跟随电脑”按系统的深浅和对比度设置来。打印总是白底黑字，不受这里影响。',
    zoom: '字号',
    percent: (percent: number) => `${percent}%`,
    zoomHint: '整个窗口一起放大，也可以按 Ctrl 和 +、Ctrl 和 -，按 Ctrl 和 0 还原。下次打开仍是这个大小。',
    zoomByKeys: '按 Ctrl 和 +、Ctrl 和 - 放大缩小，按 Ctrl 和 0 还原。放大到 200% 也能照常填报。',
    screenReader: '读屏模式',
    screenReaderHint: '用读屏软件时打开：在填报表格里移动时，焦点逐格移动，读屏软件会读出表头、内容和问题；按回车或 F2 再改。',
  },
  doctor: '体检',
  doctorHint: '检查数据库、修改记录、备份和磁盘空间。',
  doctorRun: '开始体检',
  healthy: '体检通过。',
  unhealthy: '体检发现问题，请把下面的结果发给技术人员。',
} as const
