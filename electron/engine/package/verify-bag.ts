/** The first half of a verification: are these the very files that were sealed, all of them and nothing else? */
import {
  bagDeclaration,
  bagDeclarationFile,
  bagInfoFile,
  manifestFile,
  nationalManifestFile,
  nationalSignatureFile,
  readBagInfo,
  readManifest,
  signatureFile,
  tagFiles,
  tagManifestFile,
} from '../../../shared/submission/bag.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { sha256Hex } from '../sha256-hex.ts'
import type { Problem } from './read-zip.ts'

export interface BagVerdict {
  readonly problems: readonly Problem[]
  readonly info: ReadonlyMap<string, string>
  /** Payload files that are exactly as sealed. */
  readonly sound: ReadonlySet<string>
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 text, or undefined. A byte order mark is content here. */
export function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** Compares files with the digests one manifest gives them; names what differs, is missing or is not listed. */
function compare(
  files: ReadonlyMap<string, Uint8Array>,
  listed: ReadonlyMap<string, string>,
  isCovered: (name: string) => boolean,
): Problem[] {
  const problems: Problem[] = []
  for (const [name, wanted] of listed) {
    const bytes = files.get(name)
    if (bytes === undefined) problems.push({ file: name, kind: 'missing', message: submissionText.missing })
    else if (sha256Hex(bytes) !== wanted) problems.push({ file: name, kind: 'damaged', message: submissionText.damaged })
  }
  for (const name of files.keys()) {
    if (isCovered(name) && !listed.has(name)) problems.push({ file: name, kind: 'added', message: submissionText.added })
  }
  return problems
}

const isPayload = (name: string): boolean => name.startsWith('data/')
const isTag = (name: string): boolean => (tagFiles as readonly string[]).includes(name) || name === nationalManifestFile
/** Stand outside both manifests: what they say is proven by what they sign. */
const isSignature = (name: string): boolean => name === signatureFile || name === nationalSignatureFile
/** Files of format 1, which must not hold more. */
const isOfFirstFormat = (name: string): boolean => !isSignature(name) && name !== nationalManifestFile

function readListed(files: ReadonlyMap<string, Uint8Array>, name: string): { listed: Map<string, string>; problem?: Problem } {
  const bytes = files.get(name)
  if (bytes === undefined) return { listed: new Map(), problem: { file: name, kind: 'missing', message: submissionText.missingTagFile } }
  const listed = readManifest(textOf(bytes) ?? '?')
  return listed === undefined
    ? { listed: new Map(), problem: { file: name, kind: 'damaged', message: submissionText.manifestUnreadable } }
    : { listed }
}

/** @param files by name within the top folder */
export function verifyBag(files: ReadonlyMap<string, Uint8Array>): BagVerdict {
  const problems: Problem[] = []
  const tags = readListed(files, tagManifestFile)
  const payload = readListed(files, manifestFile)
  if (tags.problem) problems.push(tags.problem)
  else problems.push(...compare(files, tags.listed, isTag))
  if (payload.problem) problems.push(payload.problem)
  else problems.push(...compare(files, payload.listed, isPayload))

  // What a manifest must never list, and what neither covers.
  for (const name of tags.listed.keys()) if (!isTag(name)) problems.push({ file: name, kind: 'added', message: submissionText.unexpected })
  for (const name of payload.listed.keys())
    if (!isPayload(name)) problems.push({ file: name, kind: 'added', message: submissionText.unexpected })
  for (const name of files.keys()) {
    if (!isPayload(name) && !isTag(name) && !isSignature(name) && name !== tagManifestFile)
      problems.push({ file: name, kind: 'added', message: submissionText.added })
  }

  const declaration = textOf(files.get(bagDeclarationFile))
  const info = readBagInfo(textOf(files.get(bagInfoFile)) ?? '')
  if (declaration !== undefined && declaration !== bagDeclaration)
    problems.push({ file: bagDeclarationFile, kind: 'damaged', message: submissionText.damaged })
  if (files.has(bagInfoFile) && info === undefined)
    problems.push({ file: bagInfoFile, kind: 'unreadable', message: submissionText.contentUnreadable })

  if (info?.get('Tanbao-Format') === '1') {
    for (const name of files.keys()) if (!isOfFirstFormat(name)) problems.push({ file: name, kind: 'added', message: submissionText.added })
  }

  const unique = [...new Map(problems.map((problem) => [`${problem.kind} ${problem.file}`, problem])).values()]
  const bad = new Set(unique.map((problem) => problem.file))
  const sound = new Set([...files.keys()].filter((name) => payload.listed.has(name) && !bad.has(name)))
  return { problems: unique, info: info ?? new Map(), sound }
}
