/** Evidence as files, from the county's cell to the city's desk: limits, history, sealing, revision, backup. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { SubmissionFile } from '../../../shared/submission/content.ts'
import { evidenceLimits } from '../../../shared/submission/evidence.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { openPair, sealMonth } from '../../helpers/county-and-city.ts'
import { fillMonth } from '../../helpers/due-forms.ts'
import { openPackage } from '../../helpers/open-package.ts'
import { by, forms, openForReview, readyMonth, refusal } from '../../helpers/review-month.ts'
import { boiler, county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const period = '2020-05'
const at = { form: 'F4', period }
const jpeg = (size: number, mark = 1): Uint8Array => new Uint8Array(size).fill(mark).fill(0xff, 0, 1)
const megabyte = 1024 * 1024

async function openCounty(dataDir?: string): Promise<TestEngine> {
  const engine = openTestEngine(dataDir === undefined ? {} : { dataDir })
  onTestFinished(() => engine.close())
  await engine.call('profile.create', county)
  await engine.call('report.edit', { ...at, edits: [boiler(1), boiler(2), boiler(3)] })
  return engine
}
const listedIn = async (bytes: Uint8Array): Promise<NonNullable<SubmissionFile['attachments']>> => {
  const { files } = await openPackage(bytes)
  return SubmissionFile.parse(JSON.parse(Buffer.from(files.get('data/submission.json') ?? []).toString('utf8'))).attachments ?? []
}

test('what is no evidence, or too much, is refused and nothing of it stays', async () => {
  const { call } = await openCounty()
  const add = (name: string, bytes: Uint8Array, more = {}) => call('evidence.add', { ...at, name, bytes, ...more })
  expect(await refusal(add('照片.jpg.exe', jpeg(9)))).toMatchObject({ code: 'EVIDENCE_PROGRAM' })
  expect(await refusal(add('照片.jpg', new Uint8Array([0x4d, 0x5a, 1])))).toMatchObject({ code: 'EVIDENCE_PROGRAM' })
  expect(await refusal(add('...', jpeg(9)))).toMatchObject({ code: 'EVIDENCE_NAME' })
  expect(await refusal(add('空.pdf', new Uint8Array()))).toMatchObject({ code: 'FILE_EMPTY' })
  expect(await refusal(add('大.jpg', jpeg(evidenceLimits.fileBytes + 1)))).toMatchObject({ code: 'EVIDENCE_TOO_LARGE' })
  expect(await refusal(add('a.jpg', jpeg(9), { row: 'boiler-9' }))).toMatchObject({ code: 'ROW_UNKNOWN' })
  expect(await refusal(add('a.jpg', jpeg(9), { row: 'boiler-1', field: 'nothing' }))).toMatchObject({ code: 'FIELD_UNKNOWN' })
  expect(await refusal(add('a.jpg', jpeg(9), { field: 'annualCoal' }))).toMatchObject({ code: 'INPUT_INVALID' })
  expect(await call('evidence.list', at)).toEqual({ files: [], month: { files: 0, bytes: 0 } })

  // The month fills up with different contents; one that is there already takes no room, and the next month is its own.
  await add('一.jpg', jpeg(evidenceLimits.fileBytes, 1))
  await add('二.jpg', jpeg(evidenceLimits.fileBytes, 2))
  expect(await refusal(add('三.jpg', jpeg(2, 3)))).toMatchObject({ code: 'EVIDENCE_FULL' })
  await add('又是一.jpg', jpeg(evidenceLimits.fileBytes, 1), { row: 'boiler-1' })
  await call('evidence.add', { form: 'F4', period: '2020-06', name: '三.jpg', bytes: jpeg(2, 3) })
  expect((await call('evidence.list', at)).month).toEqual({ files: 3, bytes: 2 * evidenceLimits.fileBytes })
})

test('a file is added once, read, taken out and told of; it goes with its row and comes back with it', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'evidence-')), 'data')
  onTestFinished(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }))
  const engine = await openCounty(dataDir)
  const { call } = engine
  const place = { ...at, row: 'boiler-1', field: 'photoAfter' }
  const file = await call('evidence.add', { ...place, name: 'C:\\照片\\整治后.jpg', bytes: jpeg(9), by: '莫海燕' })
  expect(file).toMatchObject({
    name: '整治后.jpg',
    bytes: 9,
    by: '莫海燕',
    rowKey: '4502220001',
    label: '整治后照片',
    removed: null,
    outcome: 'added',
  })
  expect(await call('evidence.add', { ...place, name: '再传一次.jpg', bytes: jpeg(9) })).toEqual({ ...file, outcome: 'there' })
  const report = await call('evidence.add', { ...at, name: '全表说明.pdf', bytes: jpeg(5, 2) })
  const before = (await call('report.history', at))[0]?.seq ?? 0
  expect((await call('evidence.remove', { id: report.id })).removed).toMatchObject({ by: '覃小梅' })
  await call('evidence.remove', { id: report.id })
  const { fileName, bytes } = await call('evidence.bytes', { id: report.id })
  expect([fileName, bytes]).toEqual(['全表说明.pdf', jpeg(5, 2)])
  expect(await refusal(call('evidence.remove', { id: 'no' }))).toMatchObject({ code: 'EVIDENCE_UNKNOWN' })
  expect(await refusal(call('evidence.bytes', { id: 'no' }))).toMatchObject({ code: 'EVIDENCE_UNKNOWN' })
  const told = (await call('report.history', at)).filter(({ what }) => what.startsWith('evidence'))
  expect(told.map(({ what, before: was, after }) => [what, (was ?? after ?? '').split(' ')[0]])).toEqual([
    ['evidenceRemoved', '全表说明.pdf'],
    ['evidenceAdded', '全表说明.pdf'],
    ['evidenceAdded', '整治后.jpg'],
  ])
  // As it lay there before it was taken out.
  expect((await call('evidence.list', { ...at, upTo: before })).files.map(({ name }) => name)).toEqual(['整治后.jpg', '全表说明.pdf'])
  expect((await call('evidence.list', { ...at, upTo: before + 1 })).files.map(({ name }) => name)).toEqual(['整治后.jpg'])

  // Carrying forward and an import bring and take no files.
  const june = await call('report.open', { form: 'F4', period: '2020-06' })
  await call('report.carryForward', { form: 'F4', period: '2020-06', baseVersion: june.version })
  expect((await call('evidence.list', { form: 'F4', period: '2020-06' })).files).toEqual([])
  const csv = new TextEncoder().encode(
    '台账编号,使用单位,额定出力（蒸吨/小时）,年用煤量（吨）\r\n4502220001,柳城县第1豆腐坊,1,130\r\n4502220002,柳城县第2豆腐坊,2,240\r\n',
  )
  const { id } = await call('import.preview', { ...at, fileName: '台账.csv', bytes: csv })
  expect(await call('import.apply', { id })).toMatchObject({ changed: 2, removed: 1 })
  expect((await call('evidence.list', at)).files.map(({ row, name }) => [row, name])).toEqual([
    ['boiler-1', '整治后.jpg'],
    [null, '全表说明.pdf'],
  ])
  await engine.close()
  const again = openTestEngine({ dataDir })
  onTestFinished(() => again.close())
  expect((await again.call('evidence.list', at)).files.map(({ name, removed }) => [name, removed !== null])).toEqual([
    ['整治后.jpg', false],
    ['全表说明.pdf', true],
  ])
  expect((await again.call('doctor.run', {})).steps.find(({ id }) => id === 'audit')?.ok).toBe(true)
})

test('a sealed month holds its files to the byte, the city reads and saves them, a revision carries them again', async () => {
  const { clerk, city } = await openPair()
  onTestFinished(() => clerk.close())
  onTestFinished(() => city.close())
  const { call } = clerk
  await call('report.edit', { ...at, edits: [boiler(8), boiler(9)] })
  const photo = jpeg(3 * megabyte)
  await call('evidence.add', { ...at, row: 'boiler-8', field: 'annualCoal', name: '缴费单.jpg', bytes: photo })
  await call('evidence.add', { ...at, name: '同一张.jpg', bytes: photo })
  await call('evidence.add', { ...at, row: 'boiler-9', name: '已删行的.pdf', bytes: jpeg(7, 7) })
  const gone = await call('evidence.add', { ...at, name: '错的.pdf', bytes: jpeg(7, 8) })
  await call('evidence.remove', { id: gone.id })
  await call('report.edit', { ...at, edits: [{ kind: 'deleteRow', row: 'boiler-9' }] })
  // A form that nothing is filled in stays at home with its files.
  const sealed = await sealMonth(clerk, period)
  const listed = await listedIn(sealed.bytes)
  expect(listed.map(({ form, rowId, rowKey, field, name }) => [form, rowId, rowKey, field, name])).toEqual([
    ['F4', 'boiler-8', '4502220008', 'annualCoal', '缴费单.jpg'],
    ['F4', null, null, null, '同一张.jpg'],
  ])
  expect(sealed.bytes.length).toBeLessThan(2 * photo.length)
  expect(await call('submission.verify', { bytes: sealed.bytes })).toMatchObject({ ok: true, problems: [] })
  expect(await refusal(call('evidence.add', { ...at, name: '晚到.pdf', bytes: jpeg(3) }))).toMatchObject({ code: 'PERIOD_CLOSED' })
  const [first] = (await call('evidence.list', at)).files
  expect(await refusal(call('evidence.remove', { id: first?.id ?? '' }))).toMatchObject({ code: 'PERIOD_CLOSED' })

  const { facts } = await city.call('city.receive', sealed)
  const sha256 = facts?.sha256 ?? ''
  const { attachments } = await city.call('city.package', { sha256 })
  expect(attachments).toEqual(listed)
  const attachment = listed[0]?.sha256 ?? ''
  const saved = await city.call('city.attachment', { sha256, attachment })
  expect([saved.fileName, Buffer.compare(saved.bytes, photo)]).toEqual(['缴费单.jpg', 0])
  expect(await refusal(city.call('city.attachment', { sha256, attachment: 'a'.repeat(64) }))).toMatchObject({ code: 'EVIDENCE_UNKNOWN' })
  await city.call('city.rebuild', {})
  expect((await city.call('city.package', { sha256 })).attachments).toEqual(listed)

  // One changed byte of the photograph is named, and the city does not take the package.
  const changed = Uint8Array.from(sealed.bytes)
  const inside = Buffer.from(changed).indexOf(Buffer.from(photo.subarray(0, 64)))
  changed[inside + 1000] = 2
  const { problems } = await call('submission.verify', { bytes: changed })
  expect(problems).toContainEqual(expect.objectContaining({ kind: 'damaged', file: listed[0]?.file }))
  expect((await city.call('city.receive', { ...sealed, bytes: changed })).outcome).toBe('quarantined')

  await call('submission.revise', { period, reason: '更正用煤量' })
  await call('evidence.add', { ...at, name: '补充.pdf', bytes: jpeg(3) })
  await call('evidence.remove', { id: first?.id ?? '' })
  const { packageId } = await call('submission.create', { period, revisionReason: '更正用煤量' })
  const second = await call('submission.bytes', { packageId })
  expect((await listedIn(second.bytes)).map(({ name }) => name)).toEqual(['同一张.jpg', '补充.pdf'])
  // What was sealed stays what it was, and the county can still read what it took out.
  const [, older] = await call('submission.list', {})
  expect((await call('submission.bytes', { packageId: older?.packageId ?? '' })).bytes).toEqual(sealed.bytes)
  expect(Buffer.compare((await call('evidence.bytes', { id: first?.id ?? '' })).bytes, photo)).toBe(0)
})

test('a file that comes while the package is being made stops the sealing', async () => {
  const { clerk, city } = await openPair()
  onTestFinished(() => clerk.close())
  onTestFinished(() => city.close())
  let added: Promise<unknown> | undefined
  clerk.subscribe(({ name, payload }) => {
    if (name === 'job.progress' && payload.phase === submissionText.packing)
      added ??= clerk.call('evidence.add', { ...at, name: '来晚了.pdf', bytes: jpeg(3) })
  })
  expect(await refusal(sealMonth(clerk, period))).toEqual(expect.objectContaining({ answered: expect.anything() }))
  await clerk.call('submission.revise', { period, reason: '补上一张年检合格证' })
  const again = clerk.call('submission.create', { period, revisionReason: '补上一张年检合格证', job: 'seal' })
  expect(await refusal(again)).toMatchObject({ code: 'STALE' })
  await added
  const [only] = await clerk.call('submission.list', {})
  expect(only?.revision).toBe(1)
})

test('files are signed for: adding and taking away voids, and a list changed behind the program’s back is not sealed', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'evidence-')), 'data')
  onTestFinished(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }))
  const engine = openForReview(dataDir)
  const { call } = engine
  await readyMonth(engine)
  const file = await call('evidence.add', { ...at, row: 'boiler-1', name: '缴费单.jpg', bytes: jpeg(9) })
  const sign = async () => {
    await call('review.handIn', { period, forms, by: by.preparer })
    await call('review.pass', { period, forms, by: by.auditor })
    await call('review.sign', { period, by: by.leader })
  }
  await sign()
  const stage = async () => (await call('review.get', { period })).forms.find(({ form }) => form === 'F4')
  expect((await stage())?.stage).toBe('signed')
  await engine.close()
  const database = new Database(join(dataDir, 'store.db'))
  database.prepare("UPDATE evidence SET name = '别的.jpg'").run()
  database.close()
  const again = openForReview(dataDir)
  expect(await refusal(again.call('submission.create', { period }))).toMatchObject({ code: 'SUBMISSION_BLOCKED' })
  await again.call('evidence.remove', { id: file.id })
  const after = (await again.call('review.get', { period })).forms.find(({ form }) => form === 'F4')
  expect([after?.stage, after?.entries.at(-1)?.voided?.why]).toEqual(['open', '签字后佐证材料有增减'])
})

test('a backup and a hand-over file bring the files along', async () => {
  const { call } = await openCounty()
  await call('evidence.add', { ...at, name: '铭牌.jpg', bytes: jpeg(9) })
  const { files } = await call('evidence.list', at)
  const { id } = await call('backup.create', {})
  for (const { bytes } of [await call('backup.bytes', { id }), await call('handOver.create', { note: '照片都在' })]) {
    const elsewhere = openTestEngine()
    onTestFinished(() => elsewhere.close())
    await elsewhere.call('backup.restore', { bytes })
    expect((await elsewhere.call('evidence.list', at)).files).toEqual(files)
    expect((await elsewhere.call('evidence.bytes', { id: files[0]?.id ?? '' })).bytes).toEqual(jpeg(9))
  }
})

test('a file whose content was damaged on the disk is named where it is in the way, and whole again once it is added anew', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'evidence-')), 'data')
  onTestFinished(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }))
  const before = await openCounty(dataDir)
  const place = { ...at, row: 'boiler-1' }
  const { id } = await before.call('evidence.add', { ...place, name: '缴费单.jpg', bytes: jpeg(9) })
  await fillMonth(before.call, period, [])
  await before.close()
  const database = new Database(join(dataDir, 'store.db'))
  database.prepare('UPDATE evidence_content SET content = ?').run(jpeg(9, 7))
  database.close()
  const engine = openTestEngine({ dataDir })
  onTestFinished(() => engine.close())
  const { call } = engine
  const damaged = { code: 'EVIDENCE_DAMAGED', file: '缴费单.jpg', form: 'F4', row: '4502220001' }
  expect(await refusal(call('evidence.bytes', { id }))).toMatchObject(damaged)
  expect(await refusal(call('submission.create', { period }))).toMatchObject(damaged)
  const said = async () => (await call('doctor.run', {})).steps.find(({ id }) => id === 'evidence')
  expect(await said()).toMatchObject({ ok: false, text: expect.stringMatching(/1 个内容坏了：“缴费单\.jpg”（F4 2020-05）$/) })
  expect(await call('evidence.add', { ...place, name: '缴费单.jpg', bytes: jpeg(9) })).toMatchObject({ id, outcome: 'mended' })
  expect((await call('evidence.bytes', { id })).bytes).toEqual(jpeg(9))
  expect(await said()).toMatchObject({ ok: true })
  const { packageId } = await call('submission.create', { period })
  expect(await listedIn((await call('submission.bytes', { packageId })).bytes)).toMatchObject([{ name: '缴费单.jpg' }])
})
