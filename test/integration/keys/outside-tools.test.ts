import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { identityName } from '../../../electron/engine/keys/age-names.ts'
import { isWrapped, wrap } from '../../../electron/engine/keys/wrapping.ts'
import { cityOwner, emptyRing, seeded } from '../../helpers/keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'age-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = '2020-06-03T02:00:00.000Z'
const bytes = seeded('package')(64)

describe('wrapping', () => {
  test("is opened by Debian's age with the city's key, and with no other", async () => {
    const unit = await emptyRing('city').create(cityOwner, at)
    const random = seeded('city')
    random(32)
    writeFileSync(join(folder, 'city.key'), `${identityName(random(32))}\n`)
    writeFileSync(join(folder, 'other.key'), `${identityName(random(32))}\n`)
    const wrapped = await wrap(bytes, [unit.keys.exchange])
    expect(isWrapped(wrapped)).toBe(true)
    expect(isWrapped(bytes)).toBe(false)
    writeFileSync(join(folder, 'package.age'), wrapped)
    const open = (key: string) => execFileSync('age', ['-d', '-i', join(folder, key), join(folder, 'package.age')], { stdio: 'pipe' })
    expect(new Uint8Array(open('city.key'))).toEqual(bytes)
    expect(() => open('other.key')).toThrow('no identity matched')
  })

  test("opens what Debian's age wrapped", async () => {
    const ring = emptyRing('city')
    const unit = await ring.create(cityOwner, at)
    writeFileSync(join(folder, 'plain'), bytes)
    execFileSync('age', ['-r', unit.keys.exchange, '-o', join(folder, 'theirs.age'), join(folder, 'plain')])
    expect(await ring.unwrap(new Uint8Array(readFileSync(join(folder, 'theirs.age'))))).toEqual(bytes)
  })
})
