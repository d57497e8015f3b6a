/** What a package says about who signed is held against what it holds. */
import { expect, test } from 'vitest'
import { buildPackage, type PackageInput } from '../../../electron/engine/package/build.ts'
import { recordsDigest } from '../../../electron/engine/package/records-digest.ts'
import { verifyPackage } from '../../../electron/engine/package/verify.ts'
import { samplePackage } from '../../helpers/package-input.ts'

type Signature = NonNullable<PackageInput['submission']['signatures']>[number]

const input = samplePackage()
const signed = (change: (signature: Signature) => Signature | undefined): PackageInput => {
  const signatures = input.forms.flatMap(({ template, report, reportVersion }) => {
    const common = { form: template.id, at: '2020-06-03T02:00:00.000Z', reportVersion, digest: recordsDigest(template, report) }
    return (['handIn', 'pass', 'sign'] as const).map((act) => ({ ...common, act, by: '韦志强' }))
  })
  return { ...input, submission: { ...input.submission, signatures: signatures.flatMap((one) => change(one) ?? []) } }
}
const problems = async (given: PackageInput): Promise<readonly string[]> =>
  (await verifyPackage((await buildPackage(given)).bytes)).problems.map(({ message }) => message)

test.each<readonly [string, (signature: Signature) => Signature | undefined]>([
  ['one is missing', (one) => (one.act === 'pass' ? undefined : one)],
  ['one is for other figures', (one) => (one.act === 'sign' ? { ...one, digest: '0'.repeat(64) } : one)],
  ['one is for another version', (one) => (one.act === 'pass' ? { ...one, reportVersion: one.reportVersion - 1 } : one)],
  ['one is for a form that is not there', (one) => (one.act === 'sign' ? { ...one, form: 'F99' } : one)],
])('a package is refused when of its signatures %s', async (_what, change) => {
  expect(await problems(signed(change))).toEqual([expect.stringContaining('签字与所签的内容')])
})

test('and verifies when all are for what it holds, or when nobody signs', async () => {
  expect([await problems(signed((one) => one)), await problems(input)]).toEqual([[], []])
})
