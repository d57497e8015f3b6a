import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkout, launchDesktop } from '../helpers/desktop-program.ts'
import { desktopSuite } from '../helpers/desktop-suite.ts'

describe('the compiled desktop program', () => desktopSuite(() => checkout))

test('--demo opens a county that already has its data, in a folder of its own', async () => {
  const { app, page } = await launchDesktop(mkdtempSync(join(tmpdir(), 'tanbao-desktop-')), checkout, '--demo')
  const reply = await page.evaluate(() => window.bridge.call('app.info', {}))
  expect(reply).toMatchObject({ ok: true, value: { profile: { demo: true, unit: '450222' } } })
  await app.close()
})

test('the preload asks for Electron and for nothing else', () => {
  const text = readFileSync(join(checkout, 'dist', 'electron', 'preload.cjs'), 'utf8')
  expect([...text.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"'])
  expect(text).not.toMatch(/\bimport\b/)
})
