/** Where this start keeps its data and Chromium its profile, from the command line and the platform. */
import { createHash } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'

export interface DataPlace {
  readonly dataDir: string
  /** Chromium's own files. Undefined = the place named by `--user-data-dir`. */
  readonly profileDir: string | undefined
  readonly demo: boolean
}

/**
 * Each data folder has a profile of its own: the profile also carries the lock that lets one program hold it, and two
 * folders may well be open side by side.
 */
export function dataPlace(argv: readonly string[], defaultDataDir: string): DataPlace {
  const option = (name: string) => argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
  const home = dirname(defaultDataDir)
  const demo = argv.includes('--demo')
  const named = option('data')
  const userDataDir = option('user-data-dir')
  if (named) {
    const dataDir = resolve(named)
    const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
    return { dataDir, profileDir: userDataDir ? undefined : join(home, `profile-${mark}`), demo }
  }
  const folder = demo ? 'demo' : 'data'
  if (userDataDir) return { dataDir: join(resolve(userDataDir), folder), profileDir: undefined, demo }
  return { dataDir: demo ? join(home, folder) : defaultDataDir, profileDir: join(home, demo ? 'profile-demo' : 'profile'), demo }
}
