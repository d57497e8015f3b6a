/**
 * Packs as the build has read and judged them, so that a start need not. A record lies among the program's own parts and is
 * trusted like them: the running program never writes one. Its name is the SHA-256 of every text it was made from, so a
 * pack that differs anywhere has no record and is read as ever; its rules are compiled when they are first asked for.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packData, packFromData } from '../../../shared/forms/pack.ts'
import type { Pack, PackData } from '../../../shared/forms/pack-types.ts'
import { compileRules } from '../../../shared/rules/compile-rules.ts'
import { sha256Hex } from '../sha256-hex.ts'
import { libraryFolder, loadPack, type PackFiles, packIds, type ReadPack, readPackFiles } from './load-pack.ts'

export interface PreparedPack {
  readonly file: string
  readonly text: string
}

/** The order in which a file system lists its files says nothing about them. */
const inOrder = (files: PackFiles): [string, string][] => [...files].sort(([a], [b]) => (a < b ? -1 : 1))

const fileOf = (id: string, files: PackFiles, library: PackFiles): string =>
  `${sha256Hex(JSON.stringify([id, inOrder(files), inOrder(library)]))}.json`

/** A record of each pack of a folder that is without a mistake. */
export const preparePacks = (packsFolder: string): PreparedPack[] => {
  const library = readPackFiles(join(packsFolder, libraryFolder))
  return packIds(packsFolder).flatMap((id) => {
    const files = readPackFiles(join(packsFolder, id))
    const loaded = loadPack(id, files, library)
    return loaded.ok ? [{ file: fileOf(id, files, library), text: JSON.stringify(packData(loaded.value.pack)) }] : []
  })
}

const readRecord = (path: string): Pack | undefined => {
  try {
    return packFromData(JSON.parse(readFileSync(path, 'utf8')) as PackData) // written by preparePacks in the same build
  } catch {
    // There is none, or the disk has lost it: then the pack is read from its texts.
    return undefined
  }
}

/** Records by their path: every engine of a process gives the same packs, whose rules need compiling only once. */
const known = new Map<string, ReadPack>()

/** The pack that is made from exactly these texts, when the build has left a record of it in `folder`. */
export const preparedPack = (folder: string, id: string, files: PackFiles, library: PackFiles): ReadPack | undefined => {
  const path = join(folder, fileOf(id, files, library))
  const found = known.get(path)
  if (found !== undefined) return found
  const pack = readRecord(path)
  if (pack === undefined) return undefined
  let rules: ReturnType<typeof compileRules> | undefined
  const read: ReadPack = {
    pack,
    get compiled() {
      rules ??= compileRules(pack)
      return rules
    },
  }
  known.set(path, read)
  return read
}
