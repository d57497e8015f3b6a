/** The boiler ledger in ugly workbooks: read in a real parser process, and compared with what is true. */
import { afterAll, beforeAll, expect } from 'vitest'
import { forkParser } from '../../electron/adapters/parser-fork.ts'
import type { ParserProcess } from '../../electron/engine/ports.ts'
import type { ImportOptions } from '../../shared/contract/index.ts'
import { boilers } from './boilers.ts'
import { formOf, readAs, shippedPack } from './recognition.ts'
import { buildWorkbook, type Cell, type SheetSpec, type WorkbookSpec } from './workbook.ts'

export const pack = shippedPack('liuzhou-2020')
export const form = formOf(pack, 'F4')

/** One parser process for the tests of a file. */
export function uglyReader() {
  let parser: ParserProcess
  beforeAll(() => {
    parser = forkParser()
  })
  afterAll(() => parser.close())
  const read = (bytes: Uint8Array, options: ImportOptions = {}, fileName?: string) =>
    readAs({ parser, pack, form, period: '2020-05' }, bytes, options, fileName)
  return {
    parser: () => parser,
    read,
    /** Reads without asking anything, every cell as the truth has it. */
    async expectTruth(bytes: Uint8Array, { options = {}, fileName = 'table.xlsx' }: { options?: ImportOptions; fileName?: string } = {}) {
      const result = await read(bytes, options, fileName)
      expect({ questions: result.questions, rows: result.rows }).toEqual({ questions: [], rows: boilers })
      return result
    },
  }
}
type Result = Awaited<ReturnType<typeof readAs>>

export const sheet = (rows: SheetSpec['rows'], more: Partial<SheetSpec> = {}, book: Partial<WorkbookSpec> = {}) =>
  buildWorkbook({ ...book, sheets: [{ name: '锅炉台账', rows, ...more }] })
export const reasons = (result: Pick<Result, 'skipped'>) => result.skipped.map(({ row, reason }) => `${row} ${reason}`)
export const indented = (rows: readonly (readonly Cell[])[], by: number): Cell[][] =>
  rows.map((row) => [...new Array<Cell>(by).fill(null), ...row])
