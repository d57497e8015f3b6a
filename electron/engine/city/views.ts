/** What a desk shows of months: the board, sums, weather, scores. Read from the store, worked out by `shared/city`. */
import { type BoardUnit, cityBoard, firstPeriod } from '../../../shared/city/board.ts'
import { duplicatesAcross } from '../../../shared/city/compare.ts'
import { type FormFigures, gradedForm, rowsIn } from '../../../shared/city/figures.ts'
import { isPlace, type OwnIndicator, ownProgress } from '../../../shared/city/own-progress.ts'
import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import { cityPolicy, type ScoreWeights, scoreWeights } from '../../../shared/city/policy.ts'
import { type Reminder, type ReportingLine, reminders, reportingLines } from '../../../shared/city/reporting.ts'
import { cellsBehind, rollUp } from '../../../shared/city/roll-up.ts'
import { scoreTable } from '../../../shared/city/scores.ts'
import { bindingIndicators, type WeatherLine, weatherTable } from '../../../shared/city/weather.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { monthOfDate } from '../../../shared/model/dates.ts'
import { periodYear } from '../../../shared/model/period.ts'
import { standingShown } from '../../../shared/text/city.ts'
import { dayOf, templateOf } from '../services/common.ts'
import type { CityDesk } from './desk.ts'
import { readForm, readSet } from './read-store.ts'

export const todayAt = ({ now }: CityDesk): string => dayOf({ now })

/** Where every unit stands with every month. */
export async function readBoard(desk: CityDesk, from: string, to: string): Promise<BoardUnit[]> {
  const pack = desk.pack()
  return cityBoard(pack, await readSet(desk.store, { pack: pack.manifest.id, from, to }), from, to, todayAt(desk))
}

/** Accepted packages of some months, by unit in the plan's order. */
export const countedIn = (board: readonly BoardUnit[]): PackageFacts[] =>
  board.flatMap(({ periods }) => periods.flatMap(({ counted }) => counted ?? []))

/** A form in some packages; those without it are left out. Throws CITY_DOCUMENTS_MISSING. */
export async function figuresOf(desk: CityDesk, packages: readonly PackageFacts[], form: string): Promise<FormFigures[]> {
  const records = await readForm(desk.store, packages, form)
  return packages.flatMap((facts) => {
    const own = records.get(facts.sha256)
    return own === undefined ? [] : [{ facts, records: own }]
  })
}

export async function boardView(desk: CityDesk, from: string, to: string): Promise<Output<'city.board'>> {
  const board = await readBoard(desk, from, to)
  return {
    today: todayAt(desk),
    units: board.map(({ unit, periods }) => ({
      unit: unit.id,
      unitName: unit.name,
      kind: unit.kind,
      periods: periods.map((one) => ({
        ...one,
        shown: standingShown(one),
        claims: [...one.claims],
        packages: [...one.packages],
        forms: [...one.forms],
      })),
    })),
    quarantined: await desk.store.quarantineCount(),
  }
}

/** T1. */
export async function rollUpView(desk: CityDesk, period: string): Promise<Output<'city.rollUp'>> {
  const pack = desk.pack()
  const policy = cityPolicy(pack.manifest.parameters)
  const board = await readBoard(desk, period, period)
  const counted = countedIn(board)
  const forms: Output<'city.rollUp'>['forms'] = []
  const places = new Set(pack.manifest.units.filter(isPlace).map(({ id }) => id))
  const all: FormFigures[] = []
  const wanted = new Set(policy.duplicates.map(({ form }) => form))
  for (const { id } of pack.manifest.forms) {
    const template = templateOf(pack, id)
    const sources = await figuresOf(desk, counted, id)
    if (sources.length === 0) continue
    if (wanted.has(id)) all.push(...sources)
    const { form, rows, totals, indicators } = rollUp(template, pack.indicators, policy.weights, sources, places)
    forms.push({
      form,
      number: template.number,
      title: template.title,
      rows,
      totals: totals.map(({ label, values, missing, parts }) => ({
        label,
        values: { ...values },
        missing: { ...missing },
        parts: parts.map((part) => ({ ...part, values: { ...part.values }, missing: { ...part.missing } })),
      })),
      indicators: indicators.map((one) => ({ ...one, parts: [...one.parts] })),
    })
  }
  return {
    period,
    counted: counted.map(({ unit, unitName, sha256, revision }) => ({ unit, unitName, sha256, revision })),
    missing: board.flatMap(({ unit, periods }) =>
      periods.flatMap((one) => (one.counted === null ? [{ unit: unit.id, unitName: unit.name, shown: standingShown(one) }] : [])),
    ),
    forms,
    duplicates: duplicatesAcross(all, policy.duplicates).map((one) => ({ ...one, fields: [...one.fields], places: [...one.places] })),
  }
}

