import { createHash } from 'node:crypto'
import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import { RecordsFile, SubmissionFile, ValidationFile } from '../../../shared/submission/content.ts'
import { packageFileName } from '../../../shared/submission/file-name.ts'
import { readPackageZip } from '../package/read-zip.ts'

/** A package that was verified, read. */
export interface OpenedPackage {
  readonly submission: SubmissionFile
  readonly validation: ValidationFile
  readonly records: readonly RecordsFile[]
  /** As they lie in the package, by the name that the city's store knows them by. */
  readonly documents: ReadonlyMap<string, string>
}

const decoder = new TextDecoder()

/** Reads a package that verifies. */
export async function openPackage(bytes: Uint8Array): Promise<OpenedPackage> {
  const { files: entries } = await readPackageZip(bytes)
  const [first] = entries.keys()
  const root = first?.slice(0, first.indexOf('/')) ?? ''
  const text = (name: string): string => decoder.decode(entries.get(`${root}/data/${name}`))
  const documents = new Map([
    ['submission', text('submission.json')],
    ['validation', text('validation.json')],
  ])
  const submission = SubmissionFile.parse(JSON.parse(text('submission.json')))
  const records = submission.forms.map((form) => {
    const json = decoder.decode(entries.get(`${root}/${form.records}`))
    documents.set(`records/${form.form}`, json)
    return RecordsFile.parse(JSON.parse(json))
  })
  return { submission, validation: ValidationFile.parse(JSON.parse(text('validation.json'))), records, documents }
}

/** What a city notes of a package. `arrival`: when and as whose it came. */
export function factsOf(
  { submission, validation, records }: OpenedPackage,
  bytes: Uint8Array,
  arrival: Pick<PackageFacts, 'receivedAt' | 'receivedDay' | 'signer' | 'admitted'>,
): PackageFacts {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { packageId, unit, pack, period, revision, revisionReason, supersedes, sealedAt, checkDate, forms, audit } = submission
  const header = records[0]?.header
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
