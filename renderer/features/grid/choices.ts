/** What the list under a code cell offers, narrowed by what has been typed: label, code, another name or pinyin initials. */
import type { CodeList, Field } from '../../../shared/forms/form-schema.ts'

export interface Choice {
  readonly code: string
  readonly label: string
  readonly pinyin: string
  readonly synonyms: readonly string[]
}

const yesNo: readonly Choice[] = [
  { code: '是', label: '是', pinyin: 's', synonyms: ['y', '1'] },
  { code: '否', label: '否', pinyin: 'f', synonyms: ['n', '0'] },
]

/** Every value the cell may take; empty for a cell without a list. `parent` is the value of the field it hangs on. */
export function choicesOf(field: Field, codes: CodeList | undefined, parent: string | null): readonly Choice[] {
  if (field.type === 'yesNo') return yesNo
  if (!codes) return []
  const narrowed = field.parent !== undefined && parent !== null
  return codes.items
    .filter((item) => item.replacedBy === undefined && (!narrowed || item.parent === undefined || item.parent === parent))
    .map(({ code, label, pinyin, synonyms }) => ({ code, label, pinyin: pinyin ?? '', synonyms }))
}

/** 0 = exactly this one; larger = further off; null = does not fit. */
function distance(choice: Choice, typed: string): number | null {
  const label = choice.label.toLowerCase()
  const code = choice.code.toLowerCase()
  const synonyms = choice.synonyms.map((synonym) => synonym.toLowerCase())
  if (code === typed || label === typed) return 0
  if (synonyms.includes(typed)) return 1
  if (choice.pinyin === typed) return 2
  if (choice.pinyin.startsWith(typed)) return 3
  if (label.startsWith(typed)) return 4
  if (code.startsWith(typed)) return 5
  if (label.includes(typed)) return 6
  if (synonyms.some((synonym) => synonym.includes(typed))) return 7
  return choice.pinyin.includes(typed) ? 8 : null
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
