/** What the command line says about checking and signing. */
export const reviewCliText = {
  off: '本单位没有启用审核流程（review --on 启用）。',
  on: '已启用审核流程：上报前要提交审核、审核通过、签发。',
  turnedOff: '已关闭审核流程：校验通过即可上报。',
  oneOnly: '--on、--off、--submit、--pass、--refuse 只能写一个。运行 tanbao --help 查看用法；没有执行任何操作。',
  columns: ['表', '名称', '进度', '填表人', '审核人', '单位负责人', '未处理批注'],
  nothing: '没有轮到这一步的表。',
  done: { handIn: '已提交审核', pass: '审核通过', refuse: '已退回修改', sign: '已签发' },
  forms: (done: string, forms: readonly string[]) => `${done}：${forms.join('、')}`,
  passwordFile: (file: string) => `读不到口令文件 ${file}。没有执行任何操作。`,
} as const
