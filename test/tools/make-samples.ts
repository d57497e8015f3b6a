/**
 * Makes the demo county's workbooks in `resources/samples`, the way people have them: a title, a unit and a
 * note row above a merged header, a total row and signatures below. Written with another library than the
 * program's own writer, so that importing them proves something.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import * as XLSX from 'xlsx'
import { boilerHeader, boilerRows, type Cell, capacityColumn, coalColumn } from './samples/boilers.ts'
import { measureHeader, measureRows } from './samples/measures.ts'
import { projectHeader, projectRows } from './samples/projects.ts'
import { targetHeader, targetRows } from './samples/targets.ts'

const folder = join(import.meta.dirname, '..', '..', 'resources', 'samples')

/** A label followed by blanks spans them; a label above blanks reaches down to the last header row. */
function headerMerges(header: readonly (readonly string[])[], top: number): XLSX.Range[] {
  const merges: XLSX.Range[] = []
  const groups = header[0] ?? []
  for (const [column, label] of groups.entries()) {
    if (label === '') continue
    const next = groups.findIndex((other, index) => index > column && other !== '')
    const last = (next < 0 ? groups.length : next) - 1
    const below = header[1]?.[column] ?? ''
    const bottom = below === '' ? top + header.length - 1 : top
    if (last > column || bottom > top) merges.push({ s: { r: top, c: column }, e: { r: bottom, c: below === '' ? column : last } })
  }
  return merges
}

function totals(rows: readonly (readonly Cell[])[], columns: readonly number[], width: number): Cell[] {
  const total: Cell[] = Array.from({ length: width }, () => null)
  total[0] = '合计'
  for (const column of columns) total[column] = rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0)
  return total
}

interface Sheet {
  readonly title: string
  readonly name: string
  readonly header: readonly (readonly string[])[]
  readonly rows: readonly (readonly Cell[])[]
  readonly totalColumns: readonly number[]
}

function workbook(sheet: Sheet): Buffer {
  const width = sheet.header[0]?.length ?? 0
  const above: Cell[][] = [[sheet.title], [`填报单位：柳城县${' '.repeat(20)}报告期：2020年5月`], []]
  const below: Cell[][] = [
    ...(sheet.totalColumns.length === 0 ? [] : [totals(sheet.rows, sheet.totalColumns, width)]),
    ['注：数据由各乡镇和企业上报，县局汇总。'],
    ['单位负责人：韦志强', null, '填表人：覃小梅', null, '审核人：莫海燕', null, '联系电话：0772-7612345', null, '报出日期：2020年6月3日'],
  ]
  const lines = [...above, ...sheet.header.map((row) => row.map((label) => label || null)), ...sheet.rows, ...below]
  const page = XLSX.utils.aoa_to_sheet(lines as Cell[][])
  page['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: width - 1 } }, ...headerMerges(sheet.header, above.length)]
  page['!cols'] = Array.from({ length: width }, () => ({ wch: 14 }))
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, page, sheet.name)
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer // `type: 'buffer'` gives a Buffer
}

const projects: Sheet = {
  title: '柳城县2020年5月高耗能项目投产情况月报表',
  name: '投产项目',
  header: projectHeader,
  rows: projectRows,
  totalColumns: [],
}
const measures: Sheet = {
  title: '柳城县2020年5月降碳工作推进情况',
  name: '工作推进',
  header: measureHeader,
  rows: measureRows,
  totalColumns: [],
}
const targets: Sheet = {
  title: '柳城县2020年度目标完成预测（1—5月）',
  name: '目标预测',
  header: targetHeader,
  rows: targetRows,
  totalColumns: [],
}
const boilers: Sheet = {
  title: '柳城县燃煤锅炉淘汰整治台账（2020年5月）',
  name: '锅炉台账',
  header: boilerHeader,
  rows: boilerRows,
  totalColumns: [capacityColumn, coalColumn],
}

/** The same ledger as some offices send it: one header row, comma separated, in the old Chinese encoding. */
function ledgerAsText(): Buffer {
  const labels = (boilerHeader[1] ?? []).map((label, column) => {
    const unit = boilerHeader[2]?.[column] ?? ''
    return (label || boilerHeader[0]?.[column] || '') + unit
  })
  const line = (cells: readonly Cell[]) => cells.map((cell) => (cell === null ? '' : String(cell))).join(',')
  return iconv.encode([labels, ...boilerRows].map(line).join('\r\n'), 'gb18030')
}

mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'F1.xlsx'), workbook(projects))
writeFileSync(join(folder, 'F2.xlsx'), workbook(measures))
writeFileSync(join(folder, 'F3.xlsx'), workbook(targets))
writeFileSync(join(folder, 'F4.xlsx'), workbook(boilers))
writeFileSync(join(folder, 'F4-GBK.csv'), ledgerAsText())
