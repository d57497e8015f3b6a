/** Whether a written explanation says anything. A human reads it later; this only turns away what says nothing. */
import { countingRun, emptyPhrases, explanationFault, joiningCharacters } from '../text/explanation.ts'

const fewestCharacters = 5
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
  const characters = [...bare(text)]
  if (characters.length < fewestCharacters) return explanationFault.tooShort
  if (new Set(characters).size < fewestDifferent) return explanationFault.repeated
  const han = characters.map((character) => (/\p{Script=Han}/u.test(character) ? character : ' ')).join('')
  if (han.replaceAll(' ', '').length < fewestCharacters) return explanationFault.noChinese
  return saysSomething(han) ? undefined : explanationFault.boilerplate
}

/** Whether anything is left of Chinese text, with spaces for figures and letters, when empty phrases and the words between them are taken away. */
function saysSomething(han: string): boolean {
  // A space where something was taken, so that no new word comes of what stood around it.
  const left = emptyPhrases.reduce((rest, phrase) => rest.replaceAll(phrase, ' '), han.replace(countingRun, ' '))
  const pieces = [...left]
    .map((character) => (joining.has(character) ? ' ' : character))
    .join('')
    .split(' ')
  return pieces.some(({ length }) => length >= shortestWord)
}
