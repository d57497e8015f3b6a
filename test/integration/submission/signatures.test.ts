/** What a package says about who signed is held against what it holds. */
import { expect, test } from 'vitest'
import { buildPackage, type PackageInput } from '../../../electron/engine/package/build.ts'
import { recordsDigest } from '../../../electron/engine/package/records-digest.ts'
import { explanationsDigest } from '../../../electron/engine/package/signed-digest.ts'
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
  ['one is for other explanations', (one) => (one.act === 'sign' ? { ...one, explanations: '0'.repeat(64) } : one)],
  ['one is for a form that is not there', (one) => (one.act === 'sign' ? { ...one, form: 'F99' } : one)],
])('a package is refused when of its signatures %s', async (_what, change) => {
  expect(await problems(signed(change))).toEqual([expect.stringContaining('签字与所签的内容')])
})

test('an explanation that was changed after the signing is noticed; signatures of the time before explanations were signed still count', async () => {
  const [first, ...others] = input.validation.findings
  if (!first) throw new Error('the sample has findings')
  const explained = { ...first, explanation: { text: '本月检修停产两周，用煤量相应减少', by: '韦志强', at: '2020-06-03T02:00:00.000Z' } }
  const findings = [explained, ...others]
  const said = (one: Signature): Signature => ({ ...one, explanations: explanationsDigest(one.form, findings) })
  const written = (change: (signature: Signature) => Signature, text: string): PackageInput => {
    const validation = { ...input.validation, findings: [{ ...explained, explanation: { ...explained.explanation, text } }, ...others] }
    return { ...signed(change), validation }
  }
  const { text } = explained.explanation
  const refused = [expect.stringContaining('签字与所签的内容')]
  expect([await problems(written(said, text)), await problems(written(said, `${text}。`))]).toEqual([[], refused])
  expect(await problems(written((one) => one, `${text}。`))).toEqual([])
})

test('and verifies when all are for what it holds, or when nobody signs', async () => {
  expect([await problems(signed((one) => one)), await problems(input)]).toEqual([[], []])
})
