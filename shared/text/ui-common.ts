/** Words that several screens use. */
export const commonText = {
  connectionLost: '程序没有回应，可能已关闭。已显示“已保存”的数据都在；请重新打开程序。',
  unexpected: '出了意料之外的问题，这一步没有完成，已保存的数据没有改动。请重试；若仍出错，请在“设置”里运行体检。',
  retry: '重试',
  cancel: '取消',
  /** Of the step under way; rounded up, so that nobody counts along. Negative = longer than thought. */
  timeLeft: (seconds: number): string => {
    if (seconds < -3) return '比估计的久一点，还在进行'
    if (seconds <= 8) return '马上就好'
    if (seconds <= 50) return `大约还要 ${Math.ceil(seconds / 10) * 10} 秒`
    if (seconds <= 55 * 60) return `大约还要 ${Math.ceil((seconds - 10) / 60)} 分钟`
    return `大约还要 ${Math.ceil((seconds - 300) / 3600)} 个多小时`
  },
  close: '关闭',
  save: '保存',
  saved: '已保存',
  next: '下一步',
  back: '上一步',
  loading: '正在读取…',
  preparer: '填表人',
  preparerPhone: '联系电话',
  auditor: '审核人',
  leader: '单位负责人',
  bytes: (n: number) => (n >= 1_048_576 ? `${(n / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(n / 1024))} KB`),
  product: '碳报',
  demo: '演示数据，不能上报',
  fileSaved: '文件已保存',
  downloaded: '文件已交给浏览器下载',
  noToken: {
    title: '请从程序打开这个页面',
    text: '为了数据安全，这个地址只在启动时有效。请关闭本页，在启动碳报的窗口里重新打开那里显示的完整地址。已保存的数据都在。',
  },
  crashed: {
    title: '页面出了问题',
    text: '已显示“已保存”的内容都在。请点下面的按钮回到工作台；若反复出现，请在“设置”里做一次体检，把结果发给技术人员。',
    home: '回到工作台',
  },
  cannotOpen: '没有打开数据',
  nav: {
    label: '主菜单',
    skip: '跳到正文',
    keys: (name: string, keys: string) => `${name}（${keys}）`,
    month: '工作台',
    forms: '填报',
    submit: '上报',
    progress: '目标进度',
    plan: '方案原文',
    calendar: '日程',
    help: '帮助',
    settings: '设置',
    fold: '收起菜单',
    unfold: '展开菜单',
  },
  month: {
    label: '报告期',
    previous: '上一个月',
    next: '下一个月',
    due: (date: string) => `截止 ${date}`,
    daysLeft: (days: number) => (days > 0 ? `还剩 ${days} 天` : days === 0 ? '今天截止' : `已过期 ${-days} 天`),
  },
} as const
