import { AppError } from '../../../shared/model/errors.ts'
import type { Receipt } from '../../../shared/submission/signed-files.ts'
import type { EngineContext } from '../context.ts'
import { receiptCode, type ToldByCode, toldByCode } from '../keys/receipt-code.ts'
import { unitOfKey } from './keys.ts'

/**
 * What came of a package, as a city reads it out to the county on the telephone.
 * Throws COUNTY_KEY_MISSING, RECEIPT_NOT_SPOKEN (a refusal needs its reason, and so a file), KEYS_….
 */
export async function spokenReceipt(
  context: EngineContext,
  sent: Pick<Receipt, 'packageId' | 'sha256' | 'unit'>,
  decided: Pick<Receipt, 'kind' | 'sequence'> | undefined,
): Promise<{ code: string; kind: ToldByCode }> {
  const kind = toldByCode.find((one) => one === decided?.kind)
  if (decided === undefined || kind === undefined) throw new AppError('RECEIPT_NOT_SPOKEN')
  // The newest key of the unit: the county works out the code with the one it has in use.
  const key = context
    .store()
    .exchange.keys()
    .find(({ role, owner, revokedAt }) => role === 'county' && owner === sent.unit && revokedAt === null)
  if (key === undefined) throw new AppError('COUNTY_KEY_MISSING')
  return {
    code: receiptCode(await context.keys.sharedWith(unitOfKey(key).keys.exchange), { ...sent, kind, sequence: decided.sequence }),
    kind,
  }
}
