import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const launcher = join(root, 'electron', 'cli', 'tanbao.mjs')
const systemNode = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path)) ?? process.execPath

/** The launcher beside a program of ours, so that only the launcher is under test. */
function launcherFor(program: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-launcher-'))
  const cli = join(folder, 'electron', 'cli')
  mkdirSync(cli, { recursive: true })
  for (const file of ['tanbao.mjs', 'runtime.mjs']) cpSync(join(root, 'electron', 'cli', file), join(cli, file))
  writeFileSync(join(cli, 'main.ts'), program)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  return join(cli, 'tanbao.mjs')
}

describe('npx tanbao', () => {
  test('is linked by npm into the checkout', () => {
    const link = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'tanbao.cmd' : 'tanbao')
    expect(lstatSync(link)).toBeDefined()
    if (process.platform !== 'win32') expect(realpathSync(link)).toBe(launcher)
  })

  test('runs on Node 24 although the machine has an older one', () => {
    const { stdout, stderr, status } = spawnSync(systemNode, [launcher, '--help'], { encoding: 'utf8' })
    expect({ status, stderr, help: stdout.includes('tanbao') }).toEqual({ status: 0, stderr: '', help: true })
  })

  test('passes arguments, streams and the exit code through', () => {
    const program =
      'const words: string[] = process.argv.slice(2); console.log(JSON.stringify(words)); console.error("err"); process.exit(3)'
    const { stdout, stderr, status } = spawnSync(process.execPath, [launcherFor(program), 'a b', '--x=1', '汉字'], { encoding: 'utf8' })
    expect({ stdout, stderr, status }).toEqual({ stdout: '["a b","--x=1","汉字"]\n', stderr: 'err\n', status: 3 })
  })

  test('lets the program decide what a signal means', async () => {
    const program = 'process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1000); console.log("ready")'
    const child = spawn(process.execPath, [launcherFor(program)], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGTERM')
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(7)
  })

  test('says in Chinese what to do when nothing is installed yet', () => {
    const bare = launcherFor('')
    const program = `Object.defineProperty(process, 'version', { value: 'v20.0.0' }); await import(${JSON.stringify(bare)})`
    const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toContain('npm start')
  })
})
