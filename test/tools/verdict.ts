/** The build machine's last word on a run of `npm test`: nothing failed, nothing skipped, nothing left out. */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type CheckReport, failureLine, objections, tallyLine } from './check-results.ts'

const root = join(import.meta.dirname, '..', '..')
const file = join(root, 'node_modules', '.cache', 'tanbao', 'checks.json')
const report = JSON.parse(readFileSync(file, 'utf8')) as CheckReport // written by run-checks.ts a moment ago
for (const failure of report.failures) console.log(failureLine({ ...failure, file: relative(root, failure.file) }))
const against = objections(report)
for (const reason of against) console.log(reason)
console.log(tallyLine(report.tests))
process.exitCode = against.length > 0 ? 1 : 0
