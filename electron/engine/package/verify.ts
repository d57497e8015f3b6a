import type { VerifyResult } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { formatVersion, PackageId } from '../../../shared/submission/content.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { sha256Hex } from '../sha256-hex.ts'
import { packageLimits } from './limits.ts'
import { type Problem, readPackageZip } from './read-zip.ts'
import { verifyBag } from './verify-bag.ts'
import { type PackageContent, verifyContent } from './verify-content.ts'
import { signatureProblems } from './verify-signature.ts'
import { writePackageZip } from './write-zip.ts'

/** Splits off the one top folder. A file elsewhere does not belong to the package. */
function underRoot(entries: ReadonlyMap<string, Uint8Array>): {
  root: string | undefined
  files: Map<string, Uint8Array>
  problems: Problem[]
} {
  const roots = [...entries.keys()].map((name) => name.slice(0, Math.max(0, name.indexOf('/'))))
  const root = roots.find((folder) => PackageId.safeParse(folder).success)
  const files = new Map<string, Uint8Array>()
  const problems: Problem[] = []
  for (const [name, bytes] of entries) {
    if (root !== undefined && name.startsWith(`${root}/`)) files.set(name.slice(root.length + 1), bytes)
    else problems.push({ file: name, kind: 'added', message: submissionText.entry.otherFolder })
  }
  return { root, files, problems }
}

/** A newer program may lay out its packages in a way this one would misjudge. */
function refuseNewerFormat(info: ReadonlyMap<string, string>, problems: readonly Problem[]): void {
  const version = info.get('Tanbao-Format')
  const isTouched = problems.some((problem) => problem.file === 'bag-info.txt' && problem.kind === 'damaged')
  if (version === undefined || isTouched || !/^\d{1,6}$/.test(version)) return
  if (Number(version) > formatVersion) throw new AppError('PACKAGE_VERSION_UNKNOWN', { version })
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0

export interface ReadPackage {
  readonly verdict: VerifyResult
  /** Only of a package without a single problem. */
  readonly content: PackageContent | undefined
}

/**
 * Proves that a package is whole: every file exactly as it was sealed, none missing, none added, all saying the same.
 * Names each file that is not. Reads nothing into the data folder and needs none.
 * Throws PACKAGE_UNREADABLE (no package at all) and PACKAGE_VERSION_UNKNOWN (made by a newer program).
 */
export async function readPackage(bytes: Uint8Array): Promise<ReadPackage> {
  if (bytes.length > packageLimits.totalBytes + packageLimits.entryBytes) throw new AppError('PACKAGE_UNREADABLE')
  const { files: entries, problems: entryProblems, cutShort } = await readPackageZip(bytes)
  const { root, files, problems: strays } = underRoot(entries)
  if (root === undefined && entryProblems.length === 0) throw new AppError('PACKAGE_UNREADABLE')

  const bag = verifyBag(files)
  const found = [...entryProblems, ...strays]
  // Behind a limit everything looks missing; only what was seen may be judged.
  if (!cutShort) found.push(...bag.problems)
  refuseNewerFormat(bag.info, found)

  const payload = new Map([...files].filter(([name]) => bag.sound.has(name)))
  const content = found.length === 0 && root !== undefined ? await verifyContent(root, payload, bag.info) : undefined
  found.push(...(content?.problems ?? []), ...(content?.submission === undefined ? [] : await signatureProblems(files, content.submission)))
  if (found.length === 0 && root !== undefined && !isSame(await writePackageZip(root, files), bytes)) {
    found.push({ file: '', kind: 'damaged', message: submissionText.container })
  }

  const submission = content?.submission
  const ok = found.length === 0
  const signer = ok ? submission?.signer : undefined
  const verdict: VerifyResult = {
    ok,
    packageId: submission?.packageId ?? root ?? null,
    unit: submission?.unit.id ?? bag.info.get('Tanbao-Unit') ?? null,
    unitName: submission?.unit.name ?? bag.info.get('Source-Organization') ?? null,
    period: submission?.period ?? bag.info.get('Tanbao-Period') ?? null,
    packId: submission?.pack.id ?? bag.info.get('Tanbao-Pack')?.split(' ')[0] ?? null,
    revision: submission?.revision ?? null,
    sha256: sha256Hex(bytes),
    files: files.size,
    signer: signer === undefined ? null : { fingerprint: signer.fingerprint, signing: signer.signing },
    problems: found,
  }
  return { verdict, content: ok ? content?.content : undefined }
}

/** The same without what the package says. Throws as `readPackage`. */
export const verifyPackage = async (bytes: Uint8Array): Promise<VerifyResult> => (await readPackage(bytes)).verdict
