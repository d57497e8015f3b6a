import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CalcCell, CalcSheet, CalcWorkbook, CellPlace } from '../../../electron/engine/excel/calc/model.ts'
import { recalculate } from '../../../electron/engine/excel/calc/recalculate.ts'
import { calculateAll, calculatedByLibreOffice, modelOf, readingOf, sameValue, withoutResults } from '../../helpers/calc-libreoffice.ts'

/** Workbooks from elsewhere; they stand beside the checkout and are never copied into it. */
const corpus = join(import.meta.dirname, '../../../../shared/corpus')
const files = existsSync(corpus) ? readdirSync(corpus).filter((name) => /\.xls[xm]$/.test(name)) : []

const cellAt = ({ sheets }: CalcWorkbook, { sheet, row, column }: CellPlace): CalcCell | undefined =>
  sheets.find(({ name }) => name === sheet)?.cell(row, column)

/** Cells in which LibreOffice differs from the value Excel stored, which is ours too. */
const libreOfficeDiffers: readonly { readonly file: string; readonly sheets: RegExp; readonly cells: number; readonly reason: string }[] = [
  { file: '34_poi.xlsx', sheets: /^Profile$/, cells: 210, reason: 'shows #VALUE! for lookups in the whole of a table ([#All])' },
  {
    file: '42_poi.xlsx',
    sheets: /^Regional sales3$/,
    cells: 1,
    reason: 'leaves out other rows of a filtered table than Excel',
  },
  { file: '52_closedxml.xlsx', sheets: /^Hedge detail/, cells: 8, reason: 'draws pivot tables anew and writes (empty) for (blank)' },
]

const everyTenth = (sheet: CalcSheet): CellPlace[] => {
  const cells: CellPlace[] = []
  sheet.each({ top: 1, left: 1, bottom: 1_048_576, right: 16_384 }, (_, row, column) => cells.push({ sheet: sheet.name, row, column }))
  return cells.filter((_, at) => at % 10 === 0)
}

describe('the formulas of workbooks from elsewhere', () => {
  test('give the values that Excel stored', async ({ skip }) => {
    if (files.length === 0) skip(`NOT RUN: there are no workbooks in ${corpus}, nothing is proved about real formulas`)
    const totals = { formulas: 0, right: 0, left: 0 }
    const wrong: unknown[] = []
    for (const file of files) {
      const model = await modelOf(readFileSync(join(corpus, file)))
      if (model === undefined) continue
      const { computed, uncomputed } = calculateAll(model)
      for (const cell of computed) {
        const stored = cellAt(model, cell)
        if (stored?.isUncalculated === true) continue
        if (sameValue(cell.value, stored?.value)) totals.right++
        else wrong.push({ file, ...cell, stored: stored?.value })
      }
      totals.formulas += computed.length + uncomputed.length
      totals.left += uncomputed.length
    }
    console.log(`${totals.formulas} formulas of ${files.length} workbooks: ${totals.right} as stored, ${totals.left} not worked out`)
    expect(wrong).toEqual([])
    expect(totals.right).toBeGreaterThan(files.length * 100)
  })

  test('give the same when only what hangs on a change is read', async ({ skip }) => {
    if (files.length === 0) skip(`NOT RUN: there are no workbooks in ${corpus}, nothing is proved about real formulas`)
    const seen = { nothingHangs: 0, someHangs: 0, sheetsLeftOut: 0 }
    for (const file of files) {
      const bytes = readFileSync(join(corpus, file))
      const whole = await modelOf(bytes)
      if (whole === undefined) continue
      for (const changed of whole.sheets.slice(0, 8)) {
        // Every tenth cell of one sheet.
        const cells = everyTenth(changed)
        const inserted = { sheet: changed.name, top: 5, bottom: 6 }
        for (const changes of [
          { cells, insertedRows: [] },
          { cells: [], insertedRows: [inserted] },
        ]) {
          const expected = recalculate(whole, changes)
          const part = await readingOf(bytes, changes)
          const found = part === undefined ? { computed: [], uncomputed: [] } : part.calculation.run()
          expect(found, `${file} ${changed.name}`).toEqual(expected)
          if (part === undefined) seen.nothingHangs++
          else seen.someHangs++
          seen.sheetsLeftOut += part?.model.sheets.filter((sheet) => [...sheet.rows(1, 1_048_576)].length === 0).length ?? 0
        }
      }
    }
    console.log(`nothing hung on ${seen.nothingHangs} changes, something on ${seen.someHangs}; ${seen.sheetsLeftOut} sheets left out`)
    expect(Math.min(seen.nothingHangs, seen.someHangs, seen.sheetsLeftOut)).toBeGreaterThan(10)
  })

  test.each(['34_poi.xlsx', '42_poi.xlsx', '52_closedxml.xlsx'].filter((file) => files.includes(file)))(
    'of %s give what LibreOffice finds without the stored values',
    async (file) => {
      const stored = (await modelOf(readFileSync(join(corpus, file))))! // it has formulas
      const stripped = await withoutResults(readFileSync(join(corpus, file)))
      const { computed } = calculateAll((await modelOf(stripped))!) // it has formulas
      const theirs = (await calculatedByLibreOffice(stripped))! // it has formulas
      const different = computed.filter((cell) => !sameValue(cell.value, cellAt(theirs, cell)?.value))
      const known = libreOfficeDiffers.find((difference) => difference.file === file)
      console.log(`${file}: ${computed.length} worked out; LibreOffice ${known?.reason ?? 'agrees'} (${different.length} cells)`)
      expect(
        different.filter((cell) => known?.sheets.test(cell.sheet) !== true || !sameValue(cell.value, cellAt(stored, cell)?.value)),
      ).toEqual([])
      expect(different.length).toBe(known?.cells ?? 0)
    },
  )
})
