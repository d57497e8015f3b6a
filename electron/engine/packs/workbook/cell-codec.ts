/** Values of the pack to the text of one cell and back. `decodeCell(encodeCell(value))` is always the value. */
import { isDeepStrictEqual } from 'node:util'
import { choiceLabel, choiceOf, propertyLabel, propertyOf, workbookText, workbookWords } from '../../../../shared/text/pack-workbook.ts'
import { cut, NotationError, objectOf, quote, split, type Token, tokenOf, unquoted } from './notation.ts'
import type { Property, Shape } from './schema-shape.ts'

/** Lists of texts longer than this are prose: one a line, so that their commas stay what they are. */
const prose = 200
const { none, empty } = workbookWords

const isLeaf = (shape: Shape): boolean => shape.kind === 'text' || shape.kind === 'mixed'
const isRow = (shape: Shape): boolean => shape.kind === 'map' || shape.kind === 'object'
const isRows = (shape: Shape): boolean => shape.kind === 'list' && isRow(shape.item)
/** How many names stand before each row: 0 = none, undefined = no rows at all. */
const tagsOf = (shape: Shape): number | undefined => {
  if (isRows(shape)) return 0
  const inner = shape.kind === 'map' ? tagsOf(shape.value) : undefined
  return inner === undefined ? undefined : inner + 1
}

const plainNumber = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/
const readNumber = (text: string): unknown => {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '')
  return plainNumber.test(plain) ? Number(plain) : text
}
const readBoolean = (text: string): unknown => {
  const plain = text.normalize('NFKC').toLowerCase()
  return workbookWords.yes.includes(plain) ? true : workbookWords.no.includes(plain) ? false : text
}

/** Of the ways a typed text may be meant, the first that the schema takes; as typed when it takes none. */
const readText = (shape: Extract<Shape, { kind: 'text' }>, text: string): string => {
  const plain = text.normalize('NFKC').trim()
  const month = /^(\d{4})-(\d{2})-01(?:T.*)?$/.exec(plain)
  const isTaken = (reading: string): boolean => shape.schema.safeParse(reading).success
  return [text, plain, ...(month === null ? [] : [`${month[1]}-${month[2]}`])].find(isTaken) ?? text
}

