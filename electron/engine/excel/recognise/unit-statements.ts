/** Units that a sheet states beside its headings: a line 单位：万吨 above, between or under the rows, units in a header printed again. */

import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import {
  beforeNoUnit,
  betweenUnits,
  namedAtEnd,
  reckonedIn,
  sizedUnit,
  statedUnitLine,
  timeUnit,
  titleBracket,
  unitPrefix,
  unitSentence,
} from '../../../../shared/text/import-words.ts'
import type { ParsedRow } from '../../ports.ts'
import { parseHeading } from './headings.ts'
import { convert, isUnit, namesUnit, withoutBrackets } from './units.ts'
import { cellText, words } from './words.ts'

const inBrackets = /^[([【〔]([^()[\]【】〔〕]+)[)\]】〕]$/

/** The units that a text states for the whole table; 万 alone is one, too. */
export function statedUnits(text: string): readonly string[] {
  const plain = text.normalize('NFKC').trim()
  const alone = inBrackets.exec(plain)?.[1]?.trim()
  if (alone !== undefined && isUnit(alone)) return [alone]
  return unitsAtStart(statedUnitLine.exec(plain)?.[1] ?? '')
}

/** The units a text begins with: what follows them is about something else. */
const unitsAtStart = (text: string): readonly string[] => {
  const named: string[] = []
  for (const token of text.split(betweenUnits).filter((one) => one !== '')) {
    const units = unitsIn(token)
    if (units === undefined) break
    named.push(...units)
  }
  return named
}

const unitsIn = (token: string): readonly string[] | undefined => {
  const [first = '', second, ...more] = token.split('/')
  // 吨/万吨 leaves it open; 元/蒸吨 is one unit.
  if (second !== undefined && more.length === 0 && isUnit(first) && isUnit(second) && convert(first, second).kind !== 'unknown')
    return [first, second]
  return isUnit(token) || sizedUnit.exec(token)?.[2] === '' ? [token] : undefined
}

export const unitsOfRow = (row: ParsedRow): readonly string[] => row.cells.flatMap((cell) => statedUnits(cellText(cell)))

/** Whoever wrote more has not written about units, and looking for them would take ever longer. */
const longestSentence = 4000

/**
 * Units of which a sentence speaks, as in 注：产值单位为亿元 or 以上数据均以亿元计. Which columns are meant is nothing that
 * could be read from it for certain, so these are asked about wherever they would change a figure.
 */
export function hintedUnits(text: string): readonly string[] {
  if (text.length > longestSentence) return []
  // Every blank of a long gap would be a place to look from.
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, (gap) => (gap.includes('\n') ? '\n' : ' '))
  const named = [...plain.matchAll(unitSentence), ...plain.matchAll(reckonedIn)].flatMap(([, said = '']) => unitsAtStart(said))
  const clauses = plain.split(/[,;。\n]/).map((clause) => clause.replace(/[\s)\]]+$/, ''))
  for (const clause of clauses) {
    // 用能为万吨标准煤
    const said = namedAtEnd.exec(clause)?.[1] ?? ''
    if ([...said].length > 1 && isUnit(said)) named.push(said)
  }
  const stated = statedUnits(plain)
  return [...new Set(named)].filter((unit) => !stated.includes(unit) && !timeUnit.test(unit))
}

/** The notes of the form itself are about what it wants, not about what somebody did. */
export const hintsOfRow = ({ cells }: ParsedRow, { notes }: Pick<FormTemplate, 'notes'>): readonly string[] =>
  cells.flatMap((cell) => {
    const units = hintedUnits(cellText(cell))
    if (units.length === 0) return []
    const text = words(cellText(cell))
    return notes.some((note) => text.includes(words(note))) ? [] : units
  })

interface TitleUnits {
  readonly stated: readonly string[]
  readonly hinted: readonly string[]
}

/** What a title says in brackets: 投资完成情况（亿元） is about all of the table, 表（产值亿元，能耗万吨标煤） about parts of it. */
export function unitsOfTitle(row: ParsedRow): TitleUnits {
  const [text = '', ...others] = row.cells.map(cellText).filter((one) => one !== '')
  return others.length > 0 ? { stated: [], hinted: [] } : unitsOfName(text)
}

/** The same of the name of a sheet. */
export function unitsOfName(text: string): TitleUnits {
  if (text.length > longestSentence) return { stated: [], hinted: [] }
  const inside = [...text.normalize('NFKC').matchAll(titleBracket)].map(([, said = '']) => said.trim())
  const stated = inside.map((said) => said.replace(unitPrefix, '')).filter((said) => namesUnit(said))
  const parts = inside.filter((said) => !stated.includes(said.replace(unitPrefix, ''))).flatMap((said) => said.split(/[,、;:\s]+/))
  return { stated, hinted: parts.flatMap((part) => unitAtEnd(part) ?? []) }
}

/** 产值亿元 ends with a unit, 5000吨标准煤 is a figure; signs of one character end many words. */
const unitAtEnd = (text: string): string | undefined => {
  for (let cut = 0; cut < text.length - 1; cut++) {
    const unit = text.slice(cut)
    if (namesUnit(unit)) return beforeNoUnit.test(text.slice(0, cut)) ? undefined : unit
  }
  return undefined
}

/** The unit that a cell of a header printed again, or of a row of units, gives to its column. */
export function unitOfColumn(text: string): string | undefined {
  const plain = withoutBrackets(text)
  return isUnit(plain) ? plain : parseHeading(text).unit
}
