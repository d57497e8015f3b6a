/** Whether a written explanation says anything. A human reads it later; this only turns away what says nothing. */
import {
  countingRun,
  emptyPhrases,
  emptyTurns,
  explanationFault,
  joiningCharacters,
  noneOfKind,
  notSo,
  plainCauses,
  shortCause,
  simplify,
} from '../text/explanation.ts'

const fewestCharacters = 5
/** So short a text may stand when it names what happened. */
const shortestCause = 4
/** A sentence of five characters uses more than three different ones. */
const fewestDifferent = 4
/** A word that names something; what is left over one by one are scraps of other words. */
const shortestWord = 2
const joining = new Set(joiningCharacters)

/** Letters, digits and Han characters only, in one width and case. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '')

/** True when two explanations differ in nothing but signs and spaces. */
export const saysTheSame = (one: string, other: string): boolean => bare(one) === bare(other)

/** Why an explanation is refused, as a Chinese phrase; undefined when it may stand. */
export function refuseExplanation(text: string): string | undefined {
  const characters = [...simplify(bare(text))]
  const isCause = characters.length < fewestCharacters && isShortCause(characters.join(''))
  if (characters.length < fewestCharacters && !isCause) return explanationFault.tooShort
  if (new Set(characters).size < fewestDifferent) return explanationFault.repeated
  const han = characters.map((character) => (/\p{Script=Han}/u.test(character) ? character : ' ')).join('')
  if (!isCause && han.replaceAll(' ', '').length < fewestCharacters) return explanationFault.noChinese
  return isCause || saysSomething(han) ? undefined : explanationFault.boilerplate
}

/** Why the reason of an empty report is refused: as an explanation is, but that there is none of a kind may stand. */
export const refuseZeroReason = (text: string): string | undefined =>
  noneOfKind.test(simplify(bare(text))) ? undefined : refuseExplanation(text)

/** It is said to have happened, not that it did not. */
const isShortCause = (text: string): boolean => text.length >= shortestCause && shortCause.test(text) && !notSo.test(text)

/** Whether anything is left of Chinese text, with spaces for figures and letters, when empty phrases and the words between them are taken away. */
function saysSomething(han: string): boolean {
  if (plainCauses.some((cause) => cause.test(han))) return true
  // A space where something was taken, so that no new word comes of what stood around it.
  const without = [countingRun, ...emptyTurns].reduce((rest, turn) => rest.replace(turn, ' '), han)
  const left = emptyPhrases.reduce((rest, phrase) => rest.replaceAll(phrase, ' '), without)
  const pieces = [...left]
    .map((character) => (joining.has(character) ? ' ' : character))
    .join('')
    .split(' ')
  return pieces.some(({ length }) => length >= shortestWord)
}
