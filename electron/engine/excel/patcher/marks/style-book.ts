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
  /** Colour of the plain fill of a style that the file had, as `AARRGGBB`. */
  fillColour(style: number): string | undefined
  /** Writes what was added. */
  write(): Promise<void>
}

/** Opens the styles of a workbook; one that has none gets a part for them when something is added. */
export async function openStyles(editor: PackageEditor, map: WorkbookMap): Promise<StyleBook> {
  const known = (await relationshipsOf(editor, map.workbook)).find(({ type, target }) => type === 'styles' && editor.has(target))?.target
  const dialect = dialectOf(map)
  const source = known === undefined ? `${xmlHead}<styleSheet xmlns="${dialect.main}">${baseStyles}</styleSheet>` : await editor.text(known)
  const outline = outlinePart(source, collections)
  const own = new Map<Collection, string[]>()
  const numbers = new Map<string, number>()
  const present = (collection: Collection): readonly ElementPlace[] => outline.inside.get(collection) ?? []
  const addedTo = (collection: Collection): string[] => {
    const list = own.get(collection) ?? (present(collection).length === 0 ? [...basics[collection]] : [])
    own.set(collection, list)
    return list
  }
  const put = (collection: Collection, xml: string): number => {
    const key = `${collection} ${xml}`
    const number = numbers.get(key)
    if (number !== undefined) return number
    const list = addedTo(collection)
    list.push(xml)
    const next = present(collection).length + list.length - 1
    numbers.set(key, next)
    return next
  }
  return {
    add: put,
    addStyle: (xml) => put('cellXfs', xml),
    refilled(base, fill) {
      if (present('cellXfs').length + addedTo('cellXfs').length >= mostStyles) return undefined
      // A number that the file does not have means the first style, as spreadsheet programs take it.
      const place = present('cellXfs')[base] ?? present('cellXfs')[0]
      const attributes = { fillId: String(fill), applyFill: '1' }
      if (place === undefined) return put('cellXfs', `<xf numFmtId="0" fontId="0" borderId="0" fillId="${fill}" applyFill="1"/>`)
      const copy = tagWith(source, place.tag, attributes) + source.slice(place.tag.end, place.end)
      return put('cellXfs', withoutPrefix(copy, outline.root.tag.prefix))
    },
    fillColour(style) {
      const fill = present('fills')[Number(present('cellXfs')[style]?.tag.attributes.fillId ?? -1)]
      return fill === undefined ? undefined : /fgColor\b[^<>]*\brgb\s*=\s*["'](\w{8})["']/.exec(source.slice(fill.tag.start, fill.end))?.[1]
    },
    async write() {
      if (own.size === 0) return
      if (known === undefined) for (const collection of collections) addedTo(collection)
      const part = known ?? (await newPart(editor, map, dialect.relationships))
      editor.set(part, written(source, outline, own))
    },
  }
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
