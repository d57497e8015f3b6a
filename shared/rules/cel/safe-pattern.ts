/**
 * Patterns of `matches` run on what clerks type, so none may take for ever. A group that is repeated may hold no
 * repetition and no choice (there the time doubles with each character), and looking around and back-references
 * are refused.
 */
const forbidden = /\(\?(?!:)|\\[1-9k]/

/** True for a pattern that is short, plain and valid. */
export const isSafePattern = (pattern: string): boolean => {
  if (pattern.length > 200 || forbidden.test(pattern)) return false
  const open: { risky: boolean }[] = []
  let isClass = false
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at]
    if (character === '\\') at += 1
    else if (isClass) isClass = character !== ']'
    else if (character === '[') isClass = true
    else if (character === '(') open.push({ risky: false })
    else if (character === ')') {
      const group = open.pop()
      if (group?.risky === true && /[*+{]/.test(pattern[at + 1] ?? '')) return false
    } else if (character !== undefined && '*+{|'.includes(character)) for (const group of open) group.risky = true
  }
  return isValid(pattern)
}

const isValid = (pattern: string): boolean => {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}
