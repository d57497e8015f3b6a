/** The city's desk from several computers: signing in, working under one's own name, being signed out. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccounts, startHub } from '../../electron/hub/hub.ts'
import type { HubServer } from '../../electron/hub/server.ts'
import { patienceMs } from '../helpers/browser.ts'
import { launchChromium } from '../helpers/chromium.ts'
import { tanbao } from '../helpers/command-line.ts'
import { type PostgresServer, startPostgres } from '../helpers/postgres-server.ts'
import { packsDir } from '../helpers/test-engine.ts'
import { selfSigned } from '../helpers/tls.ts'

const password = '一个很长的口令 2020'
let postgres: PostgresServer
let folder: string
let hub: HubServer
let browser: Browser

beforeAll(async () => {
  postgres = await startPostgres()
  const databaseUrl = await postgres.newDatabase()
  folder = mkdtempSync(join(tmpdir(), 'hub-'))
  const dataDir = join(folder, 'city')
  await tanbao('init', '--data', dataDir, '--pack', 'liuzhou-2020', '--unit', 'LZ-STHJJ', '--role', 'city')
  const { accounts, close } = await openAccounts(databaseUrl)
  await accounts.add('韦志强', 'leader', password)
  await accounts.add('覃小梅', 'reader', password)
  await close()
  const rendererDir = join(import.meta.dirname, '..', '..', 'dist', 'renderer')
  hub = await startHub({
    dataDir,
    packsDir,
    rendererDir,
    databaseUrl,
    ...selfSigned(),
    address: '127.0.0.1',
    port: 0,
    names: ['localhost'],
  })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
  await postgres?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** A computer of its own in the office. */
async function sitDown(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', ignoreHTTPSErrors: true })
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  await page.goto(hub.origins[0] ?? '')
  await page.getByRole('heading', { name: '登录碳报市级工作台' }).waitFor()
  return page
}
async function signIn(page: Page, name: string, given: string): Promise<void> {
  await page.getByLabel('姓名').fill(name)
  await page.getByLabel('口令', { exact: true }).fill(given)
  await page.keyboard.press('Enter')
}

test('two people sign in at two computers, each under their own name, and see the board', async () => {
  const [leader, reader] = [await sitDown(), await sitDown()]
  await signIn(leader, '韦志强', '不是这个口令吧')
  await leader.getByText('姓名或密码不对').waitFor()
  await signIn(leader, '韦志强', password)
  await signIn(reader, '覃小梅', password)
  await leader.getByText('韦志强（审批）').waitFor()
  await reader.getByText('覃小梅（查看）').waitFor()
  for (const page of [leader, reader]) {
    await page.locator('.city-board').waitFor()
    // The server's own forms and settings are not for the office.
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['收件与进度', '汇总与通报', '帮助'])
  }
  // A page that is opened again knows who is there.
  await leader.reload()
  await leader.getByText('韦志强（审批）').waitFor()
  await leader.getByRole('button', { name: '退出登录' }).press('Enter')
  await leader.getByRole('heading', { name: '登录碳报市级工作台' }).waitFor()
  await leader.reload()
  await leader.getByRole('heading', { name: '登录碳报市级工作台' }).waitFor()
  await reader.getByText('覃小梅（查看）').waitFor()
})

test('nothing of the session lies where a script could read it', async () => {
  const page = await sitDown()
  await signIn(page, '覃小梅', password)
  await page.locator('.city-board').waitFor()
  const readable = await page.evaluate(() => [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)])
  expect(readable).toEqual(['', '{}', '{}'])
})
