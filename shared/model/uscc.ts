/** 统一社会信用代码 (GB 32100-2015) and the organisation code inside it (GB 11714-1997). */

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const usccPattern = /^[0-9A-HJ-NPQRTUWXY]{18}$/
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
const orgAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const orgWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const

/** 18 characters of the standard's alphabet (no I, O, S, V, Z); says nothing about the check character. */
export const isUsccShaped = (text: string): boolean => usccPattern.test(text)

/** The 18th character that belongs to the first 17; undefined when they are not of the alphabet. */
export const usccCheckCharacter = (text: string): string | undefined => {
  let sum = 0
  for (const [index, weight] of usccWeights.entries()) {
    const value = usccAlphabet.indexOf(text[index] ?? '?')
    if (value < 0) return undefined
    sum += value * weight
  }
  return usccAlphabet[(31 - (sum % 31)) % 31]
}

export const isUsccValid = (text: string): boolean => isUsccShaped(text) && usccCheckCharacter(text) === text[17]

/** The check character that belongs to the first eight characters of an organisation code. */
export const orgCheckCharacter = (text: string): string | undefined => {
  let sum = 0
  for (const [index, weight] of orgWeights.entries()) {
    const value = orgAlphabet.indexOf(text[index] ?? '?')
    if (value < 0) return undefined
    sum += value * weight
  }
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** Nine characters, a hyphen before the last allowed. */
export const isOrgCodeValid = (text: string): boolean => {
  const plain = text.replace('-', '')
  return /^[0-9A-Z]{8}[0-9X]$/.test(plain) && orgCheckCharacter(plain) === plain[8]
}

/** The organisation code inside a credit code: its 9th to 17th characters. */
export const orgCodeOfUscc = (uscc: string): string => uscc.slice(8, 17)
