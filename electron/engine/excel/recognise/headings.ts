/** Headings of columns: the label, and the unit people put behind it. */

import { fillingHint } from '../../../../shared/text/import-words.ts'
import { isUnit } from './units.ts'
import { readable } from './words.ts'

export interface Heading {
  /** As it stands, on one line. */
  readonly text: string
  /** Without unit, numbering and marks. */
  readonly label: string
  readonly unit: string | undefined
}

const brackets = /[（(【[〔]([^（()）【】[\]〔〕]*)[）)】\]〕]/g
const numbering = /^\s*(?:[（(]?\d{1,3}[）)][.、．]?|\d{1,3}[.、．)](?!\d)|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)\s*/
const unitPrefix = /^(?:计量)?单位\s*[:：]?\s*/

/** Splits a heading; `own` are units of the form at hand. A bracket counts as unit only when it holds a known unit: （当量） belongs to the label. */
export function parseHeading(raw: string, own?: ReadonlySet<string>): Heading {
  const text = readable(raw)
  let unit: string | undefined
  let label = text.replace(brackets, (whole, inside: string) => {
    if (fillingHint.test(inside)) return ' '
    const candidate = inside.replace(unitPrefix, '')
    if (unit !== undefined || !isUnit(candidate, own)) return whole
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
  return {
    text,
    label: label
      .replace(numbering, '')
      .replace(/[*＊★☆※]/g, '')
      .trim(),
    unit,
  }
}
