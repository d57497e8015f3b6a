/** Packs as workbooks, for authors who write in Excel: out, in, and back with what is wrong in its cells. */
import type { AssembledPack } from '../../../../shared/forms/pack.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { workbookText } from '../../../../shared/text/pack-workbook.ts'
import { samplePack } from '../../../../shared/text/pack-workbook-sample.ts'
import { address } from '../../excel/writer/cell-xml.ts'
import type { ParsedWorkbook } from '../../ports.ts'
import { drawWorkbook } from './draw-workbook.ts'
import { judgeDocument } from './judge-document.ts'
import { markWorkbook } from './mark-workbook.ts'
import { documentOf, type PackDocument } from './pack-document.ts'
import { packFolderFiles } from './pack-folder-files.ts'
import type { CellProblem } from './places.ts'
import { isPackWorkbook, readTables } from './read-tables.ts'
import { asParsed, gridOf, longCell, type SheetGrid } from './sheet-grid.ts'
import { writeTables } from './write-tables.ts'

const gridsOf = (document: PackDocument): SheetGrid[] => writeTables(document).map(gridOf)
const draw = (grids: readonly SheetGrid[], title: string): Promise<Uint8Array> =>
  drawWorkbook(
    grids.map((grid) => ({ grid, problems: [] })),
    title,
  )

export interface WrittenWorkbook {
  readonly bytes: Uint8Array
  readonly sheets: number
}

/**
 * The whole pack, with what it takes from the library. The sheets are read back before they are handed out.
 * @throws AppError PACK_INVALID when the workbook would not say the same as the pack
 */
export const packToWorkbook = async (loaded: Pick<AssembledPack, 'pack' | 'sources'>): Promise<WrittenWorkbook> => {
  const { id, title } = loaded.pack.manifest
  const grids = gridsOf(documentOf(loaded))
  const refuse = (message: string): AppError => new AppError('PACK_INVALID', { pack: id, file: 'xlsx', line: 1, message })
  const long = longCell(grids, address)
  if (long !== undefined) throw refuse(long)
  const { assembled } = judgeDocument(readTables(asParsed(grids)), false)
  const isSame = assembled?.pack.digest === loaded.pack.digest && JSON.stringify(assembled.sources) === JSON.stringify(loaded.sources)
  if (!isSame) throw refuse(workbookText.lossy)
  return { bytes: await draw(grids, workbookText.title(title)), sheets: grids.length }
}

/** A workbook to begin with: all sheets, and a small example that can be converted as it is. */
export const blankWorkbook = async (): Promise<WrittenWorkbook> => {
  const grids = gridsOf(samplePack)
  return { bytes: await draw(grids, workbookText.blankTitle), sheets: grids.length }
}

export interface ReadWorkbook {
  /** Undefined when anything is wrong. */
  readonly assembled: AssembledPack | undefined
  /** Texts of the pack folder by path; empty when anything is wrong. */
  readonly files: ReadonlyMap<string, string>
  /** Errors and warnings, sheet by sheet. */
  readonly problems: readonly CellProblem[]
  /** A copy of the workbook with the problems in it. */
  readonly mark: (title: string) => Promise<Uint8Array>
}

/**
 * Reads a workbook and judges everything in one go.
 * @throws AppError WORKBOOK_UNRECOGNISED when no sheet is one of a pack's
 */
export const packFromWorkbook = (workbook: ParsedWorkbook): ReadWorkbook => {
  if (!isPackWorkbook(workbook)) throw new AppError('WORKBOOK_UNRECOGNISED')
  const reading = readTables(workbook)
  const { assembled, problems } = judgeDocument(reading, true)
  const order = new Map(workbook.sheets.map(({ name }, index) => [name, index]))
  const rank = ({ place }: CellProblem): number => (place === undefined ? -1 : (order.get(place.sheet) ?? order.size))
  const all = [...reading.problems, ...problems].sort(
    (a, b) => rank(a) - rank(b) || (a.place?.row ?? 0) - (b.place?.row ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  )
  return {
    assembled,
    files: assembled === undefined ? new Map() : packFolderFiles(reading.document),
    problems: all,
    mark: (title) => markWorkbook(workbook, reading, all, title),
  }
}
