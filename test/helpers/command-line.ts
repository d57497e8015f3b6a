import { spawn } from 'node:child_process'
import { join } from 'node:path'

const main = join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts')

export interface CommandOutcome {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the real command line in a process of its own, as a person would. */
export function tanbao(...argv: readonly string[]): Promise<CommandOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (exit) => resolve({ exit, stdout, stderr }))
  })
}

/** The same with `--json`; fails unless standard output is exactly one JSON document. */
export async function tanbaoJson(
  ...argv: readonly string[]
): Promise<{ readonly exit: number | null; readonly json: unknown; readonly stderr: string }> {
  const { exit, stdout, stderr } = await tanbao(...argv, '--json')
  const lines = stdout.split('\n')
  if (lines.length !== 2 || lines[1] !== '') throw new Error(`standard output is not one document:\n${stdout}\n${stderr}`)
  return { exit, json: JSON.parse(lines[0] ?? ''), stderr }
}
