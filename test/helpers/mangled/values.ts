/** What people do to units and to the cells themselves; the truth stays what it was. */
import type { Field } from '../../../shared/forms/form-schema.ts'
import { Decimal, decimalText } from '../../../shared/model/decimal.ts'
import { isCoded, isNumeric } from '../../../shared/model/value.ts'
import { serial } from '../boilers.ts'
import type { Cell } from '../workbook.ts'
import type { Mangling } from './heads.ts'
import { type Column, chosenShare, isTrue, type Table } from './table.ts'

/** By unit of the form: how else it is written, and how many of the other make one of it. */
const otherUnits: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  吨: [
    ['万吨', '0.0001'],
    ['千克', '1000'],
    ['公斤', '1000'],
    ['t', '1'],
  ],
  吨标准煤: [
    ['万吨标准煤', '0.0001'],
    ['tce', '1'],
    ['万tce', '0.0001'],
    ['吨标煤', '1'],
    ['千克标准煤', '1000'],
    ['kgce', '1000'],
  ],
  万千瓦时: [
    ['kWh', '10000'],
    ['千瓦时', '10000'],
    ['万kWh', '1'],
    ['亿千瓦时', '0.0001'],
    ['万度', '1'],
  ],
  万元: [
    ['元', '10000'],
    ['亿元', '0.0001'],
    ['千元', '10'],
  ],
  万立方米: [
    ['立方米', '10000'],
    ['m³', '10000'],
    ['万m3', '1'],
    ['亿立方米', '0.0001'],
  ],
  百万千焦: [
    ['GJ', '1'],
    ['吉焦', '1'],
    ['MJ', '1000'],
  ],
  平方米: [
    ['万平方米', '0.0001'],
    ['㎡', '1'],
  ],
  '蒸吨/小时': [
    ['t/h', '1'],
    ['蒸吨', '1'],
  ],
  '万元/蒸吨': [['元/蒸吨', '10000']],
  户: [['万户', '0.0001']],
  千伏安: [['kVA', '1']],
  兆瓦: [
    ['MW', '1'],
    ['kW', '1000'],
  ],
}
const times = (value: string, factor: string): string => decimalText(new Decimal(value).times(factor))
const isFigure = (column: Column): boolean => column.field !== undefined && isNumeric(column.field.type) && isTrue(column)
/** A spreadsheet keeps fifteen digits. */
const asNumber = (value: string): number => Number(Number(value).toPrecision(15))

/** Figures in another unit, and the heading says so. */
export const otherUnit: Mangling = (table, random) => {
  for (const column of chosenShare(random, table.columns, 0.5)) {
    const others = otherUnits[column.field?.unit ?? '']
    if (others === undefined || !isFigure(column)) continue
    const [unit, factor] = random.pick(others)
    column.unit = unit
    if (unit.includes('/') && column.unitStyle !== 'row') column.unitStyle = 'bracket'
    column.cells = column.truth.map((value) => (value === undefined ? null : asNumber(times(value, factor))))
  }
}

/** One line above the table says the unit of all columns of one measure; these no longer say it themselves. */
export const unitLine: Mangling = (table, random) => {
  const measures = ['吨标准煤', '万元', '吨'].filter((unit) => table.columns.some((column) => column.unit === unit && isFigure(column)))
  if (measures.length === 0) return
  const measure = random.pick(measures)
  const others = otherUnits[measure] ?? []
  const [unit, factor] = random.pick(others)
  for (const column of table.columns) {
    if (column.field?.unit !== measure) continue
    column.unit = undefined
    if (isFigure(column)) column.cells = column.truth.map((value) => (value === undefined ? null : asNumber(times(value, factor))))
  }
  table.above = table.above.map((row) => row.map((cell) => (typeof cell === 'string' && cell.startsWith('计量单位') ? null : cell)))
  table.above.push([null, null, `${random.pick(['单位', '计量单位'])}：${unit}`])
}

/** Units typed into some of the cells. */
export const unitsInCells: Mangling = (table, random) => {
  for (const column of chosenShare(random, table.columns.filter(isFigure), 0.3)) {
    const unit = column.field?.unit
    if (unit === undefined) continue
    const own: readonly (readonly [string, string])[] = [[unit, '1'], ...(otherUnits[unit] ?? [])]
    column.cells = column.cells.map((cell, row) => {
      const value = column.truth[row]
      if (value === undefined || !random.chance(0.5)) return cell
      const [name, factor] = random.pick(own)
      return `${times(value, factor)}${random.pick(['', ' '])}${name}`
    })
  }
}

