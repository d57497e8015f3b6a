/** What is said of the folders: where the data lie, and where the second backups go. */
import type { BackupFolder } from '../contract/backup.ts'
import { type BackupFolderFault, backupFolderFaults } from '../model/backup-fault.ts'
import { formatMoment } from './format.ts'

/** In the middle of a sentence: what hinders. */
const faults: Readonly<Record<BackupFolderFault, string>> = {
  relative: '不是完整的文件夹位置',
  inside: '它就在数据文件夹里，硬盘坏了会一起丢',
  away: '找不到这个文件夹，U盘或移动硬盘可能没有插好，共享文件夹可能连不上',
  notFolder: '它是一个文件，不是文件夹',
  forbidden: '没有写入的权限，或U盘开了写保护',
  full: '盘满了，或文件超过这个盘允许的大小',
  slow: '等了很久没有写完',
  differs: '写进去再读出来，和原来的不一样，那个盘可能要坏了',
  other: '没有写进去',
}
/** What mends it. */
const remedies: Readonly<Record<BackupFolderFault, string>> = {
  relative: '请写完整路径，例如 E:\\碳报备份',
  inside: '请换到另一块硬盘、U盘或共享文件夹',
  away: '请插好或连上，没有建过的先新建这个文件夹',
  notFolder: '请换一个文件夹',
  forbidden: '请关掉写保护，或请管理员开放权限，也可以换一个文件夹',
  full: '请清理那个盘，或换一个文件夹',
  slow: '请检查U盘或网络，也可以换一个文件夹',
  differs: '请换一个盘',
  other: '请检查那个盘，或换一个文件夹',
}
const faultOf = (reason: string): BackupFolderFault => backupFolderFaults.find((fault) => fault === reason) ?? 'other'

type Second = NonNullable<BackupFolder['second']>

/** The standing of the second backup. No path in it: technicians are sent the self-check. */
function standing({ state, fault, copiedAt }: Pick<Second, 'state' | 'fault' | 'copiedAt'>): string {
  const last = copiedAt === null ? '' : `上一次写成的是 ${formatMoment(copiedAt)} 的备份。`
  if (state === 'copying') return `正在写第二份备份。${last}`
  if (state === 'failed') return `第二份备份没有写成：${faults[fault ?? 'other']}；主备份完好，下次备份时再写。${last}`
  if (state === 'behind') return `最近的备份还没有写到第二个文件夹，下次备份时再写。${last}`
  return copiedAt === null ? '第二份备份从下一次备份起写。' : `第二份备份已写好：${formatMoment(copiedAt)} 的备份。`
}

export const backupFolderText = {
  title: '数据和备份放在哪里',
  data: '数据文件夹：',
  dataHint: '要放到别处，请技术人员在启动程序时加上 --data=文件夹。',
  label: '第二个备份文件夹（可以不填）',
  placeholder: '例如 E:\\碳报备份 或 \\\\服务器\\共享\\备份',
  hint: '备份本来只在数据文件夹里，硬盘坏了会和数据一起丢。填一个U盘、另一块硬盘或共享文件夹，每次备份都在那里另存一份。',
  later: '以后也可以在“设置”的“备份与恢复”里填。',
  save: '保存文件夹',
  saved: '已保存，今后的备份都在那里另存一份。',
  cleared: '已保存，今后不再写第二份备份。已经写好的没有删除。',
  place: (folder: string, place: string) => `第二份备份放在 ${folder} 里的“${place}”。`,
  standing,
  unset: '没有设第二个备份文件夹，备份只在数据文件夹里',
  advice: (fault: BackupFolderFault | null) =>
    `${fault === null ? '请点“立即备份”再写一次' : `${remedies[fault]}，再点“立即备份”`}。${fault === 'away' ? '换了U盘的，请在“设置”里再点一次“保存文件夹”。' : ''}`,
  refused: (folder: string, reason: string) =>
    `${folder}不能用来放第二份备份：${faults[faultOf(reason)]}。设置没有改动，${remedies[faultOf(reason)]}。`,
  /** Name of the folder in the folder, by which people know whose backups they are. */
  placeName: (unit: string, demo: boolean, mark: string) => `碳报备份-${unit}${demo ? '（演示）' : ''}-${mark}`,
} as const
