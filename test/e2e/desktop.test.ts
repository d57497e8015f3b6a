import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkout } from '../helpers/desktop-program.ts'
import { desktopSuite } from '../helpers/desktop-suite.ts'

describe('the compiled desktop program', () => desktopSuite(() => checkout))

test('the preload asks for Electron and for nothing else', () => {
  const text = readFileSync(join(checkout, 'dist', 'electron', 'preload.cjs'), 'utf8')
  expect([...text.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"'])
  expect(text).not.toMatch(/\bimport\b/)
})
