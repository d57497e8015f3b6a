/**
 * Real workbooks that other people made with other programs: one cell is set, another marked, the sheet of results added. What
 * nobody ordered may not differ, by a comparer that shares nothing with the program, and LibreOffice must show the rest as before.
 */
import { existsSync, readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import { readArchive } from '../../helpers/round-trip/archive.ts'
import { changedLooks } from '../../helpers/round-trip/cell-looks.ts'
import { compareWorkbooks } from '../../helpers/round-trip/compare-workbooks.ts'
import {
  corpusFiles,
  corpusFolder,
  type OurRoundTrip,
  ourColumns,
  ourRoundTrip,
  resultsSheet,
  roundTripPage,
} from '../../helpers/round-trip/round-trip.ts'
import { zipOf } from '../../helpers/round-trip/zip-of.ts'
import { sheetsAsCsv } from '../../helpers/soffice.ts'

const isThere = existsSync(corpusFolder)
if (!isThere) process.stderr.write(`\n!!! ${corpusFolder} is not there: NO REAL WORKBOOK WAS TESTED !!!\n\n`)

/** LibreOffice builds these sheets anew from what a pivot table reads, and the cell that was set is among it. */
const pivotSheets = new Set(['22_closedxml.xlsx pivot'])

const parser = forkParser()
afterAll(() => parser.close())
const trips: OurRoundTrip[] = []
type Done = Extract<OurRoundTrip, { readonly refusal?: undefined }>
const done = (): readonly Done[] => trips.filter((trip) => trip.refusal === undefined)
const tripOf = (name: string): Done => {
  const trip = done().find((each) => each.name === name)
  if (trip === undefined) throw new Error(`${name} made no round trip`)
  return trip
}

describe.runIf(isThere)('every real workbook', () => {
  beforeAll(async () => {
    for (const name of corpusFiles()) trips.push(await ourRoundTrip(parser, name))
  })

  test('is changed in place; none has to be refused', () => {
    expect(trips.length).toBeGreaterThanOrEqual(25)
    expect(trips.flatMap(({ name, refusal }) => (refusal === undefined ? [] : [`${name}: ${refusal}`]))).toEqual([])
  })

  test('keeps every part, and differs only where it was ordered', () => {
    for (const { name, comparison } of done()) {
      expect([name, comparison.lostParts, comparison.unordered]).toEqual([name, [], []])
      // What was ordered did happen: the sheet, the styles, the book, the sheet of results.
      expect(comparison.changedParts.length, name).toBeGreaterThanOrEqual(4)
      expect(comparison.addedParts.length, name).toBeGreaterThanOrEqual(1)
    }
  })

  test('looks as before but for the marked cell', () => {
    for (const { name, before, after, chosen } of done()) {
      const changed = changedLooks(readArchive(before), readArchive(after))
      expect(
        changed.filter((cell) => cell !== `${chosen.sheet}!${chosen.marked}`),
        name,
      ).toEqual([])
    }
  })

  test('opens in LibreOffice and shows the same values elsewhere', async () => {
    const files = new Map(
      done().flatMap(({ name, before, after }) => [[`before ${name}`, before] as const, [`after ${name}`, after] as const]),
    )
    const shown = await sheetsAsCsv(files)
    for (const { name, chosen, comparison } of done()) {
      const before = shown.get(`before ${name}`) ?? new Map()
      const after = shown.get(`after ${name}`) ?? new Map()
      expect(before.size, name).toBeGreaterThan(0)
      expect([...after.keys()].sort(), name).toEqual([...before.keys(), resultsSheet].sort())
      const mayDiffer = new Set([...comparison.recalculated, `${chosen.sheet}!${chosen.cell}`])
      const differing = [...before.keys()]
        .filter((sheet) => !pivotSheets.has(`${name} ${sheet}`))
        .flatMap((sheet) => differentCells(before.get(sheet) ?? '', after.get(sheet) ?? '').map((cell) => `${sheet}!${cell}`))
      expect(
        differing.filter((cell) => !mayDiffer.has(cell)),
        name,
      ).toEqual([])
      expect(differing, name).toContain(`${chosen.sheet}!${chosen.cell}`)
    }
  })

  test('stands in the table of the documentation as it is', () => {
    const lines = readFileSync(roundTripPage, 'utf8').split('\n')
    const rows = lines
      .filter((line) => /^\| \d/.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, 4)
          .map((cell) => cell.trim()),
      )
    expect(rows, 'run node test/tools/make-round-trip.ts').toEqual(trips.map(ourColumns))
  })

  // The controls: what a program could lose is lost on purpose, and must be found.
  const planted: readonly (readonly [
    what: string,
    file: string,
    spoil: (parts: Map<string, Buffer>, trip: Done) => void,
    found: RegExp,
  ])[] = [
    ['a drawing is gone', '42_poi.xlsx', (parts) => void parts.delete('xl/drawings/drawing1.xml'), /^lost xl\/drawings\/drawing1\.xml$/],
    [
      'the style of a cell is another',
      '28_poi.xlsx',
      (parts) => replace(parts, /xl\/worksheets\/sheet2\.xml/, / s="\d+"/, ' s="1"'),
      /sheet2\.xml: changed worksheet\/sheetData\/row\[\d+\]\/c\[\w+\]@s/,
    ],
    [
      'a format of the stylesheet is another',
      '28_poi.xlsx',
      (parts) => replace(parts, /xl\/styles\.xml/, /<fonts[^>]*><font>(?!<b\/>)/, '$&<b/>'),
      /styles\.xml: added styleSheet\/fonts\/font\/b/,
    ],
    [
      'a drop-down is gone',
      '20_magicodes.xlsm',
      (parts) => replace(parts, /xl\/worksheets\/sheet1\.xml/, /<dataValidation [^>]*>[\s\S]*?<\/dataValidation>/, ''),
      /sheet1\.xml: (?:removed|changed) worksheet\/dataValidations/,
    ],
    [
      'another cell has another value',
      '48_closedxml.xlsx',
      (parts, { chosen }) => replace(parts, /xl\/worksheets\/sheet\d+\.xml/, otherValue(chosen.cell), '$1987654321</v>'),
      /: changed worksheet\/sheetData\/row\[\d+\]\/c\[\w+\]\/v\/text\(\)/,
    ],
    [
      'a formula is gone, its result is kept',
      '46_phpspreadsheet.xlsx',
      (parts) => replace(parts, /xl\/worksheets\/sheet1\.xml/, /<f>[^<]*<\/f>/, ''),
      /sheet1\.xml: removed worksheet\/sheetData\/row\[\d+\]\/c\[\w+\]\/f/,
    ],
    [
      'macros differ by one byte',
      '40_poi.xlsm',
      (parts) => {
        const macros = Buffer.from(parts.get('xl/vbaProject.bin') ?? Buffer.alloc(0))
        macros[1000] = (macros[1000] ?? 0) ^ 1
        parts.set('xl/vbaProject.bin', macros)
      },
      /^xl\/vbaProject\.bin: bytes$/,
    ],
    [
      'the way to a printer’s settings is gone',
      '56_poi.xlsx',
      (parts) => replace(parts, /xl\/worksheets\/sheet1\.xml/, /<headerFooter/, '<headerFooter differentOddEven="1"'),
      /sheet1\.xml: added worksheet\/headerFooter@differentOddEven/,
    ],
  ]
  test.each(planted)('the comparer finds it when %s', (_what, file, spoil, found) => {
    const trip = tripOf(file)
    const parts = readArchive(trip.after)
    const names = [...parts.keys()]
    spoil(parts, trip)
    const { lostParts, unordered } = compareWorkbooks(trip.before, zipOf(parts), { ...trip.chosen, results: resultsSheet })
    expect(names.length).toBeGreaterThan(5)
    expect([...lostParts.map((part) => `lost ${part}`), ...unordered].filter((line) => found.test(line))).not.toEqual([])
  })
})

const replace = (parts: Map<string, Buffer>, part: RegExp, pattern: RegExp, by: string): void => {
  for (const [name, content] of parts) {
    const text = content.toString('utf8')
    if (!part.test(name) || !pattern.test(text)) continue
    parts.set(name, Buffer.from(text.replace(pattern, by)))
    return
  }
  throw new Error(`nothing to spoil in ${part.source}`)
}

/** The number of any cell but one. */
const otherValue = (cell: string): RegExp => new RegExp(`(<c r="(?!${cell}")[A-Z]+\\d+"(?: s="\\d+")?><v>)\\d+</v>`)

const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))

/** Addresses of the cells in which two sheets differ; blank and absent are the same. */
const differentCells = (before: string, after: string): readonly string[] => {
  const rows = [before, after].map((text) => Papa.parse<string[]>(text).data)
  const [old = [], now = []] = rows
  return Array.from({ length: Math.max(old.length, now.length) }).flatMap((_, row) =>
    Array.from({ length: Math.max(old[row]?.length ?? 0, now[row]?.length ?? 0) }).flatMap((__, column) =>
      (old[row]?.[column] ?? '') === (now[row]?.[column] ?? '') ? [] : [`${letters(column)}${row + 1}`],
    ),
  )
}
