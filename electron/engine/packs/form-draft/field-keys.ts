/** Names for the columns of a form: those the library uses, words we know in English, else the first letters of the reading. */
import { pinyinInitials } from '../../../../shared/model/pinyin.ts'
import { keyFillers, keyWords } from '../../../../shared/text/form-draft-words.ts'

const known = Object.entries(keyWords).toSorted(([a], [b]) => b.length - a.length)
const longestKey = 60
const reserved = new Set(
  'as break const continue else false for function if import in let loop namespace null package return true var void while'.split(' '),
)

const camel = (words: readonly string[]): string =>
  words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')

/** English words for the whole label; undefined when a part of it is not known. */
const translated = (label: string): string | undefined => {
  let rest = label.normalize('NFKC').replace(keyFillers, '')
  const words: string[] = []
  while (rest !== '') {
    const entry = known.find(([word]) => rest.startsWith(word))
    const plain = /^[A-Za-z][A-Za-z0-9]*|^\d+/.exec(rest)?.[0]
    if (entry === undefined && plain === undefined) return undefined
    words.push(entry?.[1] ?? (plain ?? '').toLowerCase())
    rest = rest.slice(entry?.[0].length ?? plain?.length)
  }
  return words.length === 0 ? undefined : camel(words)
}

export interface NamedKey {
  readonly key: string
  /** Made of first letters only. */
  readonly isInitials: boolean
}

/** Hands out keys, each once. */
export class KeyMaker {
  private readonly taken = new Set<string>()

  /** @param library the key that the forms of the library use for such a column */
  make(label: string, above: readonly string[], library: string | undefined, column: number): NamedKey {
    const base = this.base(label, library, column)
    const group = above.length === 0 ? undefined : (translated(above.at(-1) ?? '') ?? pinyinInitials(above.at(-1) ?? ''))
    const grouped = group === undefined || group === '' ? base.key : camel([group, base.key])
    for (let count = 1; ; count++) {
      const candidates = count === 1 ? [base.key, grouped] : [`${base.key}${count}`]
      for (const candidate of candidates) {
        const key = legal(candidate, column)
        if (this.taken.has(key)) continue
        this.taken.add(key)
        return { ...base, key }
      }
    }
  }

  private base(label: string, library: string | undefined, column: number): NamedKey {
    if (library !== undefined) return { key: library, isInitials: false }
    const english = translated(label)
    if (english !== undefined && english.length <= longestKey) return { key: english, isInitials: false }
    const initials = pinyinInitials(label).slice(0, 12)
    return { key: initials === '' ? `col${column + 1}` : initials, isInitials: true }
  }
}

const legal = (text: string, column: number): string => {
  const key = text.replace(/[^A-Za-z0-9_]/g, '').slice(0, longestKey)
  if (!/^[A-Za-z]/.test(key)) return `f${key === '' ? column + 1 : key}`
  return reserved.has(key) ? `${key}_` : key
}
