import yazl from 'yazl'
import {
  bagDeclarationFile,
  bagInfoFile,
  manifestFile,
  nationalManifestFile,
  nationalSignatureFile,
  signatureFile,
  tagManifestFile,
} from '../../../shared/submission/bag.ts'

const firstFiles = [
  ...[bagDeclarationFile, bagInfoFile, manifestFile, nationalManifestFile, tagManifestFile],
  ...[signatureFile, nationalSignatureFile],
]
/** `-rw-r--r--` of a plain file. */
const plainFileMode = 0o100644

const rank = (name: string): number => {
  const place = firstFiles.indexOf(name)
  return place < 0 ? firstFiles.length : place
}
const inOrder = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : 1)

/**
 * The outer zip: entries stored, in a fixed order, with one fixed date and mode, so that the same files always give the
 * same bytes. Nothing is deflated, because what a deflater writes differs between machines.
 * @param root the one top folder
 * @param files by name within the top folder
 */
export function writePackageZip(root: string, files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const zip = new yazl.ZipFile()
  // The zip keeps local time, so a local date comes out the same in every time zone. Noon exists everywhere.
  const options = { compress: false, mtime: new Date(2000, 0, 1, 12), mode: plainFileMode, forceDosTimestamp: true }
  for (const [name, bytes] of [...files].sort(([a], [b]) => inOrder(a, b))) {
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), `${root}/${name}`, options)
  }
  zip.end()
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    zip.outputStream.on('data', (part: Buffer) => parts.push(part))
    zip.outputStream.on('error', reject)
    zip.outputStream.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
  })
}
