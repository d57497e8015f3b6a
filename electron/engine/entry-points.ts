/**
 * Where the program's own parts lie. In the checkout Node runs the `.ts` files directly; in the bundle every
 * entry is one `.js` file in the same folder (the build keeps it flat for exactly this reason). Nothing here asks
 * Electron: the engine runs in a worker thread, where Electron's additions to `process` cannot be relied on.
 */
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Finds the parts next to the module at `moduleUrl`.
 * @param moduleUrl `import.meta.url` of this module: `…/electron/engine/entry-points.ts` or `…/dist/electron/<chunk>.js`
 * @param exists whether a folder is there
 * @param made a folder with parts that somebody has built for this run of the checkout, as the tests do; a build has its own
 */
export function entryPointsOf(moduleUrl: string, exists: (folder: string) => boolean, made?: string): EntryPoints {
  const file = fileURLToPath(moduleUrl)
  const folder = dirname(file)
  const home = dirname(dirname(folder))
  if (file.endsWith('.ts'))
    return {
      worker: join(folder, 'worker.ts'),
      parser: made === undefined ? join(folder, 'excel', 'parser-process.ts') : join(made, 'parser-process.js'),
      renderer: join(home, 'dist', 'renderer'),
      resources: join(home, 'resources'),
      preparedPacks: made === undefined ? undefined : join(made, 'packs'),
    }
  const own = join(home, 'resources')
  return {
    worker: join(folder, 'worker.js'),
    parser: join(folder, 'parser-process.js'),
    renderer: join(home, 'dist', 'renderer'),
    // An installed program keeps its packs beside the archive, where IT can read and replace them.
    resources: basename(home) === 'app.asar' || !exists(own) ? dirname(home) : own,
    preparedPacks: join(folder, 'packs'),
  }
}

interface EntryPoints {
  readonly worker: string
  readonly parser: string
  readonly renderer: string
  readonly resources: string
  readonly preparedPacks: string | undefined
}

const here = entryPointsOf(import.meta.url, existsSync, process.env.TANBAO_PARTS)

/** The engine's worker thread, for `new Worker(workerUrl())`. */
export function workerUrl(): URL {
  return pathToFileURL(here.worker)
}

/** The file that a parser process runs, for `fork`. */
export function parserPath(): string {
  return here.parser
}

/** The built pages: a folder with `index.html`. */
export function rendererDir(): string {
  return here.renderer
}

/** The folder of packs that the build has read already; in the checkout only the tests make one. */
export function preparedPacksDir(): string | undefined {
  return here.preparedPacks
}

/** The folder that holds `packs/` and the other data files that come with the program. */
export function resourcesDir(): string {
  return here.resources
}
