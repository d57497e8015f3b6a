/** Reads an Office Open XML workbook from a bounded package, only the parts it needs. */
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { type Relationship, readRelationships } from '../package/relationships.ts'
import { parseXml, prefixedAttribute } from '../package/xml.ts'
import type { ZipPackage } from '../package/zip.ts'
import type { WorkbookSink } from '../sink.ts'
import { foreignFile } from '../sniff.ts'
import { CommentBudget, readSheetComments, type SheetComments } from './comments-reader.ts'
import { readSharedStrings } from './shared-strings.ts'
import { CellBudget, readSheet } from './sheet-reader.ts'
import { noStyles, readStyles } from './styles.ts'

interface SheetEntry {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

/** What is read; everything unless it says otherwise. */
export interface Wanted {
  sheet(name: string): boolean
  /** Of the sheet at hand, from 1; values of other cells are passed over. */
  cell?(row: number, column: number): boolean
  /** Without the table of strings, cells that refer to it are blank. */
  readonly sharedStrings: boolean
  readonly comments: boolean
}
const everything: Wanted = { sheet: () => true, sharedStrings: true, comments: true }
const noComments: SheetComments = { plain: [], conversations: [] }

/** @throws AppError WORKBOOK_UNRECOGNISED when the package holds no workbook, WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export async function readWorkbook(zip: ZipPackage, sink: WorkbookSink, wanted: Wanted = everything): Promise<void> {
  const main = await mainPart(zip)
  const relationships = await readRelationships(zip, main)
  const { sheets, date1904 } = await readSheetList(zip, main, relationships)
  if (sheets.length === 0) throw new AppError('WORKBOOK_UNRECOGNISED')
  const strings = partOfType(relationships, 'sharedStrings')
  const styles = partOfType(relationships, 'styles')

  const total = [strings, ...sheets.map((sheet) => sheet.part)].reduce(
    (sum, part) => sum + (part === undefined ? 0 : zip.claimedSize(part)),
    0,
  )
  let done = 0
  const onBytes = (bytes: number): Promise<void> => {
    done += bytes
    sink.progress(Math.min(done, total), total)
    return sink.flush()
  }
  sink.begin({ format: 'xlsx', date1904 })
  const context = {
    date1904,
    ...(styles !== undefined && zip.has(styles) ? await readStyles(zip, styles) : noStyles),
    sharedStrings: wanted.sharedStrings && strings !== undefined && zip.has(strings) ? await readSharedStrings(zip, strings, onBytes) : [],
    budget: new CellBudget(zip.fileBytes),
    ...(wanted.cell === undefined ? {} : { isWanted: wanted.cell }),
  }
  const commentBudget = new CommentBudget()
  for (const sheet of sheets) {
    sink.sheet({ name: sheet.name, hidden: sheet.hidden })
    if (!wanted.sheet(sheet.name)) continue
    const { plain, conversations } = wanted.comments ? await readSheetComments(zip, sheet.part, commentBudget) : noComments
    const comments = [...conversations, ...plain]
    await readSheet(zip, sheet.part, { ...context, comments }, sink, onBytes)
  }
}

const partOfType = (relationships: ReadonlyMap<string, Relationship>, type: string): string | undefined =>
  [...relationships.values()].find((relationship) => relationship.type === type)?.target

const mainPart = async (zip: ZipPackage): Promise<string> => {
  const declared = partOfType(await readRelationships(zip, ''), 'officeDocument')
  const main = [declared, 'xl/workbook.xml'].find((part) => part !== undefined && zip.has(part))
  if (main !== undefined && /(?:^|\/)document\d*\.xml$/i.test(main)) throw foreignFile('word')
  if (main !== undefined && /(?:^|\/)presentation\d*\.xml$/i.test(main)) throw foreignFile('slides')
  // A binary workbook (.xlsb) is no XML.
  if (main === undefined || main.toLowerCase().endsWith('.bin')) throw new AppError('WORKBOOK_UNRECOGNISED')
  return main
}

const readSheetList = async (
  zip: ZipPackage,
  main: string,
  relationships: ReadonlyMap<string, Relationship>,
): Promise<{ sheets: readonly SheetEntry[]; date1904: boolean }> => {
  const sheets: SheetEntry[] = []
  let date1904 = false
  let root: string | undefined
  await parseXml(
    await zip.open(main),
    {
      open(name, attributes) {
        root ??= name
        if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
        if (name !== 'sheet') return
        if (sheets.length >= workbookLimits.sheets) throw hostile('sheets')
        const relationship = relationships.get(prefixedAttribute(attributes, 'id') ?? '')
        // Chart sheets and dialogs hold no cells.
        if (relationship?.type !== 'worksheet' || !zip.has(relationship.target)) return
        const state = attributes.state ?? 'visible'
        if ((attributes.name ?? '').length > workbookLimits.nameCharacters) throw hostile('names')
        sheets.push({ name: attributes.name ?? '', hidden: state !== 'visible', part: relationship.target })
      },
      close() {},
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  if (root !== 'workbook') throw new AppError('WORKBOOK_UNRECOGNISED')
  return { sheets, date1904 }
}
