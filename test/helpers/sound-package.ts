/** What a spreadsheet program asks of a package before it opens it without a word. */
import { mapBook, relationships } from './round-trip/book.ts'
import { parseTree, type XmlNode } from './round-trip/xml-tree.ts'

const worksheetOrder = [
  ...['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'sheetCalcPr', 'sheetProtection', 'protectedRanges'],
  ...['scenarios', 'autoFilter', 'sortState', 'dataConsolidate', 'customSheetViews', 'mergeCells', 'phoneticPr', 'conditionalFormatting'],
  ...['dataValidations', 'hyperlinks', 'printOptions', 'pageMargins', 'pageSetup', 'headerFooter', 'rowBreaks', 'colBreaks'],
  ...[
    'customProperties',
    'cellWatches',
    'ignoredErrors',
    'smartTags',
    'drawing',
    'legacyDrawing',
    'legacyDrawingHF',
    'drawingHF',
    'picture',
  ],
  ...['oleObjects', 'controls', 'webPublishItems', 'tableParts', 'extLst'],
]
const stylesOrder = [
  'numFmts',
  'fonts',
  'fills',
  'borders',
  'cellStyleXfs',
  'cellXfs',
  'cellStyles',
  'dxfs',
  'tableStyles',
  'colors',
  'extLst',
]

const inOrder = (root: XmlNode, order: readonly string[]): boolean => {
  const places = root.children.map(({ name }) => order.indexOf(name)).filter((place) => place >= 0)
  return places.every((place, at) => at === 0 || place >= (places[at - 1] ?? 0))
}
const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined => node?.children.find((child) => child.name === name)
const columnOf = (address: string): number =>
  [...address.replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** Faults in words; none for a sound package. */
export function packageFaults(parts: ReadonlyMap<string, Buffer>): string[] {
  const faults: string[] = []
  const need = (isTrue: boolean, fault: string): void => {
    if (!isTrue) faults.push(fault)
  }
  const trees = new Map([...parts].flatMap(([name, bytes]) => (/\.(xml|rels)$/i.test(name) ? [[name, parseTree(bytes)] as const] : [])))
  const types = trees.get('[Content_Types].xml')?.children ?? []
  const typed = new Set(types.map(({ attributes }) => (attributes.PartName ?? `.${attributes.Extension}`).toLowerCase()))
  need(typed.size === types.length, 'a content type given twice')
  for (const name of parts.keys()) {
    const ending = name.slice(name.lastIndexOf('.')).toLowerCase()
    need(name === '[Content_Types].xml' || typed.has(`/${name}`.toLowerCase()) || typed.has(ending), `${name} has no content type`)
    if (name.endsWith('.rels')) continue
    const ids = relationships(parts, name).map(({ id }) => id)
    need(new Set(ids).size === ids.length, `${name} has two relationships of one id`)
  }
  const book = mapBook(parts)
  const sheets = childOf(trees.get(book.workbook), 'sheets')?.children ?? []
  for (const attribute of ['name', 'sheetId'] as const) {
    const given = sheets.map(({ attributes }) => (attributes[attribute] ?? '').toLowerCase())
    need(new Set(given).size === given.length, `two sheets of one ${attribute}`)
  }
  need(book.sheets.size === sheets.length, 'a sheet without a part')
  const styles = book.styles === undefined ? undefined : trees.get(book.styles)
  if (styles !== undefined) need(inOrder(styles, stylesOrder), 'styles out of order')
  for (const collection of ['fonts', 'fills', 'borders', 'cellXfs']) {
    const node = childOf(styles, collection)
    if (node?.attributes.count !== undefined) need(Number(node.attributes.count) === node.children.length, `${collection} count wrongly`)
  }
  const sizes = { fontId: 'fonts', fillId: 'fills', borderId: 'borders' } as const
  const xfs = childOf(styles, 'cellXfs')?.children ?? []
  for (const [attribute, collection] of Object.entries(sizes))
    for (const { attributes } of xfs) {
      const size = childOf(styles, collection)?.children.length
      if (size !== undefined && attributes[attribute] !== undefined)
        need(Number(attributes[attribute]) < size, `a style without its ${collection}`)
    }
  for (const part of book.sheets.values()) {
    const tree = trees.get(part)
    if (tree?.name !== 'worksheet') continue
    need(inOrder(tree, worksheetOrder), `${part} out of order`)
    let lastRow = 0
    for (const row of childOf(tree, 'sheetData')?.children ?? []) {
      const number = Number(row.attributes.r ?? lastRow + 1)
      need(number > lastRow, `${part}: row ${number} after ${lastRow}`)
      lastRow = number
      let lastColumn = 0
      for (const { attributes } of row.children) {
        const column = attributes.r === undefined ? lastColumn + 1 : columnOf(attributes.r)
        need(column > lastColumn, `${part}: ${attributes.r} out of order`)
        need(attributes.s === undefined || Number(attributes.s) < Math.max(1, xfs.length), `${part}: ${attributes.r} without its style`)
        lastColumn = column
      }
    }
    faults.push(...commentFaults(parts, trees, part, tree))
  }
  return faults
}

/** Every comment has an author and one box, and the sheet leads to the boxes. */
const commentFaults = (parts: ReadonlyMap<string, Buffer>, trees: ReadonlyMap<string, XmlNode>, part: string, tree: XmlNode): string[] => {
  const links = relationships(parts, part)
  const comments = trees.get(links.find(({ type }) => type === 'comments')?.target ?? '')
  if (comments === undefined) return []
  const faults: string[] = []
  const drawing = Object.entries(childOf(tree, 'legacyDrawing')?.attributes ?? {}).find(([name]) => name.endsWith(':id'))?.[1]
  const boxes = parts.get(links.find(({ id }) => id === drawing)?.target ?? '')?.toString() ?? ''
  const shapeIds = [...boxes.matchAll(/<v:(?!shapetype)\w+\s[^>]*?\bid=["']([^"']+)["']/g)].map(([, id]) => id)
  if (new Set(shapeIds).size !== shapeIds.length) faults.push(`${part}: two shapes of one id`)
  const authors = childOf(comments, 'authors')?.children.length ?? 0
  const seen = new Set<string>()
  for (const { attributes } of childOf(comments, 'commentList')?.children ?? []) {
    const ref = attributes.ref ?? ''
    if (seen.has(ref)) faults.push(`${part}: two comments on ${ref}`)
    seen.add(ref)
    if (Number(attributes.authorId) >= authors) faults.push(`${part}: the comment on ${ref} has no author`)
    const box = `<x:Row>\\s*${Number(/\d+$/.exec(ref)?.[0]) - 1}\\s*</x:Row>\\s*<x:Column>\\s*${columnOf(ref) - 1}\\s*</x:Column>`
    if ((boxes.match(new RegExp(box, 'g')) ?? []).length !== 1) faults.push(`${part}: the comment on ${ref} has not one box`)
  }
  return faults
}
