/** One mangled workbook for each seed: a form of a pack, exported, taken apart and put together as people do. */
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { buildWorkbook, type SheetSpec } from '../workbook.ts'
import { asText, convertedWorkbook } from './formats.ts'
import * as heads from './heads.ts'
import { type Chances, chances } from './random.ts'
import { blankSheet, type Drawn, draw, sheetOf } from './render.ts'
import * as rows from './rows.ts'
import { exportedTable, type Table } from './table.ts'
import * as values from './values.ts'

export interface MangledForm {
  readonly seed: number
  readonly pack: Pack
  readonly form: FormTemplate
  readonly period: string
  /** Those that changed something in this workbook; a form without dates, say, has none to spell otherwise. */
  readonly manglings: readonly string[]
  readonly fileName: string
  readonly bytes: Uint8Array
  /** What is to be imported, by sheet. */
  readonly sheets: ReadonlyMap<string, Drawn>
}

type Stage = 'values' | 'columns' | 'rows' | 'heads'
/** Applied in this order: cells while rows and columns are whole, then columns, then rows, then what is drawn. */
const stages: readonly Stage[] = ['values', 'columns', 'heads', 'rows']
/**
 * Each with how often it is met beside the others. What nobody could read without asking (0) is a minority, as in offices:
 * it is met only when its turn comes (see `turns`).
 */
const manglings: Readonly<Record<string, readonly [Stage, heads.Mangling, number]>> = {
  synonyms: ['heads', heads.synonyms, 2],
  nearSynonyms: ['heads', heads.nearSynonyms, 2],
  abbreviations: ['heads', heads.abbreviations, 1.5],
  strangeKey: ['heads', heads.strangeKey, 0],
  decorations: ['heads', heads.decorations, 1.5],
  unitStyles: ['heads', heads.unitStyles, 1],
  looseHeads: ['heads', heads.looseHeads, 1],
  tallHeads: ['heads', heads.tallHeads, 1],
  joinedHeads: ['heads', heads.joinedHeads, 0.7],
  leafHeads: ['heads', heads.leafHeads, 1],
  moreGroups: ['heads', heads.moreGroups, 0.7],
  otherNumbers: ['heads', heads.otherNumbers, 1],
  reordered: ['columns', heads.reordered, 1.5],
  missing: ['columns', heads.missing, 1.5],
  extra: ['columns', heads.extra, 1.5],
  indexColumn: ['columns', heads.indexColumn, 1],
  hiddenColumns: ['columns', heads.hiddenColumns, 0.7],
  twice: ['rows', heads.twice, 0],
  otherUnit: ['values', values.otherUnit, 1.5],
  unitLine: ['values', values.unitLine, 0.7],
  unitsInCells: ['values', values.unitsInCells, 0.8],
  percentCells: ['values', values.percentCells, 0.8],
  bareShares: ['values', values.bareShares, 0],
  numbersAsText: ['values', values.numbersAsText, 1.5],
  dates: ['values', values.dates, 1.5],
  vagueDates: ['values', values.vagueDates, 0],
  junkCells: ['values', values.junkCells, 0],
  codeSpellings: ['values', values.codeSpellings, 1],
  untidyText: ['values', values.untidyText, 1],
  dashes: ['values', values.dashes, 0.7],
  mergedKeys: ['values', values.mergedKeys, 1],
  subTotals: ['rows', rows.subTotals, 1.2],
  grandTotal: ['rows', rows.grandTotal, 1.2],
  namelessTotal: ['rows', rows.namelessTotal, 0.4],
  wordlessSubTotals: ['rows', rows.wordlessSubTotals, 0.8],
  comparisons: ['rows', rows.comparisons, 1],
  notes: ['rows', rows.notes, 1.2],
  notesInTwoCells: ['rows', rows.notesInTwoCells, 1],
  signaturesInTwoCells: ['rows', rows.signaturesInTwoCells, 1],
  groupTitles: ['rows', rows.groupTitles, 1],
  blankRows: ['rows', rows.blankRows, 1],
  repeatedHeader: ['rows', rows.repeatedHeader, 0.8],
  exampleRow: ['rows', rows.exampleRow, 0.6],
  preparedRows: ['rows', rows.preparedRows, 0.5],
  hiddenRows: ['rows', rows.hiddenRows, 1.5],
  moreAbove: ['rows', rows.moreAbove, 1],
  noTitle: ['rows', rows.noTitle, 1],
  noFoot: ['rows', rows.noFoot, 0.5],
  endMark: ['rows', rows.endMark, 0.6],
}
/** What concerns the whole workbook; at most one of these. */
const layouts = {
  shifted: 1.2,
  otherForm: 1,
  months: 1,
  towns: 0,
  below: 0.8,
  beside: 0,
  otherBelow: 0.6,
  csv: 0.6,
  xls: 0.6,
  ods: 0.6,
  hiddenLists: 0.4,
} as const
type Layout = keyof typeof layouts
const isLayout = (name: string): name is Layout => Object.hasOwn(layouts, name)
/** Only tables that grow are kept town by town. */
const ofLedgers: ReadonlySet<string> = new Set(['towns', 'below', 'beside'])

