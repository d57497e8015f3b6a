/** What the list under a code cell offers, narrowed by what has been typed: label, code, another name or pinyin initials. */
import type { CodeList, Field } from '../../../shared/forms/form-schema.ts'
import { otherInitials } from '../../../shared/model/pinyin.ts'

export interface Choice {
  readonly code: string
  readonly label: string
  /** Initials, for each way to read the name. */
  readonly pinyin: readonly string[]
  readonly synonyms: readonly string[]
}

const yesNo: readonly Choice[] = [
  { code: '是', label: '是', pinyin: ['s'], synonyms: ['y', '1'] },
  { code: '否', label: '否', pinyin: ['f'], synonyms: ['n', '0'] },
]

/** Every value the cell may take; empty for a cell without a list. `parent` is the value of the field it hangs on. */
export function choicesOf(field: Field, codes: CodeList | undefined, parent: string | null): readonly Choice[] {
  if (field.type === 'yesNo') return yesNo
  if (!codes) return []
  const narrowed = field.parent !== undefined && parent !== null
  return codes.items
    .filter((item) => item.replacedBy === undefined && (!narrowed || item.parent === undefined || item.parent === parent))
    .map(choiceOf)
}

type Item = CodeList['items'][number]
/** The list is asked for with each letter that is typed; how a name may be read is worked out once. */
const known = new WeakMap<Item, Choice>()
function choiceOf(item: Item): Choice {
  const before = known.get(item)
  if (before !== undefined) return before
  const { code, label, pinyin, synonyms } = item
  const choice = { code, label, pinyin: [pinyin ?? '', ...otherInitials(label)], synonyms }
  known.set(item, choice)
  return choice
}

/** The same lists, what belongs to the unit first: a county's clerk means the own towns. */
export const ownFirst = (codes: ReadonlyMap<string, CodeList>, unit: string): ReadonlyMap<string, CodeList> =>
  new Map(
    [...codes].map(([id, list]) => {
      const own = list.items.filter(({ parent }) => parent === unit)
      return [id, own.length === 0 ? list : { ...list, items: [...own, ...list.items.filter(({ parent }) => parent !== unit)] }]
    }),
  )

/** 0 = exactly this one; larger = further off; null = does not fit. */
function distance(choice: Choice, typed: string): number | null {
  const label = choice.label.toLowerCase()
  const code = choice.code.toLowerCase()
  const synonyms = choice.synonyms.map((synonym) => synonym.toLowerCase())
  if (code === typed || label === typed) return 0
  if (synonyms.includes(typed)) return 1
  if (choice.pinyin.includes(typed)) return 2
  if (choice.pinyin.some((initials) => initials.startsWith(typed))) return 3
  if (label.startsWith(typed)) return 4
  if (code.startsWith(typed)) return 5
  if (label.includes(typed)) return 6
  if (synonyms.some((synonym) => synonym.includes(typed))) return 7
  return choice.pinyin.some((initials) => initials.includes(typed)) ? 8 : null
}

/** The choices that fit, best first; the order of the code list among equals. */
export function filterChoices(choices: readonly Choice[], text: string): readonly Choice[] {
  const typed = text.normalize('NFKC').trim().toLowerCase()
  if (typed === '') return choices
  return choices
    .map((choice, order) => ({ choice, order, away: distance(choice, typed) }))
    .filter((entry): entry is typeof entry & { away: number } => entry.away !== null)
    .sort((a, b) => a.away - b.away || a.order - b.order)
    .map((entry) => entry.choice)
}
