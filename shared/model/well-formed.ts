/**
 * Half of a character that takes two places (a text cut in the middle, or made by a program) is no text: the database keeps
 * something else in its place, so what was digested before is not what is read after, and no canonical JSON has it.
 */

/** The same with U+FFFD for each half character, in objects and lists however deep; what holds none is handed on, not copied. Byte arrays are left alone. */
export function wellFormed<T>(value: T): T {
  return mended(value) as T // the same shape
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed()
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (Array.isArray(value)) {
    let items: unknown[] | undefined
    for (const [at, item] of value.entries()) {
      const said = mended(item)
      if (said === item) continue
      items ??= [...value]
      items[at] = said
    }
    return items ?? value
  }
  const members = Object.entries(value)
  let isSound = true
  // Once each: what is looked at twice at every level is looked at 2^depth times.
  const said = members.map(([name, item]): [string, unknown] => {
    const member: [string, unknown] = [name.isWellFormed() ? name : name.toWellFormed(), mended(item)]
    if (member[0] !== name || member[1] !== item) isSound = false
    return member
  })
  return isSound ? value : Object.fromEntries(said)
}

const [firstHigh, lastHigh] = [0xd800, 0xdbff]

/** At most so many UTF-16 units from the beginning, never half a character. */
export function firstUnits(text: string, most: number): string {
  const last = text.length > most ? text.charCodeAt(most - 1) : 0
  return text.slice(0, last >= firstHigh && last <= lastHigh ? most - 1 : most)
}
