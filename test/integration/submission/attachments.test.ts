/** Files that go with the figures, in a package: what is wrong with one is named, by our verifier and by the documented one. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { buildPackage } from '../../../electron/engine/package/build.ts'
import { verifyPackage } from '../../../electron/engine/package/verify.ts'
import { canonicalJson } from '../../../shared/submission/canonical-json.ts'
import { SubmissionFile } from '../../../shared/submission/content.ts'
import { attachment, sha256Of } from '../../helpers/attachment.ts'
import { openPackage, reseal } from '../../helpers/open-package.ts'
import { samplePackage } from '../../helpers/package-input.ts'

type Files = Map<string, Uint8Array>
type Listed = NonNullable<SubmissionFile['attachments']>[number]
const script = join(import.meta.dirname, '..', '..', '..', 'docs', 'verify', 'verify.mjs')
const { signer } = samplePackage()
const photo = new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3])
const bill = new TextEncoder().encode('%PDF-1.4 缴费单')
const attachments = [
  attachment('F4', 'r1', '铭牌.jpg', photo, 'capacityTph'),
  attachment('F4', 'r2', '同一张照片.JPEG', photo),
  attachment('F4', null, '缴费单.pdf', bill),
]
const photoFile = `data/attachments/${sha256Of(photo)}.jpg`
const billFile = `data/attachments/${sha256Of(bill)}.pdf`
let bytes: Uint8Array
let root = ''
let files: Files
let outside: (bytes: Uint8Array) => unknown
beforeAll(async () => {
  bytes = (await buildPackage({ ...samplePackage(), attachments })).bytes
  ;({ root, files } = await openPackage(bytes))
  outside = (await import(pathToFileURL(script).href)).verifyPackage
})
const whyOutside = (package_: Uint8Array): string => {
  try {
    outside(package_)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
const named = async (package_: Uint8Array): Promise<string[]> =>
  (await verifyPackage(package_)).problems.map(({ file, kind }) => `${kind} ${file}`)
const submission = (): SubmissionFile =>
  SubmissionFile.parse(JSON.parse(Buffer.from(files.get('data/submission.json') ?? []).toString('utf8')))
/** The package as its own signer would make it after a change, with every digest and the size right. */
async function remade(change: (listed: Listed[], files: Files) => void): Promise<Uint8Array> {
  const [changed, said] = [new Map(files), submission()]
  const listed = [...(said.attachments ?? [])]
  change(listed, changed)
  changed.set(
    'data/submission.json',
    Buffer.from(canonicalJson({ ...said, attachments: listed } as unknown as Parameters<typeof canonicalJson>[0])),
  )
  const payload = [...changed].filter(([name]) => name.startsWith('data/'))
  const size = `${payload.reduce((sum, [, content]) => sum + content.length, 0)}.${payload.length}`
  const info = Buffer.from(changed.get('bag-info.txt') ?? []).toString('utf8')
  changed.set('bag-info.txt', Buffer.from(info.replace(/Payload-Oxum: \S+/, `Payload-Oxum: ${size}`)))
  return reseal(root, changed, signer)
}

test('control: files lie under their digests, each content once, in the manifest; both verifiers accept it, always the same bytes', async () => {
  expect([...files.keys()].filter((name) => name.startsWith('data/attachments/')).sort()).toEqual([photoFile, billFile].sort())
  expect(files.get(photoFile)).toEqual(photo)
  expect(Buffer.from(files.get('manifest-sha256.txt') ?? []).toString('utf8')).toContain(`${sha256Of(bill)}  ${billFile}`)
  expect(submission().attachments?.map(({ file, rowId, field, name }) => [file, rowId, field, name])).toEqual([
    [photoFile, 'r1', 'capacityTph', '铭牌.jpg'],
    [photoFile, 'r2', null, '同一张照片.JPEG'],
    [billFile, null, null, '缴费单.pdf'],
  ])
  expect([await named(bytes), whyOutside(bytes)]).toEqual([[], ''])
  expect((await buildPackage({ ...samplePackage(), attachments })).bytes).toEqual(bytes)
  expect(await named(await remade(() => {}))).toEqual([])
})

test('one changed byte, a missing file and a foreign one are named', async () => {
  const at = Buffer.from(bytes).indexOf(Buffer.from(photo))
  const changed = Uint8Array.from(bytes)
  changed[at + 4] = (changed[at + 4] ?? 0) ^ 1
  expect(await named(changed)).toContain(`damaged ${photoFile}`)
  expect(whyOutside(changed)).not.toBe('')
  const broken = await reseal(root, new Map(files).set('data/attachments/x.exe', photo), signer)
  expect(await named(broken)).toEqual(['added data/attachments/x.exe'])
  expect(whyOutside(broken)).toContain('data/attachments/x.exe')
  const without = new Map(files)
  without.delete(billFile)
  const missing = await reseal(root, without, signer)
  expect(await named(missing)).toEqual([`missing ${billFile}`])
  expect(whyOutside(missing)).toContain(billFile)
  const other = await reseal(root, new Map(files).set(billFile, photo), signer)
  expect(await named(other)).toContain(`inconsistent ${billFile}`)
  expect(whyOutside(other)).toContain(billFile)
})

const otherName = (name: string) => (listed: Listed[]) => listed.splice(2, 1, { ...(listed[2] as Listed), name }) // there are three
test.each<[string, (listed: Listed[], files: Files) => void]>([
  ['a path for a name', otherName('../缴费单.pdf')],
  ['a device of Windows', otherName('con.pdf')],
  ['a name that hides its ending', otherName('缴费单\u202efdp.exe')],
  ['a program by its name', otherName('缴费单.pdf.exe')],
  ['a row that is not there', (listed) => listed.splice(0, 1, { ...(listed[0] as Listed), rowId: 'r9' })],
  ['a column that is not there', (listed) => listed.splice(0, 1, { ...(listed[0] as Listed), field: 'nothing' })],
  ['a column without a row', (listed) => listed.splice(2, 1, { ...(listed[2] as Listed), field: 'capacityTph' })],
  ['another form', (listed) => listed.splice(2, 1, { ...(listed[2] as Listed), form: 'F1' })],
  ['another size', (listed) => listed.splice(2, 1, { ...(listed[2] as Listed), bytes: 1 })],
  ['another digest', (listed) => listed.splice(2, 1, { ...(listed[2] as Listed), sha256: sha256Of(photo) })],
  [
    'a program under a harmless name',
    (listed, all) => {
      const program = new Uint8Array([0x4d, 0x5a, 0x90])
      const file = `data/attachments/${sha256Of(program)}.pdf`
      all.delete(billFile)
      all.set(file, program)
      listed.splice(2, 1, { ...(listed[2] as Listed), file, bytes: 3, sha256: sha256Of(program) })
    },
  ],
])('a package signed by its own unit is refused for %s', async (_what, change) => {
  expect(await named(await remade((listed, all) => void change(listed, all)))).not.toEqual([])
})
