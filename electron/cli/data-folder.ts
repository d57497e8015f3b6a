import { homedir } from 'node:os'
import { join } from 'node:path'

/** The data folder when none is named: the platform's own place for application data. */
export function defaultDataFolder(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, home: string = homedir()): string {
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'tanbao', 'data')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'tanbao', 'data')
  return join(environment.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'tanbao', 'data')
}
