/** The city's tables as official workbooks: T1 to T5. */

import { firstPeriod } from '../../../shared/city/board.ts'
import { rowsIn } from '../../../shared/city/figures.ts'
import type { cityTables } from '../../../shared/contract/city.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { periodYear } from '../../../shared/model/period.ts'
import { isNumeric, showValue } from '../../../shared/model/value.ts'
import { reminderText } from '../../../shared/text/city.ts'
import { cityNotice, cityTableText as words } from '../../../shared/text/city-tables.ts'
import { type TableColumn, type TableSheet, writeTableWorkbook } from '../excel/writer/table-workbook.ts'
import { templateOf } from '../services/common.ts'
import type { CityDesk } from './desk.ts'
import { countedIn, figuresOf, readBoard, remindersToday, reportingView, rollUpView, scoresView, todayAt, weatherLines } from './views.ts'

type Table = (typeof cityTables)[number]
type Named = Output<'city.export'>

const narrow = 9
const unitWidth = 24
const columns = (labels: readonly string[], widths: readonly number[] = []): TableColumn[] =>
  labels.map((label, at) => ({ label, width: widths[at] ?? narrow + 3, align: at === 0 ? 'left' : 'right' }))

const fieldColumns = (template: FormTemplate, keys: readonly string[]): TableColumn[] =>
  headerGrid(template)
    .columns.filter(({ key }) => keys.includes(key))
    .map(({ label, unit, width, type }) => ({
      label: unit === undefined ? label : `${label}（${unit}）`,
      width: Math.max(narrow, width),
      align: isNumeric(type) ? 'right' : 'left',
    }))

const head = (desk: CityDesk): string => desk.pack().manifest.receiver.name

function sumsSheet(desk: CityDesk, form: Output<'city.rollUp'>['forms'][number], title: string, notes: readonly string[]): TableSheet[] {
  const template = templateOf(desk.pack(), form.form)
  const keys = headerGrid(template)
    .columns.map(({ key }) => key)
    .filter((key) => form.totals.some(({ values }) => values[key] !== undefined))
  if (keys.length === 0) return []
  const rows = form.totals.flatMap(({ label, values, parts }) => [
    [words.whole, label, ...keys.map((key) => values[key] ?? null)],
    ...parts.map((part) => [part.unitName, label, ...keys.map((key) => part.values[key] ?? null)]),
  ])
  const blanks = form.totals.flatMap(({ missing }) => Object.values(missing)).reduce((sum, count) => sum + count, 0)
  return [
    {
      name: words.rollUp.sums(form.number, form.title),
      title,
      notes: [...notes, ...(blanks > 0 ? [words.rollUp.blanks(blanks)] : [])],
      columns: [...columns([words.unit, words.rollUp.line], [unitWidth, unitWidth / 2]), ...fieldColumns(template, keys)].map(
        (column, at) => (at === 1 ? { ...column, align: 'left' } : column),
      ),
      rows,
      footer: [words.made(head(desk), todayAt(desk))],
    },
  ]
}

function indicatorSheet(view: Output<'city.rollUp'>, form: Output<'city.rollUp'>['forms'][number], title: string): TableSheet[] {
  if (form.indicators.length === 0) return []
  const units = view.counted
  return [
    {
      name: words.rollUp.indicators(form.number, form.title),
      title,
      notes: [],
      columns: [
        ...columns(words.rollUp.indicatorHeads, [30, narrow, narrow + 5, 14]),
        ...columns(units.map(({ unitName }) => unitName)).map((column): TableColumn => ({ ...column, align: 'right' })),
      ],
      rows: form.indicators.map((one) => [
        one.title,
        one.unit,
        one.value,
        words.rollUp.ways[one.way],
        ...units.map(({ sha256 }) => one.parts.find((part) => part.sha256 === sha256)?.value ?? null),
      ]),
      footer: [],
    },
  ]
}

