/** The build machine's last word on a run of `npm test`: nothing failed, nothing skipped, nothing left out. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CheckReport, objections, tallyLine } from './check-results.ts'

const file = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'tanbao', 'checks.json')
const report = JSON.parse(readFileSync(file, 'utf8')) as CheckReport // written by run-checks.ts a moment ago
const against = objections(report)
for (const reason of against) console.log(reason)
console.log(tallyLine(report.tests))
process.exitCode = against.length > 0 ? 1 : 0
