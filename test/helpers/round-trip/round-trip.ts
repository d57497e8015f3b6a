/** One workbook through the program: a cell set, another marked, the sheet of results added; and what became of the rest. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PatchOrders } from '../../../electron/engine/excel/patcher/orders.ts'
import type { ParserProcess } from '../../../electron/engine/ports.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { readArchive } from './archive.ts'
import { type ChosenCells, chooseCells } from './book.ts'
import { type Comparison, compareWorkbooks } from './compare-workbooks.ts'
import { countFeatures } from './features.ts'

export const corpusFolder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'corpus')
export const resultsSheet = '审核结果'

export const corpusFiles = (): readonly string[] =>
  readdirSync(corpusFolder)
    .filter((name) => /\.xls[xm]$/.test(name))
    .sort()

export const corpusFile = (name: string): Uint8Array => new Uint8Array(readFileSync(join(corpusFolder, name)))

export const chosenCells = (bytes: Uint8Array): ChosenCells => chooseCells(readArchive(bytes))

export const ordersFor = ({ sheet, cell, isNumber, marked }: ChosenCells): PatchOrders => ({
  rowBlocks: [],
  cells: [{ sheet, cell, value: isNumber ? { kind: 'number', text: '4711.25' } : { kind: 'text', text: '核对 <1> & "2"' } }],
  marks: [{ sheet, cell: marked, tone: 'error', message: '与上月相比变化过大，请核对。' }],
  results: {
    name: resultsSheet,
    heads: ['位置', '级别', '问题', '怎么改'],
    lines: [{ target: { sheet, cell: marked }, tone: 'error', texts: ['强制性', '与上月相比变化过大', '请核对'] }],
  },
})

export type OurRoundTrip = { readonly name: string; readonly chosen: ChosenCells; readonly before: Uint8Array } & (
  | { readonly refusal: string }
  | { readonly refusal?: undefined; readonly after: Uint8Array; readonly comparison: Comparison; readonly uncomputed: number }
)

/** The file through the real parser process. */
export async function ourRoundTrip(parser: ParserProcess, name: string): Promise<OurRoundTrip> {
  const before = corpusFile(name)
  const chosen = chosenCells(before)
  try {
    const { bytes: after, account } = await parser.patch({ fileName: name, bytes: before }, ordersFor(chosen))
    const comparison = compareWorkbooks(before, after, { ...chosen, results: resultsSheet })
    return { name, chosen, before, after, comparison, uncomputed: account.uncomputed.length }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { name, chosen, before, refusal: error.code }
  }
}

export const roundTripPage = join(import.meta.dirname, '..', '..', '..', 'docs', 'excel-round-trip.md')

/** The cells of the page's table that are ours to keep true: file, what it has, our result. */
export function ourColumns(trip: OurRoundTrip): readonly string[] {
  const features = [...countFeatures(readArchive(trip.before))].map(([feature, count]) => `${feature} ${count}`).join(', ')
  return [trip.name, features, ourResult(trip)]
}

const ourResult = (trip: OurRoundTrip): string => {
  if (trip.refusal !== undefined) return `refused: ${trip.refusal}`
  const { lostParts, unordered, recalculated } = trip.comparison
  const { uncomputed } = trip
  const results =
    recalculated.length + uncomputed === 0
      ? ''
      : `; ${recalculated.length} stored results of formulas brought up to date or taken away, ${uncomputed} formulas left to the spreadsheet program`
  return `${lostParts.length} lost, ${unordered.length} changed without order${results}`
}
