/** Streams one worksheet part: rows go to the sink as they end, nothing is kept but the row at hand. */
import type { ParsedCell, ParsedComment, ParsedSheet } from '../../ports.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { parseTags } from '../package/xml.ts'
import type { ZipPackage } from '../package/zip.ts'
import type { WorkbookSink } from '../sink.ts'
import { type Address, readAddress } from './address.ts'
import { numberReader } from './cell-value.ts'
import { decodeEscapes } from './escapes.ts'

export interface SheetContext {
  readonly sharedStrings: readonly string[]
  readonly formats: readonly (string | undefined)[]
  /** Whether a cell is struck through, by its style. */
  readonly struck: readonly boolean[]
  readonly date1904: boolean
  /** Counted over all sheets of the workbook. */
  readonly budget: CellBudget
  /** Whether the value of a cell is wanted, by row and column from 1; all are without it. */
  readonly isWanted?: (row: number, column: number) => boolean
  /** What stands beside the cells of the sheet at hand. */
  readonly comments: readonly ParsedComment[]
}

/** What a row itself costs, in places. */
const rowPlaces = 8

/** Counts what all sheets together hold. */
export class CellBudget {
  private cells = 0
  private characters = 0
  private places = 0
  private readonly mostCharacters: number

  /** @param fileBytes size of the file: what a small file may hold is less */
  constructor(fileBytes: number) {
    const { textCharacters, smallTextCharacters, textRatio } = workbookLimits
    this.mostCharacters = Math.min(textCharacters, smallTextCharacters + textRatio * fileBytes)
  }

  /** @throws AppError WORKBOOK_HOSTILE */
  spend(cell: ParsedCell): void {
    if (++this.cells > workbookLimits.cells) throw hostile('cells')
    if (typeof cell.value !== 'string') return
    this.characters += cell.value.length
    if (this.characters > this.mostCharacters) throw hostile('textCharacters')
  }

  /** Told once for every row that is handed on, with its last column + 1. @throws AppError WORKBOOK_HOSTILE */
  spendRow(width: number): void {
    this.places += width + rowPlaces
    if (this.places > workbookLimits.places) throw hostile('places')
  }
}