/** The value of a text that stands in no quotes. */
const readBare = (shape: Shape, text: string, path: string): unknown => {
  switch (shape.kind) {
    case 'text':
      return readText(shape, text)
    case 'number':
      return readNumber(text)
    case 'boolean':
      return readBoolean(text)
    case 'choice':
      return choiceOf(path, text, shape.values) ?? text
    case 'mixed': {
      if (shape.list && /^[[【].*[\]】]$/s.test(text)) return bracketed(text)
      const flag = shape.boolean ? readBoolean(text) : text
      return flag === text && shape.number ? readNumber(text) : flag
    }
    case 'list':
      return isRows(shape) ? readRows(shape.item, text, path) : readList(shape.item, text, path)
    case 'map':
      return tagsOf(shape) === undefined ? readMap(shape, text, path) : readTagged(shape, text, path)
    case 'object':
      return readMap(shape, text, path)
    case 'other':
      return readJson(text)
  }
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const decodeToken = (shape: Shape, token: Token, path: string): unknown =>
  token.quoted && isLeaf(shape) ? token.text : readBare(shape, token.text, path)

const bracketed = (text: string): string[] => split(text.slice(1, -1), /[、\n\r]/).map((piece) => tokenOf(piece).text)

const readList = (item: Shape, text: string, path: string): unknown[] => {
  if (text.trim() === none) return []
  const isProse = item.kind === 'text' && (item.longest ?? 0) > prose
  return split(text, isProse ? /[\n\r]/ : /[、\n\r]/).flatMap((piece) => {
    const token = tokenOf(piece)
    const value = decodeToken(item, token, path)
    return token.quoted ? [value] : (commaSeparated(item, token.text, path) ?? [value])
  })
}

/** People also write commas between codes and names of fields; taken so only where the text as a whole would be wrong. */
const commaSeparated = (item: Shape, text: string, path: string): unknown[] | undefined => {
  const fits = (piece: string): boolean =>
    item.kind === 'text'
      ? item.schema.safeParse(readText(item, piece)).success
      : item.kind === 'choice'
        ? choiceOf(path, piece, item.values) !== undefined
        : true
  if (fits(text)) return undefined
  const pieces = text.split(/[,，;；\s]+/).filter((piece) => piece !== '')
  return pieces.length > 1 && pieces.every(fits) ? pieces.map((piece) => readBare(item, piece, path)) : undefined
}

const propertyNamed = (shape: Shape, path: string, name: string): Property | undefined =>
  shape.kind !== 'object' ? undefined : shape.properties.find(({ key }) => key === propertyOf(path, name, shape.properties))

const readMap = (shape: Shape, text: string, path: string): Record<string, unknown> => {
  if (text.trim() === empty) return {}
  const entries = split(text, /[；;\n\r]/, /[=＝[【、]/).map((piece): readonly [string, unknown] => {
    const sides = cut(piece, /[=＝]/)
    if (sides === undefined) throw new NotationError(workbookText.notPair(piece.trim()))
    const name = tokenOf(sides[0]).text
    const value = tokenOf(sides[1])
    if (shape.kind === 'map') return [name, decodeToken(shape.value, value, `${path}.*`)]
    const property = propertyNamed(shape, path, name)
    return property === undefined ? [name, value.text] : [property.key, decodeToken(property.shape, value, `${path}.${property.key}`)]
  })
  return objectOf(entries)
}

const readRows = (item: Shape, text: string, path: string): unknown[] =>
  text.trim() === none ? [] : split(text, /[\n\r]/, /[=＝；;[【、]/).map((line) => readMap(item, line, path))

/** Lines of `名：行`, or `名：名：行`, gathered by their names. */
const readTagged = (shape: Shape, text: string, path: string): Record<string, unknown> => {
  const top = new Map<string, unknown>()
  if (text.trim() === empty) return {}
  for (const line of split(text, /[\n\r]/, /[=＝；;：:[【、]/)) {
    let rest = line
    let inner = shape
    let into = top
    while (inner.kind === 'map' && tagsOf(inner) !== undefined) {
      const sides = cut(rest, /[：:]/)
      if (sides === undefined) throw new NotationError(workbookText.notTagged(line.trim()))
      const name = tokenOf(sides[0]).text
      rest = sides[1]
      inner = inner.value
      const known = into.get(name)
      if (inner.kind === 'list') {
        const { item } = inner
        const rows = Array.isArray(known) ? known : []
        into.set(name, rest.trim() === none ? rows : [...rows, readMap(item, rest.trim(), path)])
        break
      }
      const next: Map<string, unknown> = known instanceof Map ? known : new Map()
      into.set(name, next)
      if (rest.trim() === empty) break
      into = next
    }
  }
  return plainOf(top)
}
const plainOf = (map: ReadonlyMap<string, unknown>): Record<string, unknown> =>
  objectOf([...map].map(([key, value]) => [key, value instanceof Map ? plainOf(value) : value]))

/** The value of a cell's text. @throws NotationError */
export const decodeCell = (shape: Shape, text: string, path: string): unknown => {
  const token = tokenOf(text)
  return isLeaf(shape) ? decodeToken(shape, token, path) : readBare(shape, text.trim(), path)
}

/** Inside brackets everything is quoted that could end the list or the value around it. */
const bracketSpecial = /[、；;=＝：:[\]【】\n\r]/

const bareOf = (shape: Shape, value: unknown, path: string): string => {
  if (typeof value === 'string') return shape.kind === 'choice' ? choiceLabel(path, value) : value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  switch (shape.kind) {
    case 'mixed': {
      const items = value as readonly string[] // the only thing left that a mixed value may be
      return `[${items.map((item) => (bracketSpecial.test(item) || mustBeQuoted(item) ? quote(item) : item)).join('、')}]`
    }
    case 'list': {
      const items = value as readonly unknown[] // what a list shape is made for
      if (items.length === 0) return none
      if (isRows(shape)) return items.map((row) => writeRow(shape.item, row, path)).join('\n')
      const isProse = shape.item.kind === 'text' && (shape.item.longest ?? 0) > prose
      return items.map((item) => encodeToken(shape.item, item, isProse ? /[\n\r]/ : /[、\n\r]/, path)).join(isProse ? '\n' : '、')
    }
    case 'map':
      return tagsOf(shape) === undefined ? writeRow(shape, value, path) : writeTagged(shape, value, '', path).join('\n')
    case 'object':
      return writeRow(shape, value, path)
    default:
      return JSON.stringify(value)
  }
}

const nameSpecial = /[=＝；;：:\n\r]/
const writeName = (name: string): string => (nameSpecial.test(name) || mustBeQuoted(name) ? quote(name) : name)
const mustBeQuoted = (text: string): boolean => text === '' || text !== text.trim() || text.includes('"') || text === none || text === empty

const writeRow = (shape: Shape, value: unknown, path: string): string => {
  const entries = Object.entries(value as object).filter(([, part]) => part !== undefined) // what a row shape is made for
  if (entries.length === 0) return empty
  return entries
    .map(([key, part]) => {
      const property = shape.kind === 'object' ? shape.properties.find((known) => known.key === key) : undefined
      const inner: Shape = shape.kind === 'map' ? shape.value : (property?.shape ?? { kind: 'other' })
      const below = shape.kind === 'map' ? `${path}.*` : `${path}.${key}`
      const name = shape.kind === 'object' ? propertyLabel(path, key) : key
      return `${writeName(name)}=${encodeToken(inner, part, /[；;\n\r]/, below)}`
    })
    .join('；')
}

const writeTagged = (shape: Shape, value: unknown, before: string, path: string): string[] => {
  if (shape.kind === 'list') {
    const rows = value as readonly unknown[] // what a list shape is made for
    return rows.length === 0 ? [before + none] : rows.map((row) => before + writeRow(shape.item, row, path))
  }
  const entries = Object.entries(value as object) // what a map shape is made for
  if (entries.length === 0) return [before + empty]
  return entries.flatMap(([name, inner]) =>
    shape.kind === 'map' ? writeTagged(shape.value, inner, `${before}${writeName(name)}：`, path) : [],
  )
}

/** Text of a value among others in one cell: in quotes where it would be read as something else. */
const encodeToken = (shape: Shape, value: unknown, special: RegExp, path: string): string => {
  const bare = bareOf(shape, value, path)
  if (shape.kind === 'mixed' && Array.isArray(value)) return bare
  const isSafe = !special.test(bare) && !mustBeQuoted(bare)
  return isSafe && isDeepStrictEqual(decodeToken(shape, { text: bare, quoted: false }, path), value) ? bare : quote(bare)
}

/** The text of a cell that holds the value alone. */
export const encodeCell = (shape: Shape, value: unknown, path: string): string => {
  const bare = bareOf(shape, value, path)
  if (!isLeaf(shape) || typeof value !== 'string') return bare
  const isSafe = bare !== '' && bare === bare.trim() && unquoted(bare) === undefined && decodeCell(shape, bare, path) === value
  return isSafe ? bare : quote(bare)
}
