/** What is wrong with a lock file, judged without looking at this machine. */
interface Entry {
  readonly resolved?: string
  readonly link?: boolean
  readonly integrity?: string
  readonly inBundle?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
export type LockedPackages = Readonly<Record<string, Entry>>

/** The kinds of machine the program is built and developed on, as their names appear in packages that carry binaries. */
export const targets = ['linux-x64', 'linux-arm64', '(?<![a-z])(?:win32|win)-x64', 'darwin-x64', 'darwin-arm64'] as const

/**
 * Names every entry that could not be installed on another kind of machine than the one that wrote the lock: npm
 * silently leaves out binaries that its registry does not have yet.
 */
export function lockFaults(packages: LockedPackages): readonly string[] {
  const faults: string[] = []
  for (const [path, entry] of Object.entries(packages)) {
    if (entry.resolved && !entry.link) faults.push(`${path}: records the address ${entry.resolved}`)
    if (path.includes('node_modules/') && !entry.link && !entry.integrity && !entry.inBundle) faults.push(`${path}: no integrity`)
    const names = Object.keys(entry.optionalDependencies ?? {})
    for (const target of targets) {
      const binaries = names.filter((name) => new RegExp(target.replace('-', '[-_/]')).test(name))
      if (binaries.length > 0 && !binaries.some((name) => isLocked(packages, path, name)))
        faults.push(`${path}: no ${target} binary (${binaries.join(', ')})`)
    }
  }
  return faults
}

/** Node's own look-up: the nearest node_modules going up from `from`. */
function isLocked(packages: LockedPackages, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder && `${folder}/`}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}
