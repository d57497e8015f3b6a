import { createHash } from 'node:crypto'
import { type PackageSigner, writeMinisig } from '../../electron/engine/package/minisign.ts'
import { readPackageZip } from '../../electron/engine/package/read-zip.ts'
import { signedComment } from '../../electron/engine/package/verify-signature.ts'
import { writePackageZip } from '../../electron/engine/package/write-zip.ts'
import { manifestFile, signatureFile, tagFiles, tagManifestFile, writeManifest } from '../../shared/submission/bag.ts'
import { samplePackage } from './package-input.ts'

/** The files of a package by name within its top folder. */
export async function openPackage(bytes: Uint8Array): Promise<{ root: string; files: Map<string, Uint8Array> }> {
  const { files } = await readPackageZip(bytes)
  const root = [...files.keys()][0]?.split('/')[0] ?? ''
  return { root, files: new Map([...files].map(([name, content]) => [name.slice(root.length + 1), content])) }
}

const digest = (bytes: Uint8Array | undefined): string =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')

/**
 * Makes all digests right again, as a forger with a hash program would, and packs the files like the program does.
 * @param signer absent: the signature stays what it was, since a forger has not the key
 */
export async function reseal(root: string, files: ReadonlyMap<string, Uint8Array>, signer?: PackageSigner): Promise<Uint8Array> {
  const forged = new Map(files)
  const payload = [...forged.keys()].filter((name) => name.startsWith('data/'))
  forged.set(manifestFile, Buffer.from(writeManifest(new Map(payload.map((name) => [name, digest(forged.get(name))])))))
  forged.set(tagManifestFile, Buffer.from(writeManifest(new Map(tagFiles.map((name) => [name, digest(forged.get(name))])))))
  if (signer !== undefined) {
    const { submission } = samplePackage()
    const text = await writeMinisig(forged.get(tagManifestFile) ?? new Uint8Array(), signedComment(submission), signer)
    forged.set(signatureFile, Buffer.from(text))
  }
  return writePackageZip(root, forged)
}
