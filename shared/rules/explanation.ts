/** Whether a written explanation says anything. A human reads it later; this only turns away what says nothing. */
import { emptyPhrases, explanationFault } from '../text/explanation.ts'

const fewestCharacters = 5
/** A sentence of five characters uses more than three different ones. */
const fewestDifferent = 4
const longestFirst = emptyPhrases.toSorted((a, b) => b.length - a.length)

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
  const han = characters.filter((character) => /\p{Script=Han}/u.test(character)).join('')
  if (han.length < fewestCharacters) return explanationFault.noChinese
  const said = longestFirst.reduce((rest, phrase) => rest.replaceAll(phrase, ' '), han).replaceAll(' ', '')
  return said.length < fewestCharacters - 1 ? explanationFault.boilerplate : undefined
}
