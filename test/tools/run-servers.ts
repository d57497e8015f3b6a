/** `npm run test:servers`: the targets against servers that are too large or too rare for every run. Needs Debian and root. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { prepareMachine, serverParts } from './machine.ts'

const missing = prepareMachine((line) => console.log(line), serverParts)
for (const { purpose, debianPackages } of missing) console.log(`!!! missing: ${purpose} (${debianPackages.join(', ')})`)
const vitest = join(import.meta.dirname, '..', '..', 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'servers', ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = missing.length > 0 ? 1 : (status ?? 1)
