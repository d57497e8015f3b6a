/** How cells look, as far as a person would notice: enough to tell that a style was lost, whatever it is called in the file. */
import { mapBook } from './book.ts'
import { parseTree, type XmlNode } from './xml-tree.ts'

const child = (node: XmlNode | undefined, name: string): XmlNode | undefined => node?.children.find((each) => each.name === name)
const isOn = (node: XmlNode | undefined): boolean => node !== undefined && !/^(?:0|false|none)$/.test(node.attributes.val ?? '1')
const colourOf = (node: XmlNode | undefined): string => {
  const { rgb, theme, indexed } = node?.attributes ?? {}
  // An automatic colour and black are written in several ways.
  if (rgb !== undefined) return `#${rgb.slice(-6).toLowerCase()}`
  return theme !== undefined ? `theme ${theme}` : indexed !== undefined && indexed !== '64' ? `indexed ${indexed}` : ''
}

const fontLook = (font: XmlNode | undefined): string =>
  [
    child(font, 'name')?.attributes.val,
    child(font, 'sz')?.attributes.val,
    isOn(child(font, 'b')),
    isOn(child(font, 'i')),
    isOn(child(font, 'u')),
    isOn(child(font, 'strike')),
    colourOf(child(font, 'color')),
  ].join(',')
const fillLook = (fill: XmlNode | undefined): string => {
  const pattern = child(fill, 'patternFill')
  const type = pattern?.attributes.patternType ?? 'none'
  return type === 'none' ? (child(fill, 'gradientFill') === undefined ? '' : 'gradient') : `${type} ${colourOf(child(pattern, 'fgColor'))}`
}
const borderLook = (border: XmlNode | undefined): string =>
  ['left', 'right', 'top', 'bottom'].map((side) => (child(border, side)?.attributes.style ?? 'none').replace('none', '')).join(',')
const alignmentLook = (xf: XmlNode): string => {
  const {
    horizontal = 'general',
    vertical = 'bottom',
    wrapText = '0',
    textRotation = '0',
    indent = '0',
  } = child(xf, 'alignment')?.attributes ?? {}
  return [horizontal, vertical, /^(?:1|true)$/.test(wrapText), textRotation, indent].join(',')
}

/** A word for how it looks, by sheet and cell. */
export function cellLooks(parts: ReadonlyMap<string, Buffer>): ReadonlyMap<string, string> {
  const { sheets, styles } = mapBook(parts)
  const sheet = styles === undefined || !parts.has(styles) ? undefined : parseTree(parts.get(styles) ?? Buffer.alloc(0))
  const list = (name: string) => child(sheet, name)?.children ?? []
  const formats = new Map(list('numFmts').map(({ attributes }) => [attributes.numFmtId, attributes.formatCode?.replaceAll('\\', '')]))
  const fonts = list('fonts').map(fontLook)
  const fills = list('fills').map(fillLook)
  const borders = list('borders').map(borderLook)
  const looks = list('cellXfs').map((xf) => {
    const { numFmtId = '0', fontId = '0', fillId = '0', borderId = '0' } = xf.attributes
    return [
      formats.get(numFmtId) ?? numFmtId,
      fonts[Number(fontId)],
      fills[Number(fillId)],
      borders[Number(borderId)],
      alignmentLook(xf),
    ].join(' | ')
  })
  const found = new Map<string, string>()
  for (const [name, part] of sheets) {
    const content = parts.get(part)
    const data = content === undefined ? undefined : child(parseTree(content), 'sheetData')
    for (const row of data?.children ?? [])
      for (const { attributes } of row.children) found.set(`${name}!${attributes.r}`, looks[Number(attributes.s ?? 0)] ?? '')
  }
  return found
}

/** Cells that do not look as before, cells that are gone among them where they looked like something. */
export function changedLooks(before: ReadonlyMap<string, Buffer>, after: ReadonlyMap<string, Buffer>): readonly string[] {
  const now = cellLooks(after)
  const plain = cellLooks(before)
  return [...plain].filter(([cell, look]) => now.get(cell) !== look).map(([cell]) => cell)
}
