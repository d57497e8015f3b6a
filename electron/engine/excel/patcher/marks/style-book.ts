/** Adds cell styles to a workbook; those it has keep their numbers and their looks. */
import { appendInside, type ElementPlace, outlinePart, type PartOutline, placeInOrder } from '../element-places.ts'
import { addContentType, addRelationship, dialectOf, folderOf, freePart, xmlHead } from '../new-parts.ts'
import type { PackageEditor } from '../package-editor.ts'
import { tagWith } from '../tag-text.ts'
import { relationshipsOf, type WorkbookMap } from '../workbook-map.ts'
import { TextEdits } from '../xml-scan.ts'

/** Children of `styleSheet` in the order of the schema. */
const order = ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs', 'cellStyles', 'dxfs', 'tableStyles', 'colors', 'extLst']
const collections = ['fonts', 'fills', 'borders', 'cellXfs'] as const
type Collection = (typeof collections)[number]

/** What must stand in a collection that a file does not have, before anything is added to it. */
const basics: Readonly<Record<Collection, readonly string[]>> = {
  fonts: ['<font><sz val="11"/></font>'],
  fills: ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'],
  borders: ['<border><left/><right/><top/><bottom/><diagonal/></border>'],
  cellXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
}

const baseStyles = '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'

/** Excel opens no workbook with more. */
const mostStyles = 65_000

export interface StyleBook {
  /** Number of a font, fill or border as XML without prefixes. */
  add(collection: 'fonts' | 'fills' | 'borders', xml: string): number
  /** Number of a cell style of its own, as XML without prefixes. */
  addStyle(xml: string): number
  /** Number of a style that is like `base` but for the fill. Undefined when the workbook can hold no more styles. */
  refilled(base: number, fill: number): number | undefined
  /** Number of the fill of a style. */
  fillOf(style: number): number
  /** A fill as XML without prefixes. */
  fillXml(fill: number): string
  /** Colours of the plain fills the file has, as `AARRGGBB`. */
  fillColours(): ReadonlySet<string>
  /** Writes what was added. */
  write(): Promise<void>
}

