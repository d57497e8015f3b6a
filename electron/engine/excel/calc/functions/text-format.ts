/** The format codes of TEXT that mean the same everywhere: plain numbers, thousands, percent and dates in digits. */
import { dayOf } from '../calendar.ts'
import type { Scalar } from '../model.ts'
import { cannotCompute } from '../uncomputable.ts'
import { scaleDecimal } from '../values.ts'
import { roundDecimal } from './math.ts'

const numberCode = /^(#,##)?(0+)(?:\.(0+))?(%?)$/
const dateCode = /^(?:[yY]{4}|[yY]{2}|[mM]{1,2}|[dD]{1,2}|[-/.年月日 ]|"[^"]*")+$/
const datePart = /[yY]{4}|[yY]{2}|[mM]{1,2}|[dD]{1,2}|"[^"]*"|[-/.年月日 ]/g

/** @throws CannotCompute for every other code */
export function formatValue(value: Scalar, code: string): string {
  const unknown = () => cannotCompute({ kind: 'format', code })
  if (code === '@' && typeof value === 'string') return value
  if (typeof value !== 'number' && value !== null) throw unknown()
  const number = value ?? 0
  const match = numberCode.exec(code)
  if (match !== null) {
    const [, thousands, whole = '0', fraction = '', percent = ''] = match
    return formatNumber(number, thousands !== undefined, whole.length, fraction.length, percent !== '')
  }
  if (dateCode.test(code) && /[ymd]/i.test(code)) return formatDate(number, code)
  throw unknown()
}

function formatNumber(value: number, grouped: boolean, wholeDigits: number, places: number, isPercent: boolean): string {
  const shown = isPercent ? scaleDecimal(value, 2) : value
  const rounded = Math.abs(roundDecimal(shown, places))
  if (rounded >= 1e15) throw cannotCompute({ kind: 'doubtful' })
  const [whole = '0', fraction] = rounded.toFixed(places).split('.')
  const padded = whole.padStart(wholeDigits, '0')
  const separated = grouped ? padded.replace(/\B(?=(?:\d{3})+$)/g, ',') : padded
  // Some programs keep the sign of what rounds to nothing.
  if (value < 0 && rounded === 0) throw cannotCompute({ kind: 'doubtful' })
  const sign = value < 0 ? '-' : ''
  return `${sign}${separated}${fraction === undefined ? '' : `.${fraction}`}${isPercent ? '%' : ''}`
}

function formatDate(serial: number, code: string): string {
  const day = dayOf(serial)
  if (day === undefined) throw cannotCompute({ kind: 'doubtful' })
  const two = (part: number) => String(part).padStart(2, '0')
  return code.replace(datePart, (part) => {
    switch (part.toLowerCase()) {
      case 'yyyy':
        return String(day.year)
      case 'yy':
        return two(day.year % 100)
      case 'mm':
        return two(day.month)
      case 'm':
        return String(day.month)
      case 'dd':
        return two(day.day)
      case 'd':
        return String(day.day)
    }
    return part.startsWith('"') ? part.slice(1, -1) : part
  })
}
