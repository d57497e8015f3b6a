/** Headings of columns: the label, and the unit people put behind it. */

import { clearSigns, wordsLikeUnits } from '../../../../shared/text/import-units.ts'
import { fillingHint, unitPrefix } from '../../../../shared/text/import-words.ts'
import { isScale, isStrangeUnit, isUnit, namesUnit } from './units.ts'
import { readable } from './words.ts'

export interface Heading {
  /** As it stands, on one line. */
  readonly text: string
  /** Without unit, numbering and marks. */
  readonly label: string
  /** A word of size alone (亿) stands here as well. */
  readonly unit: string | undefined
}

const brackets = /[（(【[〔]([^（()）【】[\]〔〕]*)[）)】\]〕]/g
const numbering = /^\s*(?:[（(]?\d{1,3}[）)][.、．]?|\d{1,3}[.、．)](?!\d)|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)\s*/
/** 以万元计 */
const reckoned = /^[以按](.+?)(?:为单位|计)$/

/** Splits a heading; `own` are units of the form at hand. A bracket counts as unit only when it holds one, known or strange: （当量） belongs to the label. */
export function parseHeading(raw: string, own?: ReadonlySet<string>): Heading {
  const text = readable(raw)
  let unit: string | undefined
  let label = text.replace(brackets, (whole, inside: string) => {
    if (fillingHint.test(inside)) return ' '
    const candidate = inside.trim().replace(unitPrefix, '').replace(reckoned, '$1')
    if (unit !== undefined || !(namesUnit(candidate, own) || isStrangeUnit(candidate))) return whole
    unit = candidate
    return ' '
  })
  if (unit === undefined) {
    const tail = /^(.+?)\s*[/,，:：]\s*([^/,，:：]+(?:\/[^/,，:：]+)?)$/.exec(label)
    const candidate = tail?.[2]?.replace(unitPrefix, '') ?? ''
    if (tail?.[1] !== undefined && isUnit(candidate, own)) {
      label = tail[1]
      unit = candidate
    }
  }
  const apart = unit === undefined ? setApart(raw, own) : undefined
  if (apart !== undefined) {
    label = readable(apart.label)
    unit = apart.unit
  }
  return {
    text,
    label: label
      .replace(numbering, '')
      .replace(/[*＊★☆※]/g, '')
      .trim(),
    unit,
  }
}

/** Longer texts head no column; taking them apart would take ever longer. */
export const longestHeading = 400
const lastWord = /^(.*\S)\s+(\S+)$/su

/**
 * A unit behind a blank or a line break. Signs of one character end too many words that people break or write apart
 * (负责⏎人, 年 度), so only few of them count.
 */
const setApart = (raw: string, own: ReadonlySet<string> | undefined): { readonly label: string; readonly unit: string } | undefined => {
  if (raw.length > longestHeading) return undefined
  const [, label = '', unit = ''] = lastWord.exec(raw.normalize('NFKC').trim()) ?? []
  if ((label.match(/\p{L}/gu) ?? []).length < 2 || !namesUnit(unit, own) || wordsLikeUnits.has(unit)) return undefined
  const isClear = [...unit].length > 1 || ((clearSigns.has(unit) || isScale(unit)) && /\S{2}$/u.test(label))
  return isClear ? { label, unit } : undefined
}
