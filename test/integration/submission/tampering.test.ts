/**
 * Ten thousand packages that somebody has meddled with, of every kind: our verifier and the documented one, which uses none
 * of our code, reject each of them. Many because a single way that slips through is a way to change figures unseen.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { buildPackage } from '../../../electron/engine/package/build.ts'
import { minisignKey } from '../../../electron/engine/package/minisign.ts'
import { verifyPackage } from '../../../electron/engine/package/verify.ts'
import { writePackageZip } from '../../../electron/engine/package/write-zip.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { seededSigner } from '../../helpers/keys.ts'
import { openPackage, reseal } from '../../helpers/open-package.ts'
import { samplePackage } from '../../helpers/package-input.ts'

type Files = Map<string, Uint8Array>
interface Tampering {
  readonly share: number
  readonly make: (next: (below: number) => number) => Promise<Uint8Array> | Uint8Array
}
const script = join(import.meta.dirname, '..', '..', '..', 'docs', 'verify', 'verify.mjs')
const { signer } = samplePackage()
const forger = seededSigner('forger')
const key = minisignKey(signer)
let bytes: Uint8Array
let root = ''
let files: Files
let earlier: Files
let outside: (bytes: Uint8Array, key?: string) => { fingerprint: string }

beforeAll(async () => {
  bytes = (await buildPackage(samplePackage())).bytes
  ;({ root, files } = await openPackage(bytes))
  const other = samplePackage()
  earlier = (
    await openPackage(
      (
        await buildPackage({
          ...other,
          submission: { ...other.submission, checkDate: '2020-06-02' },
          validation: { ...other.validation, checkDate: '2020-06-02' },
        })
      ).bytes,
    )
  ).files
  outside = (await import(pathToFileURL(script).href)).verifyPackage
})

/** The same sequence every time, so that a failure can be repeated. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
const flipped = (content: Uint8Array, next: (below: number) => number): Uint8Array => {
  const changed = Uint8Array.from(content)
  const at = next(changed.length)
  changed[at] = (changed[at] ?? 0) ^ (1 << next(8))
  return changed
}
const pick = (names: readonly string[], next: (below: number) => number): string => names[next(names.length)] ?? ''
const payload = (): string[] => [...files.keys()].filter((name) => name.startsWith('data/'))
const tampered = (next: (below: number) => number, names = [...files.keys()]): Files => {
  const name = pick(names, next)
  return new Map([...files].map(([own, content]) => [own, own === name ? flipped(content, next) : content]))
}
const renamed = (map: Files, from: string, to: string): Files =>
  new Map([...map].map(([name, content]) => [name === from ? to : name, content]))

const kinds: Readonly<Record<string, Tampering>> = {
  'a bit': { share: 3500, make: (next) => flipped(bytes, next) },
  'a byte cut out': {
    share: 500,
    make: (next) => {
      const at = next(bytes.length)
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
    },
  },
  'a byte put in': {
    share: 500,
    make: (next) => {
      const at = next(bytes.length + 1)
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([next(256)]), bytes.subarray(at)])
    },
  },
  'the end cut off': { share: 300, make: (next) => bytes.subarray(0, 1 + next(bytes.length - 1)) },
  'a file changed and packed again': { share: 1200, make: (next) => writePackageZip(root, tampered(next)) },
  'a file changed and all digests made right': { share: 1200, make: (next) => reseal(root, tampered(next, payload())) },
  'the same, signed by another key under the name of the unit': {
    share: 600,
    make: (next) => reseal(root, tampered(next, payload()), { ...forger, fingerprint: signer.fingerprint }),
  },
  'a file added': {
    share: 500,
    make: (next) => {
      const name = pick(
        ['data/extra.json', 'data/records/F9.json', 'notes.txt', 'signature.sm2', 'manifest-sm3.txt', 'data/attachments/a.pdf'],
        next,
      )
      const more: Files = new Map([...files, [name, Uint8Array.of(next(256))]])
      return next(2) === 0 ? writePackageZip(root, more) : reseal(root, more)
    },
  },
  'a file missing': {
    share: 500,
    make: (next) => {
      const name = pick([...files.keys()], next)
      const fewer: Files = new Map([...files].filter(([own]) => own !== name))
      return next(2) === 0 ? writePackageZip(root, fewer) : reseal(root, fewer)
    },
  },
  'two files that changed names': {
    share: 300,
    make: (next) => {
      const [one, other] = [pick(payload(), next), pick(payload(), next)]
      const swapped: Files = new Map(files)
      swapped.set(one, files.get(other) ?? new Uint8Array())
      swapped.set(other, Uint8Array.from([...(files.get(one) ?? []), ...(one === other ? [0] : [])]))
      return next(2) === 0 ? writePackageZip(root, swapped) : reseal(root, swapped)
    },
  },
  'a file under another name': {
    share: 200,
    make: (next) => {
      const name = pick([...files.keys()], next)
      return writePackageZip(root, renamed(files, name, `${name}${pick(['.bak', '2', 'x'], next)}`))
    },
  },
  'a file of another package of the unit': {
    share: 200,
    make: (next) => {
      const differing = [...files.keys()].filter(
        (name) => Buffer.compare(files.get(name) ?? Buffer.alloc(0), earlier.get(name) ?? Buffer.alloc(0)) !== 0,
      )
      const name = pick(differing, next)
      return writePackageZip(
        root,
        new Map([...files].map(([own, content]) => [own, own === name ? (earlier.get(name) ?? content) : content])),
      )
    },
  },
  'the same files in another container': {
    share: 500,
    make: (next) => {
      const entries = [...files].map(([name, content]) => ({ name: `${root}/${name}`, bytes: content }))
      const at = next(entries.length)
      return rawZip([...entries.slice(at), ...entries.slice(0, at), ...(next(2) === 0 ? [] : entries.slice(0, 1))])
    },
  },
}

const isRejected = async (package_: Uint8Array): Promise<boolean> => {
  try {
    return !(await verifyPackage(package_)).ok
  } catch {
    return true
  }
}
const isRejectedOutside = (package_: Uint8Array): boolean => {
  try {
    outside(package_, key)
    return false
  } catch {
    return true
  }
}

test('control: both accept the package as it is, also from the script’s own command line', async () => {
  expect([await isRejected(bytes), isRejectedOutside(bytes)]).toEqual([false, false])
  const folder = mkdtempSync(join(tmpdir(), 'verify-'))
  writeFileSync(join(folder, 'sound.zip'), bytes)
  writeFileSync(join(folder, 'changed.zip'), flipped(bytes, chance(1)))
  const run = (...words: string[]) => execFileSync(process.execPath, [script, ...words], { encoding: 'utf8', stdio: 'pipe' })
  expect(run('--key', key, join(folder, 'sound.zip'))).toContain(signer.fingerprint)
  expect(() => run(join(folder, 'sound.zip'), join(folder, 'changed.zip'))).toThrow()
  expect(() => run('--key', minisignKey(forger), join(folder, 'sound.zip'))).toThrow()
  rmSync(folder, { recursive: true })
})

test('control: who has the key may change what he likes', async () => {
  const changed = new Map(
    [...files].map(([name, content]) => [
      name,
      name === 'data/validation.json'
        ? Buffer.from(Buffer.from(content).toString('utf8').replace('每年只烧三个月', '每年只烧两个月'))
        : content,
    ]),
  )
  const own = await reseal(root, changed, signer)
  expect([await isRejected(own), isRejectedOutside(own)]).toEqual([false, false])
})

test('a package of a forger in his own name is told by the key', async () => {
  const text = Buffer.from(files.get('data/submission.json') ?? [])
    .toString('utf8')
    .replace(signer.fingerprint, forger.fingerprint)
    .replace(signer.signing, forger.signing)
  const forged = await reseal(root, new Map([...files, ['data/submission.json', Buffer.from(text)]]), forger)
  expect([(await verifyPackage(forged)).signer?.fingerprint, outside(forged).fingerprint]).toEqual([forger.fingerprint, forger.fingerprint])
  expect(isRejectedOutside(forged)).toBe(true)
})

test('the script names the first bad entry', async () => {
  const said = async (changed: Files): Promise<string> => {
    const sealed = await reseal(root, changed, signer)
    try {
      outside(sealed, key)
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }
  const lines = Buffer.from(files.get('data/audit.jsonl') ?? [])
    .toString('utf8')
    .split('\n')
  const audit = (change: (all: string[]) => string[]): Files =>
    new Map([...files, ['data/audit.jsonl', Buffer.from(change([...lines]).join('\n'))]])
  expect(await said(files)).toBe('')
  expect(await said(audit(([one = '', ...rest]) => [one.replace('"before":"8"', '"before":"9"'), ...rest]))).toContain('第 1 条（编号 41）')
  expect(await said(audit(([one = '', two = '', ...rest]) => [two, one, ...rest]))).toContain('第 2 条（编号 41）')
  expect(() => outside(Buffer.from('PK'), key)).toThrow('压缩包')
})

const all = Object.entries(kinds)
test('there are ten thousand of them', () => {
  expect(all.reduce((sum, [, { share }]) => sum + share, 0)).toBe(10_000)
})
test.each(all)('%s: every one is rejected by both', async (name, { share, make }) => {
  const missed: string[] = []
  for (let number = 0; number < share; number++) {
    const package_ = await make(chance(number * 7919 + name.length))
    if (Buffer.compare(package_, bytes) === 0) continue
    if (!(await isRejected(package_))) missed.push(`ours ${number}`)
    if (!isRejectedOutside(package_)) missed.push(`script ${number}`)
  }
  expect(missed).toEqual([])
})
