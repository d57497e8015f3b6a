/** About the program, and the report of the self-check for technicians. */
export const aboutText = {
  title: '关于',
  name: '碳报',
  version: '程序版本',
  what: '县级碳排放和能源报表的离线填报程序。数据存在本机，程序不收集任何信息。没有设置传送办法时，程序不连接网络；设置了网络地址的，只连您设的地址，用来收发报送包和回执。',
  licence: '本程序以 Apache-2.0 许可发布。',
  libraries: (count: number) => `用到的开源软件（${count} 个）`,
  library: '名称',
  libraryVersion: '版本',
  libraryLicence: '许可',
} as const

export const selfCheckText = {
  save: '存成文件发给技术人员…',
  saveHint: '文件里只有程序版本、电脑系统和上面的检查结果，没有填报的数据，也没有人名和电话；上面写出的坏文件的名字也在里面。',
  saved: '已存好，可以发给技术人员。',
  fileName: (day: string) => `碳报体检-${day}.txt`,
  title: '碳报体检报告',
  at: (moment: string) => `时间：${moment}`,
  version: (version: string) => `程序版本：${version}`,
  system: (agent: string) => `系统：${agent}`,
  result: (healthy: boolean) => (healthy ? '结果：全部通过' : '结果：有问题'),
  step: (ok: boolean, text: string) => `${ok ? '[通过]' : '[问题]'} ${text}`,
  advice: (text: string) => `        怎么办：${text}`,
} as const
