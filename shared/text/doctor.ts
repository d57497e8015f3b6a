/** What the health check says, and why a copy is refused. */

export const backupFault = {
  damaged: '文件已损坏或不是数据库',
  foreign: '不是碳报的数据',
  audit: '修改记录被改动过',
  unknown: '这个文件夹里没有这份备份',
} as const
