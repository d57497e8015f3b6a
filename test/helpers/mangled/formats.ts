/** The same sheets in the other formats that arrive. */
import iconv from 'iconv-lite'
import * as XLSX from 'xlsx'
import type { Cell, SheetSpec } from '../workbook.ts'

/** The writer leaves error cells out of OpenDocument; a text that looks like one stands for it there. */
const toSheet = (spec: SheetSpec, isOds: boolean): XLSX.WorkSheet => {
  const sheet: XLSX.WorkSheet = {}
  let width = 1
  for (const [row, cells] of spec.rows.entries())
    for (const [column, cell] of cells.entries()) {
      if (cell === null) continue
      width = Math.max(width, column + 1)
      const own = typeof cell === 'object' ? cell : { value: cell }
      if (own.error !== undefined || own.formula !== undefined) {
        sheet[XLSX.utils.encode_cell({ r: row, c: column })] = isOds ? { t: 's', v: '#N/A' } : { t: 'e', v: 0x2a }
        continue
      }
      const type = typeof own.value === 'number' ? 'n' : typeof own.value === 'boolean' ? 'b' : 's'
      sheet[XLSX.utils.encode_cell({ r: row, c: column })] = {
        t: type,
        v: own.value,
        ...(own.format === undefined ? {} : { z: own.format }),
      }
    }
  sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(0, spec.rows.length - 1), c: width - 1 } })
  sheet['!merges'] = (spec.merges ?? []).map((range) => XLSX.utils.decode_range(range))
  return sheet
}

/** Old binary Excel, or OpenDocument. */
export const convertedWorkbook = (sheets: readonly SheetSpec[], bookType: 'biff8' | 'ods'): Uint8Array => {
  const book = XLSX.utils.book_new()
  for (const spec of sheets) XLSX.utils.book_append_sheet(book, toSheet(spec, bookType === 'ods'), spec.name)
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType }) as Buffer)
}

const shown = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell !== 'object') return cell === true ? 'TRUE' : cell === false ? 'FALSE' : String(cell)
  if (cell.error !== undefined || cell.formula !== undefined) return '#N/A'
  if (typeof cell.value !== 'number') return String(cell.value ?? '')
  if (cell.format?.includes('%')) return `${Number((cell.value * 100).toPrecision(12))}%`
  if (/[ymd]/i.test(cell.format ?? '')) return new Date(Date.UTC(1899, 11, 30) + cell.value * 86_400_000).toISOString().slice(0, 10)
  return String(cell.value)
}
/** Text with commas, as Excel saves it: what is merged or hidden is forgotten. */
export const asText = (spec: SheetSpec, encoding: 'gbk' | 'utf8'): Uint8Array => {
  const lines = spec.rows.map((row) => row.map((cell) => `"${shown(cell).replaceAll('"', '""')}"`).join(','))
  return encoding === 'gbk' ? iconv.encode(lines.join('\r\n'), 'gb18030') : Buffer.from(`\ufeff${lines.join('\r\n')}`)
}
