/**
 * The row of column numbers as bureaus write it: `3=1+2` says how the third column is reckoned. A wrong formula is worse
 * than none: read are sums, and quotients and products that the units bear out; all else is a number of a column and no
 * more.
 */
import { isNumeric } from '../../../../shared/model/value.ts'
import { type DraftField, isShare } from './draft-field.ts'

export interface NumberedFormula {
  /** The cell as it is printed. */
  readonly shown: string
  /** Over `row`. */
  readonly expression: string
  /** The columns it reckons with. */
  readonly operands: readonly number[]
  readonly isQuotient: boolean
  /** Something is taken away. */
  readonly isDifference: boolean
  /** The column is in per cent and the printed quotient was not: it was multiplied by a hundred. */
  readonly isTimesHundred: boolean
}
/** A cell of the row of column numbers, perhaps merged over several columns. */
export interface NumberCell {
  readonly text: string
  readonly span: number
}

/** Columns stand in it by their place in the sheet: `<3>+<4>`. */
interface Said {
  readonly column: number
  readonly shown: string
  /** Columns are written in brackets or circles, so that nothing else can be meant by them. */
  readonly isMarked: boolean
  readonly core: string
  /** What was printed behind it. */
  readonly percent: '' | '*100' | '*100%'
}
type Fields = ReadonlyMap<number, DraftField>
type Read = Pick<NumberedFormula, 'expression' | 'isQuotient' | 'isTimesHundred'>

const longestFormula = 80
const operand = String.raw`(<\d+>|\(<\d+>(?:[+-]<\d+>)+\))`
const two = new RegExp(`^${operand}([*/])${operand}$`)

/** One way of writing for all: `[3]=[1]+[2]` for ③＝①＋② and （3）=（1）+（2）, `3=1/2` for 3＝1÷2. `1–3` is 1 to 3. */
const plain = (text: string): string => {
  const written = text
    .replace(/[①-⑳]/g, (circled) => `[${(circled.codePointAt(0) ?? 0) - 0x245f}]`)
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[×✕✖]/g, '*')
    .replace(/[÷∕]/g, '/')
    .replaceAll('−', '-')
    .replace(/[(<〈](\d{1,3})[)>〉]/g, '[$1]')
  return /^\((\d{1,3}=.*)\)$/.exec(written)?.[1] ?? written
}

const parseRow = (numbering: ReadonlyMap<number, NumberCell>, fields: Fields): readonly Said[] => {
  const columnOf = new Map<number, number | undefined>()
  const formulas: { own: number; column: number; shown: string; isMarked: boolean; right: string }[] = []
  for (const [left, { text: shown, span }] of numbering) {
    const [, mark, digits, right] = /^(\[)?(\d{1,3})\]?(?:=(.+))?$/.exec(plain(shown)) ?? []
    if (digits === undefined) continue
    const own = Number(digits)
    const [column, further] = [...fields.keys()].filter((at) => left <= at && at < left + span)
    // A number that stands over two columns names neither.
    const isPlain = further === undefined && !columnOf.has(own)
    columnOf.set(own, isPlain ? column : undefined)
    if (column !== undefined && right !== undefined && right.length <= longestFormula)
      formulas.push({ own, column, shown, isMarked: mark !== undefined, right })
  }
  return formulas.flatMap(({ own, column, shown, isMarked, right }) => {
    if (columnOf.get(own) !== column || (!isMarked && right.includes('['))) return []
    const percent = right.endsWith('*100%') ? '*100%' : right.endsWith('*100') ? '*100' : ''
    if (percent === '*100' && columnOf.has(100)) return []
    const core = right
      .slice(0, right.length - percent.length)
      .replace(isMarked ? /\[(\d+)\]/g : /(\d+)/g, (_, number: string) => `<${columnOf.get(Number(number)) ?? ''}>`)
    return [{ column, shown, isMarked, core, percent }]
  })
}

/** Columns with + and - between them, brackets that close. */
const isSum = (core: string): boolean => {
  let left = core.replace(/<\d+>/g, 'n')
  for (let before = ''; before !== left; ) {
    before = left
    left = left.replace(/\(n(?:[+-]n)*\)/g, 'n')
  }
  return /^n(?:[+-]n)*$/.test(left) && /[+-]/.test(core)
}

const columnsOf = (core: string): readonly number[] => [...core.matchAll(/<(\d+)>/g)].map(([, column]) => Number(column))

const written = (core: string, fields: Fields): string =>
  core.replace(/[+*/-]/g, ' $& ').replace(/<(\d+)>/g, (_, column: string) => `row.${fields.get(Number(column))?.key ?? ''}`)

/** A column of growth without a unit is a share, too. */
const unitOf = (field: DraftField): string => (isShare(field) || (field.allowNegative === true && !field.unit) ? '%' : (field.unit ?? ''))

