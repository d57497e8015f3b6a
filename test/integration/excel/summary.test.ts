import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { readDemoCounty } from '../../../electron/engine/demo-county.ts'
import { resourcesDir } from '../../../electron/engine/entry-points.ts'
import { editPackage } from '../../../electron/engine/excel/patcher/package-editor.ts'
import { Decimal } from '../../../shared/model/decimal.ts'
import { convertWithLibreOffice } from '../../helpers/soffice.ts'
import { openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const { period } = readDemoCounty(`${resourcesDir()}/samples`)
let engine: TestEngine
beforeAll(async () => {
  engine = openTestEngine()
  await engine.call('demo.open', {})
})
afterAll(() => engine.close())

type Sheet = XLSX.WorkSheet
const open = (bytes: Uint8Array) => XLSX.read(bytes, { type: 'array', cellFormula: true })
const texts = (sheet: Sheet | undefined): string[] =>
  Object.entries(sheet ?? {}).flatMap(([key, cell]) => (key.startsWith('!') ? [] : [String(cell.v ?? '')]))

/** Every formula of the first sheet with what it shows and what stands in the cell it names. */
const links = (book: XLSX.WorkBook) =>
  Object.entries(book.Sheets.汇总 ?? {}).flatMap(([key, cell]) => {
    const place = /^'(.+)'!([A-Z]+\d+)$/.exec(cell?.f ?? '')
    return key.startsWith('!') || place === null ? [] : [{ key, shown: cell.v, there: book.Sheets[place[1] ?? '']?.[place[2] ?? '']?.v }]
  })

/** Figures of a column between the numbers under the head and the total, and the total. */
const column = (sheet: Sheet, label: string): { readonly parts: Decimal[]; readonly total: Decimal } => {
  const rows = XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true })
  const at = rows.findIndex((row) => row.some((cell) => String(cell ?? '').startsWith(label)))
  const place = (rows[at] ?? []).findIndex((cell) => String(cell ?? '').startsWith(label))
  const last = rows.findIndex((row) => String(row[0] ?? '').startsWith('合计'))
  const figures = rows.slice(0, last).flatMap((row, index) => {
    const value = row[place]
    // The row of column numbers stands above the data.
    return index > at && typeof value === 'number' && row[0] !== 1 ? [new Decimal(value)] : []
  })
  return { parts: figures, total: new Decimal(Number(rows[last]?.[place])) }
}

describe('a month in one workbook', () => {
  test('has a sheet for each form and every figure in front is the one of its form', async () => {
    const { fileName, bytes } = await engine.call('export.summary', { period })
    expect(fileName).toBe('柳城县2020年5月报表汇总.xlsx')
    const book = open(bytes)
    expect(book.SheetNames.filter((name) => !name.startsWith('代码表'))).toEqual([
      '汇总',
      ...book.SheetNames.filter((name) => /^F\d/.test(name)),
    ])
    expect(book.SheetNames.filter((name) => /^F\d/.test(name)).length).toBeGreaterThan(2)
    const figures = links(book)
    expect(figures.length).toBeGreaterThan(20)
    for (const { key, shown, there } of figures) expect({ key, value: shown }).toEqual({ key, value: there })
    expect(texts(book.Sheets.汇总).some((text) => text.startsWith('以下报表本期还没有填：'))).toBe(true)
  })

  test('worked out anew by another program it shows the same figures', async () => {
    const { bytes } = await engine.call('export.summary', { period })
    const editor = await editPackage(bytes)
    const part = 'xl/worksheets/sheet1.xml'
    editor.set(part, (await editor.text(part)).replace(/<\/f><v>[^<]*<\/v>/g, '</f>'))
    const again = open(await convertWithLibreOffice(await editor.write(), '汇总.xlsx', 'xlsx')).Sheets.汇总
    for (const { key, shown } of links(open(bytes))) expect([key, again?.[key]?.v]).toEqual([key, shown])
  })
})

describe('in ten thousands', () => {
  test('the printed rows add up to the printed total, which is the true one, rounded', async () => {
    const plain = await engine.call('export.workbook', { form: 'F4', period })
    const scaled = await engine.call('export.workbook', { form: 'F4', period, scale: { digits: 2 } })
    const sheetOf = (bytes: Uint8Array): Sheet => {
      const book = open(bytes)
      return book.Sheets[book.SheetNames[0] ?? ''] ?? {}
    }
    const truth = column(sheetOf(plain.bytes), '年用煤量')
    const shown = column(sheetOf(scaled.bytes), '年用煤量')
    expect(truth.parts.length).toBeGreaterThan(5)
    const sum = shown.parts.reduce((total, part) => total.plus(part), new Decimal(0))
    expect(sum.toFixed()).toBe(shown.total.toFixed())
    expect(shown.total.toFixed()).toBe(truth.total.div(10_000).round(2, Decimal.roundHalfUp).toFixed())
    // Each rounded by itself would not have added up: the case is one that needs balancing.
    const alone = truth.parts.reduce((total, part) => total.plus(part.div(10_000).round(2, Decimal.roundHalfUp)), new Decimal(0))
    expect(alone.toFixed()).not.toBe(shown.total.toFixed())
    expect(texts(sheetOf(scaled.bytes)).some((text) => text.includes('万吨'))).toBe(true)
    // Longitude is in 度, too, but nobody adds it up.
    expect(texts(sheetOf(scaled.bytes)).filter((text) => text.includes('万度'))).toEqual([])
    expect(texts(sheetOf(scaled.bytes)).some((text) => text.includes('舍位平衡'))).toBe(true)
  })

  test('the summary links to the scaled sheets', async () => {
    const { bytes } = await engine.call('export.summary', { period, scale: { digits: 3 } })
    const figures = links(open(bytes))
    expect(figures.length).toBeGreaterThan(20)
    for (const { key, shown, there } of figures) expect({ key, value: shown }).toEqual({ key, value: there })
  })
})
