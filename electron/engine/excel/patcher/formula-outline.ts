/** The formulas of a sheet without its values: enough to tell what hangs on a change, at the cost of the formulas alone. */
import { dataPlace } from './sheet-data.ts'

const formulaStart = /<(?:[\w.-]+:)?f[\s/>]/g
/** Whole tags whose values hold nothing that could end them early. */
const formulaTag = /^<(?:[\w.-]+:)?f(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*\/?>$/
const cellTag = /^<((?:[\w.-]+:)?c)(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*>\s*$/
const address = /\sr\s*=\s*["'][A-Za-z]{1,3}\d{1,7}["']/

/**
 * The text of a sheet cut down to its cells with formulas, for the same reader as the whole.
 * @returns undefined when that cannot be told without reading all of it; whoever asks must read the whole then
 */
export function formulasOnly(source: string): string | undefined {
  if (source.search(formulaStart) < 0) return ''
  // Behind the cells there are other elements of this name.
  const place = dataPlace(source)
  if (place === undefined) return undefined
  const data = source.slice(place.start, place.end)
  const pieces: string[] = ['<sheetData>']
  for (const { index } of data.matchAll(formulaStart)) {
    const tagEnd = data.indexOf('>', index) + 1
    const cellStart = data.lastIndexOf('<', index - 1)
    const cell = data.slice(cellStart, index)
    const tag = data.slice(index, tagEnd)
    const name = cellTag.exec(cell)?.[1]
    if (name === undefined || !address.test(cell) || !formulaTag.test(tag)) return undefined
    if (tag.endsWith('/>')) pieces.push(cell, tag, `</${name}>`)
    else {
      const textEnd = data.indexOf('<', tagEnd)
      if (!data.startsWith('</', textEnd)) return undefined
      pieces.push(cell, data.slice(index, data.indexOf('>', textEnd) + 1), `</${name}>`)
    }
  }
  pieces.push('</sheetData>')
  return pieces.join('')
}
