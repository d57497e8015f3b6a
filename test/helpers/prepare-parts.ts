/**
 * Makes once what every engine and every parser process of the tests would otherwise make anew: the packs read and judged, and the
 * parser as one file. Packs from their texts cost an engine a second, the parser's modules each of its many processes a third of one.
 * The folder's name stands for everything that its content is made from, so what is outdated is never found.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { sourcePacksFolder } from '../../electron/engine/packs/packs.ts'
import { preparePacks } from '../../electron/engine/packs/prepared-packs.ts'
import { readSources } from './sources.ts'

const root = join(import.meta.dirname, '..', '..')
const cache = join(root, 'node_modules', '.cache', 'tanbao', 'parts')
const parts = ['dist', 'electron'] as const

const hourMs = 3_600_000

/** SHA-256 of the program, the packs' texts, the versions of the libraries and what is made of them here. */
function digestOfOrigins(): string {
  const hash = createHash('sha256')
  for (const file of [import.meta.filename, join(root, 'package-lock.json')]) hash.update(readFileSync(file))
  for (const [file, text] of readSources(['electron', 'shared'])) hash.update(`${file}\n${text}\n`)
  const entries = readdirSync(sourcePacksFolder(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const path of entries.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash.update(`${path}\n`).update(readFileSync(path))
  return hash.digest('hex')
}

/** The parser as the build makes it. */
async function writeParser(folder: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    define: { __dirname: 'import.meta.dirname', 'import.meta.main': 'false' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      ssr: join(root, 'electron', 'engine', 'excel', 'parser-process.ts'),
      rolldownOptions: { output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  })
}

/** Runs before the first test of a run; see `globalSetup` in vitest.config.ts. */
export async function setup(): Promise<void> {
  const home = join(cache, digestOfOrigins())
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true })
    // Another run may still be using the ones before.
    const outdated = readdirSync(cache).filter((name) => statSync(join(cache, name)).mtimeMs < Date.now() - hourMs)
    for (const name of outdated) rmSync(join(cache, name), { recursive: true, force: true })
    // Laid out like a build, so that the parts find what comes with the program.
    const fresh = mkdtempSync(join(cache, 'fresh-'))
    symlinkSync(join(root, 'resources'), join(fresh, 'resources'), 'junction')
    mkdirSync(join(fresh, ...parts, 'packs'), { recursive: true })
    for (const { file, text } of preparePacks(sourcePacksFolder())) writeFileSync(join(fresh, ...parts, 'packs', file), text)
    await writeParser(join(fresh, ...parts))
    try {
      renameSync(fresh, home)
    } catch (error) {
      // A run that began at the same moment made the same.
      if (!existsSync(home)) throw error
      rmSync(fresh, { recursive: true, force: true })
    }
  }
  process.env.TANBAO_PARTS = join(home, ...parts)
}
