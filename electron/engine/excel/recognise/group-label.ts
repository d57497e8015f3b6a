/** Names of groups of rows: a town, 大埔镇2家, 一、大埔镇片区, 规上企业2户. */
import { areaBehind, countBehind, numberBefore } from '../../../../shared/text/import-words.ts'
import { readable, words } from './words.ts'

export interface GroupLabel {
  /** How many rows the group has, where the label says so. */
  readonly count: number | undefined
}

const longestLabel = 40

/** What a text says of a group; undefined where it may be the name of anything. */
export function groupLabel(raw: string, places: ReadonlySet<string>): GroupLabel | undefined {
  if (raw === '' || raw.length > longestLabel) return undefined
  const text = readable(raw)
  const count = countBehind.exec(text)?.[1]
  if (count !== undefined) return { count: Number(count) }
  if (numberBefore.test(text)) return { count: undefined }
  return isPlaceLabel(text, places) ? { count: undefined } : undefined
}

/** A town or county, perhaps with its number before it and a count behind. */
export const isPlaceLabel = (raw: string, places: ReadonlySet<string>): boolean => {
  if (raw.length > longestLabel) return false
  const bare = readable(raw).replace(numberBefore, '').replace(countBehind, '').replace(areaBehind, '')
  return places.has(words(raw)) || places.has(words(bare))
}
