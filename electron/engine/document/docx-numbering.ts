/** Automatic numbers of Word: the text stores none of them, and a clause is found by nothing else. */

import { chineseNumeral } from '../../../shared/plan/numerals.ts'
import { workbookLimits } from '../excel/limits.ts'
import { parseXml, prefixedAttribute } from '../excel/package/xml.ts'
import type { ZipPackage } from '../excel/package/zip.ts'

interface Level {
  format: string
  /** With %1 … %9 for the numbers of the levels. */
  text: string
  start: number
}
interface Style {
  list: string | undefined
  level: number
}

export interface Counters {
  /**
   * The number of the next paragraph as it is printed, '' when it has none.
   * @param list the list the paragraph names itself; '0' takes the numbering of its style away
   */
  next(list: string | undefined, level: number, style: string | undefined): string
}

const levelsOfAList = 9
const circledOne = 0x2460
const circledUpTo = 20
const letters = 26

/** Lists of a document. Parts that are missing give no numbers. @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export async function readNumbering(zip: ZipPackage, numbering: string | undefined, styles: string | undefined): Promise<Counters> {
  const lists = await readLists(zip, numbering)
  const byStyle = await readStyles(zip, styles)
  const counts = new Map<string, number[]>()
  return {
    next(ownList, ownLevel, styleName) {
      const style = byStyle.get(styleName ?? '')
      const list = ownList ?? style?.list
      const level = ownList === undefined ? (style?.level ?? 0) : ownLevel
      const levels = list === undefined ? undefined : lists.get(list)
      const own = levels?.[level]
      if (list === undefined || levels === undefined || own === undefined) return ''
      const numbers = counts.get(list) ?? []
      numbers[level] = (numbers[level] ?? own.start - 1) + 1
      numbers.length = level + 1
      counts.set(list, numbers)
      if (own.format === 'bullet') return ''
      return own.text.replace(/%([1-9])/g, (_, digit: string) => {
        const at = Number(digit) - 1
        return formatNumber(levels[at]?.format ?? 'decimal', numbers[at] ?? levels[at]?.start ?? 1)
      })
    },
  }
}

const formatNumber = (format: string, value: number): string => {
  if (/^(?:chinese|taiwanese|japanese|ideograph)(?:Counting|CountingThousand|Digital|Legal|LegalSimplified)$/.test(format))
    return chineseNumeral(value)
  if (format === 'decimalEnclosedCircle' || format === 'decimalEnclosedCircleChinese')
    return value >= 1 && value <= circledUpTo ? String.fromCodePoint(circledOne + value - 1) : String(value)
  if (format === 'upperLetter' || format === 'lowerLetter')
    return String.fromCharCode((format === 'upperLetter' ? 65 : 97) + ((value - 1) % letters))
  return format === 'none' ? '' : String(value)
}

const readLists = async (zip: ZipPackage, part: string | undefined): Promise<ReadonlyMap<string, readonly Level[]>> => {
  const abstracts = new Map<string, Level[]>()
  const lists = new Map<string, Level[]>()
  if (part === undefined || !zip.has(part)) return lists
  let levels: Level[] = []
  let level: Level | undefined
  let list: string | undefined
  await parseXml(
    await zip.open(part),
    {
      open(name, attributes) {
        const value = prefixedAttribute(attributes, 'val')
        if (name === 'abstractNum') {
          levels = []
          abstracts.set(prefixedAttribute(attributes, 'abstractNumId') ?? '', levels)
        } else if (name === 'num') list = prefixedAttribute(attributes, 'numId')
        else if (name === 'abstractNumId' && list !== undefined) lists.set(list, abstracts.get(value ?? '') ?? [])
        else if (name === 'lvl') {
          const at = Number(prefixedAttribute(attributes, 'ilvl'))
          level = { format: 'decimal', text: '', start: 1 }
          // Changes a single list makes to its model are left aside; they only restart it elsewhere.
          if (list === undefined && at >= 0 && at < levelsOfAList) levels[at] = level
        } else if (level !== undefined && value !== undefined) {
          if (name === 'numFmt') level.format = value
          else if (name === 'lvlText') level.text = value
          else if (name === 'start') level.start = Number.parseInt(value, 10) || 1
        }
      },
      close(name) {
        if (name === 'num') list = undefined
        else if (name === 'lvl') level = undefined
      },
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return lists
}

const readStyles = async (zip: ZipPackage, part: string | undefined): Promise<ReadonlyMap<string, Style>> => {
  const styles = new Map<string, Style>()
  if (part === undefined || !zip.has(part)) return styles
  let style: Style | undefined
  await parseXml(
    await zip.open(part),
    {
      open(name, attributes) {
        if (name === 'style') {
          style = { list: undefined, level: 0 }
          styles.set(prefixedAttribute(attributes, 'styleId') ?? '', style)
        } else if (name === 'numId' && style) style.list = prefixedAttribute(attributes, 'val')
        else if (name === 'ilvl' && style) style.level = Number(prefixedAttribute(attributes, 'val') ?? 0) || 0
      },
      close(name) {
        if (name === 'style') style = undefined
      },
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return styles
}