const parseAddress = (address: string): Readonly<Address> => {
  const found = { column: 0, row: 0 }
  readAddress(address, found)
  return found
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on'

/** The 0-based columns that lie in any of the stretches whose starts and ends, 1-based, are counted. */
const stretches = (counts: Int32Array): readonly number[] => {
  const columns: number[] = []
  let open = 0
  for (let column = 1; column <= workbookLimits.columns; column++) {
    open += counts[column] ?? 0
    if (open > 0) columns.push(column - 1)
  }
  return columns
}

export async function readSheet(
  zip: ZipPackage,
  part: string,
  context: SheetContext,
  sink: WorkbookSink,
  onBytes: (bytes: number) => Promise<void> | void,
): Promise<void> {
  const merges: ParsedSheet['merges'][number][] = []
  let mergedRows = 0
  let items = 0
  // Starts less ends of the hidden stretches: any number of them may lie over each other.
  const hiddenFrom = new Int32Array(workbookLimits.columns + 2)
  let inData = false
  let row = 0
  let column = -1
  let hidden = false
  let struck = false
  let isWanted = true
  let cells: (ParsedCell | undefined)[] = []
  // The cell at hand
  const at: Address = { column: 0, row: 0 }
  let inCell = false
  let type = 'n'
  let style = 0
  let stored = ''
  let inline = ''
  let collecting: 'stored' | 'inline' | undefined
  let hasFormula = false
  let phonetic = 0

  const { struck: isStruck } = context
  const anyStruck = isStruck.length > 0
  const numberCell = numberReader(context.formats, context.date1904)
  // The cells of one text are one object.
  const sharedCells: (ParsedCell | undefined)[] = []

  const finishRow = () => {
    if (cells.length > 0) {
      context.budget.spendRow(cells.length)
      sink.row(struck ? { row, hidden, struck, cells } : { row, hidden, cells })
    }
    cells = []
    struck = false
  }
  const goToRow = (next: number) => {
    if (next < 1 || next > workbookLimits.rows || !Number.isInteger(next)) throw hostile('address')
    finishRow()
    row = next
  }
  const readCell = (): ParsedCell | undefined => {
    switch (type) {
      case 's': {
        const index = stored.trim() === '' ? -1 : Number(stored)
        const text = context.sharedStrings[index]
        if (text === undefined || text === '') return undefined
        sharedCells[index] ??= { value: text, kind: 'text' }
        return sharedCells[index]
      }
      case 'inlineStr':
        return inline === '' ? undefined : { value: decodeEscapes(inline), kind: 'text' }
      case 'str':
        return stored === '' ? undefined : { value: decodeEscapes(stored), kind: 'text' }
      case 'b':
        return stored.trim() === '' ? undefined : { value: isTrue(stored.trim()), kind: 'boolean' }
      case 'e':
        return { value: stored, kind: 'error' }
      case 'd': {
        const iso = stored
          .trim()
          .replace(/(?:\.\d+)?Z?$/, '')
          .replace(/T00:00(?::00)?$/, '')
        return iso === '' ? undefined : { value: iso, kind: 'date' }
      }
      default: {
        const text = stored.trim()
        if (text === '') return undefined
        // A cell that claims to be a number but is none is kept as it stands.
        return numberCell(text, style) ?? { value: text, kind: 'text' }
      }
    }
  }

  await parseTags(
    await zip.open(part),
    {
      get wantsText() {
        return collecting !== undefined
      },
      open(tag) {
        const { name } = tag
        if (inCell) {
          if (!isWanted) return
          if (name === 'v') collecting = 'stored'
          else if (name === 't') collecting = phonetic === 0 ? 'inline' : undefined
          else if (name === 'f') hasFormula = true
          else if (name === 'rPh') phonetic++
          return
        }
        if (!inData && ++items > workbookLimits.sheetItems) throw hostile('sheetItems')
        switch (name) {
          case 'c': {
            if (!inData) return
            inCell = true
            type = tag.attribute('t') ?? 'n'
            style = Number(tag.attribute('s') ?? 0)
            stored = ''
            inline = ''
            hasFormula = false
            const address = tag.attribute('r')
            if (address === undefined) column++
            else {
              readAddress(address, at)
              column = at.column
              if (at.row !== 0 && at.row !== row) goToRow(at.row)
            }
            if (column >= workbookLimits.columns) throw hostile('address')
            isWanted = context.isWanted?.(row, column + 1) !== false
            return
          }
          case 'row': {
            if (!inData) return
            const number = tag.attribute('r')
            goToRow(number === undefined ? row + 1 : Number(number))
            hidden = isTrue(tag.attribute('hidden'))
            column = -1
            return
          }
          case 'sheetData':
            inData = true
            return
          case 'col': {
            if (!isTrue(tag.attribute('hidden'))) return
            const last = Math.min(Number(tag.attribute('max')), workbookLimits.columns)
            const first = Math.max(1, Number(tag.attribute('min')))
            if (!Number.isInteger(first) || !Number.isInteger(last) || first > last) return
            hiddenFrom[first] = (hiddenFrom[first] ?? 0) + 1
            hiddenFrom[last + 1] = (hiddenFrom[last + 1] ?? 0) - 1
            return
          }
          case 'mergeCell': {
            if (merges.length >= workbookLimits.merges) throw hostile('merges')
            const [from = '', to = from] = (tag.attribute('ref') ?? '').replaceAll('$', '').split(':')
            const a = parseAddress(from)
            const b = parseAddress(to)
            if (a.row === 0 || b.row === 0) throw hostile('address')
            mergedRows += Math.min(Math.abs(a.row - b.row) + 1, workbookLimits.tallMerge)
            if (mergedRows > workbookLimits.mergedRows) throw hostile('merges')
            merges.push({
              top: Math.min(a.row, b.row) - 1,
              left: Math.min(a.column, b.column),
              bottom: Math.max(a.row, b.row) - 1,
              right: Math.max(a.column, b.column),
            })
            return
          }
        }
      },
      text(text) {
        if (collecting === undefined) return
        if (collecting === 'stored') stored += text
        else inline += text
        if (stored.length + inline.length > workbookLimits.cellCharacters) throw hostile('cellCharacters')
      },
      close(name) {
        if (!inCell) {
          if (name === 'sheetData') {
            finishRow()
            inData = false
          }
          return
        }
        if (name === 'v' || name === 't') collecting = undefined
        else if (name === 'rPh' && isWanted) phonetic--
        else if (name === 'c') {
          inCell = false
          collecting = undefined
          if (!isWanted) return
          const cell =
            readCell() ??
            (hasFormula && stored === '' && type !== 'str' ? { value: null, kind: 'formulaWithoutValue' as const } : undefined)
          if (cell === undefined) return
          context.budget.spend(cell)
          cells[column] = cell
          if (anyStruck && isStruck[style] === true) struck = true
        }
      },
    },
    { maxBytes: workbookLimits.sheetPartBytes, onBytes },
  )
  const { comments } = context
  sink.endSheet({ merges, hiddenColumns: stretches(hiddenFrom), ...(comments.length === 0 ? {} : { comments }) })
}
