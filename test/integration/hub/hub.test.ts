import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Accounts } from '../../../electron/hub/accounts.ts'
import { openAccounts, startHub } from '../../../electron/hub/hub.ts'
import type { HubServer } from '../../../electron/hub/server.ts'
import { encode } from '../../../shared/contract/codec.ts'
import { tanbao } from '../../helpers/command-line.ts'
import { type PostgresServer, startPostgres } from '../../helpers/postgres-server.ts'
import { makeRendererFolder } from '../../helpers/renderer-folder.ts'
import { askHttps, type HttpsAnswer, selfSigned } from '../../helpers/tls.ts'

const packsDir = join(import.meta.dirname, '..', '..', '..', 'resources', 'packs')
const password = '一个很长的口令 2020'
const tls = selfSigned()

let postgres: PostgresServer
let databaseUrl: string
let folder: string
let hub: HubServer
let accounts: Accounts
let closeAccounts: () => Promise<void>

beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await postgres.newDatabase()
  folder = mkdtempSync(join(tmpdir(), 'hub-'))
  const city = join(folder, 'city')
  expect((await tanbao('init', '--data', city, '--pack', 'liuzhou-2020', '--unit', 'LZ-STHJJ', '--role', 'city')).stderr).toBe('')
  const opened = await openAccounts(databaseUrl)
  accounts = opened.accounts
  closeAccounts = opened.close
  await accounts.add('韦志强', 'leader', password)
  await accounts.add('覃小梅', 'reader', password)
  const place = { dataDir: city, packsDir, rendererDir: makeRendererFolder(), databaseUrl }
  hub = await startHub({ ...place, ...tls, address: '127.0.0.1', port: 0, names: ['localhost'] })
})
afterAll(async () => {
  await hub?.close()
  await closeAccounts?.()
  await postgres?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const ours = () => ({ Host: `localhost:${hub.port}`, Origin: `https://localhost:${hub.port}`, 'Sec-Fetch-Site': 'same-origin' })
const json = { 'Content-Type': 'application/json' }
const ask = (options: Parameters<typeof askHttps>[2]): Promise<HttpsAnswer> => askHttps(hub.port, tls.certificate, options)
const signIn = (name: string, given = password) =>
  ask({ path: '/session', method: 'POST', headers: { ...ours(), ...json }, body: encode({ name, password: given }) })
const cookieOf = ({ headers }: HttpsAnswer): string => String(headers['set-cookie']).split(';')[0] ?? ''
const call = (cookie: string, method: string, input: unknown = {}, headers: Record<string, string> = ours()) =>
  ask({ path: '/call', method: 'POST', headers: { ...headers, ...json, Cookie: cookie }, body: encode({ method, input }) })
const codeOf = ({ body }: HttpsAnswer): string | undefined => (JSON.parse(body) as { error?: { code: string } }).error?.code

test('people sign in, work under their own name and role, and sign out', async () => {
  const answer = await signIn('韦志强')
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { ok: true, value: { name: '韦志强', role: 'leader' } }])
  expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-tanbao=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
  const cookie = cookieOf(answer)
  const info = await call(cookie, 'app.info')
  expect([info.status, JSON.parse(info.body)]).toMatchObject([200, { ok: true, value: { profile: { role: 'city' } } }])
  expect((await ask({ path: '/session', headers: { ...ours(), Cookie: cookie } })).body).toContain('韦志强')
  await ask({ path: '/session', method: 'DELETE', headers: { ...ours(), Cookie: cookie } })
  expect(codeOf(await call(cookie, 'app.info'))).toBe('HUB_SESSION_OVER')
})

test('nothing is answered without a session, or with one that was made up', async () => {
  for (const cookie of ['', '__Host-tanbao=', `__Host-tanbao=${'A'.repeat(43)}`, 'other=1']) {
    const answer = await call(cookie, 'app.info')
    expect([cookie, answer.status, codeOf(answer)]).toEqual([cookie, 401, 'HUB_SESSION_OVER'])
  }
  expect((await ask({ path: '/events', headers: ours() })).status).toBe(401)
})

test('other sites, other names and other ways of asking are turned away before anything is read', async () => {
  const cookie = cookieOf(await signIn('韦志强'))
  const statuses = async (...tries: Promise<HttpsAnswer>[]) => (await Promise.all(tries)).map(({ status }) => status)
  const from = (change: Record<string, string>) => call(cookie, 'app.info', {}, { ...ours(), ...change })
  const { Origin: _, ...withoutOrigin } = ours()
  expect(
    await statuses(
      from({}),
      from({ Host: 'evil.example' }),
      from({ Host: `127.0.0.1:${hub.port}` }),
      from({ Origin: 'https://evil.example' }),
      from({ Origin: `http://localhost:${hub.port}` }),
      from({ 'Sec-Fetch-Site': 'cross-site' }),
      from({ 'Sec-Fetch-Site': 'same-site' }),
      call(cookie, 'app.info', {}, withoutOrigin),
      ask({ path: '/call', headers: { ...ours(), Cookie: cookie } }),
      ask({ path: '/call', method: 'POST', headers: { ...ours(), Cookie: cookie, 'Content-Type': 'text/plain' }, body: '{}' }),
      ask({ path: '/../hub.test.ts', headers: ours() }),
      ask({ path: '/', headers: ours() }),
    ),
  ).toEqual([200, 421, 421, 403, 403, 403, 403, 403, 405, 415, 404, 200])
})

