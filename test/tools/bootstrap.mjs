/**
 * The first step of `npm start`, `npm test` and `npm run demo`. Needs nothing but Node 20 and npm: installs what
 * package-lock.json names when that is not there yet, then hands over to the project's own Node 24.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findRuntime } from '../../electron/cli/runtime.mjs'
import { installState } from './install-state.mjs'

const programs = { start: 'test/tools/start.ts', test: 'test/tools/run-checks.ts', demo: 'electron/cli/demo.ts' }
const OLDEST_NODE = 20
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

function stop(message) {
  console.error(message)
  process.exit(1)
}

/** npm as it was started, on the Node that started it; a bare `npm` when this file was run by hand. */
function npm(args) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  if (script?.endsWith('.js')) return spawnSync(node ?? process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
  return spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
}

function install() {
  const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)
  const state = installState(read(join(root, 'package-lock.json')) ?? '', read(join(root, 'node_modules', '.package-lock.json')))
  if (state === 'current') return
  // Windows cannot replace a program that is running.
  if (process.platform === 'win32' && process.execPath.startsWith(join(root, 'node_modules')))
    stop('程序文件需要更新：请先删除 node_modules 文件夹，再运行一次本命令。您填报的数据不在这里，不受影响。')
  console.log(
    state === 'missing'
      ? '首次运行：正在安装所需文件（约 500 MB，通常一两分钟）……'
      : '所需文件与版本清单不一致：正在重新安装（通常一两分钟）……',
  )
  const result = npm(['ci', '--ignore-scripts', '--loglevel=error'])
  if (result.status !== 0) stop('安装没有完成，您填报的数据没有动过。请检查网络或 npm 的设置，再运行一次本命令。')
}

const [command = '', ...rest] = process.argv.slice(2)
const program = Object.hasOwn(programs, command) ? programs[command] : undefined
if (program === undefined) stop(`bootstrap: expected one of ${Object.keys(programs).join(', ')}`)
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) stop(`需要 Node ${OLDEST_NODE} 或更新的版本，现在是 ${process.version}。`)
install()
const runtime = findRuntime(root)
if (runtime === undefined) stop(`没有适合这台机器（${process.platform} ${process.arch}）的 Node 24，请先自行安装 Node 24 再运行。`)

const child = spawn(runtime, [join(root, program), ...rest], { cwd: process.cwd(), stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => stop(`没能启动 ${runtime}：${error.message}`))
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)))
