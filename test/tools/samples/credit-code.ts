import { orgCheckCharacter, usccCheckCharacter } from '../../../shared/model/uscc.ts'

/** Completes the first 16 characters to a credit code both of whose check characters are right. */
export function credit(start: string): string {
  const organisation = start + (orgCheckCharacter(start.slice(8)) ?? '')
  return organisation + (usccCheckCharacter(organisation) ?? '')
}
