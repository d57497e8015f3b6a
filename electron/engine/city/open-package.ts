import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import { packageFileName } from '../../../shared/submission/file-name.ts'
import type { PackageContent } from '../package/verify-content.ts'
import { sha256Hex } from '../sha256-hex.ts'

/** Parts of a package by the name that the city's store knows them by, as they lie in the package. */
export function documentsOf({ submission, validation, records }: PackageContent): Map<string, string> {
  // The verifier has proven that each is written in the canonical way.
  const text = (value: object): string => canonicalJson(value as unknown as JsonValue)
  return new Map([
    ['submission', text(submission)],
    ['validation', text(validation)],
    ...[...records].map(([form, one]) => [`records/${form}`, text(one)] as const),
  ])
}

/** What a city notes of a package. `arrival`: when and as whose it came. */
export function factsOf(
  { submission, validation, records }: PackageContent,
  bytes: Uint8Array,
  arrival: Pick<PackageFacts, 'receivedAt' | 'receivedDay' | 'signer' | 'admitted'>,
): PackageFacts {
  const sha256 = sha256Hex(bytes)
  const { packageId, unit, pack, period, revision, revisionReason, supersedes, sealedAt, checkDate, forms, audit } = submission
  const [header] = [...records.values()].map((one) => one.header)
  return {
    sha256,
    packageId,
    fileName: packageFileName({ unit: unit.id, period, pack: pack.id, revision, packageId }, sha256),
    bytes: bytes.length,
    unit: unit.id,
    unitName: unit.name,
    pack: pack.id,
    packVersion: pack.version,
    packDigest: pack.digest,
    period,
    revision,
    revisionReason,
    supersedes: supersedes?.sha256 ?? null,
    sealedAt,
    checkDate,
    ...arrival,
    forms: forms.map(({ form, rows, zeroReport }) => ({ form, rows, zeroReport })),
    contact: { preparer: header?.preparer ?? '', phone: header?.preparerPhone ?? '', leader: header?.leader ?? '' },
    explained: validation.findings.filter(({ explanation }) => explanation !== null).length,
    audit: { ...audit },
  }
}
