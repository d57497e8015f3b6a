import { AppError } from '../../shared/model/errors.ts'
import type { Finding } from '../../shared/rules/finding.ts'
import type { Session } from './command.ts'

/**
 * A finding by its id; without a period, the periods that hold data are searched, newest first.
 * Throws STORE_NOT_INITIALISED, FINDING_UNKNOWN.
 */
export async function findFinding(
  session: Session,
  id: string,
  period: string | undefined,
): Promise<{ readonly period: string; readonly finding: Finding }> {
  const { profile } = await session.call('app.info', {})
  if (!profile) throw new AppError('STORE_NOT_INITIALISED')
  const { manifest } = await session.call('pack.get', { id: profile.packId })
  const periods = period === undefined ? (await session.call('tasks.list', { period: manifest.validFrom })).periods : [period]
  for (const candidate of periods) {
    const { findings } = await session.call('check.run', { period: candidate })
    const finding = findings.find((found) => found.id === id)
    if (finding) return { period: candidate, finding }
  }
  throw new AppError('FINDING_UNKNOWN', { finding: id })
}
