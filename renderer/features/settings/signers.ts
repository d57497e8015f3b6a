import type { Profile } from '../../../shared/contract/index.ts'

/**
 * Names whose passwords can be set here. Whoever left keeps a place until the password is taken away: the name may still stand
 * in the head of a form, and would wait for it.
 */
export function signersOf({ preparer, auditor, leader }: Profile['people'], guarded: readonly string[]): readonly string[] {
  return [...new Set([preparer, auditor, leader, ...guarded])].filter((name) => name !== '')
}