/** The one unit of all; undefined when there are several. */
const commonUnit = (all: readonly (DraftField | undefined)[]): string | undefined => {
  const units = new Set(all.map((field) => (field === undefined ? undefined : unitOf(field))))
  return units.size === 1 ? [...units][0] : undefined
}

/** A quotient or product of two, with what may stand around it; a bare 1 is left only where columns are marked. */
const partsOf = ({ core, percent }: Said) => {
  const around =
    percent === ''
      ? ([
          ['', ''],
          ['', '-1'],
        ] as const)
      : ([
          ['', ''],
          ['(', ')'],
          ['(', '-1)'],
        ] as const)
  for (const [before, behind] of around) {
    const [whole, top, sign, bottom] =
      core.startsWith(before) && core.endsWith(behind) ? (two.exec(core.slice(before.length, core.length - behind.length)) ?? []) : []
    if (whole !== undefined && top !== undefined && bottom !== undefined)
      return { whole, top, bottom, isQuotient: sign === '/', isGrowth: behind.includes('1') }
  }
  return undefined
}

/** Undefined unless the units bear it out: tonnes by 12 are tonnes where months are meant, and none where a column is. */
const readTwo = (said: Said, own: DraftField, fields: Fields): Read | undefined => {
  const { isMarked, percent } = said
  const parts = partsOf(said)
  if (parts === undefined) return undefined
  const { whole, top, bottom, isQuotient, isGrowth } = parts
  // (2+3)/2 is an average.
  const isCount = (one: string, other: string): boolean => !isMarked && !one.startsWith('(') && other.startsWith('(')
  if (isCount(bottom, top) || (!isQuotient && isCount(top, bottom))) return undefined
  const [above, below] = [top, bottom].map((part) => commonUnit(columnsOf(part).map((column) => fields.get(column))))
  if (above === undefined || below === undefined) return undefined
  const expression = written(whole, fields)
  if (isQuotient && isShare(own) && above === below && (isMarked || above !== '%'))
    return { expression: `${isGrowth ? `(${expression} - 1)` : expression} * 100`, isQuotient, isTimesHundred: percent === '' }
  if (isGrowth || percent !== '' || own.unit === undefined || above === '' || below === '' || [above, below].includes('%')) return undefined
  const isBorneOut = isQuotient ? own.unit === `${above}/${below}` : above === `${own.unit}/${below}` || below === `${own.unit}/${above}`
  return isBorneOut ? { expression, isQuotient, isTimesHundred: false } : undefined
}

const read = (said: Said, fields: Fields): NumberedFormula | undefined => {
  const { column, shown, core, percent } = said
  const own = fields.get(column)
  const operands = columnsOf(core)
  const known = operands.flatMap((at) => fields.get(at) ?? [])
  if (own === undefined || known.length < operands.length || ![own, ...known].every(({ type }) => isNumeric(type))) return undefined
  const isOneUnit = commonUnit([own, ...known]) !== undefined
  const found = !isSum(core)
    ? readTwo(said, own, fields)
    : isOneUnit && percent === ''
      ? { expression: written(core, fields), isQuotient: false, isTimesHundred: false }
      : undefined
  if (found === undefined) return undefined
  if (own.type === 'integer' && (found.isQuotient || known.some(({ type }) => type !== 'integer'))) return undefined
  return { ...found, shown, operands, isDifference: core.includes('-') }
}

/**
 * The formulas that a row of column numbers says, by the columns they are of.
 * @param numbering what stands in the row, by 0-based column
 */
export const numberedFormulas = (numbering: ReadonlyMap<number, NumberCell>, fields: Fields): ReadonlyMap<number, NumberedFormula> => {
  const found = new Map<number, NumberedFormula>()
  for (const said of parseRow(numbering, fields)) {
    const formula = read(said, fields)
    if (formula !== undefined) found.set(said.column, formula)
  }
  /** 1=2+3 and 2=1-3: two ways to say one thing, of which neither is to be preferred. */
  const leadsBack = (column: number): boolean => {
    const seen = new Set<number>()
    const open = [...(found.get(column)?.operands ?? [])]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === column) return true
      if (!seen.has(at)) open.push(...(found.get(at)?.operands ?? []))
      seen.add(at)
    }
    return false
  }
  return new Map([...found].filter(([column]) => !leadsBack(column)))
}

/** The columns that may be negative: those known to be, differences, and whatever is reckoned with such a column. */
export const negativeColumns = (
  known: readonly number[],
  formulas: ReadonlyMap<number, Pick<NumberedFormula, 'isDifference' | 'operands'>>,
): ReadonlySet<number> => {
  const negative = new Set(known)
  for (let before = -1; before !== negative.size; ) {
    before = negative.size
    for (const [column, { isDifference, operands }] of formulas)
      if (isDifference || operands.some((at) => negative.has(at))) negative.add(column)
  }
  return negative
}