/** The kinds of mangling that the recognition promises to bear, each with the ways in which it is done here. */
export const promisedKinds: Readonly<Record<string, readonly string[]>> = {
  'merged heads': ['tallHeads', 'moreGroups', 'looseHeads', 'joinedHeads', 'leafHeads'],
  'renamed columns': ['synonyms', 'nearSynonyms', 'abbreviations', 'decorations'],
  'reordered columns': ['reordered'],
  'missing columns': ['missing'],
  'note rows': ['notes', 'endMark', 'notesInTwoCells', 'signaturesInTwoCells'],
  'totals in the middle': ['subTotals', 'wordlessSubTotals'],
  'figures to compare': ['comparisons'],
  'units changed': ['otherUnit', 'unitLine', 'unitsInCells'],
  'hidden rows': ['hiddenRows'],
  'text dates': ['dates'],
  'several tables': ['below', 'otherBelow', 'beside'],
}
export const everyMangling: readonly string[] = [...Object.keys(manglings), ...Object.keys(layouts)]
/** What a workbook has at any rate, by its seed: everything once, then what is promised in turn; of a hundred seeds all of it. */
const turns: readonly string[] = Array.from({ length: 100 }, (_, at) => {
  const kinds = Object.values(promisedKinds)
  const ways = kinds[at % kinds.length] ?? []
  return everyMangling[at] ?? ways[Math.floor(at / kinds.length) % ways.length] ?? ''
})

/** How a table looks just now, to see whether a mangling did anything. */
const looksOf = ({ columns, mergedDown, hiddenData, above, below, lines, numbers, head, extraHeadRows }: Table): string =>
  JSON.stringify([
    columns.map((column) => [column, mergedDown.has(column)]),
    [...hiddenData],
    above,
    below,
    lines,
    numbers,
    head,
    extraHeadRows,
  ])

