/** Gives all cells, rows and columns of certain styles other ones. */
import { tagWith } from '../tag-text.ts'
import { scanTags, TextEdits } from '../xml-scan.ts'
import type { Restyle } from './colour-cells.ts'

const styleAttributes: ReadonlyMap<string, string> = new Map([
  ['c', 's'],
  ['row', 's'],
  ['col', 'style'],
])

/** @returns undefined when nothing of the sheet has such a style */
export function restyleSheet(source: string, restyle: Restyle): string | undefined {
  const edits = new TextEdits()
  const known = new Map<string, number | undefined>()
  let isChanged = false
  scanTags(source, {
    wantsText: false,
    open(tag) {
      const attribute = styleAttributes.get(tag.name)
      const style = attribute === undefined ? undefined : tag.attribute(attribute)
      if (attribute === undefined || style === undefined) return
      if (!known.has(style)) known.set(style, restyle(Number(style)))
      const other = known.get(style)
      if (other === undefined) return
      isChanged = true
      edits.replace(tag.start, tag.end, tagWith(source, tag, { [attribute]: String(other) }))
    },
    close() {},
    text() {},
  })
  return isChanged ? edits.apply(source) : undefined
}