/** Opens the styles of a workbook; one that has none gets a part for them when something is added. */
export async function openStyles(editor: PackageEditor, map: WorkbookMap): Promise<StyleBook> {
  const stylesPart = (await relationshipsOf(editor, map.workbook)).find(
    ({ type, target }) => type === 'styles' && editor.has(target),
  )?.target
  const dialect = dialectOf(map)
  const source =
    stylesPart === undefined ? `${xmlHead}<styleSheet xmlns="${dialect.main}">${baseStyles}</styleSheet>` : await editor.text(stylesPart)
  const outline = outlinePart(source, collections)
  const own = new Map<Collection, string[]>()
  const present = (collection: Collection): readonly ElementPlace[] => outline.inside.get(collection) ?? []
  const addedTo = (collection: Collection): string[] => {
    const list = own.get(collection) ?? (present(collection).length === 0 ? [...basics[collection]] : [])
    own.set(collection, list)
    return list
  }
  const xmlOf = (collection: Collection, number: number): string | undefined => {
    const place = present(collection)[number]
    if (place === undefined) return own.get(collection)?.[number - present(collection).length]
    return withoutPrefix(source.slice(place.tag.start, place.end), outline.root.tag.prefix)
  }
  const numbers = new Map<Collection, Map<string, number>>()
  /** Numbers by what is written there; of those that are alike the first. */
  const numbersIn = (collection: Collection): Map<string, number> => {
    const known = numbers.get(collection)
    if (known !== undefined) return known
    const there = [...present(collection).keys()].toReversed()
    const all = new Map(there.map((number) => [xmlOf(collection, number) ?? '', number]))
    numbers.set(collection, all)
    return all
  }
  const put = (collection: Collection, xml: string): number => {
    const number = numbersIn(collection).get(xml)
    if (number !== undefined) return number
    const list = addedTo(collection)
    list.push(xml)
    const next = present(collection).length + list.length - 1
    numbersIn(collection).set(xml, next)
    return next
  }
  /** Styles of the file by what they mean; made when one of them may be meant. */
  let meanings: ReadonlyMap<string, number> | undefined
  const styleMeaning = (xml: string): number | undefined => {
    meanings ??= new Map([...present('cellXfs').keys()].toReversed().map((style) => [meaning(xmlOf('cellXfs', style) ?? ''), style]))
    return meanings.get(meaning(xml))
  }
  // A number that the file does not have means the first style, as spreadsheet programs take it.
  const styleXml = (style: number): string => xmlOf('cellXfs', style) ?? xmlOf('cellXfs', 0) ?? ''
  return {
    add: put,
    addStyle: (xml) => put('cellXfs', xml),
    refilled(base, fill) {
      const attributes = { fillId: String(fill), applyFill: '1' }
      const xml = styleXml(base) || basics.cellXfs.join('')
      const refilled = tagWith(xml, { start: 0, end: xml.indexOf('>') + 1 }, attributes) + xml.slice(xml.indexOf('>') + 1)
      // A style of the file may be meant, unless the fill is a new one.
      const like = fill < present('fills').length ? styleMeaning(refilled) : undefined
      if (like !== undefined) return like
      if (present('cellXfs').length + addedTo('cellXfs').length >= mostStyles) return undefined
      return put('cellXfs', refilled)
    },
    fillOf: (style) => Number(/^<[^<>]*?\sfillId\s*=\s*["'](\d+)["']/.exec(styleXml(style))?.[1] ?? 0),
    fillXml: (fill) => xmlOf('fills', fill) ?? basics.fills[fill] ?? '',
    fillColours: () => new Set(present('fills').flatMap((_, fill) => plainColour(xmlOf('fills', fill) ?? '') ?? [])),
    async write() {
      if ([...own.values()].every(({ length }) => length === 0)) return
      if (stylesPart === undefined) for (const collection of collections) addedTo(collection)
      const part = stylesPart ?? (await newPart(editor, map, dialect.relationships))
      editor.set(part, written(source, outline, own))
    },
  }
}

/** Colour of a plain fill, as `AARRGGBB`. */
export const plainColour = (fill: string): string | undefined => /fgColor\b[^<>]*\brgb\s*=\s*["'](\w{8})["']/.exec(fill)?.[1]?.toUpperCase()

/** What is said, however it is written: attributes in any order; that a fill is used follows from its number. */
const meaning = (xml: string): string => {
  const end = xml.indexOf('>')
  const attributes = [...xml.slice(0, end).matchAll(/\s([\w:]+)\s*=\s*("[^"]*"|'[^']*')/g)]
  const said = attributes.flatMap(([, name, value = '']) => (name === 'applyFill' ? [] : [`${name}=${value.slice(1, -1)}`]))
  return `${said.sort().join(' ')}>${xml.slice(end + 1)}`
}

/** Everything is kept without the root's prefix until it is written, so that what is alike is found. */
const withoutPrefix = (xml: string, prefix: string): string =>
  prefix === '' ? xml : xml.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</')
const withPrefix = (xml: string, prefix: string): string => (prefix === '' ? xml : xml.replace(/<(\/?)(?=[A-Za-z])/g, `<$1${prefix}`))

const written = (source: string, outline: PartOutline, own: ReadonlyMap<Collection, readonly string[]>): string => {
  const { prefix } = outline.root.tag
  const edits = new TextEdits()
  const missing: string[] = []
  for (const collection of collections) {
    const added = own.get(collection)
    if (added === undefined || added.length === 0) continue
    const place = outline.children.find(({ tag }) => tag.name === collection)
    const xml = added.map((element) => withPrefix(element, prefix)).join('')
    const count = String((outline.inside.get(collection) ?? []).length + added.length)
    if (place !== undefined) appendInside(source, edits, place, xml, { count })
    else {
      const element = `<${prefix}${collection} count="${count}">${xml}</${prefix}${collection}>`
      if (outline.root.tag.selfClosing) missing.push(element)
      else edits.insert(placeInOrder(outline, collection, order), element)
    }
  }
  if (missing.length > 0) appendInside(source, edits, outline.root, missing.join(''))
  return edits.apply(source)
}

const newPart = async (editor: PackageEditor, map: WorkbookMap, relationships: string): Promise<string> => {
  const part = freePart(editor, (number) => `${folderOf(map.workbook)}styles${number === 1 ? '' : number}.xml`)
  editor.set(part, '')
  await addContentType(editor, part, 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml')
  await addRelationship(editor, map.workbook, `${relationships}/styles`, part)
  return part
}
