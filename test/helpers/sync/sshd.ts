import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, serve } from './running-server.ts'

export interface SshServer extends RunningServer {
  readonly user: string
  /** Private key of the person who may come in. */
  readonly key: string
  /** As the city writes it into its unit file. */
  readonly hostKey: string
}

/** OpenSSH with its own sftp server, for the person who runs the test. */
export async function startSshd(): Promise<SshServer> {
  let hostKey = ''
  let key = ''
  // The program insists on it for its separated child.
  mkdirSync('/run/sshd', { recursive: true })
  const server = await serve('sshd', ({ port, folder }) => {
    const at = (name: string): string => join(folder, name)
    mkdirSync(at('dav'))
    chmodSync(folder, 0o700)
    for (const name of ['host', 'person']) spawnSync('/usr/bin/ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)])
    hostKey = spawnSync('/usr/bin/ssh-keygen', ['-lf', at('host.pub')], { encoding: 'utf8' }).stdout.split(' ')[1] ?? ''
    key = readFileSync(at('person'), 'utf8')
    writeFileSync(at('authorized'), readFileSync(at('person.pub')), { mode: 0o600 })
    const lines = [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${at('host')}`,
      `AuthorizedKeysFile ${at('authorized')}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      `PidFile ${at('pid')}`,
      'MaxStartups 200',
      'Subsystem sftp internal-sftp',
    ]
    writeFileSync(at('sshd.conf'), `${lines.join('\n')}\n`)
    return { command: '/usr/sbin/sshd', args: ['-D', '-e', '-f', at('sshd.conf')] }
  })
  return { ...server, user: userInfo().username, key, hostKey }
}
