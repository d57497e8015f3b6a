/** SFTP. Only the server whose key the city announced is spoken to. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { connect as plug } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import type SftpClient from 'ssh2-sftp-client'
import type { SyncTarget } from '../../../shared/submission/signed-files.ts'
import type { Trouble } from '../../../shared/sync/outbox-entry.ts'
import { mostListed, type TransportLimits, uploadMs } from './limits.ts'
import { type RemoteFiles, TargetError } from './target.ts'

/** Without ChaCha20, which the desktop's cryptography lacks. */
const ciphers = ['aes256-gcm@openssh.com', 'aes128-gcm@openssh.com', 'aes256-ctr', 'aes192-ctr', 'aes128-ctr'] as const
const noSuchFile = 2
const permissionDenied = 3

interface Connection {
  readonly client: SftpClient
  /** Kept when the other side hangs up. */
  readonly closed: Promise<unknown>
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)
function troubleOf(error: unknown): Trouble {
  const code = codeOf(error)
  if (code === permissionDenied) return 'forbidden'
  if (code === noSuchFile) return 'missing'
  if (error instanceof Error && /authentication/i.test(error.message)) return 'credentials'
  if (error instanceof Error && /tim(?:ed )?out/i.test(error.message)) return 'timeout'
  // A number is the server's answer, anything else is the connection's end.
  return typeof code === 'number' ? 'answer' : 'unreachable'
}

/** @param secret a password, or a private key in OpenSSH's text form */
export function sftpFiles(
  { host, port, path, user, hostKey }: Extract<SyncTarget, { kind: 'sftp' }>,
  secret: string,
  limits: TransportLimits,
): RemoteFiles {
  let open: Promise<Connection> | undefined
  const at = (name: string): string => `${path.replace(/\/+$/, '') || (path.startsWith('/') ? '' : '.')}/${name}`
  const connect = async (): Promise<Connection> => {
    // Loaded when it is needed: most offices never do.
    const { default: Client } = await import('ssh2-sftp-client')
    const client = new Client('tanbao', { error: () => {}, end: () => {}, close: () => {} })
    let isOther = false
    const expected = Buffer.from(hostKey.slice('SHA256:'.length), 'base64')
    try {
      await client.connect({
        // Small answers must not wait for more: each would cost a twenty-fifth of a second.
        sock: plug({ host, port, noDelay: true }),
        username: user,
        ...(secret.startsWith('-----BEGIN ') ? { privateKey: secret } : { password: secret }),
        readyTimeout: limits.idleMs,
        keepaliveInterval: limits.idleMs,
        algorithms: { cipher: [...ciphers] },
        hostVerifier: (key: Buffer) => {
          isOther = !timingSafeEqual(createHash('sha256').update(key).digest(), expected)
          return !isOther
        },
      })
      return { client, closed: new Promise((resolve) => client.on('close', resolve)) }
    } catch (error) {
      throw new TargetError(isOther ? 'hostKey' : troubleOf(error), { cause: error })
    }
  }
  const drop = async (): Promise<void> => {
    const was = open
    open = undefined
    const connection = await was?.catch(() => undefined)
    await connection?.client.end().catch(() => undefined)
  }
  /** Whatever fails, hangs or is stopped costs the connection: a new one begins without its past. */
  const using = async <T>(ms: number, signal: AbortSignal, work: (client: SftpClient) => Promise<T>): Promise<T> => {
    open ??= connect()
    const connection = open
    try {
      return await new Promise<T>((resolve, reject) => {
        const timer = setTimeout(() => reject(new TargetError('timeout')), limits.idleMs + ms)
        const stop = (): void => reject(signal.reason)
        signal.addEventListener('abort', stop, { once: true })
        connection
          .then(({ client, closed }) => {
            void closed.then(() => reject(new TargetError('unreachable')))
            return work(client)
          })
          .then(resolve, reject)
          .finally(() => {
            clearTimeout(timer)
            signal.removeEventListener('abort', stop)
          })
      })
    } catch (error) {
      void drop()
      if (signal.aborted) throw signal.reason
      throw error instanceof TargetError ? error : new TargetError(troubleOf(error), { cause: error })
    }
  }
  const written = (stream: Writable, bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.once('error', reject).once('close', () => resolve())
      stream.end(bytes)
    })
  const collected = (stream: Readable): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = []
      stream
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .once('error', reject)
        .once('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    })
  return {
    read: (name, most, signal) =>
      using(uploadMs(limits, Math.min(most, 64 * 1024 * 1024)), signal, async (client) => {
        try {
          return await collected(client.createReadStream(at(name), { end: most }))
        } catch (error) {
          if (codeOf(error) === noSuchFile) return undefined
          throw error
        }
      }),
    write: (name, bytes, signal) =>
      using(uploadMs(limits, bytes.length), signal, (client) => written(client.createWriteStream(at(name), { flags: 'wx' }), bytes)),
    rename: (from, to, signal) =>
      using(0, signal, async (client) => {
        try {
          await client.rename(at(from), at(to))
        } catch (error) {
          // The protocol has one answer for "there already" and for everything else.
          if (!(await client.exists(at(to)))) throw error
          await client.delete(at(from), true)
        }
      }),
    remove: (name, signal) => using(0, signal, async (client) => void (await client.delete(at(name), true))),
    list: (signal) =>
      using(0, signal, async (client) =>
        (await client.list(path === '' ? '.' : path))
          .filter(({ type }) => type === '-')
          .slice(0, mostListed)
          .map(({ name, modifyTime }) => ({ name, modifiedAt: modifyTime })),
      ),
    clockAheadMs: () => undefined,
    close: drop,
  }
}
