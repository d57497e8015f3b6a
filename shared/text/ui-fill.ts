/** Filling in the workbook that the office above sent. */
export const fillScreenText = {
  title: '填入上级发的表样',
  intro: '选上级发来的空白表样（.xlsx），程序把本表的数据填进去。表样里的其他内容（公式、下拉、图、页眉页脚、保护）都不动，原文件也不改。',
  choose: '选择表样（.xlsx）',
  again: '换一份表样',
  reading: '正在读取表样',
  filling: '正在填写表样',
  save: '填好并保存',
  questions: (count: number) => `有 ${count} 处需要您确认，确认完才能保存`,
  choice: '请选择',
  place: (sheet: string, header: readonly [number, number] | null, block: readonly [number, number] | null) =>
    `工作表“${sheet}”${header === null ? '' : `，表头第 ${header[0]} 至 ${header[1]} 行`}${block === null ? '' : `，数据从第 ${block[0]} 行填起`}`,
  counts: (rows: number, capacity: number, inserted: number) =>
    inserted === 0
      ? `要填 ${rows} 行，表样留了 ${capacity} 行。`
      : `要填 ${rows} 行，表样只留了 ${capacity} 行，会加 ${inserted} 行，合计和打印区域跟着扩。`,
  columns: '表样的每一列填什么',
  letter: '列',
  label: '表样的表头',
  field: '填哪一栏（不对的可以改）',
  fieldOf: (letter: string) => `表样 ${letter} 列填哪一栏`,
  factor: '换算',
  times: (factor: string) => (factor === '1' ? '' : `× ${factor}`),
  formula: '表样的公式，不动',
  index: '不填',
  cells: '表头表尾',
  cell: '单元格',
  text: '填入',
  notes: '请留意',
  saved: '表样已填好并保存。',
} as const
