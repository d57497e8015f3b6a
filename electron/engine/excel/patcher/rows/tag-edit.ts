/** Changes attributes and contents of elements where they stand, leaving every other character. */
import { type OpenTag, scanXml, TextEdits } from '../xml-scan.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A formula or an address as element content or in double quotes. */
export const plainXml = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? character)

const patterns = new Map<string, RegExp>()
/** The names are those of our own tables. */
const attributePattern = (name: string): RegExp => {
  const known = patterns.get(name)
  if (known !== undefined) return known
  const pattern = new RegExp(String.raw`(\s${name}\s*=\s*)("[^"]*"|'[^']*')`)
  patterns.set(name, pattern)
  return pattern
}

export interface Leaf {
  readonly tag: OpenTag
  readonly text: string
  /** Offsets of the content. */
  readonly start: number
  readonly end: number
}

/** What happens to the elements of one part. */
export interface PartChanges {
  /** New values of attributes, by name; the same value leaves the attribute alone. */
  attributes?(tag: OpenTag, parents: readonly string[]): Readonly<Record<string, string>> | undefined
  /** New content of an element that holds only text. */
  content?(leaf: Leaf, parents: readonly string[]): string | undefined
}

/** The part with these changes; the very same text when nothing changes. */
export function changePart(source: string, changes: PartChanges): string {
  const edits = new TextEdits()
  const parents: string[] = []
  let leaf: { tag: OpenTag; text: string } | undefined
  scanXml(source, {
    open(tag) {
      const wanted = changes.attributes?.(tag, parents)
      if (wanted !== undefined) editAttributes(source, tag, wanted, edits)
      parents.push(tag.name)
      leaf = { tag, text: '' }
    },
    text(text) {
      if (leaf !== undefined) leaf.text += text
    },
    close(name, start) {
      parents.pop()
      if (leaf?.tag.name === name && leaf.text !== '' && changes.content !== undefined) {
        const changed = changes.content({ ...leaf, start: leaf.tag.end, end: start }, parents)
        if (changed !== undefined && changed !== leaf.text) edits.replace(leaf.tag.end, start, plainXml(changed))
      }
      leaf = undefined
    },
  })
  return edits.apply(source)
}

/** Puts new values into an opening tag. */
export function editAttributes(source: string, tag: OpenTag, wanted: Readonly<Record<string, string>>, edits: TextEdits): void {
  const text = source.slice(tag.start, tag.end)
  for (const [name, value] of Object.entries(wanted)) {
    if (tag.attributes[name] === value) continue
    const match = attributePattern(name).exec(text)
    if (match === null) continue
    const start = tag.start + match.index + (match[1]?.length ?? 0)
    edits.replace(start, start + (match[2]?.length ?? 0), `"${plainXml(value)}"`)
  }
}
