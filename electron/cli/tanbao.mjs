#!/usr/bin/env node
/** Starts the command line on the project's own Node, whatever Node the machine has. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findRuntime } from './runtime.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const runtime = findRuntime(join(here, '..', '..'))
if (runtime === undefined) {
  process.stderr.write('还没有装好运行所需的文件，您的数据没有动过。请先在程序文件夹里运行一次 npm start，再重试。\n')
  process.exit(2)
}
const child = spawn(runtime, [join(here, 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
// A terminal sends its signals to both of us: the child decides what they mean, we wait for it and end the same way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  process.stderr.write(`没能启动 ${runtime}：${error.message}\n`)
  process.exit(2)
})
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)))
