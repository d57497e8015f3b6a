/** XML as a tree and the differences of two trees, for comparing what a program wrote with what was there. */
import { TextDecoder } from 'node:util'

export interface XmlNode {
  /** Without its prefix. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  /** Text directly inside; blank between elements counts for nothing. */
  readonly text: string
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decode = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex?: string, decimal?: string, name?: string) =>
    name === undefined ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) : (entities[name] ?? ''),
  )

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g

interface Growing {
  name: string
  attributes: Record<string, string>
  children: Growing[]
  text: string
}

/** @throws Error for what is no XML */
export function parseTree(bytes: Uint8Array): XmlNode {
  const wide = bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8'
  const source = new TextDecoder(wide).decode(bytes)
  const top: Growing = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  let at = 0
  for (const match of source.matchAll(token)) {
    if (match.index !== at) throw new Error(`no XML at ${at}: ${source.slice(at, at + 60)}`)
    at += match[0].length
    const [, cdata, closing, rawName, attributes = '', selfClosing, text] = match
    const inside = open.at(-1) ?? top
    if (cdata !== undefined) inside.text += cdata
    else if (text !== undefined) inside.text += decode(text)
    else if (rawName !== undefined) {
      const name = rawName.slice(rawName.indexOf(':') + 1)
      if (closing === '/') {
        if (inside.name !== name) throw new Error(`</${name}> closes <${inside.name}>`)
        open.pop()
        continue
      }
      const node: Growing = { name, attributes: {}, children: [], text: '' }
      for (const [, key = '', double, single] of attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
        node.attributes[key] = decode(double ?? single ?? '')
      inside.children.push(node)
      if (selfClosing !== '/') open.push(node)
    }
  }
  const [root] = top.children
  if (at !== source.length || open.length !== 1 || root === undefined) throw new Error('no XML')
  return root
}

/** One difference; `added` and `removed` are whole elements or attributes. */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered'
  /** `worksheet/sheetData/row[5]/c[B5]@s` */
  readonly path: string
  readonly from?: string
  readonly to?: string
}

/** Elements that are known by a name of their own; all others by their place among the elements of their name. */
const ownKey: Readonly<Record<string, string>> = {
  row: 'r',
  c: 'r',
  mergeCell: 'ref',
  Relationship: 'Id',
  Override: 'PartName',
  Default: 'Extension',
  sheet: 'name',
  comment: 'ref',
  shape: 'id',
}

const keyed = (node: XmlNode): Map<string, XmlNode> => {
  const counts = new Map<string, number>()
  return new Map(
    node.children.map((child) => {
      const own = child.attributes[ownKey[child.name] ?? '']
      const count = counts.get(child.name) ?? 0
      counts.set(child.name, count + 1)
      return [own === undefined ? (count === 0 ? child.name : `${child.name}#${count}`) : `${child.name}[${own}]`, child]
    }),
  )
}

export function differences(before: XmlNode, after: XmlNode, path = before.name): Difference[] {
  const found: Difference[] = []
  if (before.name !== after.name) return [{ kind: 'changed', path, from: before.name, to: after.name }]
  for (const name of new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])) {
    const from = before.attributes[name]
    const to = after.attributes[name]
    const at = `${path}@${name}`
    if (from === undefined) found.push({ kind: 'added', path: at, to: to ?? '' })
    else if (to === undefined) found.push({ kind: 'removed', path: at, from })
    else if (from !== to) found.push({ kind: 'changed', path: at, from, to })
  }
  const isBlank = (node: XmlNode) => node.children.length > 0 && node.text.trim() === ''
  if (before.text !== after.text && !(isBlank(before) && isBlank(after)))
    found.push({ kind: 'changed', path: `${path}/text()`, from: before.text, to: after.text })
  const old = keyed(before)
  const now = keyed(after)
  for (const [key, child] of old) {
    const other = now.get(key)
    if (other === undefined) found.push({ kind: 'removed', path: `${path}/${key}` })
    else found.push(...differences(child, other, `${path}/${key}`))
  }
  for (const key of now.keys()) if (!old.has(key)) found.push({ kind: 'added', path: `${path}/${key}` })
  const common = [...old.keys()].filter((key) => now.has(key))
  if ([...now.keys()].filter((key) => old.has(key)).some((key, index) => key !== common[index])) found.push({ kind: 'reordered', path })
  return found
}
