import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BuiltPackage, buildPackage, type PackageInput } from '../../../electron/engine/package/build.ts'
import { minisignKey, type PackageSigner } from '../../../electron/engine/package/minisign.ts'
import { verifyPackage } from '../../../electron/engine/package/verify.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { seededSigner } from '../../helpers/keys.ts'
import { openPackage } from '../../helpers/open-package.ts'
import { samplePackage, sampleWorkbook } from '../../helpers/package-input.ts'
import type { Cell } from '../../helpers/workbook.ts'

let built: BuiltPackage
beforeAll(async () => {
  built = await buildPackage(samplePackage())
})
/** What the verifier makes of bytes: problems as `kind file`, or the code it refused them with. */
async function verdict(bytes: Uint8Array): Promise<readonly string[] | string> {
  try {
    return (await verifyPackage(bytes)).problems.map(({ kind, file }) => `${kind} ${file}`)
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

describe('the same input gives the same bytes', () => {
  test.each(['UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Apia'])('in another process whose time zone is %s', (zone) => {
    const file = fileURLToPath(new URL('./build-package.ts', import.meta.url))
    const output = execFileSync(process.execPath, [file], { env: { ...process.env, TZ: zone, LC_ALL: 'C' }, encoding: 'utf8' })
    expect(JSON.parse(output)).toEqual({ fileName: built.fileName, sha256: built.sha256 })
  })
  test('however the objects were put together', async () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed)
      if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Map) return value
      const entries = Object.entries(value).reverse()
      return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]))
    }
    const again = await buildPackage(reversed(samplePackage()) as PackageInput) // the same members in another order
    expect(again.sha256).toBe(built.sha256)
  })
  test.each<[string, (input: PackageInput) => PackageInput]>([
    ['the package id', (input) => ({ ...input, submission: { ...input.submission, packageId: `${'0'.repeat(25)}1` } })],
    ['the sealing time', (input) => ({ ...input, submission: { ...input.submission, sealedAt: '2020-06-03T01:02:03.005Z' } })],
    ['the check date', (input) => ({ ...input, submission: { ...input.submission, checkDate: '2020-06-04' } })],
    ['one line of audit', (input) => ({ ...input, audit: [] })],
    ['the key', (input) => ({ ...input, signer: seededSigner('another') })],
  ])('control: %s changes them', async (_, change) => {
    expect((await buildPackage(change(samplePackage()))).sha256).not.toBe(built.sha256)
  })
  test('the file is named after its content', () => {
    const sha256 = createHash('sha256').update(built.bytes).digest('hex')
    expect(built.fileName).toBe(`450222_2020-05_liuzhou-2020_r1_01HZX3V5K8Q2W4E6R7T9Y0ABCD.${sha256.slice(0, 16)}.zip`)
  })
})

describe('programs that are not ours', () => {
  /** Unpacks with the system's own program when there is one, else entry by entry. */
  async function unpack(): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'bag-'))
    const zip = join(folder, 'package.zip')
    writeFileSync(zip, built.bytes)
    if (existsSync('/usr/bin/unzip')) {
      execFileSync('unzip', ['-q', zip, '-d', folder], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    } else {
      const { root, files } = await openPackage(built.bytes)
      for (const [name, bytes] of files) {
        mkdirSync(dirname(join(folder, root, name)), { recursive: true })
        writeFileSync(join(folder, root, name), bytes)
      }
    }
    return join(folder, samplePackage().submission.packageId)
  }
  const sha256sum = (folder: string, manifest: string): string =>
    execFileSync('sha256sum', ['--strict', '-c', manifest], { cwd: folder, encoding: 'utf8' })

  test('sha256sum agrees with both manifests of the unpacked bag', async () => {
    const folder = await unpack()
    const files = readdirSync(join(folder, 'data'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(sha256sum(folder, 'manifest-sha256.txt').trim().split('\n')).toHaveLength(files.length)
    expect(sha256sum(folder, 'tagmanifest-sha256.txt')).toBe('bag-info.txt: OK\nbagit.txt: OK\nmanifest-sha256.txt: OK\n')
  })
  const verifiesWith = (folder: string, signer: PackageSigner): string => {
    const args = ['-Vm', 'tagmanifest-sha256.txt', '-x', 'signature.minisig', '-P', minisignKey(signer)]
    return execFileSync('minisign', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  }
  test('minisign proves who signed, and objects to a changed list and to another key', async () => {
    const folder = await unpack()
    const { signer } = samplePackage()
    expect(verifiesWith(folder, signer)).toContain(`tanbao package ${samplePackage().submission.packageId} 450222 2020-05 r1`)
    const another = seededSigner('another')
    expect(() => verifiesWith(folder, another)).toThrow()
    expect(() => verifiesWith(folder, { ...another, fingerprint: signer.fingerprint })).toThrow('verification failed')
    writeFileSync(join(folder, 'tagmanifest-sha256.txt'), '')
    expect(() => verifiesWith(folder, signer)).toThrow('verification failed')
  })
  test('control: sha256sum objects to a changed file', async () => {
    const folder = await unpack()
    writeFileSync(join(folder, 'data', 'submission.json'), '{}')
    expect(() => sha256sum(folder, 'manifest-sha256.txt')).toThrow()
  })
})

describe('tampering', () => {
  const flipped = (at: number, mask: number): Uint8Array => {
    const bytes = built.bytes.slice()
    bytes[at] = (bytes[at] ?? 0) ^ mask
    return bytes
  }
  /** Always the same places: a failure can be repeated. */
  function* places(count: number): Generator<readonly [number, number]> {
    let seed = 20_200_531
    for (let at = 0; at < count; at += 1) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      yield [seed % built.bytes.length, 1 << ((seed >>> 8) & 7)]
    }
  }
  test('control: the untouched package verifies', async () => {
    expect(await verdict(built.bytes)).toEqual([])
  })
  test('any of 600 flipped bits is noticed', async () => {
    const missed: unknown[] = []
    for (const [at, mask] of places(600)) if ((await verdict(flipped(at, mask))).length === 0) missed.push({ at, mask })
    expect(missed).toEqual([])
  })
  test('every byte of the headers and of the directory is guarded', async () => {
    const directory = built.bytes.length - 22 - 46 * 12
    const missed: number[] = []
    for (const at of [...Array(120).keys(), ...Array.from({ length: built.bytes.length - directory }, (_, more) => directory + more)]) {
      if ((await verdict(flipped(at, 0x20))).length === 0) missed.push(at)
    }
    expect(missed).toEqual([])
  })
  test.each([
    ['a byte more at the end', () => Buffer.concat([built.bytes, Buffer.from([0])])],
    ['a byte more in front', () => Buffer.concat([Buffer.from([0]), built.bytes])],
    ['a byte less', () => built.bytes.slice(0, -1)],
    ['two copies', () => Buffer.concat([built.bytes, built.bytes])],
  ])('%s is noticed', async (_, bytes) => {
    expect((await verdict(bytes())).length).toBeGreaterThan(0)
  })
  test('a changed payload file is named, and only that one', async () => {
    const { root, files } = await openPackage(built.bytes)
    for (const name of files.keys()) {
      if (!name.startsWith('data/')) continue
      const at = Buffer.from(built.bytes).indexOf(`${root}/${name}`) + Buffer.byteLength(`${root}/${name}`) + 1
      expect(await verdict(flipped(at, 1))).toEqual([`damaged ${name}`])
    }
  })
})

