/** What the parts of a report's head and foot are called. */
import type { ReportHeaderData } from '../rules/input.ts'

export const headerLabels: Readonly<Record<keyof ReportHeaderData, string>> = {
  preparer: '填表人',
  preparerPhone: '联系电话',
  auditor: '审核人',
  leader: '单位负责人',
  fillDate: '填报日期',
  dataSource: '数据来源',
  revisionNo: '修订次数',
  revisionReason: '修订原因',
  zeroReport: '零报告',
  zeroReason: '零报告说明',
}
