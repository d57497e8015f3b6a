/** The printed header of a blank form as a tree of labels. */
import { headingUnit, requiredMark, unitBehind, unitForEach } from '../../../../shared/text/form-draft-words.ts'
import type { SheetView } from '../../excel/recognise/sheet-view.ts'
import { isUnit } from '../../excel/recognise/units.ts'
import type { TableParts } from './table-parts.ts'

export interface DraftLeaf {
  readonly kind: 'leaf'
  readonly label: string
  readonly unit: string | undefined
  readonly isRequired: boolean
  /** 0-based; several when the heading is merged over them. */
  readonly first: number
  readonly last: number
}
export interface DraftGroup {
  readonly kind: 'group'
  readonly label: string
  readonly children: readonly DraftNode[]
  /** Two groups of one name stood side by side. */
  readonly isJoined: boolean
}
export type DraftNode = DraftLeaf | DraftGroup

/** True for a unit as people write one behind a heading. */
export const isHeadingUnit = (text: string): boolean => {
  if (isUnit(text) || headingUnit.test(text)) return true
  const over = unitForEach.exec(text)?.[1]
  return over !== undefined && (isUnit(over) || headingUnit.test(over))
}

/** One line, without spaces between ideographs; brackets stay as they are printed. */
const oneLine = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, '')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .trim()

/** A printed heading: label, unit in brackets behind it, star. */
export const readHeading = (raw: string): { readonly label: string; readonly unit: string | undefined; readonly isRequired: boolean } => {
  const bare = raw.trim().replace(requiredMark, '')
  const isRequired = bare !== raw.trim()
  const bracket = unitBehind.exec(bare)
  if (bracket?.[1] !== undefined && bracket[2] !== undefined && isHeadingUnit(bracket[2].trim()))
    return { label: oneLine(bracket[1]), unit: bracket[2].trim(), isRequired }
  const tail = /^([\s\S]+?)[,，:：/／]\s*([^,，:：/／\s]{1,12}(?:\/[^,，:：/／\s]{1,12})?)$/.exec(bare)
  if (tail?.[1] !== undefined && tail[2] !== undefined && isUnit(tail[2])) return { label: oneLine(tail[1]), unit: tail[2], isRequired }
  return { label: oneLine(bare), unit: undefined, isRequired }
}

/** The tree over the columns of the table; columns without any heading are left out. */
export const headerNodes = ({ view, header, columns }: Pick<TableParts, 'view' | 'header' | 'columns'>): DraftNode[] =>
  joined(nodes(view, header.top, header.bottom, columns.first, columns.last))

const shownBelow = (view: SheetView, column: number, top: number, bottom: number): boolean => {
  for (let row = top; row <= bottom; row++) if (view.shown(row, column) !== '') return true
  return false
}

const nodes = (view: SheetView, top: number, bottom: number, first: number, last: number): DraftNode[] => {
  const found: DraftNode[] = []
  let column = first
  while (column <= last) {
    const text = view.shown(top, column)
    const merge = view.merge(top, column)
    if (text === '') {
      // The heading may stand lower; several such columns side by side are read together.
      let end = column
      while (end < last && view.shown(top, end + 1) === '') end++
      if (top < bottom) found.push(...nodes(view, top + 1, bottom, column, end))
      column = end + 1
      continue
    }
    const depth = Math.min(bottom, merge === undefined ? top : merge.bottom + 1)
    let end = Math.min(last, merge?.right ?? column)
    // A group may be written without merging, over the first of its columns only.
    if (merge === undefined && depth < bottom && shownBelow(view, column, depth + 1, bottom))
      while (
        end < last &&
        view.shown(top, end + 1) === '' &&
        view.merge(top, end + 1) === undefined &&
        shownBelow(view, end + 1, depth + 1, bottom)
      )
        end++
    const below = depth < bottom ? nodes(view, depth + 1, bottom, column, end) : []
    if (below.length > 0) found.push({ kind: 'group', label: readHeading(text).label, children: below, isJoined: false })
    else found.push({ kind: 'leaf', ...readHeading(text), first: column, last: end })
    column = end + 1
  }
  return found
}

/** Groups are cut at the edges of printed pages: the halves belong together. */
const joined = (list: readonly DraftNode[]): DraftNode[] => {
  const result: DraftNode[] = []
  for (const node of list) {
    const before = result.at(-1)
    if (node.kind === 'group' && before?.kind === 'group' && before.label === node.label)
      result[result.length - 1] = { ...before, children: [...before.children, ...node.children], isJoined: true }
    else result.push(node)
  }
  return result.map((node) => (node.kind === 'group' ? { ...node, children: joined(node.children) } : node))
}

export interface PlacedLeaf extends DraftLeaf {
  /** Labels of the groups above it. */
  readonly above: readonly string[]
}
export const leavesOf = (list: readonly DraftNode[], above: readonly string[] = []): PlacedLeaf[] =>
  list.flatMap((node) => (node.kind === 'leaf' ? [{ ...node, above }] : leavesOf(node.children, [...above, node.label])))
