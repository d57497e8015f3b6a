/** A server that answers as it likes: nothing of it is followed, waited for or swallowed without an end. */

import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { provingTarget } from '../../../electron/engine/sync/deliver.ts'
import { openFiles } from '../../../electron/engine/sync/open-files.ts'
import { readItems } from '../../../electron/engine/sync/read-xml.ts'
import { TargetError } from '../../../electron/engine/sync/target.ts'
import { freePort, newFolder } from '../../helpers/sync/running-server.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
let answer: Answer = (_, response) => response.end()
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`)
  request.resume().on('error', () => {})
  answer(request, response)
})
let base = ''
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
})
afterEach(() => {
  asked.length = 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const limits = { idleMs: 300, slowestBytesPerSecond: 1_000_000 }
const calm = new AbortController().signal
const webdav = (url = base) =>
  openFiles({ target: { kind: 'webdav', url, user: 'test' }, folder: undefined, secret: 'geheim', now: () => Date.now(), limits })
async function refusalOf(work: Promise<unknown>): Promise<{ readonly trouble: string; readonly askedMs?: number | undefined }> {
  try {
    await work
    return { trouble: 'done' }
  } catch (error) {
    // Nothing that is shown or logged may carry the password.
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('geheim')
    return error instanceof TargetError ? { trouble: error.trouble, askedMs: error.askedMs } : { trouble: String(error) }
  }
}
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(code, headers).end()

describe('answers', () => {
  test.each([
    [301, 'redirect'],
    [307, 'redirect'],
    [401, 'credentials'],
    [403, 'forbidden'],
    [409, 'missing'],
    [413, 'tooLarge'],
    [507, 'full'],
    [500, 'busy'],
    [418, 'answer'],
    [206, 'answer'],
  ])('%i is taken for what it means, and nobody is sent elsewhere', async (code, trouble) => {
    answer = status(code, { location: `${base}elsewhere` })
    expect(await refusalOf(webdav().read('a', 10, calm))).toMatchObject({ trouble })
    expect(asked).toEqual(['GET /a'])
  })
  test('a server may ask for patience in seconds or until a moment of its own clock', async () => {
    answer = status(503, { 'retry-after': '120' })
    expect(await refusalOf(webdav().read('a', 10, calm))).toEqual({ trouble: 'busy', askedMs: 120_000 })
    answer = status(429, { date: 'Fri, 05 Jun 2020 00:00:00 GMT', 'retry-after': 'Fri, 05 Jun 2020 00:01:00 GMT' })
    expect(await refusalOf(webdav().read('a', 10, calm))).toEqual({ trouble: 'busy', askedMs: 60_000 })
  })
  test('whoever says yes to everything and keeps nothing is not believed', async () => {
    answer = (request, response) => void response.writeHead(request.method === 'GET' ? 404 : 201).end()
    expect(await refusalOf(provingTarget(webdav(), () => 'm').put('a.zip', new Uint8Array(9), calm))).toMatchObject({ trouble: 'notEqual' })
  })
})

describe('limits', () => {
  test('an answer without an end is cut off', async () => {
    answer = (_, response) => {
      response.writeHead(200)
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) {
          // As much as the line takes.
        }
      }
      response.on('drain', more)
      more()
    }
    expect(await webdav().read('a', 1000, calm)).toHaveLength(1001)
  })
  test('silence, before or within an answer, ends', async () => {
    answer = () => {}
    expect(await refusalOf(webdav().read('a', 10, calm))).toMatchObject({ trouble: 'timeout' })
    answer = (_, response) => void response.writeHead(200, { 'content-length': '100' }).write('abc')
    expect(await refusalOf(webdav().read('a', 1000, calm))).toMatchObject({ trouble: 'timeout' })
  })
  test('an answer that broke off does not pass for a short file', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('abc', () => response.destroy())
    }
    expect(await refusalOf(webdav().read('a', 1000, calm))).toMatchObject({ trouble: 'unreachable' })
  })
  test('nobody there', async () => {
    const port = await freePort()
    expect(await refusalOf(webdav(`http://127.0.0.1:${port}/`).read('a', 10, calm))).toMatchObject({ trouble: 'unreachable' })
    const target = { kind: 'sftp', host: '127.0.0.1', port, path: '/', user: 'test', hostKey: `SHA256:${'A'.repeat(43)}` } as const
    const sftp = openFiles({ target, folder: undefined, secret: 'geheim', now: () => Date.now(), limits })
    expect(await refusalOf(sftp.read('a', 10, calm))).toMatchObject({ trouble: 'unreachable' })
  })
})

describe('listings', () => {
  const listing = (body: string): Promise<string[]> => {
    answer = (_, response) => void response.writeHead(207).end(body)
    return webdav()
      .list(calm)
      .then((entries) => entries.map(({ name }) => name))
  }
  const open = '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">'
  test('of any prefix are read; folders, odd names and unfinished escapes are left out', async () => {
    const entry = (href: string, more = ''): string => `<D:response><D:href>${href}</D:href>${more}</D:response>`
    const body = `${open}${entry('/dav/', '<D:propstat><D:resourcetype><D:collection/></D:resourcetype></D:propstat>')}${entry('/dav/a%20b.zip')}${entry('/dav/%zz')}</D:multistatus>`
    expect(await listing(body)).toEqual(['a b.zip'])
  })
  test.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><D:multistatus xmlns:D="DAV:"/>'],
    ['no XML', 'hello'],
    ['an end in the middle', `${open}<D:response>`],
    ['an entity of its own', `${open}&b;</D:multistatus>`],
  ])('%s is refused', async (_, body) => {
    expect(await refusalOf(listing(body))).toMatchObject({ trouble: 'answer' })
  })
  test('a million elements end the reading', () => {
    expect(() => readItems(`<a>${'<b/>'.repeat(1_000_001)}</a>`, 'b', [])).toThrow(TargetError)
  })
})

test('a certificate that nobody vouches for stops everything before the password is said', async () => {
  const folder = newFolder('certificate')
  const at = (name: string): string => join(folder, name)
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  spawnSync('openssl', ['req', '-x509', '-newkey', 'ed25519', '-nodes', '-days', '2', '-keyout', at('key'), '-out', at('cert'), ...subject])
  let requests = 0
  const secure = createSecureServer({ key: readFileSync(at('key')), cert: readFileSync(at('cert')) }, (_, response) => {
    requests += 1
    response.end()
  })
  secure.listen(0, '127.0.0.1')
  await once(secure, 'listening')
  const address = secure.address()
  const url = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
  expect(await refusalOf(webdav(url).read('a', 10, calm))).toMatchObject({ trouble: 'certificate' })
  expect(requests).toBe(0)
  secure.closeAllConnections()
  secure.close()
  rmSync(folder, { recursive: true })
})