export const percentCells: Mangling = (table, random) => {
  for (const column of table.columns) {
    if (column.field?.type !== 'percent' || !isTrue(column)) continue
    const style = random.pick(['format', 'text', 'mixed', 'wide'] as const)
    column.cells = column.truth.map((value) => {
      if (value === undefined) return null
      const asFormat = { value: asNumber(times(value, '0.01')), format: '0.00%' }
      if (style === 'format') return asFormat
      if (style === 'wide') return `${wide(value)}％`
      return style === 'text' || random.chance(0.4) ? `${value}%` : random.chance(0.5) ? asFormat : Number(value)
    })
  }
}
/** Shares as plain fractions, all of a column or some: whether 0.6 is 60 % nobody can know. */
export const bareShares: Mangling = (table, random) => {
  for (const column of table.columns) {
    if (column.field?.type !== 'percent' || !isTrue(column)) continue
    const all = random.chance(0.5)
    column.cells = column.truth.map((value) =>
      value === undefined ? null : all || random.chance(0.5) ? asNumber(times(value, '0.01')) : Number(value),
    )
    if (column.unitStyle !== 'none' && random.chance(0.5)) column.unit = undefined
  }
}

const wide = (text: string): string => text.replace(/[0-9.,]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const grouped = (value: string): string => {
  const [whole = '', fraction] = value.split('.')
  return whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`)
}
const shownOf = (cell: Cell): string | undefined => {
  const value = typeof cell === 'object' && cell !== null ? cell.value : cell
  return typeof value === 'number' && !(typeof cell === 'object' && cell?.format?.includes('%'))
    ? decimalText(new Decimal(String(value)))
    : undefined
}
const numberTexts: readonly ((value: string) => Cell)[] = [
  (value) => value,
  (value) => grouped(value),
  (value) => wide(value),
  (value) => ` ${value}　`,
  (value) => `${value}${value.includes('.') ? '0' : '.00'}`,
  (value) => ({ value: Number(value), format: '#,##0.00' }),
  (value) => `\u00a0${grouped(value)}`,
  (value) => `'${value}`.slice(1),
]
/** Figures kept as text, with separators, full width or spaces. */
export const numbersAsText: Mangling = (table, random) => {
  for (const column of chosenShare(random, table.columns.filter(isFigure), 0.6)) {
    const own = random.pick(numberTexts)
    const isMixed = random.chance(0.4)
    column.cells = column.cells.map((cell) => {
      const shown = shownOf(cell)
      return shown === undefined ? cell : (isMixed ? random.pick(numberTexts) : own)(shown)
    })
  }
}

const dateTexts: readonly ((date: readonly [string, string, string]) => Cell)[] = [
  ([y, m, d]) => `${y}.${Number(m)}.${Number(d)}`,
  ([y, m, d]) => `${y}/${m}/${d}`,
  ([y, m, d]) => `${y}年${Number(m)}月${Number(d)}日`,
  ([y, m, d]) => `${y} 年 ${Number(m)} 月 ${Number(d)} 日`,
  ([y, m, d]) => `${y}${m}${d}`,
  ([y, m, d]) => Number(`${y}${m}${d}`),
  ([y, m, d]) => `${y}-${Number(m)}-${Number(d)}`,
  ([y, m, d]) => wide(`${y}.${m}.${d}`),
  ([y, m, d]) => serial(`${y}-${m}-${d}`),
  ([y, m, d]) => ({ value: serial(`${y}-${m}-${d}`), format: 'm/d/yy' }),
  ([y, m, d]) => ({ value: serial(`${y}-${m}-${d}`), format: 'yyyy"年"m"月"d"日"' }),
  ([y, m, d]) => ({ value: serial(`${y}-${m}-${d}`), format: '[$-804]yyyy"年"m"月"d"日";@' }),
  ([y, m, d]) => `${y}、${Number(m)}、${Number(d)}`,
  ([y, m, d]) => `${y}-${m}-${d} 00:00:00`,
  ([y, m, d]) => `${y}。${Number(m)}。${Number(d)}`,
]
export const dates: Mangling = (table, random) => {
  for (const column of table.columns) {
    if (column.field?.type !== 'date') continue
    const own = random.pick(dateTexts)
    const isMixed = random.chance(0.4)
    column.cells = column.truth.map((value, row) => {
      if (value === undefined) return column.cells[row] ?? null
      const [y = '', m = '', d = ''] = value.split('-')
      return (isMixed ? random.pick(dateTexts) : own)([y, m, d])
    })
  }
}
/** Dates that say less than a day, or may be read in two ways. */
export const vagueDates: Mangling = (table, random) => {
  for (const column of table.columns) {
    if (column.field?.type !== 'date' || !random.chance(0.5)) continue
    column.cells = column.truth.map((value, row) => {
      const [y = '', m = '', d = ''] = (value ?? '').split('-')
      if (value === undefined || !random.chance(0.4)) return column.cells[row] ?? null
      return random.pick<Cell>([
        `${y}年${Number(m)}月`,
        `${Number(m)}月${Number(d)}日`,
        `${d}/${m}/${y}`,
        `${y}年底`,
        `${y.slice(2)}.${Number(m)}.${Number(d)}`,
        Number(`${y}.${Number(m)}`),
      ])
    })
  }
}

/** Words where figures belong: nobody can import these, but somebody must be told. */
export const junkCells: Mangling = (table, random) => {
  for (const column of chosenShare(random, table.columns.filter(isFigure), 0.3))
    column.cells = column.cells.map((cell, row) => {
      const value = column.truth[row]
      if (value === undefined || !random.chance(0.3)) return cell
      return random.pick<Cell>([
        '不详',
        '待定',
        `约${value}`,
        `${value}左右`,
        `${value}（估）`,
        `${value}-${value}`,
        `${value}?`,
        { error: '#N/A', formula: 'VLOOKUP(A1,X:Y,2,0)' },
        { formula: 'SUM(X1:X9)' },
      ])
    })
}

const codesOf = (table: Table, field: Field) => table.pack.codes.get(field.codes ?? (field.type === 'region' ? 'REGIONS' : 'TOWNS'))
/** Codes by code, by name, by both; √ and × for 是 and 否. */
export const codeSpellings: Mangling = (table, random) => {
  for (const column of table.columns) {
    const { field } = column
    if (field === undefined || !isTrue(column)) continue
    if (field.type === 'yesNo') {
      const [yes, no] = random.pick<readonly [Cell, Cell]>([
        ['√', '×'],
        [true, false],
        ['是', '否'],
        ['有', '无'],
        [1, 0],
        ['Y', 'N'],
      ])
      column.cells = column.truth.map((value, row) => (value === '是' ? yes : value === '否' ? no : (column.cells[row] ?? null)))
    } else if (isCoded(field.type)) {
      const codes = codesOf(table, field)
      const style = random.pick(['code', 'both', 'number', 'spaced'] as const)
      column.cells = column.truth.map((value, row) => {
        const item = codes?.items.find(({ code }) => code === value)
        if (item === undefined || value === undefined) return column.cells[row] ?? null
        if (style === 'code') return value
        if (style === 'both') return value === item.label ? value : `${value} ${item.label}`
        if (style === 'number') return /^[1-9]\d{0,12}$/.test(value) ? Number(value) : value
        return ` ${String(shownText(column.cells[row] ?? null))}　`
      })
    }
  }
}
const shownText = (cell: Cell): string => String((typeof cell === 'object' && cell !== null ? cell.value : cell) ?? '')

/** Spaces, line breaks and full-width signs around words. */
export const untidyText: Mangling = (table, random) => {
  for (const column of table.columns) {
    if (column.field?.type !== 'text' && column.field?.type !== 'uscc') continue
    column.cells = column.cells.map((cell) => {
      if (typeof cell !== 'string' || !random.chance(0.5)) return cell
      if (column.field?.type === 'uscc')
        return random.pick([cell.toLowerCase(), ` ${cell}`, `${cell.slice(0, 8)} ${cell.slice(8)}`, wide(cell)])
      return random.pick([` ${cell}`, `${cell}　`, `${cell}\n`, `\t${cell}`])
    })
  }
}
/** A stroke for nothing. */
export const dashes: Mangling = (table, random) => {
  for (const column of table.columns) {
    if (!isTrue(column)) continue
    const dash = random.pick(['—', '-', '/', '－', '——'])
    column.cells = column.cells.map((cell, row) => (cell === null && column.truth[row] === undefined && random.chance(0.5) ? dash : cell))
  }
}

/** Rows next to each other with the same word in a column of keys, merged or written once. */
export const mergedKeys: Mangling = (table, random) => {
  const words = table.columns.filter(
    (column) =>
      isTrue(column) && column.field !== undefined && !isNumeric(column.field.type) && !table.form.naturalKey.includes(column.field.key),
  )
  const keys = table.columns.filter((column) => table.form.naturalKey.length > 1 && table.form.naturalKey[0] === column.field?.key)
  if (table.form.structure.kind !== 'ledger') return
  for (const column of [...keys, ...chosenShare(random, words, 0.08)].slice(0, 3)) {
    for (let row = 1; row < column.cells.length; row++)
      if (random.chance(0.6) && column.truth[row - 1] !== undefined) {
        column.truth[row] = column.truth[row - 1]
        column.cells[row] = column.cells[row - 1] ?? null
      }
    table.mergedDown.add(column)
  }
}