const pickWeighted = <T extends string>(random: Chances, weights: ReadonlyMap<T, number>): T => {
  let left = random.next() * [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  for (const [name, weight] of weights) {
    left -= weight
    if (left < 0) return name
  }
  throw new Error('nothing to pick from')
}

/** Text knows no merges: what was written once counts for one row, and only a key that is missing can be noticed. */
const forgetMerges = (drawn: Drawn): void => {
  for (const [address, truth] of drawn.truth) {
    const column = truth.table.columns.find(({ field }) => field?.key === truth.field)
    if (column === undefined || !truth.table.mergedDown.has(column) || truth.table.form.naturalKey.includes(truth.field)) continue
    const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? []
    if ((drawn.rows[Number(row) - 1]?.[columnNumber(letters)] ?? null) === null) drawn.truth.set(address, { ...truth, value: undefined })
  }
}
const columnNumber = (letters: string): number => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1

const towns = ['大埔镇', '龙头镇', '太平镇', '沙埔镇']

/** Forms tried until the mangling whose turn it is, and another one, find something to change. */
const formsTried = 40

/** @param seed 1 or more; the same seed gives the same workbook */
export async function mangledForm(packs: readonly Pack[], seed: number): Promise<MangledForm> {
  const turn = turns[(seed - 1) % turns.length] ?? ''
  for (let attempt = 0; attempt < formsTried; attempt++) {
    const made = await tryForm(packs, seed + attempt * 1_000_003, turn)
    if (made.manglings.includes(turn) && made.manglings.length > 1) return { ...made, seed }
  }
  throw new Error(`no form has anything for ${turn}`)
}

async function tryForm(packs: readonly Pack[], seed: number, turn: string): Promise<MangledForm> {
  const random = chances(seed)
  const pack = random.pick(packs)
  const forms = [...pack.forms.values()]
  const form = random.pick(forms)
  const period = pack.manifest.validFrom
  const count = random.whole(3, 9)
  const wanted = random.whole(2, 5)
  const weights = new Map<string, number>([
    ...Object.entries(manglings).map(([name, [, , weight]]) => [name, weight] as const),
    ['layout', 5],
  ])
  const chosen = new Set([turn])
  // It writes the same cells once more.
  if (turn === 'bareShares') weights.delete('percentCells')
  weights.delete(isLayout(turn) ? 'layout' : turn)
  let layout: Layout | undefined = isLayout(turn) ? turn : undefined
  while (chosen.size < wanted) {
    const name = pickWeighted(random, weights)
    weights.delete(name)
    if (name === 'layout') {
      layout = pickWeighted(random, new Map(Object.entries(layouts) as [Layout, number][]))
      chosen.add(layout)
    } else chosen.add(name)
  }
  if (form.structure.kind !== 'ledger' && layout !== undefined && ofLedgers.has(layout)) {
    chosen.delete(layout)
    layout = 'shifted'
    chosen.add(layout)
  }
  const effective = new Set<string>(layout === undefined ? [] : [layout])
  /** The same habits for each table of a workbook. */
  const mangle = async (offset: number): Promise<Table> => {
    const table = await exportedTable(pack, form, period, count, offset)
    for (const stage of stages)
      for (const [at, name] of [...chosen].entries()) {
        const mangling = manglings[name]
        if (mangling?.[0] !== stage) continue
        const before = looksOf(table)
        mangling[1](table, chances(seed * 31 + at))
        if (looksOf(table) !== before) effective.add(name)
      }
    return table
  }
  const sheets = new Map<string, Drawn>()
  const specs: SheetSpec[] = []
  const add = (name: string, drawn: Drawn, isWanted: boolean, state?: SheetSpec['state']) => {
    specs.push(sheetOf(name, drawn, state))
    if (isWanted) sheets.set(name, drawn)
  }
  const single = async (name: string, offset: number, isWanted: boolean, top = 0, left = 0) => {
    const drawn = blankSheet()
    const end = draw(await mangle(offset), drawn, top, left)
    add(name, drawn, isWanted)
    return { drawn, end }
  }
  const others = forms.filter((other) => other.id !== form.id)
  const sheetName = random.pick([form.excel.sheet ?? form.title, 'Sheet1', '上报', form.title]).slice(0, 31)
  const foreign = async () => exportedTable(pack, random.pick(others), period, 4)
  const month = Number(period.slice(5))

  if (layout === 'months') {
    const names = random.pick([
      (at: number) => `${at}月`,
      (at: number) => `${period.slice(0, 4)}年${at}月`,
      (at: number) => `${period.slice(0, 4)}${String(at).padStart(2, '0')}`,
    ])
    for (const at of [month === 12 ? 10 : month + 1, month, month === 1 ? 3 : month - 1]) await single(names(at), at * 20, at === month)
  } else if (layout === 'towns') {
    for (const [at, town] of towns.slice(0, random.whole(2, 3)).entries()) await single(town, at * 20, true)
  } else if (layout === 'below' || layout === 'beside') {
    const drawn = blankSheet()
    let top = 0
    let left = 0
    for (const [at, town] of towns.slice(0, layout === 'below' ? random.whole(2, 3) : 2).entries()) {
      const table = await mangle(at * 20)
      // The line of units stays, because without it nobody could read the figures.
      if (layout === 'below') table.above = [[`${town}${form.title}`], ...rows.unitLinesOf(table)]
      const isLast = layout === 'beside' || at === 2
      if (!isLast) table.below = []
      const end = draw(table, drawn, top, left)
      if (layout === 'below') top = end + random.whole(0, 2)
      else left += table.columns.length + random.whole(0, 1)
    }
    add(sheetName, drawn, true)
  } else if (layout === 'otherForm') {
    const drawn = blankSheet()
    const other = await foreign()
    draw(other, drawn, 0, 0)
    const isFirst = random.chance(0.5)
    if (isFirst) add(other.form.title.slice(0, 31), drawn, false)
    await single(sheetName, 0, true)
    if (!isFirst) add(other.form.title.slice(0, 31), drawn, false)
  } else if (layout === 'otherBelow') {
    const { drawn, end } = await single(sheetName, 0, true)
    draw(await foreign(), drawn, end + random.whole(0, 2), 0, true)
  } else {
    const isShifted = layout === 'shifted'
    await single(sheetName, 0, true, isShifted ? random.whole(1, 4) : 0, isShifted ? random.whole(0, 3) : 0)
    if (layout === 'hiddenLists')
      specs.push({ name: '字典', state: 'hidden', rows: form.fields.slice(0, 12).map((field) => [field.label, field.key]) })
  }
  const base = { seed, pack, form, period, manglings: [...effective], sheets }
  const [first] = specs
  if (layout === 'csv' && first !== undefined) {
    // Text has one sheet, and it bears the file's name or none.
    const drawn = [...sheets.values()][0] ?? blankSheet()
    forgetMerges(drawn)
    return { ...base, fileName: 'table.csv', bytes: asText(first, random.pick(['gbk', 'utf8'])), sheets: new Map([['*', drawn]]) }
  }
  if (layout === 'xls') return { ...base, fileName: 'table.xls', bytes: convertedWorkbook(specs, 'biff8') }
  if (layout === 'ods') return { ...base, fileName: 'table.ods', bytes: convertedWorkbook(specs, 'ods') }
  return { ...base, fileName: 'table.xlsx', bytes: buildWorkbook({ sheets: specs }) }
}
