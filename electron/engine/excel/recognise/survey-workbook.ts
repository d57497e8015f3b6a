/** Says of every sheet of a workbook which form of the plan it holds and for which month. Pure; what is in doubt stays open. */
import type { WorkbookSurvey } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../../shared/forms/pack-types.ts'
import { exportText } from '../../../../shared/text/export.ts'
import type { ParsedSheet, ParsedWorkbook } from '../../ports.ts'
import { type FieldIndex, fieldIndex } from './field-index.ts'
import { findHeaders, type HeaderBlock } from './header-search.ts'
import { withPackHeadings } from './pack-mapping.ts'
import { type SheetView, sheetView } from './sheet-view.ts'
import { type StatedMonth, statedMonth } from './stated-month.ts'
import { cellText, readable, words } from './words.ts'

type SheetSurvey = WorkbookSurvey['sheets'][number]

export interface SurveyInput {
  readonly workbook: ParsedWorkbook
  readonly pack: Pick<Pack, 'forms' | 'mappings' | 'manifest'>
  /** The month that sheets without one belong to. */
  readonly period: string
  /** Told after each sheet; may throw. */
  readonly onSheet?: (done: number, total: number) => void
}

/** Another form counts as a rival when it knows this share of the best one's fields. */
const rivalShare = 0.7
/** Rows above a header that are looked at for its title and month. */
const rowsOfTitle = 6

export function surveyWorkbook({ workbook, pack, period, onSheet }: SurveyInput): readonly SheetSurvey[] {
  const indexes = [...pack.forms.values()].map((template) => ({
    template,
    index: withPackHeadings(fieldIndex(template), pack, template.id),
  }))
  const { validFrom, validTo } = pack.manifest
  const covered = (month: string): boolean => validFrom <= month && month <= validTo
  const sheets = workbook.sheets.map((sheet, at): SheetSurvey => {
    const view = sheetView(sheet)
    const rows = sheet.rows.length
    const head = { name: sheet.name, hidden: sheet.hidden, rows }
    if (rows === 0 || isOwnSummary(sheet) || isDictionary(sheet)) {
      onSheet?.(at + 1, workbook.sheets.length)
      return { ...head, form: null, title: titleOf(view, rowsOfTitle), period: null, alike: [], doubt: 'nothing' }
    }
    const found = formOf(view, indexes)
    const title = titleOf(view, found.header === undefined ? rowsOfTitle : found.header.top - 1)
    const month = monthOf(view, found.header, period, covered)
    onSheet?.(at + 1, workbook.sheets.length)
    return {
      ...head,
      form: found.form,
      title,
      period: month.kind === 'month' ? month.period : null,
      alike: found.alike,
      doubt: doubtOf(sheet, found, month),
    }
  })
  return withTwins(sheets, period)
}

const doubtOf = (sheet: ParsedSheet, { form, alike }: Found, month: StatedMonth): SheetSurvey['doubt'] => {
  if (form === null && alike.length === 0) return sheet.hidden ? 'nothing' : 'foreign'
  if (isRoundedSheet(sheet)) return 'rounded'
  if (sheet.hidden) return 'hidden'
  if (form === null) return 'form'

  return month.kind === 'doubtful' ? 'month' : null
}

/** Two sheets for one form and one month: the later one would take the place of the earlier. */
const withTwins = (sheets: readonly SheetSurvey[], period: string): readonly SheetSurvey[] => {
  const place = (sheet: SheetSurvey): string => `${sheet.form} ${sheet.period ?? period}`
  const count = new Map<string, number>()
  for (const sheet of sheets) if (sheet.doubt === null) count.set(place(sheet), (count.get(place(sheet)) ?? 0) + 1)
  return sheets.map((sheet) => (sheet.doubt === null && (count.get(place(sheet)) ?? 0) > 1 ? { ...sheet, doubt: 'twice' } : sheet))
}

interface Found {
  readonly form: string | null
  readonly alike: string[]
  readonly header: HeaderBlock | undefined
}
interface Fit {
  readonly id: string
  readonly header: HeaderBlock | undefined
  readonly score: number
  /** Length of the longest name of the form that the sheet or its title bears; 0 = none. */
  readonly named: number
  /** The columns by which rows are told apart are there. */
  readonly hasKey: boolean
}

const formOf = (view: SheetView, indexes: readonly { readonly template: FormTemplate; readonly index: FieldIndex }[]): Found => {
  const fits = indexes.map(({ template, index }) => fitOf(view, template, index))
  const withHeader = fits.filter(({ header }) => header !== undefined).toSorted((a, b) => b.score - a.score)
  const [best] = withHeader
  const longest = Math.max(0, ...fits.map(({ named }) => named))
  const named = longest === 0 ? [] : fits.filter((fit) => fit.named === longest)
  const near = withHeader.filter(({ score }) => score >= (best?.score ?? 0) * rivalShare)
  const sure = best === undefined ? undefined : sureFit(near, named)
  if (sure !== undefined) return { form: sure.id, header: sure.header, alike: near.filter((fit) => fit !== sure).map(({ id }) => id) }
  // A hint of a table is none: the sheet must bear the name of a form or look mostly like one.
  const alike = new Set([...named, ...near.filter((fit) => fit.hasKey && coversMost(fit))].map(({ id }) => id))
  return { form: null, header: best?.header, alike: [...alike] }
}

