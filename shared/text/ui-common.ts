/** Words that several screens use. */
export const commonText = {
  connectionLost: '程序没有回应，可能已关闭。已显示“已保存”的数据都在；请重新打开程序。',
  unexpected: '出了意料之外的问题，这一步没有完成，已保存的数据没有改动。请重试；若仍出错，请在“设置”里运行体检。',
  retry: '重试',
  cancel: '取消',
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
} as const
