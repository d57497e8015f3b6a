/** Chooses the sheets to import, or asks. */
import type { ImportOptions, ImportPreview } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { ParsedSheet, ParsedWorkbook } from '../../ports.ts'
import type { FieldIndex } from './field-index.ts'
import { findHeaders } from './header-search.ts'
import { sheetView } from './sheet-view.ts'
import { headerNotFound } from './turned-table.ts'
import { cellText, words } from './words.ts'

type Question = ImportPreview['questions'][number]

interface Scored {
  readonly sheet: ParsedSheet
  readonly score: number
}

/** Another table counts as a rival when it knows this share of the best one's fields. */
const rivalShare = 0.7
const titleBonus = 2

export interface ChosenSheets {
  readonly chosen: readonly ParsedSheet[]
  readonly sheets: ImportPreview['sheets']
  readonly questions: readonly Question[]
}

/** @throws AppError SHEET_UNKNOWN, HEADER_NOT_FOUND */
export function chooseSheets(
  workbook: ParsedWorkbook,
  template: FormTemplate,
  index: FieldIndex,
  period: string,
  options: ImportOptions,
): ChosenSheets {
  const scored = workbook.sheets.map((sheet): Scored => {
    const best = findHeaders(sheetView(sheet), index)[0]?.score ?? 0
    return { sheet, score: best === 0 ? 0 : best + (namesForm(sheet, template) ? titleBonus : 0) }
  })
  const sheets = scored.map(({ sheet, score }) => ({ name: sheet.name, hidden: sheet.hidden, rows: sheet.rows.length, score }))
  const several = (chosen: readonly Scored[]): ChosenSheets => ({ chosen: chosen.map(({ sheet }) => sheet), sheets, questions: [] })
  const done = (found: Scored, questions: readonly Question[]): ChosenSheets => ({ chosen: [found.sheet], sheets, questions })
  const named = (name: string): Scored => {
    const found = scored.find(({ sheet }) => sheet.name === name)
    if (found !== undefined) return found
    const names = sheets.map((one) => one.name).join('、')
    throw new AppError('SHEET_UNKNOWN', { sheet: name, sheets: names.slice(0, 400) })
  }

  if (options.parts !== undefined) return several([...new Set(options.parts.map(({ sheet }) => named(sheet)))])
  if (Array.isArray(options.sheets)) return several([...new Set(options.sheets)].map(named))
  if (options.sheets === 'all' || options.sheet === everySheet) {
    const all = alike(scored)
    if (all.length === 0) throw headerNotFound(template, index, workbook.sheets)
    return several(all)
  }
  if (options.sheet !== undefined) return done(named(options.sheet), [])
  const visible = scored.filter(({ sheet, score }) => !sheet.hidden && score > 0).toSorted((a, b) => b.score - a.score)
  const [best] = visible
  if (best === undefined) {
    const hidden = scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)[0]
    // A header may be pointed out although none was recognised; the only sheet with rows is meant then.
    const any = hidden ?? (options.headerRows === undefined ? undefined : scored.find(({ sheet }) => sheet.rows.length > 0))
    if (any === undefined) throw headerNotFound(template, index, workbook.sheets)
    return done(any, any.sheet.hidden ? [sheetQuestion(importText.hiddenSheet(any.sheet.name), [any])] : [])
  }
  const hidden = scored.filter(({ sheet, score }) => sheet.hidden && score > best.score).toSorted((a, b) => b.score - a.score)[0]
  if (hidden !== undefined) return done(best, [sheetQuestion(importText.hiddenRival(hidden.sheet.name), [best, hidden])])
  const rivals = alike(scored)
  if (rivals.length === 1) return done(best, [])
  const ofPeriod = rivals.filter(({ sheet }) => namesPeriod(sheet.name, period))
  const [only] = ofPeriod
  if (only !== undefined && ofPeriod.length === 1) return done(only, [])
  const question = sheetQuestion(importText.whichSheet, rivals)
  return done(best, [{ ...question, choices: [...question.choices, { value: everySheet, label: importText.allSheets(rivals.length) }] }])
}

/** Stands for every sheet; no sheet can bear this name. */
const everySheet = '*'

/** The visible sheets that hold the form about as well as the best of them does, in the order of the file. */
const alike = (scored: readonly Scored[]): readonly Scored[] => {
  const visible = scored.filter(({ sheet, score }) => !sheet.hidden && score > 0)
  const best = Math.max(0, ...visible.map(({ score }) => score))
  return visible.filter(({ score }) => score >= best * rivalShare)
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
