/** Which backups may go: the 10 latest, the last of each of 7 days and 8 weeks, and those of a turning point stay. */

interface Dated {
  readonly id: string
  readonly at: string
  readonly reason: string
}

const latest = 10
const days = 7
const weeks = 8
const keptForever = new Set(['migration', 'seal'])

const dayOf = (at: string): string => at.slice(0, 10)
/** Number of the week since 1970, weeks beginning on Monday. */
const weekOf = (at: string): string => String(Math.floor((Date.parse(dayOf(at)) / 86_400_000 + 3) / 7))

function newestOfEach(backups: readonly Dated[], groupOf: (at: string) => string, groups: number): string[] {
  const newest = new Map<string, string>()
  for (const { id, at } of backups) {
    const group = groupOf(at)
    if (!newest.has(group)) newest.set(group, id)
  }
  return [...newest.values()].slice(0, groups)
}

/**
 * @param backups newest first
 * @returns ids to delete
 */
export function backupsToDrop(backups: readonly Dated[]): string[] {
  const keep = new Set([
    ...backups.slice(0, latest).map((backup) => backup.id),
    ...newestOfEach(backups, dayOf, days),
    ...newestOfEach(backups, weekOf, weeks),
    ...backups.filter((backup) => keptForever.has(backup.reason)).map((backup) => backup.id),
  ])
  return backups.filter((backup) => !keep.has(backup.id)).map((backup) => backup.id)
}
