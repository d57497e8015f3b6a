/** Chooses the sheet and the header, or asks. */
import type { ImportOptions, ImportPreview } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { ParsedSheet, ParsedWorkbook } from '../../ports.ts'
import type { FieldIndex } from './field-index.ts'
import { findHeaders, type HeaderBlock, readBlock } from './header-search.ts'
import { type SheetView, sheetView } from './sheet-view.ts'
import { cellText, words } from './words.ts'

type Question = ImportPreview['questions'][number]

interface Scored {
  readonly sheet: ParsedSheet
  readonly headers: readonly HeaderBlock[]
  readonly score: number
}

/** Another table counts as a rival when it knows this share of the best one's fields. */
const rivalShare = 0.7
const titleBonus = 2

/** @throws AppError SHEET_UNKNOWN, HEADER_NOT_FOUND */
export function chooseSheet(
  workbook: ParsedWorkbook,
  template: FormTemplate,
  index: FieldIndex,
  period: string,
  options: ImportOptions,
): {
  readonly sheet: ParsedSheet
  readonly headers: readonly HeaderBlock[]
  readonly sheets: ImportPreview['sheets']
  readonly questions: readonly Question[]
} {
  const scored = workbook.sheets.map((sheet): Scored => {
    const headers = findHeaders(sheetView(sheet), index)
    const best = headers[0]?.score ?? 0
    return { sheet, headers, score: best === 0 ? 0 : best + (namesForm(sheet, template) ? titleBonus : 0) }
  })
  const sheets = scored.map(({ sheet, score }) => ({ name: sheet.name, hidden: sheet.hidden, rows: sheet.rows.length, score }))
  const done = (found: Scored, questions: readonly Question[]) => ({ sheet: found.sheet, headers: found.headers, sheets, questions })

  if (options.sheet !== undefined) {
    const chosen = scored.find(({ sheet }) => sheet.name === options.sheet)
    if (chosen === undefined)
      throw new AppError('SHEET_UNKNOWN', {
        sheet: options.sheet,
        sheets: sheets
          .map(({ name }) => name)
          .join('、')
          .slice(0, 400),
      })
    return done(chosen, [])
  }
  const visible = scored.filter(({ sheet, score }) => !sheet.hidden && score > 0).toSorted((a, b) => b.score - a.score)
  const [best] = visible
  if (best === undefined) {
    const hidden = scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)[0]
    // A header may be pointed out although none was recognised; the only sheet with rows is meant then.
    const any = hidden ?? (options.headerRows === undefined ? undefined : scored.find(({ sheet }) => sheet.rows.length > 0))
    if (any === undefined) throw new AppError('HEADER_NOT_FOUND', { form: template.title })
    return done(any, any.sheet.hidden ? [sheetQuestion(importText.hiddenSheet(any.sheet.name), [any])] : [])
  }
  const hidden = scored.filter(({ sheet, score }) => sheet.hidden && score > best.score).toSorted((a, b) => b.score - a.score)[0]
  if (hidden !== undefined) return done(best, [sheetQuestion(importText.hiddenRival(hidden.sheet.name), [best, hidden])])
  const rivals = visible.filter(({ score }) => score >= best.score * rivalShare)
  if (rivals.length === 1) return done(best, [])
  const ofPeriod = rivals.filter(({ sheet }) => namesPeriod(sheet.name, period))
  const [only] = ofPeriod
  return only !== undefined && ofPeriod.length === 1 ? done(only, []) : done(best, [sheetQuestion(importText.whichSheet, rivals)])
}

const sheetQuestion = (message: string, choices: readonly Scored[]): Question => ({
  id: 'sheet',
  kind: 'sheet',
  message,
  column: null,
  choices: choices.map(({ sheet }) => ({ value: sheet.name, label: sheet.name })),
})

const rowsOfTitle = 6

const namesForm = (sheet: ParsedSheet, template: FormTemplate): boolean => {
  const names = [template.title, template.number, template.excel.sheet ?? template.title, ...template.excel.synonyms]
    .map(words)
    .filter((name) => name !== '')
  const texts = [sheet.name, ...sheet.rows.slice(0, rowsOfTitle).flatMap((row) => row.cells.map(cellText))].map(words)
  return texts.some((text) => text !== '' && names.some((name) => (name.length > 3 ? text.includes(name) : text === name)))
}

const namesPeriod = (name: string, period: string): boolean => {
  const [year = '', month = ''] = period.split('-')
  const text = name.normalize('NFKC').replace(/\s/g, '')
  const own = Number(month)
  const years: readonly string[] = text.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/g) ?? []
  if (years.length > 0 && !years.includes(year)) return false
  return (
    text.includes(`${year}${month}`) ||
    // 1-5月 is five months, not one.
    new RegExp(`(?<![\\d\\-—–~至到])0?${own}月`).test(text) ||
    new RegExp(`${year}[-.年]0?${own}(?!\\d)`).test(text) ||
    text === String(own) ||
    text === month
  )
}

export interface ChosenHeader {
  readonly block: HeaderBlock
  /** Headers of other tables on the sheet. */
  readonly others: readonly HeaderBlock[]
  readonly questions: readonly Question[]
}

/** The header to use; undefined when there is none. */
export function chooseHeader(
  view: SheetView,
  index: FieldIndex,
  headers: readonly HeaderBlock[],
  options: ImportOptions,
): ChosenHeader | undefined {
  if (options.headerRows !== undefined) {
    const [top, bottom] = options.headerRows
    if (bottom < top || view.sheet.rows.length === 0) return undefined
    return { block: readBlock(view, index, top, bottom), others: headers.filter((header) => header.top > bottom), questions: [] }
  }
  const [best] = headers
  if (best === undefined) return undefined
  const different = headers.slice(1).filter((header) => signature(header) !== signature(best))
  const rivals = different.filter((header) => header.score >= best.score * rivalShare)
  // Among equal headers the first one is the header and the others are its repetitions on later pages.
  const equals = headers.filter((header) => signature(header) === signature(best))
  const block = equals.toSorted((a, b) => a.top - b.top)[0] ?? best
  if (rivals.length === 0) return { block, others: different, questions: [] }
  const choices = [block, ...rivals].toSorted((a, b) => a.top - b.top)
  const question: Question = {
    id: 'header',
    kind: 'header',
    message: importText.whichHeader,
    column: null,
    choices: choices.map(({ top, bottom }) => ({ value: `${top}-${bottom}`, label: importText.headerChoice(top, bottom) })),
  }
  return { block, others: different, questions: [question] }
}

const signature = (header: HeaderBlock): string => header.columns.map(({ column, path }) => `${column}:${words(path.join(''))}`).join('|')
