/** What the sheet of results of an earlier round still tells: what we said then, and how marked cells looked before. */
import { blocksSubmission, levels, needsExplanation } from '../../../../../shared/model/level.ts'
import { markText } from '../../../../../shared/text/marks.ts'
import { decodeEscapes } from '../../reader/escapes.ts'
import type { MarkOrder, ResultLine, ResultSheetOrder } from '../orders.ts'
import type { PackageEditor } from '../package-editor.ts'
import { relationshipsOf, type SheetPart, type WorkbookMap } from '../workbook-map.ts'
import { scanXml, TextEdits } from '../xml-scan.ts'
import { bare } from './known-notes.ts'
import type { LookSample } from './mark-colours.ts'
import { columnOf } from './sheet-survey.ts'

export interface FormerResults {
  readonly sheet: SheetPart
  /** Texts of comments, without blanks. */
  readonly notes: readonly string[]
  readonly samples: readonly LookSample[]
  readonly lines: readonly ResultLine[]
  /** Where somebody wrote or put more on the sheet than our list: the sheet as it stays, without its samples. */
  readonly kept: string | undefined
}

interface Cell {
  readonly column: number
  readonly style: number
  readonly isShared: boolean
  readonly hasFormula: boolean
  readonly text: string
  /** Where it stands in the part. */
  readonly start: number
  readonly end: number
}

/** The sheets that earlier rounds added, in the order of the tabs; one of that name with other heads is somebody's own. */
export async function formerResults(
  editor: PackageEditor,
  map: WorkbookMap,
  { name, heads }: Pick<ResultSheetOrder, 'name' | 'heads'>,
): Promise<readonly FormerResults[]> {
  const found: FormerResults[] = []
  // A second sheet of one name gets a number behind it.
  const isNamed = (sheet: string): boolean => sheet === name || (sheet.startsWith(`${name} `) && /^\d+$/.test(sheet.slice(name.length + 1)))
  const candidates = map.sheets.filter((sheet) => sheet.isWorksheet && isNamed(sheet.name) && editor.has(sheet.part))
  let shared: readonly string[] | undefined
  for (const sheet of candidates) {
    const source = await editor.text(sheet.part)
    const stored = cellsByRow(source)
    const mayBe = heads.every((head, at) =>
      stored[0]?.some(({ column, isShared, text }) => column === at + 1 && (isShared || text === head)),
    )
    if (!mayBe) continue
    // These may be very many, and all sheets have them in common.
    if (stored.some((row) => row.some(({ isShared }) => isShared))) shared ??= await sharedTexts(editor, map)
    const rows = stored.map((row) => row.map((cell) => (cell.isShared ? { ...cell, text: shared?.[Number(cell.text)] ?? '' } : cell)))
    const [first = [], ...lines] = rows
    if (!heads.every((head, at) => textAt(first, at + 1) === head)) continue
    const notes = lines.map((row) => bare(markText.note(textAt(row, 2), textAt(row, 3))))
    const hasMore = rows.some((row, at) => isMore(row, at === 0, heads.length)) || (await hasParts(editor, sheet))
    const told = lines.flatMap(
      (row) =>
        lineOf(
          heads.map((_, at) => decodeEscapes(textAt(row, at + 1))),
          map,
        ) ?? [],
    )
    found.push({ sheet, notes, samples: samplesIn(first), lines: told, kept: hasMore ? withoutSamples(source, first) : undefined })
  }
  return found
}

const textAt = (row: readonly Cell[], column: number): string => row.find((cell) => cell.column === column)?.text ?? ''
/** As it was ordered; undefined for a row that somebody emptied. */
const lineOf = ([place = '', level = '', ...texts]: readonly string[], map: WorkbookMap): ResultLine | undefined => {
  if ([place, level, ...texts].every((text) => text.trim() === '')) return undefined
  const split = place.lastIndexOf('!')
  const target = { sheet: place.slice(0, split), cell: place.slice(split + 1) }
  const isCell = /^[A-Z]{1,3}\d{1,7}$/.test(target.cell) && map.sheets.some(({ name, isWorksheet }) => isWorksheet && name === target.sheet)
  return { ...(isCell ? { target } : { place }), tone: toneOf(level), texts: [level, ...texts] }
}

const tones: ReadonlyMap<string, MarkOrder['tone']> = new Map([
  ...levels.map((level) => [level, blocksSubmission(level) ? 'error' : needsExplanation(level) ? 'warning' : 'notice'] as const),
  [markText.tones.error, 'error'],
  [markText.tones.notice, 'notice'],
])
const toneOf = (level: string): MarkOrder['tone'] => tones.get(level.trim()) ?? 'warning'

const isSample = ({ text }: Cell): boolean => text === markText.sampleOwn || text === markText.sampleMarked

/** Whether a row says more than we did: outside of our columns, or below our lines, each of which has a place, a level and a message. */
const isMore = (row: readonly Cell[], isHead: boolean, columns: number): boolean => {
  const filled = row.filter(({ text, hasFormula }) => hasFormula || text.trim() !== '')
  if (filled.some((cell) => cell.hasFormula || (cell.column > columns && !(isHead && isSample(cell))))) return true
  return filled.length > 0 && [1, 2, 3].some((column) => textAt(row, column).trim() === '')
}

/** Comments, tables, pictures; how it was printed is told by a part of its own, too. */
const hasParts = async (editor: PackageEditor, { part }: SheetPart): Promise<boolean> =>
  (await relationshipsOf(editor, part)).some(({ type }) => type !== 'printerSettings')

const withoutSamples = (source: string, row: readonly Cell[]): string => {
  const edits = new TextEdits()
  for (const cell of row) if (isSample(cell)) edits.replace(cell.start, cell.end, '')
  return edits.apply(source)
}

/** Found by their words, wherever columns were put in or taken out. */
const samplesIn = (row: readonly Cell[]): LookSample[] =>
  row.flatMap(({ text, style }, at) => {
    const next = row[at + 1]
    return text === markText.sampleOwn && next?.text === markText.sampleMarked ? [{ own: style, marked: next.style }] : []
  })

const cellsByRow = (source: string): readonly (readonly Cell[])[] => {
  const rows: Cell[][] = []
  const open: string[] = []
  let cell = { column: 0, style: 0, isShared: false, hasFormula: false, text: '', start: 0 }
  scanXml(source, {
    open({ name, attributes, start }) {
      open.push(name)
      if (name === 'row') {
        rows.push([])
        cell = { ...cell, column: 0 }
      } else if (name === 'c') {
        const column = columnOf(attributes.r, cell.column)
        cell = { column, style: Number(attributes.s ?? 0), isShared: attributes.t === 's', hasFormula: false, text: '', start }
      } else if (name === 'f') cell.hasFormula = true
    },
    text(text) {
      const element = open.at(-1)
      if ((element === 't' || element === 'v') && !open.includes('rPh')) cell.text += text
    },
    close(name, _start, end) {
      open.pop()
      if (name === 'c') rows.at(-1)?.push({ ...cell, end })
    },
  })
  return rows
}

const sharedTexts = async (editor: PackageEditor, { sharedStrings }: WorkbookMap): Promise<readonly string[]> => {
  if (sharedStrings === undefined || !editor.has(sharedStrings)) return []
  const texts: string[] = []
  const open: string[] = []
  scanXml(await editor.text(sharedStrings), {
    open({ name }) {
      open.push(name)
      if (name === 'si') texts.push('')
    },
    text(text) {
      if (open.at(-1) === 't' && !open.includes('rPh')) texts.push((texts.pop() ?? '') + text)
    },
    close() {
      open.pop()
    },
  })
  return texts
}
