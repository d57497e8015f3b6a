/** The program as it is built speaks to servers too: what is bundled must not miss its parts. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createBuilder } from 'vite'
import { expect, test } from 'vitest'
import { newFolder } from '../helpers/sync/running-server.ts'
import { startSshd } from '../helpers/sync/sshd.ts'

const checkout = join(import.meta.dirname, '..', '..')

test('the built command line sets up a folder and tries an SFTP server out', async () => {
  const home = newFolder('built')
  const builder = await createBuilder({ configFile: join(checkout, 'vite.config.ts'), logLevel: 'error' })
  const main = builder.environments.main
  if (main === undefined) throw new Error('nothing to build')
  main.config.build.outDir = join(home, 'dist', 'electron')
  await builder.build(main)
  cpSync(join(checkout, 'package.json'), join(home, 'package.json'))
  for (const name of ['resources', 'node_modules']) symlinkSync(join(checkout, name), join(home, name))
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(home, 'dist', 'electron', 'cli.js'), ...args, '--data', join(home, 'data')], { encoding: 'utf8' })
  expect(run('init', '--pack', 'liuzhou-2020', '--unit', '450222').stdout).toContain('柳城县')
  const { port, user, hostKey, key, folder, stop } = await startSshd()
  mkdirSync(join(folder, 'dav', 'in'))
  writeFileSync(join(home, 'key'), key)
  const target = JSON.stringify({ kind: 'sftp', host: '127.0.0.1', port, path: `${folder}/dav/in`, user, hostKey })
  const { status, stdout } = run('sync', '--target', target, '--password-file', join(home, 'key'), '--probe')
  expect([status, stdout]).toEqual([0, expect.stringContaining('试写、读回核对成功')])
  await stop()
  rmSync(home, { recursive: true, force: true })
})
