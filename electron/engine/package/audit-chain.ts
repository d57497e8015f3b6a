/** The audit extract of a package: entries of the county's chain, each of which can be worked out anew. */
import { createHash } from 'node:crypto'
import type { AuditLink } from '../../../shared/submission/content.ts'

/** What the hash of an entry covers besides the one before; the store chains in the same way. */
function hashOf(link: AuditLink): string {
  const { seq, at, who, source, step, what, form, period, rowId, rowKey, field, before, after, why, previous } = link
  const content = JSON.stringify([seq, at, who, source, step, what, form, period, rowId, rowKey, field, before, after, why])
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(content).digest('hex')
}

/**
 * The first entry that does not fit, by its place from 0; undefined when all fit. Entries of other months stand between
 * those of an extract: neighbours must follow on each other, and the last of all must be the head.
 */
export function firstBadLink(links: readonly AuditLink[], head: { readonly seq: number; readonly hash: string }): number | undefined {
  const bad = links.findIndex((link, at) => {
    const last = links[at - 1]
    if (link.hash !== hashOf(link) || link.seq > head.seq || link.seq <= (last?.seq ?? 0)) return true
    if (link.seq === head.seq && link.hash !== head.hash) return true
    return last !== undefined && link.seq === last.seq + 1 && link.previous !== last.hash
  })
  return bad < 0 ? undefined : bad
}
