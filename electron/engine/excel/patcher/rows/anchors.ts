/** Pictures, charts, shapes, controls and comment boxes lie over cells and move with them. */
import type { OpenTag } from '../xml-scan.ts'
import type { RowMove } from './row-move.ts'
import { changePart, type Leaf } from './tag-edit.ts'

/** How an object follows its cells. */
type Following = 'stay' | 'move' | 'stretch'

/**
 * For a pass over a part with anchors: `open` is told every element, `content` gives the new number of a row.
 * Rows count from 0 here, in `from` the row of the upper edge, in `to` that of the lower.
 */
export function anchorChanges(move: RowMove): {
  open(tag: OpenTag): void
  content(leaf: Leaf, parents: readonly string[]): string | undefined
} {
  let following: Following = 'stretch'
  let fromMoves = false
  return {
    open({ name, attributes }) {
      if (name === 'twoCellAnchor')
        following = attributes.editAs === 'absolute' ? 'stay' : attributes.editAs === 'oneCell' ? 'move' : 'stretch'
      else if (name === 'oneCellAnchor') following = 'move'
      else if (name === 'anchor') following = isOn(attributes.sizeWithCells) ? 'stretch' : isOn(attributes.moveWithCells) ? 'move' : 'stay'
    },
    content({ tag, text }, parents) {
      const edge = parents.at(-1)
      if (tag.name !== 'row' || (edge !== 'from' && edge !== 'to') || following === 'stay') return undefined
      const row = Number(text)
      const moves = row + 1 >= move.at
      if (edge === 'from') fromMoves = moves
      return (following === 'move' ? fromMoves : moves) ? String(row + move.block.count) : undefined
    },
  }
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true'

/** A drawing part of the sheet. */
export function moveDrawing(source: string, move: RowMove): string {
  const anchors = anchorChanges(move)
  return changePart(source, {
    attributes(tag) {
      anchors.open(tag)
      return tag.attributes.textlink === undefined ? undefined : { textlink: move.formula(tag.attributes.textlink, move.block.sheet) }
    },
    content: anchors.content,
  })
}

const clientData = /<((?:\w+:)?)ClientData\b[\s\S]*?<\/\1ClientData>/g
const anchorText = /(<(?:\w+:)?Anchor>)([^<]*)(<)/
const rowText = /(<(?:\w+:)?Row>)\s*(\d+)\s*(<)/
const linkText = /(<(?:\w+:)?Fmla(?:Link|Range|Group|Txbx)>)([^<]*)(<)/g

/** Boxes of comments and old controls. This part is not always well-formed XML, so only these few words of it are looked at. */
export function moveVml(source: string, move: RowMove): string {
  const down = (row: number): number => (row + 1 >= move.at ? row + move.block.count : row)
  return source.replace(clientData, (data) => {
    const ownRow = rowText.exec(data)?.[2]
    const shifts = ownRow === undefined ? undefined : down(Number(ownRow)) - Number(ownRow)
    return data
      .replace(rowText, (_, open: string, row: string, close: string) => open + down(Number(row)) + close)
      .replace(linkText, (_, open: string, formula: string, close: string) => open + move.formula(formula, move.block.sheet) + close)
      .replace(anchorText, (whole, open: string, numbers: string, close: string) => {
        const edges = numbers.split(',').map((number) => Number(number))
        if (edges.length !== 8 || !edges.every(Number.isInteger)) return whole
        const [left, leftOff, top = 0, topOff, right, rightOff, bottom = 0, bottomOff] = edges
        // A comment's box goes with its cell; other objects follow each edge.
        const moved = shifts === undefined ? [down(top), down(bottom)] : [top + shifts, bottom + shifts]
        return `${open}${[left, leftOff, moved[0], topOff, right, rightOff, moved[1], bottomOff].join(', ')}${close}`
      })
  })
}