test('every answer forbids framing, keeping and guessing of types; plain HTTP gets nothing', async () => {
  const { headers } = await ask({ path: '/', headers: ours() })
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=31536000',
  })
  expect(String(headers['content-security-policy'])).toContain("default-src 'none'")
  const plain = await new Promise<string>((resolve) => {
    let said = ''
    const socket = connect(hub.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'))
    socket.on('data', (part) => {
      said += part.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(said))
  })
  expect(plain).not.toContain('200 OK')
})

test('a role does what it may, and nobody does what is not listed', async () => {
  const reader = cookieOf(await signIn('覃小梅'))
  const leader = cookieOf(await signIn('韦志强'))
  expect(codeOf(await call(reader, 'app.info'))).toBeUndefined()
  // A county's own desk, the server's data folder, and names that are no method.
  for (const method of ['report.edit', 'backup.restore', 'profile.setPeople', 'password.set', 'constructor', '__proto__', 'no.such']) {
    expect([method, codeOf(await call(leader, method))]).toEqual([method, 'HUB_NOT_ALLOWED'])
  }
})

test('a closed account is out at once, with every window of it', async () => {
  await accounts.add('莫海燕', 'clerk', password)
  const cookie = cookieOf(await signIn('莫海燕'))
  expect((await call(cookie, 'app.info')).status).toBe(200)
  await accounts.disable('莫海燕')
  expect([codeOf(await call(cookie, 'app.info')), codeOf(await signIn('莫海燕'))]).toEqual(['HUB_SESSION_OVER', 'HUB_SIGN_IN_WRONG'])
})

test('a new password ends every session that was opened with the old one', async () => {
  await accounts.add('陆红', 'clerk', password)
  const cookie = cookieOf(await signIn('陆红'))
  expect((await call(cookie, 'app.info')).status).toBe(200)
  await accounts.setPassword('陆红', `${password}又`)
  expect(codeOf(await call(cookie, 'app.info'))).toBe('HUB_SESSION_OVER')
  expect((await ask({ path: '/events', headers: { ...ours(), Cookie: cookie } })).status).toBe(401)
})

test('of many tries at once only the free ones are made', async () => {
  await accounts.add('梁海', 'clerk', password)
  const tries = await Promise.all(Array.from({ length: 14 }, () => signIn('梁海', 'wrong')))
  const made = tries.filter((answer) => codeOf(answer) === 'HUB_SIGN_IN_WRONG').length
  expect([made, codeOf(await signIn('梁海'))]).toEqual([5, 'HUB_SIGN_IN_WAIT'])
})

test('guessing is slowed down, and tells nobody which names there are', async () => {
  await accounts.add('黄丽', 'clerk', password)
  const unknown = await signIn('没有这个人', 'wrong')
  const wrong = await signIn('黄丽', 'wrong')
  expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body])
  for (let at = 0; at < 4; at++) await signIn('黄丽', 'wrong')
  // Now even the right password has to wait.
  const waiting = await signIn('黄丽')
  expect([waiting.status, codeOf(waiting)]).toEqual([429, 'HUB_SIGN_IN_WAIT'])
  await accounts.setPassword('黄丽', password)
  expect((await signIn('黄丽')).status).toBe(200)
})

test('accounts are kept by the command line; a weak password and a name used twice are refused', async () => {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, '足够长的口令一二三\n', { mode: 0o600 })
  const run = (...words: string[]) => tanbao('hub-account', ...words, '--database-url', databaseUrl)
  expect((await run('add', '陆文', '--role', 'admin', '--password-file', passwordFile)).stderr).toContain('至少要 10 个字')
  writeFileSync(passwordFile, '足够长的口令一二三四五六\n')
  expect((await run('add', '陆文', '--role', 'boss', '--password-file', passwordFile)).exit).toBe(2)
  expect((await run('add', '陆文', '--role', 'admin', '--password-file', passwordFile)).exit).toBe(0)
  expect((await run('add', '陆文', '--role', 'admin', '--password-file', passwordFile)).stderr).toContain('陆文')
  expect((await run('role', '陆文', '--role', 'clerk')).exit).toBe(0)
  expect((await run('list')).stdout).toContain('陆文　经办')
  expect((await run('close', '陆文')).exit).toBe(0)
  expect((await run('close', '陆文')).exit).toBe(2)
  expect((await run('list')).stdout).toContain('陆文　经办（已停用）')
})
