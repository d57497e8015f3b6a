/**
 * The file of a clerk is marked, saved by another program, which numbers all styles anew and forgets who wrote which comment, and
 * marked again: cells that are right now look as in the same file that was never marked.
 */
import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { MarkOrder } from '../../../electron/engine/excel/patcher/orders.ts'
import { patchWorkbook } from '../../../electron/engine/excel/patcher/patch-workbook.ts'
import { markText } from '../../../shared/text/marks.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { cellsOf, child, commentsOf, tree } from '../../helpers/marked-workbook.ts'
import { readArchive } from '../../helpers/round-trip/archive.ts'
import { mapBook } from '../../helpers/round-trip/book.ts'
import { cellLooks, changedLooks } from '../../helpers/round-trip/cell-looks.ts'
import { corpusFile, corpusFiles, corpusFolder } from '../../helpers/round-trip/round-trip.ts'
import { savedByLibreOffice } from '../../helpers/soffice.ts'

const isThere = existsSync(corpusFolder)
if (!isThere) process.stderr.write(`\n!!! ${corpusFolder} is not there: NO REAL WORKBOOK WAS MARKED AGAIN !!!\n\n`)

/** LibreOffice takes many seconds for the others, and drops looks of blank cells in the largest unless they are marked. */
const mostBytes = 250_000
const cellsOfLook = 2
const looksOfSheet = 8
const tones = ['error', 'warning', 'notice'] as const
const message = 'Over 3 倍，请核对 B2'

const sheetOf = (place: string): string => place.slice(0, place.lastIndexOf('!'))
/** Some cells of every look of each sheet, and those with comments. */
const marksFor = (bytes: Uint8Array): readonly MarkOrder[] => {
  const parts = readArchive(bytes)
  const looks = Map.groupBy(cellLooks(parts), ([cell, look]) => `${cell.slice(0, cell.lastIndexOf('!'))} ${look}`)
  const bySheet = Map.groupBy(looks.values(), (cellsOf) => sheetOf(cellsOf[0]?.[0] ?? ''))
  const cells = [...bySheet].flatMap(([sheet, kinds]) => {
    const chosen = kinds.slice(0, looksOfSheet).flatMap((cellsOf) => cellsOf.slice(0, cellsOfLook).map(([cell]) => cell))
    const commented = Object.keys(commentsOf(parts, mapBook(parts).sheets.get(sheet))).map((cell) => `${sheet}!${cell}`)
    return [...new Set([...chosen, ...commented.slice(0, cellsOfLook)])]
  })
  return cells.flatMap((place, at) => {
    const split = place.lastIndexOf('!')
    return [{ sheet: place.slice(0, split), cell: place.slice(split + 1), tone: tones[at % 3] ?? 'error', message }]
  })
}
const round = async (bytes: Uint8Array, marks: readonly MarkOrder[]): Promise<Buffer> => {
  const lines = marks.map(({ sheet, cell, tone }) => ({ target: { sheet, cell }, tone, texts: [markText.tones[tone], message, ''] }))
  const results = { replaces: true, name: markText.sheet, heads: markText.heads, lines }
  return Buffer.from((await patchWorkbook(bytes, { rowBlocks: [], cells: [], marks, results })).bytes)
}
/** Without the samples that the sheet of results keeps. */
const withoutSamples = (bytes: Uint8Array): Uint8Array =>
  rawZip(
    [...readArchive(bytes)].map(([name, content]) => {
      const text = content.toString()
      const isTold = text.includes(markText.sampleOwn)
      return { name, bytes: isTold ? Buffer.from(text.replaceAll(markText.sampleOwn, '别的')) : content, deflate: true }
    }),
  )
/** All that the style of each cell says; the flag that a fill is used follows from its number. */
const stylesOf = (parts: ReadonlyMap<string, Buffer>, part: string): ReadonlyMap<string, string> => {
  const styles = child(tree(parts, mapBook(parts).styles ?? ''), 'cellXfs')?.children ?? []
  const said = styles.map(({ attributes: { applyFill: _, ...attributes }, children }) => JSON.stringify([attributes, children]))
  return new Map([...cellsOf(parts, part)].map(([cell, { attributes }]) => [cell, said[Number(attributes.s ?? 0)] ?? '']))
}
const bareComments = (parts: ReadonlyMap<string, Buffer>): string[] =>
  [...mapBook(parts).sheets]
    .flatMap(([sheet, part]) =>
      Object.entries(commentsOf(parts, part)).map(([cell, text]) => `${sheet}!${cell} ${text.replace(/\s+/g, '')}`),
    )
    .sort()

describe.runIf(isThere)('every real workbook, marked and saved by LibreOffice', () => {
  const before = new Map<string, Uint8Array>()
  const marked = new Map<string, Uint8Array>()
  let saved: ReadonlyMap<string, Uint8Array> = new Map()
  let plain: ReadonlyMap<string, Uint8Array> = new Map()
  beforeAll(async () => {
    for (const name of corpusFiles()) {
      const bytes = corpusFile(name)
      const marks = marksFor(bytes)
      if (marks.length === 0) continue
      before.set(name, bytes)
      marked.set(name, await round(bytes, marks))
    }
    const small = (files: typeof before) => new Map([...files].filter(([, { length }]) => length <= mostBytes))
    plain = await savedByLibreOffice(small(before))
    saved = await savedByLibreOffice(small(marked))
  })

  test('is marked at cells of many looks', () => {
    expect(before.size).toBeGreaterThanOrEqual(24)
    for (const [name, bytes] of marked)
      expect(changedLooks(readArchive(before.get(name) ?? bytes), readArchive(bytes)).length, name).toBeGreaterThan(0)
  })

  test('looks as if it had never been marked once nothing is wrong any more', async () => {
    expect(saved.size).toBeGreaterThanOrEqual(15)
    const left: string[] = []
    for (const [name, bytes] of saved) {
      const again = readArchive(await round(bytes, []))
      const never = readArchive(plain.get(name) ?? bytes)
      left.push(...changedLooks(never, again).map((cell) => `${name} ${cell}`))
      expect(bareComments(again), name).toEqual(bareComments(never))
      expect([...mapBook(again).sheets.keys()], name).toEqual([...mapBook(never).sheets.keys(), markText.sheet])
    }
    expect(left).toEqual([])
  })

  test('and so it does when no program saved it in between: cells have a style that says just the same', async () => {
    for (const [name, bytes] of marked) {
      const again = readArchive(await round(bytes, []))
      const never = readArchive(before.get(name) ?? bytes)
      expect([name, changedLooks(never, again)]).toEqual([name, []])
      for (const [sheet, part] of mapBook(never).sheets) {
        const now = stylesOf(again, part)
        const others = [...stylesOf(never, part)].filter(([cell, style]) => now.get(cell) !== style)
        expect(others, `${name} ${sheet}`).toEqual([])
      }
    }
  })

  // The control: without the samples nothing is known of what was behind the colours.
  test('without the samples the fills of their own are lost', async () => {
    const left = new Set<string>()
    for (const [name, bytes] of saved) {
      const again = readArchive(await round(withoutSamples(bytes), []))
      if (changedLooks(readArchive(plain.get(name) ?? bytes), again).length > 0) left.add(name)
    }
    expect(left.size).toBeGreaterThan(5)
  })
})
