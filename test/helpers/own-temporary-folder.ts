/** All that the tests and the programs they start put among the temporary files lies in one folder, and goes when the run ends. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs before the first test of a run; what it returns, after the last one. See `globalSetup` in vitest.config.ts. */
export function setup(): () => void {
  // A short name: addresses of sockets lie in it, and they hold about a hundred characters.
  const folder = mkdtempSync(join(tmpdir(), 'tb-'))
  // Servers under test do their work as another user.
  chmodSync(folder, 0o755)
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
