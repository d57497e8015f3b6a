/**
 * Finds the areas of one sheet that hold a cell. Rows are cut into blocks of 1, 2, 4, … rows; an area is kept at the few
 * blocks that make it up, so that a cell asks only at the blocks it lies in.
 */
import type { Rectangle } from './grid-area.ts'

const levels = 21
/** Wider areas are not kept column by column. */
const widestByColumn = 8

interface Entry<Item> {
  readonly rectangle: Rectangle
  readonly items: Item[]
}
/** By block of one height; small numbers, where the columns are not far to the right. */
type Blocks<Item> = Map<number, Entry<Item>[]>

const blockKey = (column: number, block: number): number => column * 2 ** 21 + block

export class AreaIndex<Item> {
  /** By level; column 0 holds wide areas. Most levels of most sheets are empty. */
  private readonly levels: (Blocks<Item> | undefined)[] = Array.from({ length: levels })
  /** Many formulas name the same area. */
  private readonly known = new Map<number | string, Entry<Item>>()

  add(rectangle: Rectangle, item: Item): void {
    const { top, left, bottom, right } = rectangle
    const isCell = top === bottom && left === right
    const key = isCell ? blockKey(left, top) : `${top} ${left} ${bottom} ${right}`
    const same = this.known.get(key)
    if (same !== undefined) {
      same.items.push(item)
      return
    }
    const entry = { rectangle, items: [item] }
    this.known.set(key, entry)
    if (isCell) this.addBlock(0, blockKey(left, top), entry)
    else if (right - left >= widestByColumn) this.addTo(0, entry)
    else for (let column = left; column <= right; column++) this.addTo(column, entry)
  }

  /**
   * Hands out the items of the areas that hold the cell. An item may come several times, and need not come again for
   * another cell of the same block: whoever asks wants to know each only once.
   */
  take(row: number, column: number, visit: (item: Item) => void): void {
    for (let level = 0; level < levels; level++) {
      const blocks = this.levels[level]
      if (blocks === undefined) continue
      const own = blockKey(column, row >> level)
      const entries = blocks.get(own)
      if (entries !== undefined) {
        blocks.delete(own)
        for (const { items } of entries) items.forEach(visit)
      }
      takeWide(blocks, blockKey(0, row >> level), column, visit)
    }
  }

  private addTo(column: number, entry: Entry<Item>): void {
    let { top } = entry.rectangle
    const end = entry.rectangle.bottom + 1
    while (top < end) {
      // The largest block that begins here and does not reach beyond the end.
      let level = 0
      while (level + 1 < levels && top % 2 ** (level + 1) === 0 && top + 2 ** (level + 1) <= end) level++
      this.addBlock(level, blockKey(column, top >> level), entry)
      top += 2 ** level
    }
  }

  private addBlock(level: number, key: number, entry: Entry<Item>): void {
    let blocks = this.levels[level]
    if (blocks === undefined) {
      blocks = new Map()
      this.levels[level] = blocks
    }
    const entries = blocks.get(key)
    if (entries === undefined) blocks.set(key, [entry])
    else entries.push(entry)
  }
}

function takeWide<Item>(blocks: Blocks<Item>, key: number, column: number, visit: (item: Item) => void): void {
  const entries = blocks.get(key)
  if (entries === undefined) return
  const others = entries.filter((entry) => {
    const isHit = column >= entry.rectangle.left && column <= entry.rectangle.right
    if (isHit) entry.items.forEach(visit)
    return !isHit
  })
  if (others.length < entries.length) blocks.set(key, others)
}
