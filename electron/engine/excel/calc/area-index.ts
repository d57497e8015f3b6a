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

const blockKey = (column: number, level: number, block: number): number => (column * levels + level) * 2 ** 21 + block

export class AreaIndex<Item> {
  /** Column 0 holds wide areas. */
  private readonly blocks = new Map<number, Entry<Item>[]>()
  /** Many formulas name the same area. */
  private readonly known = new Map<string, Entry<Item>>()

  add(rectangle: Rectangle, item: Item): void {
    const { top, left, bottom, right } = rectangle
    const key = `${top} ${left} ${bottom} ${right}`
    const same = this.known.get(key)
    if (same !== undefined) {
      same.items.push(item)
      return
    }
    const entry = { rectangle, items: [item] }
    this.known.set(key, entry)
    if (right - left >= widestByColumn) this.addTo(0, entry)
    else for (let column = left; column <= right; column++) this.addTo(column, entry)
  }

  /**
   * Hands out the items of the areas that hold the cell. An item may come several times, and need not come again for
   * another cell of the same block: whoever asks wants to know each only once.
   */
  take(row: number, column: number, visit: (item: Item) => void): void {
    for (let level = 0; level < levels; level++) {
      const own = blockKey(column, level, row >> level)
      const entries = this.blocks.get(own)
      if (entries !== undefined) {
        this.blocks.delete(own)
        for (const { items } of entries) items.forEach(visit)
      }
      this.takeWide(level, row, column, visit)
    }
  }

  private takeWide(level: number, row: number, column: number, visit: (item: Item) => void): void {
    const wide = blockKey(0, level, row >> level)
    const entries = this.blocks.get(wide)
    if (entries === undefined) return
    const others = entries.filter((entry) => {
      const isHit = column >= entry.rectangle.left && column <= entry.rectangle.right
      if (isHit) entry.items.forEach(visit)
      return !isHit
    })
    if (others.length < entries.length) this.blocks.set(wide, others)
  }

  private addTo(column: number, entry: Entry<Item>): void {
    let { top } = entry.rectangle
    const end = entry.rectangle.bottom + 1
    while (top < end) {
      // The largest block that begins here and does not reach beyond the end.
      let level = 0
      while (level + 1 < levels && top % 2 ** (level + 1) === 0 && top + 2 ** (level + 1) <= end) level++
      const key = blockKey(column, level, top >> level)
      const entries = this.blocks.get(key)
      if (entries === undefined) this.blocks.set(key, [entry])
      else entries.push(entry)
      top += 2 ** level
    }
  }
}