async function ledgerSheet(desk: CityDesk, period: string, template: FormTemplate): Promise<TableSheet[]> {
  if (template.structure.kind !== 'ledger') return []
  const pack = desk.pack()
  const fields = headerGrid(template).columns
  const sources = await figuresOf(desk, countedIn(await readBoard(desk, period, period)), template.id)
  const rows = sources.flatMap(({ facts, records }) =>
    rowsIn(records).map(({ values }) => [
      facts.unitName,
      ...fields.map((field) => {
        const text = values[field.key]
        return text === undefined || isNumeric(field.type) ? (text ?? null) : showValue(field, text, pack.codes.get(field.codes ?? ''))
      }),
    ]),
  )
  if (rows.length === 0) return []
  const title = words.rollUp.ledger(template.number, template.title)
  const keys = fields.map(({ key }) => key)
  return [
    { name: title, title, notes: [], columns: [...columns([words.unit], [unitWidth]), ...fieldColumns(template, keys)], rows, footer: [] },
  ]
}

async function rollUpTable(desk: CityDesk, period: string): Promise<Named> {
  const view = await rollUpView(desk, period)
  const title = words.rollUp.title(head(desk), period)
  const notes = [words.counted(view.counted.length), words.missing(view.missing.map(({ unitName }) => unitName))]
  const sheets: TableSheet[] = []
  for (const form of view.forms) sheets.push(...sumsSheet(desk, form, title, notes), ...indicatorSheet(view, form, title))
  for (const form of view.forms) sheets.push(...(await ledgerSheet(desk, period, templateOf(desk.pack(), form.form))))
  const duplicates = view.duplicates.map(({ form, key, places }) => [form, key, places.map(({ unitName }) => unitName).join(' ')])
  if (duplicates.length > 0 || sheets.length === 0)
    sheets.push({
      name: words.rollUp.duplicates,
      title: sheets.length === 0 ? title : words.rollUp.duplicates,
      notes: sheets.length === 0 ? notes : [],
      columns: columns(words.rollUp.duplicateHeads, [narrow, 40, 50]).map((column): TableColumn => ({ ...column, align: 'left' })),
      rows: duplicates,
      footer: [],
    })
  return { fileName: words.rollUp.file(period), bytes: await writeTableWorkbook(title, sheets, true) }
}

async function weatherTable(desk: CityDesk, period: string): Promise<Named> {
  const { lines } = await weatherLines(desk, period)
  const text = words.weatherTable
  const months = [...new Set(lines.flatMap(({ history }) => history.map((one) => one.period)))].sort()
  const titles = new Map(desk.pack().indicators.map(({ key, title }) => [key, title]))
  const count = (value: number | null): string => (value === null ? '' : String(value))
  const main: TableSheet = {
    name: text.sheet,
    title: text.title(head(desk), period),
    notes: [text.note],
    columns: columns([...text.heads, ...months.map(words.monthsUpTo)], [unitWidth, 16]),
    rows: lines.map((line) => [
      line.unitName,
      words.weather(line.grade),
      words.grade(line.paceGrade),
      words.grade(line.forecastGrade),
      ...(line.sha256 === null ? ['', '', ''] : [line.reds, line.yellows, line.rank].map(count)),
      text.change(line.rank, line.rankBefore),
      ...[line.behindMonths, line.behindGaps].map(count),
      words.warning(line.warning),
      ...months.map((at) => words.grade(line.history.find((one) => one.period === at)?.grade ?? null)),
    ]),
    footer: [words.made(head(desk), todayAt(desk))],
  }
  const talk = lines.filter(({ warning }) => warning === 'talk')
  const talkSheet: TableSheet = {
    name: text.talk,
    title: text.talk,
    notes: [],
    columns: columns(text.talkHeads, [unitWidth, 16, 16, 16]),
    rows: talk.map((line) => [line.unitName, count(line.behindMonths), line.behindSince, count(line.behindGaps)]),
    footer: [],
  }
  const behind = (value: boolean | null): string => (value === null ? '' : value ? text.yes : text.no)
  const detail: TableSheet = {
    name: text.detail,
    title: text.detail,
    notes: [],
    columns: columns(text.detailHeads, [unitWidth, 30]),
    rows: lines.flatMap((line) =>
      line.cells.map((cell) => [
        line.unitName,
        titles.get(cell.indicator) ?? cell.indicator,
        cell.value,
        cell.pace,
        cell.attained,
        words.grade(cell.paceGrade),
        words.grade(cell.forecastGrade),
        behind(cell.behind),
      ]),
    ),
    footer: [],
  }
  return { fileName: text.file(period), bytes: await writeTableWorkbook(main.title, [main, talkSheet, detail], true) }
}

