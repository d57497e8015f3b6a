import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, readSources } from '../../helpers/sources.ts'

const checkout = join(import.meta.dirname, '..', '..', '..')
const json = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(checkout, ...path), 'utf8'))
const licences = json('resources', 'licences.json') as readonly { name: string; version: string; licence: string }[] // made by make-licences.ts
const lock = json('package-lock.json') as { packages: Record<string, { version?: string }> } // npm's own

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

test('the versions are those that are installed', () => {
  const stale = licences.filter(({ name, version }) => lock.packages[`node_modules/${name}`]?.version !== version)
  expect(stale).toEqual([])
})
test('every licence lets us pass the library on', () => {
  const known = /^\(?(MIT|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|Unlicense|CC0-1\.0|BlueOak-1\.0\.0|MIT-0)\b/
  expect(licences.filter(({ licence }) => !known.test(licence))).toEqual([])
})
test('what our sources import is named', () => {
  const named = new Set(licences.map(({ name }) => name))
  const used = new Set<string>()
  for (const [file, source] of readSources(['shared', 'electron', 'renderer'])) {
    for (const { target, isTypeOnly } of importsOf(file, source)) {
      if (!isTypeOnly && !target.includes('.ts') && !target.startsWith('node:')) used.add(packageOf(target))
    }
  }
  expect(used.size).toBeGreaterThan(5)
  expect([...used].filter((name) => !named.has(name) && lock.packages[`node_modules/${name}`] !== undefined)).toEqual([])
})
