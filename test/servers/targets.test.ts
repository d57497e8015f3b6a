/** The servers that are too large or too rare for every run: rclone, OpenSSH, OpenStack Swift. */
import { startRclone } from '../helpers/sync/rclone.ts'
import { startSshd } from '../helpers/sync/sshd.ts'
import { webdavSuite } from '../helpers/sync/suite-servers.ts'
import { startSwift } from '../helpers/sync/swift.ts'
import { targetSuite } from '../helpers/sync/target-suite.ts'

const now = (): number => Date.now()

targetSuite('rclone', () => webdavSuite(startRclone), { secondWrite: 'overwrites', renameOnto: 'refused', cutUpload: 'partial' })

targetSuite(
  'OpenSSH',
  async () => {
    const server = await startSshd()
    const { user, hostKey, key, port } = server
    const target = { kind: 'sftp', host: '127.0.0.1', port, path: `${server.folder}/dav`, user, hostKey } as const
    const other = { ...target, hostKey: `SHA256:${'A'.repeat(43)}` }
    return {
      access: { target, folder: undefined, secret: key, now },
      stranger: { access: { target: other, folder: undefined, secret: key, now }, trouble: 'hostKey' },
      stop: server.stop,
    }
  },
  { secondWrite: 'refused', renameOnto: 'refused', listing: 'fresh' },
)

targetSuite(
  'Swift',
  async () => {
    const { stop, secret, ...server } = await startSwift()
    const target = { kind: 's3', ...server, prefix: '450200/' } as const
    // A clock that is a day off must not keep a month from arriving.
    const tomorrow = (): number => Date.now() + 86_400_000
    return {
      access: { target, folder: undefined, secret, now: tomorrow },
      stranger: { access: { target, folder: undefined, secret: 'falsch', now }, trouble: 'forbidden' },
      stop,
    }
  },
  { secondWrite: 'overwrites', renameOnto: 'absent', listing: 'fresh' },
)