/** From the year's first month that anybody owes. */
const yearTo = (desk: CityDesk, period: string): string => {
  const first = [firstPeriod(desk.pack()), `${periodYear(period)}-01`].sort()[1] ?? period
  return first > period ? period : first
}

async function reportingTable(desk: CityDesk, period: string): Promise<Named> {
  const lines = await reportingView(desk, yearTo(desk, period), period)
  const text = words.reporting
  const title = text.title(head(desk), period)
  const rows = lines.map((line) => [
    line.unitName,
    ...[line.due, line.reported, line.late, line.lateDays, line.missing, line.accepted].map(String),
    ...[line.returnedOpen, line.timesReturned, line.revisions, line.remarks, line.explained].map(String),
  ])
  const footer = [words.made(head(desk), todayAt(desk))]
  const sheet = { name: text.sheet, title, notes: [], columns: columns(text.heads, [unitWidth]), rows, footer }
  return { fileName: text.file(period), bytes: await writeTableWorkbook(title, [sheet], true) }
}

async function scoresTable(desk: CityDesk, period: string): Promise<Named> {
  const { weights, lines } = await scoresView(desk, period)
  const text = words.scores
  const title = text.title(head(desk), period)
  const heads = text.heads(weights.scoreYear, weights.scoreCumulative, weights.scoreMeasures)
  const rows = lines.map((line) => [
    line.unitName,
    ...[line.year, line.cumulative, line.measures, line.reporting, line.total],
    line.rank === null ? null : String(line.rank),
    line.isVetoed && line.result !== null ? text.vetoed : words.result(line.result),
  ])
  const footer = [words.made(head(desk), todayAt(desk))]
  const sheet = { name: text.sheet, title, notes: [text.note], columns: columns(heads, [unitWidth]), rows, footer }
  return { fileName: text.file(period), bytes: await writeTableWorkbook(title, [sheet], true) }
}

async function remindersTable(desk: CityDesk): Promise<Named> {
  const text = words.reminders
  const today = todayAt(desk)
  const title = text.title(head(desk), today)
  const rows = (await remindersToday(desk)).map((one) => [
    one.unitName,
    one.period,
    words.reminder(one.kind),
    one.dueDate,
    one.days > 0 ? String(one.days) : null,
    one.contact.preparer,
    one.contact.phone,
    one.contact.leader,
    reminderText(head(desk), one, []),
  ])
  const widths = [unitWidth, narrow, narrow + 3, narrow + 3, narrow, narrow + 1, 16, narrow + 3, 60]
  const left = columns(text.heads, widths).map((column): TableColumn => ({ ...column, align: 'left' }))
  const sheet = { name: text.sheet, title, notes: [], columns: left, rows, footer: [words.made(head(desk), today)] }
  return { fileName: text.file(today), bytes: await writeTableWorkbook(title, [sheet], true) }
}

const makers: { readonly [T in Table]: (desk: CityDesk, period: string) => Promise<Named> } = {
  rollUp: rollUpTable,
  weather: weatherTable,
  reporting: reportingTable,
  scores: scoresTable,
  reminders: remindersTable,
}
/** A table of a month as a workbook; the reminders are today's whatever the month. */
export const tableWorkbook = (desk: CityDesk, table: Table, period: string): Promise<Named> => makers[table](desk, period)

/** The draft of a notice on a month. */
export async function noticeDraft(desk: CityDesk, period: string): Promise<Output<'city.notice'>> {
  const { lines } = await weatherLines(desk, period)
  const reporting = (await reportingView(desk, period, period)).filter(({ due }) => due > 0)
  const graded = lines.filter(({ grade }) => grade !== null)
  const of = (grade: string) => graded.filter((line) => line.grade === grade)
  return cityNotice({
    receiver: head(desk),
    plan: desk.pack().manifest.title,
    period,
    due: reporting.length,
    late: reporting.filter(({ late }) => late > 0),
    missing: reporting.filter(({ missing }) => missing > 0),
    graded: graded.length,
    red: of('red'),
    yellow: of('yellow'),
    first: graded.filter(({ rank }) => rank !== null && rank <= Math.min(3, Math.floor(graded.length / 2))),
    talk: lines.filter(({ warning }) => warning === 'talk'),
    letter: lines.filter(({ warning }) => warning === 'letter'),
    day: todayAt(desk),
  })
}
