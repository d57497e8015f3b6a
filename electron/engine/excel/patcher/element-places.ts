/** Where elements stand in an XML part, and how a new one is put among them. */
import { openedTag, tagWith } from './tag-text.ts'
import { type OpenTag, scanXml, type TextEdits } from './xml-scan.ts'

/** An element with its places: from `start` to `end` as a whole, its content from `contentStart` to `contentEnd`. */
export interface ElementPlace {
  readonly tag: OpenTag
  readonly contentEnd: number
  readonly end: number
}

/** The root of a part, its children, and the children of those that are asked for. */
export interface PartOutline {
  readonly root: ElementPlace
  readonly children: readonly ElementPlace[]
  /** Children of the children named in `inside`, by that name. */
  readonly inside: ReadonlyMap<string, readonly ElementPlace[]>
}

/** @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE as `scanXml` does; RangeError never: a part has a root or is no XML */
export function outlinePart(text: string, inside: readonly string[] = []): PartOutline {
  const stack: OpenTag[] = []
  const children: ElementPlace[] = []
  const found = new Map<string, ElementPlace[]>(inside.map((name) => [name, []]))
  let root: ElementPlace | undefined
  scanXml(text, {
    open: (tag) => void stack.push(tag),
    close(_name, start, end) {
      const tag = stack.pop()
      if (tag === undefined) return
      const place: ElementPlace = { tag, contentEnd: tag.selfClosing ? tag.end : start, end }
      if (stack.length === 0) root = place
      else if (stack.length === 1) children.push(place)
      else if (stack.length === 2) found.get(stack[1]?.name ?? '')?.push(place)
    },
  })
  if (root === undefined) throw new RangeError('a part without a root')
  return { root, children, inside: found }
}

/** Puts text at the end of an element, which is opened when it closed itself; `attributes` are set on its tag. */
export function appendInside(
  text: string,
  edits: TextEdits,
  { tag, contentEnd }: ElementPlace,
  added: string,
  attributes: Readonly<Record<string, string>> = {},
): void {
  const head = tagWith(text, tag, attributes)
  if (tag.selfClosing) edits.replace(tag.start, tag.end, `${openedTag(head)}${added}</${tag.prefix}${tag.name}>`)
  else {
    if (Object.keys(attributes).length > 0) edits.replace(tag.start, tag.end, head)
    edits.insert(contentEnd, added)
  }
}

/** Puts text at the end of the root. */
export function addToParent(text: string, edits: TextEdits, added: (prefix: string) => string): void {
  const { root } = outlinePart(text)
  appendInside(text, edits, root, added(root.tag.prefix))
}

/**
 * Where a child of the root belongs: behind the last of those that stand before it by the schema.
 * @param order names in the order of the schema
 */
export function placeInOrder({ root, children }: PartOutline, name: string, order: readonly string[]): number {
  const before = new Set(order.slice(0, order.indexOf(name)))
  return children.findLast(({ tag }) => before.has(tag.name))?.end ?? root.tag.end
}
