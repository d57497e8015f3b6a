/** By what a header is known again, wherever its columns stand. */
import { sha256Hex } from '../../sha256-hex.ts'
import type { HeaderBlock } from './header-search.ts'
import { words } from './words.ts'

/** A name for each column; two columns may bear the same labels, and the second is told apart by its count. */
export const columnKeys = (header: HeaderBlock): readonly string[] => {
  const seen = new Map<string, number>()
  return header.columns.map(({ path, unit }) => {
    const key = `${path.map(words).join('>')}|${unit ?? ''}`
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return count === 1 ? key : `${key}#${count}`
  })
}

export const headerFingerprint = (header: HeaderBlock): string => sha256Hex(columnKeys(header).join('\n'))
