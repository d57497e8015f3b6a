/**
 * LibreOffice as judge: a workbook calculated anew must show the same everywhere after rows were put in, once these rows
 * are taken out of sight. The rows go in behind one without formulas, so that the copies hold nothing.
 */
import { existsSync } from 'node:fs'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { RowBlockOrder } from '../../../electron/engine/excel/patcher/orders.ts'
import { editPackage } from '../../../electron/engine/excel/patcher/package-editor.ts'
import { findRows } from '../../../electron/engine/excel/patcher/rows/sheet-cells.ts'
import { stretchRows } from '../../../electron/engine/excel/patcher/rows/stretch-rows.ts'
import { mapWorkbook, relationshipsOf } from '../../../electron/engine/excel/patcher/workbook-map.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { withoutResults } from '../../helpers/calc-libreoffice.ts'
import { corpusFile, corpusFiles, corpusFolder } from '../../helpers/round-trip/round-trip.ts'
import { sheetsAsCsv } from '../../helpers/soffice.ts'

const count = 3

/** Puts rows into every sheet that takes them, somewhere in its middle. */
async function stretched(bytes: Uint8Array): Promise<{ readonly bytes: Uint8Array; readonly blocks: readonly RowBlockOrder[] }> {
  const editor = await editPackage(bytes)
  const map = await mapWorkbook(editor)
  const blocks: RowBlockOrder[] = []
  for (const { name, part } of map.sheets.filter(({ isWorksheet }) => isWorksheet)) {
    const plain = findRows(await editor.text(part), () => true).rows.filter(
      ({ cells }) => cells.length > 0 && cells.every(({ formula }) => formula === undefined),
    )
    for (const share of [0.5, 0.3, 0.8]) {
      const row = plain[Math.floor(plain.length * share)]?.row
      if (row === undefined) break
      try {
        await stretchRows(editor, map, [{ sheet: name, first: row, last: row, count }])
        // LibreOffice draws pivot tables anew, with a line for the blank rows of a source that grew.
        const isPivot = (await relationshipsOf(editor, part)).some(({ type }) => type === 'pivotTable')
        if (!isPivot) blocks.push({ sheet: name, first: row, last: row, count })
        break
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'ROWS_UNMOVABLE') throw error
      }
    }
  }
  return { bytes: await editor.write(), blocks }
}

const linesOf = (csv: string): string[] => {
  const lines = Papa.parse<string[]>(csv).data.map((cells) => cells.join('\t').replace(/\t+$/, ''))
  while (lines.at(-1) === '') lines.pop()
  return lines
}

test('workbooks of others show the same figures after rows were put into every sheet', async ({ skip }) => {
  if (!existsSync(corpusFolder)) skip(`NOT RUN: there are no workbooks in ${corpusFolder}, nothing is proved about real ones`)
  const before = new Map<string, Uint8Array>()
  const after = new Map<string, Uint8Array>()
  const blocks = new Map<string, readonly RowBlockOrder[]>()
  for (const name of corpusFiles()) {
    const bytes = corpusFile(name)
    if (bytes.length > 250_000) continue
    const done = await stretched(bytes)
    if (done.blocks.length === 0) continue
    blocks.set(name, done.blocks)
    before.set(name, await withoutResults(bytes))
    after.set(name, await withoutResults(done.bytes))
  }
  const [old, now] = [await sheetsAsCsv(before), await sheetsAsCsv(after)]
  let same = 0
  let seen = 0
  for (const [name, own] of blocks)
    for (const { sheet, last } of own) {
      const [was, is] = [old.get(name)?.get(sheet), now.get(name)?.get(sheet)]
      if (was === undefined || is === undefined) continue
      const lines = linesOf(is)
      const withoutNew = (from: number) => [...lines.slice(0, from), ...lines.slice(from + count)]
      expect(withoutNew(last), `${name} ${sheet}`).toEqual(linesOf(was))
      same++
      // The comparison sees it when a row is amiss.
      const isAmiss = withoutNew(last - 1).join('\n') !== linesOf(was).join('\n')
      if (isAmiss) seen++
    }
  expect([same > 30, seen > same / 2]).toEqual([true, true])
})
