import yazl from 'yazl'
import type { FileBytes } from './signature.ts'

/** Folders of files as one zip, to be handed to `pack.install` or sent to somebody. */
export function packZip(folders: ReadonlyMap<string, FileBytes>): Promise<Uint8Array> {
  const zip = new yazl.ZipFile()
  for (const [folder, files] of folders) {
    for (const [path, bytes] of files) zip.addBuffer(Buffer.from(bytes), `${folder}/${path}`, { mtime: new Date(2000, 0, 1, 12) })
  }
  zip.end()
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    zip.outputStream.on('data', (part: Buffer) => parts.push(part))
    zip.outputStream.on('error', reject)
    zip.outputStream.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
  })
}
