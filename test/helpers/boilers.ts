import type { Cell } from './workbook.ts'

/** What is true of three boilers, whatever a workbook makes of it. */
export const boilers: readonly Record<string, string>[] = [
  {
    boilerId: '4502220001',
    ownerName: '柳城县民生纺织厂',
    townCode: '450222100',
    inBuiltUpArea: '是',
    capacityTph: '6',
    annualCoal: '2100',
    planDate: '2020-09-30',
    subsidyStd: '4.5',
    status: '整治中',
  },
  {
    boilerId: '4502220002',
    ownerName: '红星豆制品厂',
    townCode: '450222101',
    inBuiltUpArea: '否',
    capacityTph: '1.5',
    annualCoal: '12120.25',
    planDate: '2020-12-01',
    subsidyStd: '6',
    status: '在用',
  },
  {
    boilerId: '4502220003',
    ownerName: '太平镇中心卫生院',
    townCode: '450222102',
    inBuiltUpArea: '是',
    capacityTph: '4',
    annualCoal: '860',
    planDate: '2021-02-03',
    subsidyStd: '0.75',
    status: '已淘汰（销号）',
  },
]

export const towns: Readonly<Record<string, string>> = { '450222100': '大埔镇', '450222101': '龙头镇', '450222102': '太平镇' }

/** Days since 1899-12-30. */
export const serial = (date: string): number => (Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000

type Row = Readonly<Record<string, string>>
export interface ColumnSpec {
  readonly head: string
  readonly cell: (row: Row) => Cell
}
const number = (field: string) => (row: Row) => Number(row[field])
const plain = (field: string) => (row: Row) => row[field] ?? null

/** The columns as the form prints them; a test changes what it is about. */
export const columns: Readonly<Record<string, ColumnSpec>> = {
  boilerId: { head: '台账编号', cell: plain('boilerId') },
  ownerName: { head: '使用单位', cell: plain('ownerName') },
  townCode: { head: '所在乡镇街道', cell: (row) => towns[row.townCode ?? ''] ?? null },
  inBuiltUpArea: { head: '是否在建成区', cell: plain('inBuiltUpArea') },
  capacityTph: { head: '额定出力（蒸吨/小时）', cell: number('capacityTph') },
  annualCoal: { head: '年用煤量（吨）', cell: number('annualCoal') },
  planDate: { head: '计划完成时限', cell: (row) => ({ value: serial(row.planDate ?? ''), format: 'yyyy-mm-dd' }) },
  subsidyStd: { head: '补助标准（万元/蒸吨）', cell: number('subsidyStd') },
  status: { head: '状态', cell: plain('status') },
}

export const withColumns = (changes: Readonly<Record<string, Partial<ColumnSpec>>>): readonly ColumnSpec[] =>
  Object.entries(columns).map(([field, column]) => ({ ...column, ...changes[field] }))

export const bodyOf = (specs: readonly ColumnSpec[], rows: readonly Row[] = boilers): Cell[][] =>
  rows.map((row) => specs.map((spec) => spec.cell(row)))
export const tableOf = (specs: readonly ColumnSpec[] = withColumns({}), rows: readonly Row[] = boilers): Cell[][] => [
  specs.map((spec) => spec.head),
  ...bodyOf(specs, rows),
]
