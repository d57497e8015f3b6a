/** What the sheet of results of an earlier round still tells: what we said then, and how marked cells looked before. */
import { markText } from '../../../../../shared/text/marks.ts'
import type { ResultSheetOrder } from '../orders.ts'
import type { PackageEditor } from '../package-editor.ts'
import type { SheetPart, WorkbookMap } from '../workbook-map.ts'
import { scanXml } from '../xml-scan.ts'
import type { LookSample } from './mark-colours.ts'
import { bare } from './our-words.ts'
import { columnOf } from './sheet-survey.ts'

export interface FormerResults {
  readonly sheet: SheetPart
  /** Texts of comments, without blanks. */
  readonly notes: ReadonlySet<string>
  readonly samples: readonly LookSample[]
}

interface Cell {
  readonly column: number
  readonly style: number
  readonly text: string
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
  for (const sheet of candidates) {
    const rows = cellsByRow(await editor.text(sheet.part), await sharedTexts(editor, map))
    const [first = []] = rows
    const textAt = (row: readonly Cell[], column: number): string => row.find((cell) => cell.column === column)?.text ?? ''
    if (!heads.every((head, at) => textAt(first, at + 1) === head)) continue
    const notes = rows.slice(1).map((row) => bare(markText.note(textAt(row, 2), textAt(row, 3))))
    found.push({ sheet, notes: new Set(notes), samples: samplesIn(first) })
  }
  return found
}

/** Found by their words, wherever columns were put in or taken out. */
const samplesIn = (row: readonly Cell[]): LookSample[] =>
  row.flatMap(({ text, style }, at) => {
    const next = row[at + 1]
    return text === markText.sampleOwn && next?.text === markText.sampleMarked ? [{ own: style, marked: next.style }] : []
  })

const cellsByRow = (source: string, shared: readonly string[]): readonly (readonly Cell[])[] => {
  const rows: Cell[][] = []
  const open: string[] = []
  let cell = { column: 0, style: 0, isShared: false, text: '' }
  scanXml(source, {
    open({ name, attributes }) {
      open.push(name)
      if (name === 'row') {
        rows.push([])
        cell = { ...cell, column: 0 }
      } else if (name === 'c') {
        cell = { column: columnOf(attributes.r, cell.column), style: Number(attributes.s ?? 0), isShared: attributes.t === 's', text: '' }
      }
    },
    text(text) {
      const element = open.at(-1)
      if ((element === 't' || element === 'v') && !open.includes('rPh')) cell.text += text
    },
    close(name) {
      open.pop()
      if (name !== 'c') return
      const { isShared, ...rest } = cell
      rows.at(-1)?.push({ ...rest, text: isShared ? (shared[Number(cell.text)] ?? '') : cell.text })
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
