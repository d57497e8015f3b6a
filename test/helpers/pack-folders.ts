/** Packs as folders on a disk, signed by keys made for the test. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { libraryFolder } from '../../electron/engine/packs/load-pack.ts'
import { packZip } from '../../electron/engine/packs/pack-zip.ts'
import { type FileBytes, type KeyPair, signatureFile, signPack } from '../../electron/engine/packs/signature.ts'
import { manifest, miniFiles } from '../unit/rules/mini-pack.ts'

const bytesOf = (texts: ReadonlyMap<string, string>): Map<string, Uint8Array> =>
  new Map([...texts].map(([path, text]) => [path, new TextEncoder().encode(text)]))

export const miniLibrary: FileBytes = bytesOf(new Map([['rules/none.yaml', 'rules: []\n']]))

/** The small pack of the rule tests under another version, with changes. */
export const miniPack = (version = '1.0.0', changes: Readonly<Record<string, string | undefined>> = {}): Map<string, Uint8Array> =>
  bytesOf(miniFiles({ 'pack.yaml': manifest.replace('version: 1.0.0', `version: ${version}`), ...changes }))

export const signed = (files: FileBytes, key: KeyPair, version = '1.0.0', library: FileBytes = miniLibrary): Map<string, Uint8Array> => {
  const bytes = signPack({ id: 'mini', version, files, library }, key.privateKey)
  if (bytes === undefined) throw new Error('the key was not taken')
  return new Map([...files, [signatureFile, bytes]])
}

export const zipOf = (files: FileBytes, library: FileBytes = miniLibrary): Promise<Uint8Array> =>
  packZip(
    new Map([
      ['mini', files],
      [libraryFolder, library],
    ]),
  )

/** Writes folders below a new one; returns it. */
export const onDisk = (folders: Readonly<Record<string, FileBytes>>): string => {
  const root = mkdtempSync(join(tmpdir(), 'packs-'))
  for (const [folder, files] of Object.entries(folders)) {
    for (const [path, bytes] of files) {
      const full = join(root, folder, path)
      mkdirSync(dirname(full), { recursive: true })
      writeFileSync(full, bytes)
    }
  }
  return root
}
