/** The text files of a bag (RFC 8493), written and read exactly; any other way of writing them is a change. */

export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
export const bagDeclarationFile = 'bagit.txt'
export const bagInfoFile = 'bag-info.txt'
export const manifestFile = 'manifest-sha256.txt'
export const tagManifestFile = 'tagmanifest-sha256.txt'
/** The same digests in SM3, only where a second signature is asked for. */
export const nationalManifestFile = 'manifest-sm3.txt'
/** Covered by the tag manifest, in its order. */
export const tagFiles = [bagInfoFile, bagDeclarationFile, manifestFile] as const
/** Over the tag manifest, in minisign's format; since format 2. */
export const signatureFile = 'signature.minisig'
/** Over `manifest-sm3.txt`, DER, only where it is asked for. */
export const nationalSignatureFile = 'signature.sm2'

const manifestLine = /^([0-9a-f]{64}) {2}(\S.*)$/
const infoLine = /^([A-Za-z][A-Za-z-]{0,60}): (.*)$/

/** `digest  name` lines in order of the names' code units, as `sha256sum -c` reads them. */
export function writeManifest(digests: ReadonlyMap<string, string>): string {
  const names = [...digests.keys()].sort()
  return names.map((name) => `${digests.get(name) ?? ''}  ${name}\n`).join('')
}

/** Name -> digest; undefined when the text is not exactly what `writeManifest` writes. */
export function readManifest(text: string): Map<string, string> | undefined {
  const digests = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, digest, name] = manifestLine.exec(line) ?? []
    if (digest !== undefined && name !== undefined) digests.set(name, digest)
  }
  return writeManifest(digests) === text ? digests : undefined
}

export function writeBagInfo(info: ReadonlyMap<string, string>): string {
  return [...info].map(([label, value]) => `${label}: ${value.replaceAll(/\s+/g, ' ').trim()}\n`).join('')
}

/** Label -> value; undefined when a line is not one of ours or a label comes twice. */
export function readBagInfo(text: string): Map<string, string> | undefined {
  const info = new Map<string, string>()
  if (!text.endsWith('\n')) return undefined
  for (const line of text.split('\n').slice(0, -1)) {
    const [, label, value] = infoLine.exec(line) ?? []
    if (label === undefined || value === undefined || info.has(label)) return undefined
    info.set(label, value)
  }
  return info
}
