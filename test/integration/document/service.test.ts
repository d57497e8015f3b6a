/** The plan's document in the store: kept whole, backed up, replaced, removed, and never handed up. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import iconv from 'iconv-lite'
import { expect, onTestFinished, test } from 'vitest'
import { openPackage } from '../../helpers/open-package.ts'
import { county, explainAll, openTestEngine, people, zeroReport } from '../../helpers/test-engine.ts'

const marker = '整治这三口试写的锅炉'
const text = `柳州市试写的方案\n四、措施\n（五）整治锅炉。${marker}。\n（八）报送。每月报一次。\n`
const bytes = new Uint8Array(iconv.encode(text, 'gb18030'))

async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-plan-'))
  const dataDir = join(folder, 'data')
  const engine = openTestEngine({ dataDir })
  onTestFinished(async () => {
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await engine.call('profile.create', county)
  return { ...engine, dataDir, folder }
}

test('the file is kept byte for byte with its digest, and its text stands beside it', async () => {
  const { call, close, dataDir } = await open()
  const attached = await call('plan.attach', { fileName: '方案.txt', bytes })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(attached).toMatchObject({
    fileName: '方案.txt',
    format: 'text',
    bytes: bytes.length,
    sha256,
    attachedAt: '2020-06-03T02:00:00.000Z',
  })
  expect(attached.paragraphs.map((paragraph) => paragraph.text)).toEqual(text.trim().split('\n'))
  // 四（五） and 四（八） are there, most others are not.
  expect(attached.cited.found).toBeGreaterThanOrEqual(2)
  expect(attached.cited.total).toBeGreaterThan(attached.cited.found)
  await close()
  const database = new Database(join(dataDir, 'store.db'), { readonly: true })
  onTestFinished(() => void database.close())
  const [stored] = database.prepare<[], Buffer>('SELECT content FROM plan_document').pluck().all()
  expect(stored?.equals(bytes)).toBe(true)
  const what = database.prepare("SELECT what, row_key, after FROM audit WHERE what = 'document'").all()
  expect(what).toEqual([{ what: 'document', row_key: 'liuzhou-2020', after: `${sha256} 方案.txt` }])
})

test('another document takes its place; a refused one does not', async () => {
  const { call } = await open()
  await call('plan.attach', { fileName: '方案.txt', bytes })
  await expect(call('plan.attach', { fileName: '扫描件.pdf', bytes: Buffer.from('%PDF-1.7\n') })).rejects.toMatchObject({
    code: 'DOCUMENT_DAMAGED',
  })
  expect((await call('plan.document', {}))?.fileName).toBe('方案.txt')
  await call('plan.attach', { fileName: '新方案.txt', bytes: Buffer.from('一、想法\n（五）没有这一条。') })
  expect((await call('plan.document', {}))?.fileName).toBe('新方案.txt')
  expect(await call('plan.clause', { clause: '柳州方案四（五）' })).toEqual({ passages: [], note: expect.stringContaining('四（五）') })
  expect(await call('plan.clause', { clause: '柳州方案一' })).toMatchObject({ passages: [{ from: 0, to: 1 }], note: null })
  expect(await call('plan.clause', { clause: '柳州方案一、四（五）' })).toMatchObject({
    passages: [{}],
    note: expect.stringContaining('四（五）'),
  })
})

test('the same file attached again is found by its clauses as before', async () => {
  const { call } = await open()
  await call('plan.attach', { fileName: '方案.txt', bytes })
  const before = await call('plan.clause', { clause: '柳州方案四（五）' })
  await call('plan.attach', { fileName: '改名.txt', bytes })
  expect([await call('plan.clause', { clause: '柳州方案四（五）' }), (await call('plan.document', {}))?.fileName]).toEqual([
    before,
    '改名.txt',
  ])
})

test('a backup holds the document, and restoring brings it back', async () => {
  const { call } = await open()
  await call('plan.attach', { fileName: '方案.txt', bytes })
  const backup = await call('backup.create', {})
  await call('plan.detach', {})
  expect(await call('plan.document', {})).toBeNull()
  await call('backup.restore', { bytes: (await call('backup.bytes', { id: backup.id })).bytes, evenIfNewer: true })
  expect(await call('plan.document', {})).toMatchObject({ fileName: '方案.txt', paragraphs: [{}, {}, {}, {}] })
  expect((await call('doctor.run', {})).steps).toContainEqual(expect.objectContaining({ id: 'audit', ok: true }))
})

test.each([true, false])(
  'a document attached since the last backup (%s) is the reason for one when the program closes',
  async (isAttached) => {
    const { call, close, dataDir, setNow } = await open()
    await call('backup.create', {})
    setNow('2020-06-03T03:00:00.000Z')
    if (isAttached) await call('plan.attach', { fileName: '方案.txt', bytes })
    await close()
    const again = openTestEngine({ dataDir })
    onTestFinished(() => again.close())
    const reasons = (await again.call('backup.list', {})).map(({ reason }) => reason)
    expect(reasons.toSorted()).toEqual(isAttached ? ['close', 'manual'] : ['manual'])
  },
)

test('nothing of the document is in a package', async () => {
  const period = '2023-05'
  const sealed = async (withDocument: boolean) => {
    const { call, close } = openTestEngine({ now: '2023-06-02T02:00:00.000Z' })
    onTestFinished(close)
    await call('profile.create', { role: 'county', packId: 'yongzhou-peak', unit: '431102', people })
    const edits = [{ ...zeroReport, header: { ...zeroReport.header, fillDate: '2023-06-02' } }]
    for (const { form, required } of (await call('tasks.list', { period })).tasks)
      if (required) await call('report.edit', { form, period, edits })
    await explainAll(call, period)
    if (withDocument) await call('plan.attach', { fileName: '方案.txt', bytes })
    const { packageId } = await call('submission.create', { period })
    expect((await call('plan.document', {}))?.paragraphs.length).toBe(withDocument ? 4 : undefined)
    return openPackage((await call('submission.bytes', { packageId })).bytes)
  }
  const [plain, attached] = [await sealed(false), await sealed(true)]
  expect([...attached.files.keys()]).toEqual([...plain.files.keys()])
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  for (const content of attached.files.values())
    for (const trace of [Buffer.from(marker), Buffer.from(bytes), Buffer.from(sha256), Buffer.from('方案.txt')])
      expect(Buffer.from(content).includes(trace)).toBe(false)
})

test('before plan and unit are chosen there is nothing to attach to', async () => {
  const engine = openTestEngine()
  onTestFinished(() => engine.close())
  await expect(engine.call('plan.attach', { fileName: '方案.txt', bytes })).rejects.toMatchObject({ code: 'STORE_NOT_INITIALISED' })
})
