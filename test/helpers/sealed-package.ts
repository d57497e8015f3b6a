import { expect } from 'vitest'
import type { Call, SubmissionSummary } from '../../shared/contract/index.ts'

/** The package that was sealed last, which is as it should be. */
export async function sealedPackage(call: Call): Promise<SubmissionSummary> {
  const [summary] = await call('submission.list', {})
  if (summary === undefined) throw new Error('nothing was sealed')
  const { bytes } = await call('submission.bytes', { packageId: summary.packageId })
  expect(await call('submission.verify', { bytes })).toMatchObject({ ok: true, problems: [] })
  return summary
}
