import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildPackage } from '../../../electron/engine/package/build.ts'
import { verifyPackage } from '../../../electron/engine/package/verify.ts'
import { parsePackageFileName } from '../../../shared/submission/file-name.ts'
import { samplePackage } from '../../helpers/package-input.ts'

/** Of the time before packages were signed. */
const first = '450222_2020-05_liuzhou-2020_r1_01HZX3V5K8Q2W4E6R7T9Y0ABCD.a489cbcb98ce9333.zip'
const { fingerprint, signing } = samplePackage().signer
const packages = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.zip'))

test('there is a kept package of every format', () => {
  expect(packages).toHaveLength(2)
  expect(packages).toContain(first)
})

test.each(packages)('%s verifies for ever, byte by byte', async (file) => {
  const bytes = readFileSync(join(import.meta.dirname, file))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(await verifyPackage(bytes)).toEqual({
    ok: true,
    packageId: '01HZX3V5K8Q2W4E6R7T9Y0ABCD',
    unit: '450222',
    unitName: '柳城县人民政府',
    period: '2020-05',
    packId: 'liuzhou-2020',
    revision: 1,
    sha256,
    ...(file === first ? { files: 11, signer: null } : { files: 12, signer: { fingerprint, signing } }),
    problems: [],
  })
  expect(parsePackageFileName(file)?.sha16).toBe(sha256.slice(0, 16))
})

test('the program still writes the format of the newest kept package, byte by byte', async () => {
  expect(packages).toContain((await buildPackage(samplePackage())).fileName)
})
