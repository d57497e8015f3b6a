/** Whether node_modules holds what package-lock.json asks for. Plain JavaScript: it runs before anything is installed. */

/**
 * @param {string} lockText package-lock.json
 * @param {string | undefined} installedText node_modules/.package-lock.json, which npm writes last
 * @returns {'missing' | 'outdated' | 'current'}
 */
export function installState(lockText, installedText) {
  if (installedText === undefined) return 'missing'
  try {
    const wanted = JSON.parse(lockText).packages
    const installed = JSON.parse(installedText).packages
    for (const [path, entry] of Object.entries(wanted)) {
      if (!path.includes('node_modules/')) continue
      const there = installed[path]
      // A binary of another kind of machine is rightly absent.
      if (there === undefined ? entry.optional !== true : !same(entry, there)) return 'outdated'
    }
    return Object.keys(installed).every((path) => path in wanted) ? 'current' : 'outdated'
  } catch {
    return 'outdated'
  }
}

function same(a, b) {
  return a.version === b.version && a.integrity === b.integrity && a.link === b.link
}
