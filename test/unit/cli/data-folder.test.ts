import { expect, test } from 'vitest'
import { defaultDataFolder } from '../../../electron/cli/data-folder.ts'

test.each([
  ['linux', {}, '/home/li/.local/share/tanbao/data'],
  ['linux', { XDG_DATA_HOME: '/d' }, '/d/tanbao/data'],
  ['darwin', {}, '/home/li/Library/Application Support/tanbao/data'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/tanbao/data'],
] as const)('on %s with %o the data lies where the system keeps such data', (platform, environment, folder) => {
  expect(defaultDataFolder(platform, environment, '/home/li')).toBe(folder)
})
