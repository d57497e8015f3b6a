/** What the command line says about reports as they were. */
export const cliPastText = {
  badMoment: (text: string) =>
    `“${text}”不是一个时刻。可以写日期（2020-06-03，算到当天结束）、日期加钟点（"2020-06-03 14:30"）、修改记录的编号（25）、第几次上报（r1），或 now。没有执行任何操作。`,
  noSubmission: (revision: number, period: string) => `${period} 还没有第 ${revision} 次上报；没有执行任何操作。`,
  momentTitle: (title: string, period: string, when: string, who: string) => `${title} ${period}　${when} ${who} 之后的样子`,
  nothingYet: (title: string, period: string) => `${title} ${period}　那时还没有填`,
  computed: {
    sealed: '合计和自动计算的栏目取自报送包。',
    again: '合计和自动计算的栏目按当时填的数重新算出；涉及其他表的，用的是其他表现在的数。',
  },
  agrees: '与那次上报的报送包逐格一致。',
  differs: '注意：与那次上报的报送包不一致，请保留数据文件夹并联系技术人员。',
  broken: (seq: number) => `注意：修改记录从第 ${seq} 条起被改动过，这之后的历史不能作准。请保留数据文件夹并联系技术人员。`,
  difference: ['行', '栏', '变化', '原值', '新值'],
  kinds: { header: '表头', rowAdded: '加行', rowRemoved: '删行', added: '填上', changed: '改值', removed: '清空' },
  same: '两个时刻的内容完全一样。',
  code: '校验码',
  count: (count: number) => `共 ${count} 处不同。`,
} as const