export async function cellsView(desk: CityDesk, period: string, form: string, field: string): Promise<Output<'city.cells'>> {
  const template = templateOf(desk.pack(), form)
  const counted = countedIn(await readBoard(desk, period, period))
  return cellsBehind(template, await figuresOf(desk, counted, form), field)
}

/** Rows of a form under each other, with whose they are. */
export async function mergedRows(desk: CityDesk, period: string, form: string): Promise<Output<'city.ledger'>['rows']> {
  const sources = await figuresOf(desk, countedIn(await readBoard(desk, period, period)), form)
  return sources.flatMap(({ facts, records }) =>
    rowsIn(records).map(({ rowId, values }) => ({
      unit: facts.unit,
      unitName: facts.unitName,
      sha256: facts.sha256,
      rowId,
      values: { ...values },
    })),
  )
}

/** What the city's own progress form can take from its counties', and why the rest is left to a person. */
export async function ownIndicators(desk: CityDesk, period: string): Promise<{ form: string; indicators: OwnIndicator[] } | undefined> {
  const { forms, indicators, manifest } = desk.pack()
  const template = gradedForm(forms)
  if (template === undefined) return undefined
  const sources = await figuresOf(desk, countedIn(await readBoard(desk, period, period)), template.id)
  return { form: template.id, indicators: ownProgress(template, indicators, manifest.units.filter(isPlace), sources) }
}

/** T2. */
export async function weatherLines(desk: CityDesk, period: string): Promise<{ form: string | null; lines: WeatherLine[] }> {
  const pack = desk.pack()
  const template = gradedForm(pack.forms)
  if (template === undefined) return { form: null, lines: [] }
  const first = firstPeriod(pack)
  const board = await readBoard(desk, first < period ? first : period, period)
  const sources = await figuresOf(desk, countedIn(board), template.id)
  const { indicators, manifest } = pack
  const policy = cityPolicy(manifest.parameters)
  // Only who owes the form, or hands it up all the same, is ranked by it.
  const units = board.flatMap(({ unit, periods }) =>
    periods.some(({ forms }) => forms.some(({ form }) => form === template.id)) ? [{ id: unit.id, name: unit.name }] : [],
  )
  return { form: template.id, lines: weatherTable({ template, indicators, policy, units, period, sources }) }
}

/** T3. */
export async function reportingView(desk: CityDesk, from: string, to: string): Promise<ReportingLine[]> {
  const board = await readBoard(desk, from, to)
  const { decisions } = await readSet(desk.store, { pack: desk.pack().manifest.id, from, to })
  const remarks = new Map<string, number>()
  for (const { unit, comments } of decisions) remarks.set(unit, (remarks.get(unit) ?? 0) + comments.length)
  return reportingLines(board, (unit) => remarks.get(unit) ?? 0)
}

/** T5: who is to be reminded today. */
export async function remindersToday(desk: CityDesk): Promise<Reminder[]> {
  const pack = desk.pack()
  const today = todayAt(desk)
  const last = [monthOfDate(today), pack.manifest.validTo].sort()[0] ?? pack.manifest.validTo
  const { packages } = await readSet(desk.store, { pack: pack.manifest.id })
  const newest = new Map(packages.map(({ unit, contact }) => [unit, contact]))
  const { remindDays } = cityPolicy(pack.manifest.parameters)
  return reminders(await readBoard(desk, firstPeriod(pack), last), today, remindDays, (unit) => newest.get(unit))
}

const weightsSetting = 'scoreWeights'
/** The weights that count: the city's own, else the plan's. */
export async function readWeights({ store, pack }: CityDesk): Promise<ScoreWeights> {
  const own = await store.setting(weightsSetting)
  return scoreWeights(pack().manifest.parameters, own === undefined ? {} : (JSON.parse(own) as Partial<ScoreWeights>)) // written below
}
export async function keepWeights(desk: CityDesk, weights: ScoreWeights | null): Promise<ScoreWeights> {
  await desk.store.keepSetting(weightsSetting, JSON.stringify(weights ?? {}))
  return readWeights(desk)
}

/** T4: the year up to a month. */
export async function scoresView(desk: CityDesk, period: string): Promise<Output<'city.scores'>> {
  const { manifest, indicators } = desk.pack()
  const policy = cityPolicy(manifest.parameters)
  const first = [firstPeriod(desk.pack()), `${periodYear(period)}-01`].sort()[1] ?? period
  const board = await readBoard(desk, period, period)
  const weights = await readWeights(desk)
  const form = policy.measureField?.form
  const lines = scoreTable({
    weather: (await weatherLines(desk, period)).lines,
    reporting: await reportingView(desk, first > period ? period : first, period),
    indicators,
    binding: bindingIndicators(indicators, policy),
    measures: form === undefined ? [] : await figuresOf(desk, countedIn(board), form),
    policy,
    weights,
  })
  return { period, weights: { ...weights }, lines }
}
