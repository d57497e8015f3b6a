import { orgCheckCharacter, usccCheckCharacter } from '../../../shared/model/uscc.ts'

/** Completes 17 given characters to a credit code whose both check characters are right; the 17th is replaced. */
export function credit(start: string): string {
  const first = start.slice(0, 16)
  const organisation = first + (orgCheckCharacter(first.slice(8)) ?? '')
  return organisation + (usccCheckCharacter(organisation) ?? '')
}
