/** Rows keep their order by a number with room between neighbours, so that an insertion rewrites one row, not all. */

const gap = 2 ** 20

/**
 * Numbers for rows in a given order. Rows that have a number keep it; new ones are spread between their neighbours.
 * @returns the numbers to write: of the new rows only, or of every row when there was no room left between two
 */
export function placeRows(order: readonly string[], known: ReadonlyMap<string, number>): Map<string, number> {
  const placed = new Map<string, number>()
  let previous = 0
  for (let start = 0; start < order.length; ) {
    const at = known.get(order[start] ?? '')
    if (at !== undefined) {
      previous = at
      start++
      continue
    }
    let end = start
    while (end < order.length && !known.has(order[end] ?? '')) end++
    const count = end - start
    const next = known.get(order[end] ?? '') ?? previous + gap * (count + 1)
    const stride = Math.floor((next - previous) / (count + 1))
    if (stride < 1) return new Map(order.map((id, index) => [id, (index + 1) * gap]))
    for (let index = 0; index < count; index++) placed.set(order[start + index] ?? '', previous + stride * (index + 1))
    start = end
  }
  return placed
}
