/** What the filling of a template is measured with: orders for made ledgers, and orders that any real workbook takes. */
import type { CellOrder, PatchOrders } from '../../electron/engine/excel/patcher/orders.ts'
import { editPackage } from '../../electron/engine/excel/patcher/package-editor.ts'
import { patchWorkbook } from '../../electron/engine/excel/patcher/patch-workbook.ts'
import { mapWorkbook } from '../../electron/engine/excel/patcher/workbook-map.ts'
import { AppError } from '../../shared/model/errors.ts'

const ledgerSheet = '燃煤锅炉淘汰整治台账'
/** Forty rows of ten cells, twenty of the rows put in. */
export const ledgerOrders: PatchOrders = {
  rowBlocks: [{ sheet: ledgerSheet, first: 2, last: 21, count: 20 }],
  cells: Array.from({ length: 400 }, (_, at) => ({
    sheet: ledgerSheet,
    cell: `${'BDELMNPUWY'[at % 10]}${2 + Math.floor(at / 10)}`,
    value: at % 10 < 7 ? { kind: 'text', text: `填入第${at}格` } : { kind: 'number', text: String(at) },
  })),
  marks: [],
}

const cellsOfForm = 40
/** A cell with a number of its own. */
const numberCell = /<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3}\d+)"(?![^>]*\st="(?!n"))[^>]*>\s*<(?:\w+:)?v>/g
const anyCell = /<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3}\d+)"[^>]*?(?:\/>|>\s*<(?:\w+:)?(?:v|is)>)/g

/** New numbers for forty numbers of the sheet that has the most of them: what most formulas of a workbook hang on. */
export async function formOrders(bytes: Uint8Array): Promise<PatchOrders> {
  const editor = await editPackage(bytes)
  const sheets: { readonly sheet: string; readonly cells: readonly string[] }[] = []
  for (const { name, part, isWorksheet } of (await mapWorkbook(editor)).sheets) {
    if (!isWorksheet) continue
    const text = await editor.text(part)
    const found = [...text.matchAll(numberCell)]
    sheets.push({ sheet: name, cells: (found.length > 0 ? found : [...text.matchAll(anyCell)]).map(([, cell = '']) => cell) })
  }
  const fullest = sheets.toSorted((a, b) => b.cells.length - a.cells.length)[0]
  if (fullest === undefined) return { rowBlocks: [], cells: [], marks: [] }
  const { sheet, cells: all } = fullest
  const step = Math.max(1, Math.floor(all.length / cellsOfForm))
  let cells: CellOrder[] = (all.length === 0 ? ['A1'] : all)
    .filter((_, at) => at % step === 0)
    .slice(0, cellsOfForm)
    .map((cell, at) => ({ sheet, cell, value: { kind: 'number', text: String(at + 1) } }))
  // Cells that may not be written are found by being refused.
  for (;;) {
    try {
      await patchWorkbook(bytes, { rowBlocks: [], cells, marks: [] })
      return { rowBlocks: [], cells, marks: [] }
    } catch (error) {
      const refused = error instanceof AppError ? error.details.cell : undefined
      if (refused === undefined) throw error
      cells = cells.filter(({ cell }) => cell !== refused)
    }
  }
}
