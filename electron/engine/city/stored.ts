/** How a city's set is written, read and ordered, whatever database it lies in. */
import type { Decision, PackageFacts, QuarantineFacts } from '../../../shared/city/package-facts.ts'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import type { Waiver } from '../../../shared/submission/signed-files.ts'

/** Everything written is plain data by its schema. */
export const written = (value: PackageFacts | Decision | Waiver | QuarantineFacts): string => canonicalJson(value as unknown as JsonValue)
/** What lies in the store was written by this program. */
export const read = <T>(json: string): T => JSON.parse(json) as T

/** The order of period, unit, revision, digest. */
export const byPlace = (a: PackageFacts, b: PackageFacts): number => {
  const key = ({ period, unit, sha256 }: PackageFacts) => [period, unit, sha256] as const
  if (a.period !== b.period || a.unit !== b.unit || a.revision === b.revision) return key(a) < key(b) ? -1 : 1
  return a.revision - b.revision
}

/** Newest first. */
export const byArrival = (a: QuarantineFacts, b: QuarantineFacts): number =>
  a.at < b.at ? 1 : a.at > b.at ? -1 : a.sha256 < b.sha256 ? -1 : 1
