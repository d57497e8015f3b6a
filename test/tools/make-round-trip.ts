/**
 * Writes `docs/excel-round-trip.md`: what becomes of real workbooks when one cell is written, by us and by two libraries.
 * Each library gets a process of its own for each file and a minute's time.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import ExcelJS from 'exceljs'
import * as XLSX from 'xlsx'
import { forkParser } from '../../electron/adapters/parser-fork.ts'
import { readArchive } from '../helpers/round-trip/archive.ts'
import { changedLooks } from '../helpers/round-trip/cell-looks.ts'
import { countFeatures, lostFeatures, lostParts } from '../helpers/round-trip/features.ts'
import { chosenCells, corpusFile, corpusFiles, ourColumns, ourRoundTrip, roundTripPage } from '../helpers/round-trip/round-trip.ts'

type Library = 'SheetJS' | 'ExcelJS'
const minuteMs = 60_000

async function withLibrary(library: Library, name: string): Promise<Uint8Array> {
  const before = corpusFile(name)
  const { sheet, cell, isNumber } = chosenCells(before)
  const value = isNumber ? 4711.25 : '核对 <1> & "2"'
  if (library === 'SheetJS') {
    const book = XLSX.read(before, { type: 'array', cellStyles: true, cellNF: true, bookVBA: true, sheetStubs: true })
    const target = book.Sheets[sheet]
    if (target === undefined) throw new Error(`no sheet ${sheet}`)
    target[cell] = { ...(target[cell] as XLSX.CellObject | undefined), t: isNumber ? 'n' : 's', v: value, w: undefined } // as its typings say of A1 keys
    const bookType = name.endsWith('m') ? 'xlsm' : 'xlsx'
    return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType, cellStyles: true, bookVBA: true }) as Buffer) // what type 'buffer' gives
  }
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(before.buffer.slice(before.byteOffset, before.byteOffset + before.byteLength) as ArrayBuffer) // our own bytes are no shared memory
  const target = book.getWorksheet(sheet)
  if (target === undefined) throw new Error(`no sheet ${sheet}`)
  target.getCell(cell).value = value
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/** The library's work in another process: some files make some libraries hang. */
function judged(library: Library, name: string, folder: string): string {
  const out = join(folder, 'out.xlsx')
  rmSync(out, { force: true })
  try {
    execFileSync(process.execPath, [import.meta.filename, '--library', library, '--file', name, '--out', out], {
      timeout: minuteMs,
      stdio: 'pipe',
    })
  } catch (error) {
    const isLate = error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT'
    return isLate ? 'not done within a minute' : 'fails to read or write it'
  }
  const before = readArchive(corpusFile(name))
  const after = readArchive(new Uint8Array(readFileSync(out)))
  const lost = lostParts(before, after)
  const looks = changedLooks(before, after).length
  const features = [...lostFeatures(countFeatures(before), countFeatures(after)), ...(looks === 0 ? [] : [`look of ${looks} cells`])]
  const changed = [...before].filter(([part, content]) => after.get(part)?.equals(content) === false).length
  return `${lost} lost, ${changed} rewritten${features.length === 0 ? '' : `; less: ${features.join(', ')}`}`
}

async function writePage(): Promise<void> {
  const parser = forkParser()
  const folder = mkdtempSync(join(tmpdir(), 'round-trip-'))
  const rows: string[] = []
  for (const name of corpusFiles()) {
    const ours = ourColumns(await ourRoundTrip(parser, name))
    rows.push(`| ${[...ours, judged('SheetJS', name, folder), judged('ExcelJS', name, folder)].join(' | ')} |`)
    process.stdout.write(`${rows.at(-1)}\n`)
  }
  await parser.close()
  rmSync(folder, { recursive: true, force: true })
  const page = `# Real workbooks through the program

Written by \`node test/tools/make-round-trip.ts\`; a test fails when our column is no longer true. The workbooks were made by other
people with other programs. In each, one cell gets a value; we also mark another cell and add the sheet of results, the libraries
only set the cell. Every part of the package is then compared with what it was: *lost* parts, parts *changed without order*, and for
the libraries, which write every part anew, what the workbook has *less* of, counted in the file. "Look" is number format, font, fill,
borders and alignment. Their numbers are favourable: what is there but no longer the same (a chart without its colours) counts as kept.

| file | what it has | ours | SheetJS 0.20.3 | ExcelJS 4.4.0 |
|---|---|---|---|---|
${rows.join('\n')}
`
  writeFileSync(roundTripPage, page)
}

const { library, file, out } = parseArgs({
  options: { library: { type: 'string' }, file: { type: 'string' }, out: { type: 'string' } },
}).values
if ((library === 'SheetJS' || library === 'ExcelJS') && file !== undefined && out !== undefined)
  writeFileSync(out, await withLibrary(library, file))
else await writePage()
