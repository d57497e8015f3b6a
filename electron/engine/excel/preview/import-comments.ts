/** What people wrote beside the cells that are taken in, so that nobody overlooks it. Nothing of it becomes data. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { cellAddress } from '../../../../shared/forms/columns.ts'
import { markText } from '../../../../shared/text/marks.ts'
import { shortened } from '../../../../shared/text/shortened.ts'
import type { ParsedComment, ParsedWorkbook } from '../../ports.ts'
import { columnNumber } from '../calc/grid-area.ts'
import { nothingKnown } from '../patcher/marks/known-notes.ts'
import { ourPassages, wordsLeft } from '../patcher/marks/our-words.ts'
import type { RecognisedPart, Recognition } from '../recognise/recognise.ts'

type Told = ImportPreview['comments']

const mostCharacters = 300

/**
 * The comments at data rows, at totals, in the header and above it, in the order of the sheets. What we wrote ourselves when
 * the file was marked is left out, but not what somebody answered there.
 */
export function importComments(
  workbook: Pick<ParsedWorkbook, 'sheets'>,
  { parts, rows, skipped, sheet: first, hasSheets }: Pick<Recognition, 'parts' | 'rows' | 'skipped' | 'sheet' | 'hasSheets'>,
): Told {
  if (workbook.sheets.every(({ comments = [] }) => comments.length === 0)) return []
  const told = new Map<string, Told[number]>()
  const rowsOf = parts.map(() => new Set<number>())
  for (const { part, row } of rows) rowsOf[part]?.add(row)
  const fieldsOf = parts.map(({ columns }) => new Map([...columns].map(([field, column]) => [column, field])))
  for (const { name, comments = [] } of workbook.sheets) {
    const here = [...parts.entries()].filter(([, part]) => part.sheet === name)
    const [top] = here.map(([, part]) => part.headerRows[0]).sort((a, b) => a - b)
    if (comments.length === 0 || top === undefined) continue
    const totals = new Set(skipped.flatMap(({ reason, row, sheet = first }) => (reason === 'total' && sheet === name ? [row] : [])))
    for (const comment of comments.toSorted((a, b) => a.row - b.row || a.column - b.column)) {
      const text = wordsOf(comment)
      if (text === '') continue
      const { row, column } = comment
      const isAt = ([at, part]: readonly [number, RecognisedPart]): boolean =>
        isWithin(part, column) &&
        ((part.headerRows[0] <= row && row <= part.headerRows[1]) || totals.has(row) || rowsOf[at]?.has(row) === true)
      const [part] = here.find(isAt) ?? (row < top ? here[0] : undefined) ?? []
      if (part === undefined) continue
      const address = cellAddress(row - 1, column)
      const cell = hasSheets ? `${name}!${address}` : address
      const field = row < top ? undefined : fieldsOf[part]?.get(column)
      told.set(cell, { cell, field: field ?? null, text: shortened(text, mostCharacters) })
    }
  }
  return [...told.values()]
}

/** Tables may stand side by side. `column` is 0-based. */
const isWithin = ({ range }: RecognisedPart, column: number): boolean =>
  range === undefined || (columnNumber(range[0]) - 1 <= column && column < columnNumber(range[1]))

const wordsOf = ({ author, text }: ParsedComment): string => {
  const theirs = author === markText.author ? wordsLeft(text, ourPassages(text, nothingKnown)) : text
  return theirs.replace(/\s+/g, ' ').trim()
}