/** The one form that header and title speak for; undefined when they do not agree or others fit nearly as well. */
const sureFit = (near: readonly Fit[], named: readonly Fit[]): Fit | undefined => {
  const [only, ...others] = named.length === 0 ? near : near.filter((fit) => named.includes(fit))
  if (only === undefined || others.length > 0 || named.length > 1 || !only.hasKey) return undefined
  return named.length > 0 || (near.length === 1 && coversMost(only)) ? only : undefined
}

/** Forms share columns: most of those of the sheet must be this form's. */
const coversMost = ({ header, score }: Fit): boolean => header !== undefined && score * 2 >= header.columns.length

const fitOf = (view: SheetView, template: FormTemplate, index: FieldIndex): Fit => {
  const [header] = findHeaders(view, index)
  const fields = new Set(header?.columns.flatMap(({ path }) => index.exact(path)[0]?.field.key ?? []))
  const keys = index.naturalKey.filter((key) => fields.has(key)).length
  return {
    id: template.id,
    header,
    score: header?.score ?? 0,
    named: nameLength(view, template, header),
    hasKey: index.naturalKey.length === 0 || (keys > 0 && keys * 2 >= index.naturalKey.length),
  }
}

const shortName = 3

const nameLength = (view: SheetView, template: FormTemplate, header: HeaderBlock | undefined): number => {
  const names = [template.title, template.number, template.id, template.excel.sheet ?? '', ...template.excel.synonyms]
    .map(words)
    .filter((name) => name !== '')
  const texts = [view.sheet.name, ...textsAbove(view, header === undefined ? rowsOfTitle : header.top - 1)]
  const lengths = texts.flatMap((text) => {
    const said = words(text)
    // A number such as F4 stands alone or before everything else.
    const first = words(/^\s*[\p{L}\p{N}]+(?=[\s\-—_、.．:：（(]|$)/u.exec(text)?.[0] ?? '')
    return names
      .filter((name) => (name.length > shortName ? said.includes(name) : said === name || first === name))
      .map((name) => name.length)
  })
  return Math.max(0, ...lengths)
}

const textsAbove = (view: SheetView, last: number): string[] =>
  view.sheet.rows
    .slice(0, rowsOfTitle)
    .filter((row) => row.row <= last)
    .flatMap((row) => row.cells.map(cellText))
    .filter((text) => text !== '')

const longestTitle = 100

const titleOf = (view: SheetView, last: number): string =>
  readable(textsAbove(view, last).find((text) => /\p{L}{2}/u.test(text)) ?? '').slice(0, longestTitle)

const monthOf = (view: SheetView, header: HeaderBlock | undefined, period: string, covered: (month: string) => boolean): StatedMonth => {
  const own = sheetMonth(view.sheet.name, period, covered)
  const above = textsAbove(view, header === undefined ? rowsOfTitle : header.top - 1).map((text) => statedMonth(text, period, covered))
  const stated = [own, ...above].filter(({ kind }) => kind !== 'none')
  const [first = own] = stated
  const isOne = stated.every((one) => one.kind === 'month' && first.kind === 'month' && one.period === first.period)
  return isOne ? first : ofTheSameMonth(own, above)
}

/** A title often gives the year that the name of the sheet leaves open. */
const ofTheSameMonth = (own: StatedMonth, above: readonly StatedMonth[]): StatedMonth => {
  const [title] = above.filter(({ kind }) => kind !== 'none')
  const month = (stated: StatedMonth | undefined) => (stated?.kind === 'month' ? stated.period.slice(5) : undefined)
  return title !== undefined && month(own) !== undefined && month(own) === month(title) ? title : { kind: 'doubtful' }
}

/** Sheets of a year are often called by the bare number of the month. */
const sheetMonth = (name: string, period: string, covered: (month: string) => boolean): StatedMonth =>
  statedMonth(/^\s*(?:0?[1-9]|1[0-2])\s*$/.test(name) ? `${period.slice(0, 4)}.${name.trim()}` : name, period, covered)

const isOwnSummary = (sheet: ParsedSheet): boolean =>
  sheet.name === exportText.summarySheet && textsAbove(sheetView(sheet), 1).some((text) => exportText.isSummaryTitle(text))

/** Hidden sheets that our own workbooks keep the choices of their drop-downs on. */
const isDictionary = ({ name, hidden }: ParsedSheet): boolean => hidden && name.startsWith(exportText.dictionarySheet)

/** Notes stand at the foot of a form, and on top of a summary. */
const rowsOfNotes = 40

/** Whether this program itself rounded the figures of a sheet to ten thousands: what was cut off is nowhere in the file. */
export const isRoundedSheet = ({ rows }: ParsedSheet): boolean =>
  [...rows.slice(0, rowsOfTitle), ...rows.slice(-rowsOfNotes)].some(({ cells }) =>
    cells.some((cell) => exportText.isTenThousandsNote(cellText(cell))),
  )