describe('a workbook that does not show what is counted is named, with its cell', () => {
  const said = async (workbook: Uint8Array): Promise<readonly string[]> => {
    const input = samplePackage()
    const { bytes } = await buildPackage({ ...input, forms: input.forms.map((form) => ({ ...form, workbook })) })
    return (await verifyPackage(bytes)).problems.map(({ file, message }) => `${file.slice(0, 16)} ${message}`)
  }
  const put = (row: number, column: number, cell: Cell) => (rows: Cell[][]) => {
    const line = rows[row - 1] ?? []
    line[column] = cell
    return {}
  }
  test('control: the workbook as it is', async () => {
    expect(await said(sampleWorkbook())).toEqual([])
  })
  test.each<[string, string, Uint8Array]>([
    ['a figure', '单元格 C6 ', sampleWorkbook(put(6, 2, 2.1))],
    ['a figure as text', '单元格 C6 ', sampleWorkbook(put(6, 2, '2'))],
    ['a text', '单元格 B8 ', sampleWorkbook(put(8, 1, '引号开头'))],
    ['a day', '单元格 F6 ', sampleWorkbook(put(6, 5, { value: 40_604, format: 'yyyy-mm-dd' }))],
    ['a blank that is filled', '单元格 E7 ', sampleWorkbook(put(7, 4, '是'))],
    ['a figure that is gone', '单元格 D8 ', sampleWorkbook(put(8, 3, null))],
    ['a figure beside the form', '单元格 G6 ', sampleWorkbook(put(6, 6, 9))],
    ['a figure below the form', '单元格 C10 ', sampleWorkbook(put(10, 2, 9))],
    ['a total', '单元格 C9 ', sampleWorkbook(put(9, 2, 18))],
    ['the title', '单元格 A1 ', sampleWorkbook(put(1, 0, '另一张表'))],
    ['the month', '单元格 A2 ', sampleWorkbook(put(2, 1, '填报单位：柳城县人民政府　　2020年6月'))],
    [
      'two heads that changed places',
      '栏目',
      sampleWorkbook((rows) => ({ ...put(4, 2, '额定热功率\n（兆瓦）')(rows), ...put(4, 3, '额定出力\n（蒸吨/小时）')(rows) })),
    ],
    ['a hidden row', '单元格 A7 ', sampleWorkbook(() => ({ hiddenRows: [7] }))],
    ['a hidden column', '栏目', sampleWorkbook(() => ({ hiddenColumns: [3] }))],
    ['a row less', '单元格 ', sampleWorkbook((rows) => ({ rows: rows.filter((_, at) => at !== 7) }))],
    ['a formula', '有公式', sampleWorkbook(put(6, 2, { value: 2, formula: '1+1' }))],
    ['a sheet that is hidden', '工作表', sampleWorkbook(() => ({ state: 'hidden' }))],
    ['packed by another program', '别的程序', sampleWorkbook(undefined, false)],
    ['no workbook', '读不出来', new Uint8Array(3000)],
  ])('%s', async (_, where, workbook) => {
    expect(await said(workbook)).toEqual([expect.stringContaining(where)])
  })
})
