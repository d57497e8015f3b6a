import type { CalcWorkbook, Scalar } from '../../electron/engine/excel/calc/model.ts'
import { type Changes, recalculate } from '../../electron/engine/excel/calc/recalculate.ts'
import { readForCalculation } from '../../electron/engine/excel/patcher/calc-workbook.ts'
import { editPackage } from '../../electron/engine/excel/patcher/package-editor.ts'
import { mapWorkbook } from '../../electron/engine/excel/patcher/workbook-map.ts'
import { convertWithLibreOffice } from './soffice.ts'

/** What is read for these changes; undefined when there are no formulas, or none that hangs on them. */
export async function readingOf(bytes: Uint8Array, changes?: Changes): ReturnType<typeof readForCalculation> {
  const editor = await editPackage(bytes)
  return readForCalculation(editor, await mapWorkbook(editor), changes)
}

/** A workbook as the calculation sees it; undefined when it has no formulas. */
export const modelOf = async (bytes: Uint8Array): Promise<CalcWorkbook | undefined> => (await readingOf(bytes))?.model

/** The same file without a single stored result, so that LibreOffice has to calculate. */
export async function withoutResults(bytes: Uint8Array): Promise<Uint8Array> {
  const editor = await editPackage(bytes)
  for (const { part } of (await mapWorkbook(editor)).sheets) {
    const text = await editor.text(part)
    const strip = (cell: string) => (/<(?:\w+:)?f[\s/>]/.test(cell) ? cell.replace(/<((?:\w+:)?)v(?:\s[^>]*)?>[^<]*<\/\1v>/, '') : cell)
    editor.set(part, text.replace(/<((?:\w+:)?)c\s[^>]*[^/]>.*?<\/\1c>/gs, strip))
  }
  return editor.write()
}

/** Values of all cells after LibreOffice calculated them. */
export async function calculatedByLibreOffice(bytes: Uint8Array): Promise<CalcWorkbook | undefined> {
  return modelOf(await convertWithLibreOffice(bytes, 'book.xlsx', 'xlsx'))
}

/** All formulas of a workbook worked out, as if every row were new. */
export const calculateAll = (model: CalcWorkbook): ReturnType<typeof recalculate> =>
  recalculate(model, { cells: [], insertedRows: model.sheets.map(({ name }) => ({ sheet: name, top: 1, bottom: 1_048_576 })) })

/** 1 for TRUE and 0 for a blank: LibreOffice knows no other; numbers to 12 digits. */
export function sameValue(a: Scalar | undefined, b: Scalar | undefined): boolean {
  const [x, y] = [a, b].map((value) => (typeof value === 'boolean' ? Number(value) : (value ?? 0)))
  if (typeof x === 'number' && typeof y === 'number') return Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(x), Math.abs(y))
  if (typeof x === 'object' && typeof y === 'object') return x.error === y.error
  return x === y
}
