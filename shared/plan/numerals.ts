/** Numbers as Chinese official documents count their clauses. */

const digits = '零一二三四五六七八九'

/** 1 -> 一, 11 -> 十一, 23 -> 二十三. For 1 to 999; anything else comes back in Arabic digits. */
export function chineseNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 999) return String(value)
  const hundreds = Math.floor(value / 100)
  const tens = Math.floor((value % 100) / 10)
  const ones = value % 10
  const digit = (at: number) => digits[at] ?? ''
  const low = ones === 0 ? '' : digit(ones)
  if (hundreds === 0 && tens === 0) return low
  const middle = tens === 0 ? (low === '' ? '' : '零') : `${hundreds === 0 && tens === 1 ? '' : digit(tens)}十`
  return `${hundreds === 0 ? '' : `${digit(hundreds)}百`}${middle}${low}`
}

/** The reverse, for Chinese numerals up to 999 and Arabic digits of any width; undefined for anything else. */
export function numeralValue(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll('〇', '零')
  if (/^\d{1,4}$/.test(plain)) return Number(plain)
  const parts = /^(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(plain)
  if (parts === null || plain === '') return undefined
  const [, hundreds, tens, ten, ones] = parts
  const digit = (character: string | undefined, otherwise: number) => (character === undefined ? otherwise : digits.indexOf(character))
  return digit(hundreds, 0) * 100 + (ten === undefined ? 0 : digit(tens, 1) * 10) + digit(ones, 0)
}
