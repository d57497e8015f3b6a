import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { UsageError } from '../../command.ts'

/** A fingerprint as people copy it: with or without the marks between its groups. Throws UsageError. */
export function fingerprintTyped(typed: string, option: string): string {
  const fingerprint = typed.replaceAll(/[\s:-]/g, '').toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(fingerprint)) throw new UsageError(packToolsText.badFingerprint(option))
  return fingerprint
}
