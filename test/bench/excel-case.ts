/** One job of the Excel bench in a process of its own: `excel-case.ts JOB ROWS [FILE [ORDERS]]`, figures as JSON on stdout. */
import { readFileSync } from 'node:fs'
import { RowPacker } from '../../electron/engine/excel/packed-rows.ts'
import type { PatchOrders } from '../../electron/engine/excel/patcher/orders.ts'
import { readFile } from '../../electron/engine/excel/read-file.ts'
import type { PrintedReport } from '../../electron/engine/excel/writer/report-sheet.ts'
import { streamReportWorkbook } from '../../electron/engine/excel/writer/report-workbook.ts'
import type { Report } from '../../shared/contract/index.ts'
import { FormTemplate } from '../../shared/forms/form-schema.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import { signedHeader } from '../helpers/report.ts'
import { bareParse, rawWrite, unzipAndZip } from './excel-bare.ts'

const [, , job = '', rowCount = '', file = '', ordersFile = ''] = process.argv
const rows = Number(rowCount)

const types = ['text', 'decimal', 'date', 'integer', 'money', 'yesNo'] as const
const columns = 30
const typeOf = (column: number) => types[column % types.length] ?? 'text'
const isText = (column: number): boolean => ['text', 'yesNo'].includes(typeOf(column))
const template = FormTemplate.parse({
  id: 'BENCH',
  number: 'B-1',
  title: '三十栏测试表',
  version: 1,
  structure: { kind: 'ledger' },
  naturalKey: ['f0'],
  header: Array.from({ length: columns }, (_, at) => `f${at}`),
  fields: Array.from({ length: columns }, (_, at) => ({ key: `f${at}`, label: `第${at + 1}项指标名称`, type: typeOf(at) })),
})
const keys = template.fields.map(({ key }) => key)
const textOf = (row: number, column: number): string => {
  const type = typeOf(column)
  if (type === 'date') return `20${10 + (row % 15)}-0${1 + (column % 9)}-${10 + (row % 18)}`
  if (type === 'yesNo') return row % 2 === 0 ? '是' : '否'
  if (type === 'integer') return String((row * 7 + column) % 100_000)
  return type === 'text' ? `第${(row * 13 + column) % 50_000}号企业有限责任公司` : String(((row * 37 + column * 11) % 1_000_000) / 100)
}
/** What a library without forms is given: text, or the number of the day. */
const bareValue = (row: number, column: number): string | number => {
  if (isText(column)) return textOf(row, column)
  return typeOf(column) === 'date' ? 40_179 + ((row + column) % 5000) : Number(textOf(row, column))
}
/** Rows made one by one, as from a store. */
const rowsOneByOne: Iterable<Report['rows'][number]> & { length: number } = {
  length: rows,
  *[Symbol.iterator]() {
    for (let row = 0; row < rows; row++) {
      const values: Record<string, string> = {}
      for (const [column, key] of keys.entries()) values[key] = textOf(row, column)
      yield { id: `r${row}`, key: '', origin: 'typed', values, computed: {} }
    }
  },
}
const report: PrintedReport = {
  form: template.id,
  period: '2020-05',
  unit: 'u1',
  packId: 'bench',
  packVersion: '1.0.0',
  version: 1,
  state: '填报中',
  open: true,
  header: signedHeader,
  rows: rowsOneByOne,
  totals: [],
  yearRows: [],
  canUndo: false,
  canRedo: false,
}

// The writer looks at nothing else of a manifest.
const who = { units: [], receiver: { id: 'city', name: '市发展和改革委员会' } } satisfies Partial<Pack['manifest']>
const pack = { manifest: who as unknown as Pack['manifest'], codes: new Map() }

/** All that the parser process does with a workbook, the packed rows dropped instead of sent. */
const readAsProcess = async (): Promise<number> => {
  const packer = new RowPacker()
  let bytes = 0
  const send = () => {
    bytes += packer.take()?.cells.length ?? 0
  }
  await readFile('bench.xlsx', readFileSync(file), {
    begin() {},
    sheet() {},
    row(row) {
      packer.add(row)
      if (packer.isFull) send()
    },
    endSheet: send,
    async flush() {},
    progress() {},
  })
  return bytes
}

const library = async (kind: 'readers' | 'writers'): Promise<() => Promise<number>> => {
  const libraries = await import('./excel-libraries.ts')
  const name = job.slice(job.indexOf(' ') + 1)
  if (kind === 'readers') return () => libraries.readers[name]?.(file, readFileSync(file)) ?? Promise.reject(new Error(`no ${name}`))
  const row = (at: number) => keys.map((_, column) => bareValue(at, column))
  return () => libraries.writers[name]?.(rows, row) ?? Promise.reject(new Error(`no ${name}`))
}

const prepare = async (): Promise<() => Promise<unknown>> => {
  switch (job) {
    case 'bare parse':
      return () => bareParse(readFileSync(file))
    case 'our reader':
      return readAsProcess
    case 'unzip and zip':
      return () => unzipAndZip(readFileSync(file))
    case 'fill': {
      const { patchWorkbook } = await import('../../electron/engine/excel/patcher/patch-workbook.ts')
      const orders = JSON.parse(readFileSync(ordersFile, 'utf8')) as PatchOrders // written by the bench
      return () => patchWorkbook(readFileSync(file), orders)
    }
    case 'raw write': {
      const kinds = keys.map((_, column) => (isText(column) ? 'text' : 'number'))
      return () => rawWrite(rows, kinds, bareValue)
    }
    case 'our writer':
      return () => streamReportWorkbook(report, template, pack, () => {})
  }
  return library(job.startsWith('read ') ? 'readers' : 'writers')
}

const work = await prepare()
const heldMb = process.memoryUsage.rss() / (1 << 20)
const cpu = process.cpuUsage()
const start = performance.now()
await work()
const milliseconds = performance.now() - start
const used = process.cpuUsage(cpu)
const peakMb = process.resourceUsage().maxRSS / 1024
process.stdout.write(
  JSON.stringify({ milliseconds, cpuMs: (used.user + used.system) / 1000, peakMb, extraMb: Math.max(0, peakMb - heldMb) }),
)
