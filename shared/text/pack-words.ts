/** What parts of the pack format are called. */
import type { FieldType } from '../forms/form-schema.ts'
import type { FormDuty, UnitKind } from '../forms/manifest-schema.ts'

export const fieldTypeNames: Readonly<Record<FieldType, string>> = {
  text: '文字',
  longText: '长文字',
  integer: '整数',
  decimal: '小数',
  percent: '百分数',
  money: '金额',
  date: '日期',
  month: '月份',
  yesNo: '是否',
  code: '代码',
  region: '县区',
  town: '乡镇街道',
  uscc: '统一社会信用代码',
  attachment: '附件名',
}
export const frequencyNames: Readonly<Record<FormDuty['frequency'], string>> = {
  month: '每月',
  quarter: '每季',
  halfYear: '每半年',
  year: '每年',
}
export const unitKindNames: Readonly<Record<UnitKind, string>> = { district: '城区', county: '县', board: '管委会', department: '部门' }
