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
export const targets: Readonly<Record<string, RegExp>> = {
  'linux x64': /linux[-_/]x64/,
  'linux arm64': /linux[-_/]arm64/,
  // `darwin-x64` ends like `win-x64`.
  'Windows x64': /(?<![a-z])win(?:32)?[-_/]x64/,
  'macOS x64': /darwin[-_/]x64/,
  'macOS arm64': /darwin[-_/]arm64/,
}

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
    for (const [target, pattern] of Object.entries(targets)) {
      const binaries = names.filter((name) => pattern.test(name))
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
