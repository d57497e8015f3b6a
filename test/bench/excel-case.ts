/** One job of the Excel bench in a process of its own: `excel-case.ts JOB ROWS [FILE]`, figures as JSON on stdout. */
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import * as XLSX from 'xlsx'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { forkParser } from '../../electron/adapters/parser-fork.ts'
import { planImport } from '../../electron/engine/excel/preview/plan-import.ts'
import { readFile } from '../../electron/engine/excel/read-file.ts'
import { recognise } from '../../electron/engine/excel/recognise/recognise.ts'
import { writeReportWorkbook } from '../../electron/engine/excel/writer/report-workbook.ts'
import type { Report } from '../../shared/contract/index.ts'
import { FormTemplate } from '../../shared/forms/form-schema.ts'
import { formOf, shippedPack } from '../helpers/recognition.ts'
import { signedHeader } from '../helpers/report.ts'

const [, , job = '', rowCount = '', file = ''] = process.argv
const rows = Number(rowCount)

/** Every part through the parser, values built and dropped: the least that reading can cost. */
const parseAllParts = async (bytes: Buffer): Promise<number> => {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, opened) => (error === null ? resolve(opened) : reject(error))),
  )
  let characters = 0
  const parsePart = async (entry: yauzl.Entry): Promise<void> => {
    const stream = await new Promise<Readable>((resolve, reject) =>
      zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(error))),
    )
    const parser = new SaxesParser({ position: false })
    const decoder = new TextDecoder()
    let value = ''
    parser.on('text', (text) => {
      value += text
    })
    parser.on('closetag', () => {
      characters += value.length
      value = ''
    })
    for await (const chunk of stream) parser.write(decoder.decode(chunk as Buffer, { stream: true }))
  }
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => void parsePart(entry).then(() => zip.readEntry(), reject))
    zip.on('end', resolve)
    zip.readEntry()
  })
  return characters
}

const importFile = async (bytes: Buffer): Promise<number> => {
  const pack = shippedPack('liuzhou-2020')
  const template = formOf(pack, 'F4')
  const parser = forkParser()
  const workbook = await parser.parse({ fileName: 'bench.xlsx', bytes })
  const found = recognise({ workbook, template, codes: pack.codes, period: '2020-05', options: {}, saved: () => undefined })
  const plan = planImport({
    template,
    mode: 'replace',
    fields: found.fields,
    rows: found.rows,
    current: [],
    headerRow: found.headerRows[1],
  })
  if (plan.counts.added !== rows) throw new Error(`${plan.counts.added} of ${rows} rows`)
  await parser.close()
  return plan.counts.added
}

const types = ['text', 'decimal', 'date', 'integer', 'money', 'yesNo'] as const
const form = FormTemplate.parse({
  id: 'BENCH',
  number: 'B-1',
  title: '三十栏测试表',
  version: 1,
  structure: { kind: 'ledger' },
  naturalKey: ['f0'],
  header: Array.from({ length: 30 }, (_, at) => `f${at}`),
  fields: Array.from({ length: 30 }, (_, at) => ({ key: `f${at}`, label: `第${at + 1}项指标名称`, type: types[at % types.length] })),
})
const cellOf = (row: number, at: number): string => {
  const type = types[at % types.length]
  if (type === 'date') return `20${10 + (row % 15)}-0${1 + (at % 9)}-${10 + (row % 18)}`
  if (type === 'yesNo') return row % 2 === 0 ? '是' : '否'
  if (type === 'integer') return String((row * 7 + at) % 100_000)
  return type === 'text' ? `第${(row * 13 + at) % 50_000}号企业有限责任公司` : String(((row * 37 + at * 11) % 1_000_000) / 100)
}
const makeReport = (): Report => ({
  form: form.id,
  period: '2020-05',
  unit: 'u1',
  packId: 'bench',
  packVersion: '1.0.0',
  version: 1,
  state: '填报中',
  open: true,
  header: signedHeader,
  rows: Array.from({ length: rows }, (_, row) => ({
    id: `r${row}`,
    key: '',
    origin: 'typed',
    values: Object.fromEntries(form.fields.map(({ key }, at) => [key, cellOf(row, at)])),
    computed: {},
  })),
  totals: [],
  yearRows: [],
  canUndo: false,
  canRedo: false,
})

/** The same cells as bare strings into a zip: the least that writing can cost. */
const writeCells = async (report: Report): Promise<number> => {
  function* sheet(): Generator<string> {
    let chunk = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for (const row of report.rows) {
      chunk += '<row>'
      for (const { key, type } of form.fields) {
        const value = row.values[key] ?? ''
        chunk +=
          type === 'text' || type === 'yesNo' || type === 'date'
            ? `<c t="inlineStr"><is><t>${value}</t></is></c>`
            : `<c><v>${value}</v></c>`
      }
      chunk += '</row>'
      if (chunk.length < 65_536) continue
      yield chunk
      chunk = ''
    }
    yield `${chunk}</sheetData></worksheet>`
  }
  const zip = new yazl.ZipFile()
  zip.addReadStream(Readable.from(sheet(), { objectMode: false }), 'xl/worksheets/sheet1.xml')
  zip.end()
  let bytes = 0
  for await (const chunk of zip.outputStream) bytes += (chunk as Buffer).length
  return bytes
}

const jobs: Readonly<Record<string, () => () => unknown>> = {
  'bare parse': () => {
    const bytes = readFileSync(file)
    return () => parseAllParts(bytes)
  },
  SheetJS: () => {
    const bytes = readFileSync(file)
    return () => XLSX.read(bytes, { type: 'buffer', dense: true, cellText: false, cellHTML: false })
  },
  'our reader': () => {
    const bytes = readFileSync(file)
    return () => readFile('bench.xlsx', bytes, { begin() {}, sheet() {}, row() {}, endSheet() {}, async flush() {}, progress() {} })
  },
  'whole import': () => {
    const bytes = readFileSync(file)
    return () => importFile(bytes)
  },
  'bare write': () => {
    const report = makeReport()
    return () => writeCells(report)
  },
  'our writer': () => {
    const report = makeReport()
    const pack = shippedPack('liuzhou-2020')
    return () => writeReportWorkbook(report, form, pack, { deterministic: false })
  },
}

const work = jobs[job]?.()
if (work === undefined) throw new Error(`no job called ${job}`)
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
