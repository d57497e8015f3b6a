/** A cell's formula as the pack writes it, for the simple ones: sums, differences and quotients of the same row. */

const reference = /\$?([A-Z]{1,3})\$?(\d{1,7})/g
const columnOf = (letters: string): number => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1

/**
 * @param keyOf the field in a 0-based column
 * @returns an expression over `row`; undefined when the formula reaches out of its row or uses more than arithmetic
 */
export const rowExpression = (formula: string, row: number, keyOf: (column: number) => string | undefined): string | undefined => {
  let isPlain = true
  const name = (letters: string, number: string): string => {
    const key = Number(number) === row ? keyOf(columnOf(letters)) : undefined
    if (key === undefined) isPlain = false
    return `row.${key ?? ''}`
  }
  const sums = formula.replace(/SUM\(([^()]*)\)/g, (_, inside: string) => {
    const parts = inside.split(',').flatMap((part) => {
      const [, from = '', first = '', to = from, last = first] =
        /^\s*\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?\s*$/.exec(part) ?? []
      if (from === '' || first !== last || columnOf(to) - columnOf(from) > 60) {
        isPlain = false
        return []
      }
      return Array.from({ length: columnOf(to) - columnOf(from) + 1 }, (_unused, step) => `<${columnOf(from) + step}:${first}>`)
    })
    return `(${parts.join(' + ')})`
  })
  const text = sums
    .replace(reference, (_, letters: string, number: string) => name(letters, number))
    .replace(/<(\d+):(\d+)>/g, (_, column: string, number: string) => {
      const key = Number(number) === row ? keyOf(Number(column)) : undefined
      if (key === undefined) isPlain = false
      return `row.${key ?? ''}`
    })
  const rest = text.replace(/row\.\w+/g, '').replace(/[\d.\s()+*/-]/g, '')
  if (!isPlain || rest !== '' || !text.includes('row.')) return undefined
  const whole = /^\(([^()]*)\)$/.exec(text.trim())?.[1]
  return (whole ?? text)
    .replace(/\s*([+*/])\s*/g, ' $1 ')
    .replace(/(?<=[\w)])\s*-\s*/g, ' - ')
    .trim()
}
