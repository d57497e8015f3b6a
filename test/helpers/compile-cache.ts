import { join } from 'node:path'

/**
 * The environment for programs that tests start over and over: Node keeps what it made of each module, which halves a start. A cached
 * module is known by its content, so nothing outdated runs.
 */
export const withCompileCache: NodeJS.ProcessEnv = {
  ...process.env,
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'tanbao', 'compiled'),
}
