/** Each method of the contract, on each way to the engine, once in earnest; every answer is held against its schema. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readUnitFile } from '../../electron/engine/keys/signed-file.ts'
import { newKeyPair } from '../../electron/engine/packs/signature.ts'
import { type Call, contract, type EngineEvent, type Method } from '../../shared/contract/index.ts'
import { countyFiles } from '../helpers/city-contract.ts'
import { citySide, remark, trustCity } from '../helpers/city-side.ts'
import { fillDueForms } from '../helpers/due-forms.ts'
import { miniPack, signed, zipOf } from '../helpers/pack-folders.ts'
import { boiler, county, explainAll, people, zeroReport } from '../helpers/test-engine.ts'
import { strictCall } from './strict-call.ts'
import { openTransport, type Transport, transportNames } from './transports.ts'

vi.mock('electron', () => import('../security/fake-electron.ts'))

const period = '2020-05'
const outsideKey = newKeyPair()
const handed = countyFiles(period)
const csv = new TextEncoder().encode(
  '台账编号,使用单位,额定出力（蒸吨/小时）,年用煤量（吨）\r\n4502220001,柳城县第1豆腐坊,1,130\r\n4502220002,柳城县第2豆腐坊,2,240\r\n',
)

const refusedWith = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => undefined,
    ({ code }: { code: string }) => code,
  )

describe.each(transportNames)('%s', (name) => {
  const used = new Set<Method>()
  const events: EngineEvent[] = []
  let transport: Transport
  let call: Call
  beforeAll(async () => {
    transport = await openTransport(name)
    transport.onEvent((event) => events.push(event))
    call = strictCall(transport, used)
  })
  afterAll(() => transport.close())

  test('profile, packs and tasks', async () => {
    expect((await call('app.info', {})).profile).toBeNull()
    const packs = await call('packs.list', {})
    expect(packs.map(({ id }) => id)).toContain('liuzhou-2020')
    const menu = (await call('pack.get', { id: 'liuzhou-2020' })).forms.map(({ id }) => id)
    expect(menu).toEqual(expect.arrayContaining(['F1', 'F4']))
    expect(await call('profile.create', county)).toMatchObject({ unit: '450222', unitName: '柳城县', demo: false })
    expect((await call('profile.setPeople', { ...people, auditor: '莫海燕' })).people.auditor).toBe('莫海燕')
    const looks = { theme: 'dark', zoom: 150, screenReader: true } as const
    expect(await call('looks.get', {})).toEqual({ theme: 'system', zoom: 100, screenReader: false })
    await call('looks.set', looks)
    expect(await call('looks.get', {})).toEqual(looks)
    await expect.poll(() => events.some((event) => event.name === 'looks.changed' && event.payload.zoom === 150)).toBe(true)
    const { tasks } = await call('tasks.list', { period })
    expect(tasks.map(({ form, state }) => [form, state])).toEqual(menu.map((form) => [form, '未填']))
  })
  test('progress towards the targets', async () => {
    const { indicators } = await call('progress.get', { period })
    expect(new Set(indicators.map(({ form }) => form))).toEqual(new Set(['F3', 'F9']))
    const carbon = indicators.find(({ form, indicator }) => form === 'F3' && indicator === 'co2_intensity_reduction')
    expect((await call('progress.towns', { period })).forms).toEqual(expect.any(Array))
    expect(carbon?.figures.find(({ field }) => field === 'paceTarget')).toMatchObject({ value: '22', unit: '%' })
  })
  test('edits, undo and history', async () => {
    const opened = await call('report.open', { form: 'F4', period })
    const edits = [{ kind: 'header', header: { fillDate: '2020-06-02' } } as const, boiler(1), boiler(2, { annualCoal: '5' })]
    const { version } = await call('report.edit', { form: 'F4', period, baseVersion: opened.version, edits })
    await call('report.edit', { form: 'F1', period, edits: [zeroReport] })
    const set = await call('report.set', { form: 'F4', period, row: '4502220001', field: 'annualCoal', value: '１２５' })
    expect(set).toMatchObject({ before: '120', after: '125' })
    // Not a step that the caller has not seen.
    await expect(call('report.undo', { form: 'F4', period, baseVersion: version })).rejects.toMatchObject({ code: 'STALE' })
    expect(await call('report.undo', { form: 'F4', period, baseVersion: set.version })).toMatchObject({
      of: { source: 'command', rows: 0, cells: 1 },
      canUndo: true,
      canRedo: true,
    })
    await call('report.redo', { form: 'F4', period })
    const report = await call('report.open', { form: 'F4', period })
    expect({ version: report.version, coal: report.rows.map((row) => row.values.annualCoal) }).toEqual({
      version: version + 3,
      coal: ['125', '5'],
    })
    await call('report.giveReason', { form: 'F4', period, why: '企业来电更正' })
    expect((await call('report.history', { form: 'F4', period })).map(({ source }) => source)).toEqual(
      expect.arrayContaining(['undo', 'redo', 'command']),
    )
    await expect.poll(() => events.filter((event) => event.name === 'report.changed').length).toBeGreaterThan(3)
  })
  test('the log over all forms, and as a workbook', async () => {
    const { entries, next, brokenAt } = await call('log.list', { filter: { form: 'F4', kind: 'edit' }, limit: 2 })
    expect([entries.length >= 2, entries[0]?.doubtful, next === null, brokenAt]).toEqual([true, false, false, null])
    const { fileName, bytes } = await call('log.export', { filter: {}, job: 'log-1' })
    expect([fileName.endsWith('.xlsx'), Buffer.from(bytes.subarray(0, 2)).toString()]).toEqual([true, 'PK'])
  })
  test('a form as it was, and what is otherwise now', async () => {
    const { moments } = await call('report.moments', { form: 'F4', period })
    const first = moments.at(-1)?.seq ?? 0
    expect((await call('report.at', { form: 'F4', period, moment: { seq: first } })).report.rows[0]?.values.annualCoal).toBe('120')
    const { changes } = await call('report.difference', {
      form: 'F4',
      period,
      earlier: { seq: first },
      later: { at: '2099-01-01T00:00:00Z' },
    })
    expect(changes).toMatchObject([{ kind: 'changed', rowName: expect.any(String), before: '120', after: '125' }])
  })
  test('a form on paper, and the paper held against the form', async () => {
    const settings = { paper: 'A4', margins: 'usual', columns: 'fit', scale: 100, grey: true } as const
    await call('print.remember', { form: 'F4', settings })
    const { code, ...printed } = await call('print.form', { form: 'F4', period })
    expect(printed).toMatchObject({ settings, report: { form: 'F4' } })
    expect(await call('print.verify', { period, code })).toMatchObject({ readable: true, matches: [{ form: 'F4', submission: null }] })
  })
  test('carrying forward and comparing', async () => {
    const june = await call('report.open', { form: 'F4', period: '2020-06' })
    expect(await call('report.carryForward', { form: 'F4', period: '2020-06', baseVersion: june.version })).toMatchObject({
      from: '2020-05',
      rows: 2,
      kept: 0,
    })
    expect((await call('report.previous', { form: 'F4', period: '2020-06' }))?.rows).toHaveLength(2)
    expect(await call('report.previous', { form: 'F4', period: '2020-05' })).toBeNull()
    const [first] = june.rows.length > 0 ? june.rows : (await call('report.open', { form: 'F4', period: '2020-06' })).rows
    const cell = { form: 'F4', row: first?.key ?? '', field: 'boilerId' } as const
    expect(await call('report.pastValues', { ...cell, period: '2020-06' })).toEqual([{ period: '2020-05', value: first?.values.boilerId }])
    expect(await call('report.pastValues', { ...cell, period: '2020-05' })).toEqual([])
    const columns = { folded: true, groups: ['0.county'], widths: { boilerId: 120 }, scaled: ['annualCoal'] }
    expect(await call('grid.columns', { form: 'F4' })).toBeNull()
    await call('grid.setColumns', { form: 'F4', columns })
    expect(await call('grid.columns', { form: 'F4' })).toEqual(columns)
  })
  test('import in two steps', async () => {
    const preview = await call('import.preview', { form: 'F4', period, fileName: '台账.csv', bytes: csv, options: { mode: 'merge' } })
    const again = await call('import.revise', { id: preview.id, options: { mode: 'merge' } })
    expect({ rows: again.counts.rows, questions: again.questions }).toEqual({ rows: 2, questions: [] })
    expect((await call('import.changes', { id: preview.id, from: 0, limit: 10 })).count).toBe(again.changeCount)
    expect(await call('import.removals', { id: preview.id, from: 0, limit: 10 })).toEqual({ removals: [], count: 0 })
    const marked = await call('import.marked', { id: preview.id, job: 'mark-1' })
    expect({ ...marked, bytes: marked.bytes.length > 0 }).toMatchObject({
      fileName: '台账（问题清单）.xlsx',
      inPlace: false,
      marks: 0,
      bytes: true,
    })
    expect(await call('import.apply', { id: again.id, mode: 'merge', job: 'import-1' })).toMatchObject({ changed: 2, added: 0, removed: 0 })
    expect(await call('import.remembered', { form: 'F4' })).toEqual([])
    await call('report.undo', { form: 'F4', period })
    const other = await call('import.preview', { form: 'F4', period, fileName: '台账.csv', bytes: csv })
    expect(await call('import.discard', { id: other.id })).toBeNull()
    const survey = await call('import.survey', { period, fileName: '台账.csv', bytes: csv, job: 'survey-1' })
    expect(survey.sheets).toMatchObject([{ form: 'F4', period: null, doubt: null }])
    expect((await call('import.picture', { id: survey.id, sheet: survey.sheets[0]?.name ?? '' })).rows).toHaveLength(3)
    const part = await call('import.previewSurveyed', { survey: survey.id, form: 'F4', period, options: { mode: 'merge' } })
    expect(part.counts).toEqual(other.counts)
    expect(await call('import.discard', { id: survey.id })).toBeNull()
  })
  test('check, explain, export', async () => {
    await fillDueForms(call, period)
    const result = await call('check.run', { period, form: undefined, job: 'check-1' })
    expect(result.blocked).toBe(false)
    const open = result.findings.find(({ level, form }) => level === '核实性' && form === 'F4')
    expect(await call('finding.earlier', { period, finding: open?.id ?? '' })).toBeNull()
    expect((await call('finding.export', { period, job: 'findings-1' })).fileName).toContain('校验结果')
    const explained = await call('finding.explain', { period, finding: open?.id ?? '', text: '季节性生产，每年只烧一个月，已到现场核实' })
    expect(explained.explanation?.by).toBe('覃小梅')
    const detail = await call('finding.detail', { period, finding: open?.id ?? '' })
    expect({ imbalance: detail.imbalance?.difference, to: detail.repair?.to }).toEqual({ imbalance: '15', to: '20' })
    const repaired = await call('finding.repair', { period, finding: open?.id ?? '' })
    expect(repaired.repair.shownTo).toBe('20 吨')
    expect((await call('check.run', { period })).findings.map(({ id }) => id)).not.toContain(open?.id)
    await call('report.undo', { form: 'F4', period })
    await explainAll(call, period)
    const workbook = await call('export.workbook', { form: 'F4', period })
    expect([workbook.fileName.endsWith('.xlsx'), ...workbook.bytes.subarray(0, 2)]).toEqual([true, 0x50, 0x4b])
    const template = { form: 'F4', period, fileName: workbook.fileName, bytes: workbook.bytes, options: { existing: 'replace' } } as const
    const { questions, counts } = await call('export.template', template)
    expect([questions, counts.inserted]).toEqual([[], 0])
    const filled = await call('export.filled', { ...template, remember: false })
    expect([filled.uncomputed, ...filled.bytes.subarray(0, 2)]).toEqual([[], 0x50, 0x4b])
    const summary = await call('export.summary', { period, scale: { digits: 2 } })
    expect([summary.fileName, ...summary.bytes.subarray(0, 2)]).toEqual(['柳城县2020年5月报表汇总.xlsx', 0x50, 0x4b])
  })
  test('names of people who left', async () => {
    const may = { form: 'F2', period: '2020-11' }
    await call('report.edit', { ...may, edits: [{ kind: 'header', header: { auditor: '黄丽' } }] })
    const before = (await call('app.info', {})).profile?.people ?? people
    await call('profile.setPeople', { ...before, auditor: '黄丽' })
    await call('profile.setPeople', before)
    const forms = [{ ...may, names: [{ role: 'auditor', before: '黄丽', after: before.auditor }], voids: 0 }]
    expect(await call('report.replaceFormerNames', { preview: true })).toEqual({ forms })
    expect(await call('report.replaceFormerNames', {})).toEqual({ forms })
    expect((await call('report.open', may)).header.auditor).toBe(before.auditor)
    await call('report.undo', may)
    await call('report.undo', may)
  })
  test('checked and signed by three people', async () => {
    await call('review.setUp', { enabled: true })
    expect(await call('password.set', { name: '莫海燕', next: '口令一二三' })).toEqual(['莫海燕'])
    const note = await call('note.add', { form: 'F4', period, row: 'boiler-1', field: 'annualCoal', text: '已与台账核对' })
    expect((await call('note.resolve', { id: note.id, resolved: true })).resolved).toMatchObject({ by: '覃小梅' })
    const photo = { form: 'F4', period, row: 'boiler-1', name: '铭牌.jpg', bytes: new Uint8Array([0xff, 0xd8, 0xff, 1]) }
    const { outcome, ...file } = await call('evidence.add', photo)
    expect(outcome).toBe('added')
    expect((await call('evidence.bytes', { id: file.id })).bytes).toEqual(photo.bytes)
    const wrong = await call('evidence.add', { form: 'F4', period, name: '错的.pdf', bytes: new Uint8Array([7]) })
    expect((await call('evidence.remove', { id: wrong.id })).removed).toMatchObject({ by: '覃小梅' })
    expect(await call('evidence.list', { form: 'F4', period })).toMatchObject({
      files: [file, { name: '错的.pdf' }],
      month: { files: 1, bytes: 4 },
    })
    const forms = (await call('review.get', { period })).forms.map(({ form }) => form)
    await call('review.handIn', { period, forms, by: '覃小梅' })
    const auditor = { by: '莫海燕', password: '口令一二三' }
    expect(await call('review.refuse', { form: 'F4', period, ...auditor, text: '请再核一遍' })).toMatchObject({ stage: 'returned' })
    const [, refused] = await call('note.list', { form: 'F4', period })
    await call('note.add', { form: 'F4', period, thread: refused?.id ?? '', text: '核过了' })
    await call('review.handIn', { period, forms: ['F4'], by: '覃小梅' })
    await call('review.pass', { period, forms, ...auditor })
    const signed = await call('review.sign', { period, by: '韦志强' })
    expect(signed.forms.map(({ stage }) => stage)).toEqual(forms.map(() => 'signed'))
    await expect.poll(() => events.some((event) => event.name === 'review.changed')).toBe(true)
    await expect.poll(() => events.some((event) => event.name === 'check.changed')).toBe(true)
  })
  test('submission', async () => {
    const summary = await call('submission.create', { period, job: 'seal-1' })
    const { bytes } = await call('submission.bytes', { packageId: summary.packageId })
    expect(await call('submission.verify', { bytes })).toMatchObject({ ok: true, sha256: summary.sha256 })
    expect(await call('submission.list', {})).toEqual([summary])
    const { packageId } = summary
    const city = await citySide()
    expect((await call('keys.create', {})).own?.name).toBe('柳城县')
    expect((await call('keys.status', {})).peers).toEqual([])
    expect(await refusedWith(call('keys.setTarget', { target: { kind: 'folder' } }))).toBe('CITY_ONLY')
    expect((await trustCity(call, city)).peers).toMatchObject([{ fingerprint: city.unit.key }])
    expect((await call('keys.setNational', { on: true })).own?.national).toBe(true)
    const { exchange } = readUnitFile((await call('keys.unitFile', {})).bytes).keys
    const typed = { packageId, code: await city.code(summary, 'received', exchange) }
    expect(await call('receipts.typeCode', typed)).toMatchObject({ repeated: false, receipt: { kind: 'received' } })
    const waiver = await city.waiver({ rule: 'R-F4-28' })
    expect(await call('exchange.take', { fileName: 'waiver.json', bytes: waiver })).toMatchObject({ kind: 'waiver' })
    expect(await call('waivers.list', { period })).toMatchObject([{ rule: 'R-F4-28' }])
    const returned = await city.receipt(summary, 'returned', { comments: [remark(1)], reason: '请核对' })
    expect(await call('exchange.take', { fileName: 'receipt.json', bytes: returned })).toMatchObject({ kind: 'receipt', repeated: false })
    expect(await call('receipts.list', { period })).toMatchObject([{ kind: 'returned', comments: 1 }, { kind: 'received' }])
    expect(await call('returned.list', { period })).toMatchObject([{ id: remark(1).id, answer: null }])
    expect(await call('returned.answer', { id: remark(1).id, answer: '已更正' })).toMatchObject({ answer: '已更正' })
    await expect.poll(() => events.some((event) => event.name === 'exchange.changed')).toBe(true)
    expect((await call('keys.revoke', { fingerprint: city.unit.key, reason: '练习' })).peers).toMatchObject([{ revoked: { why: '练习' } }])
    const before = (await call('keys.status', {})).own?.fingerprint
    expect((await call('keys.replace', { reason: '练习' })).own?.fingerprint).not.toBe(before)
    expect(await call('submission.revise', { period, reason: '市局退回，逐条更正' })).toEqual({ revision: 2 })
    expect(await call('job.cancel', { job: 'nobody' })).toBe(false)
    await expect.poll(() => events.some((event) => event.name === 'job.progress')).toBe(true)
  })
  test('where a city wants its packages', async () => {
    const bureau = await openTransport(name)
    const callThere = strictCall(bureau, used)
    await callThere('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ' })
    const target = { kind: 'webdav', url: 'https://cloud.example/dav', user: 'tanbao' } as const
    expect((await callThere('keys.setTarget', { target })).own?.target).toEqual(target)
    await bureau.close()
  })
  test('the plan’s document', async () => {
    expect([await call('plan.document', {}), await call('plan.clause', { clause: '柳州方案四（五）' })]).toEqual([null, null])
    const bytes = new TextEncoder().encode('柳州市试写的方案\n一、目标\n四、措施\n（五）整治锅炉。每月报一次。\n')
    const attached = await call('plan.attach', { fileName: '试写方案.txt', bytes, job: 'attach-1' })
    expect(attached).toMatchObject({ format: 'text', bytes: bytes.length, outline: [{}, { mark: '四、' }, { mark: '(五)', depth: 1 }] })
    expect(await call('plan.document', {})).toEqual(attached)
    const place = await call('plan.clause', { clause: '柳州方案四（五）' })
    expect(place).toEqual({ passages: [{ label: '四（五）', from: 3, to: 3, start: 0, end: 14 }], note: null })
    expect(await call('plan.clause', { clause: 'GB/T 2260' })).toMatchObject({ passages: [], note: expect.stringContaining('标准') })
    await expect.poll(() => events.some((event) => event.name === 'plan.changed')).toBe(true)
    expect([await call('plan.detach', {}), await call('plan.detach', {}), await call('plan.document', {})]).toEqual([true, false, null])
  })
  test('a pack from outside and its next version', async () => {
    const elsewhere = await openTransport(name)
    const callThere = strictCall(elsewhere, used)
    const bytes = await zipOf(signed(miniPack(), outsideKey))
    await expect(callThere('pack.install', { bytes })).rejects.toMatchObject({ code: 'PACK_KEY_UNKNOWN' })
    expect(await callThere('pack.install', { bytes, trust: outsideKey.fingerprint })).toMatchObject({ id: 'mini', replaced: null })
    await callThere('profile.create', { role: 'county', packId: 'mini', unit: '450222' })
    expect(await callThere('pack.upgradePreview', {})).toEqual({ pending: null, last: null, earlier: [] })
    const next = await zipOf(signed(miniPack('1.1.0'), outsideKey, '1.1.0'))
    expect(await callThere('pack.install', { bytes: next })).toMatchObject({ version: '1.1.0', replaced: '1.0.0' })
    const { pending } = await callThere('pack.upgradePreview', {})
    expect(await callThere('pack.upgrade', { basis: pending?.basis ?? '' })).toMatchObject({ from: '1.0.0', to: '1.1.0', undoneAt: null })
    expect((await callThere('pack.undoUpgrade', {})).undoneAt).not.toBeNull()
    const status = await callThere('pack.status', {})
    expect(status).toMatchObject({ inUse: { version: '1.0.0', available: '1.1.0', signer: outsideKey.fingerprint }, refused: null })
    expect(await callThere('report.packVersion', { form: 'B', period })).toEqual({ version: '1.1.0' })
    const { keys, refused } = await callThere('pack.forgetKey', { fingerprint: outsideKey.fingerprint })
    expect([keys, refused]).toEqual([[], expect.stringContaining('不再信任')])
    await elsewhere.close()
  })
  test('a city takes packages in, decides, and makes its tables', async () => {
    const elsewhere = await openTransport(name)
    const city = strictCall(elsewhere, used)
    const { packages, unitFile, words, pack } = await handed
    await city('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ', people })
    const [first, second] = packages
    const unknown = await city('city.receive', first)
    expect(unknown).toMatchObject({ outcome: 'quarantined', quarantine: { reason: 'keyUnknown' } })
    await city('keys.add', { bytes: unitFile, words })
    const [waiting] = await city('city.quarantine', {})
    const taken = await city('city.retry', { sha256: waiting?.sha256 ?? '' })
    expect(taken).toMatchObject({ outcome: 'taken', relation: 'first', verdict: { verdict: 'same' } })
    const sha256 = taken.facts?.sha256 ?? ''
    const rival = await city('city.receive', second)
    expect(rival).toMatchObject({ outcome: 'taken', relation: 'rival' })
    expect((await city('city.refuse', { sha256: rival.facts?.sha256 ?? '', reason: '县里说是误发' })).receipt.kind).toBe('refused')
    const { standing, attachments } = await city('city.package', { sha256 })
    expect(standing).toMatchObject({ state: 'received', claims: [] })
    const photo = await city('city.attachment', { sha256, attachment: attachments[0]?.sha256 ?? '' })
    expect([photo.fileName, [...photo.bytes]]).toEqual(['现场照片.jpg', [0xff, 0xd8, 0xff, 9]])
    expect((await city('city.form', { sha256, form: 'F4' })).rows).toHaveLength(3)
    expect((await city('city.bytes', { sha256 })).bytes).toEqual(first.bytes)
    const back = { sha256, reason: '请核对', comments: [{ form: 'F4', text: '请核对' }], resubmitBy: '2020-06-10' }
    expect((await city('city.return', back)).receipt).toMatchObject({ kind: 'returned', comments: [{ form: 'F4', rowKey: null }] })
    expect((await city('city.receiptCode', { sha256 })).kind).toBe('returned')
    expect((await city('city.accept', { sha256 })).receipt).toMatchObject({ kind: 'accepted', verdict: 'same' })
    expect((await city('city.reopen', { sha256, reason: '县里来函' })).receipts).toHaveLength(4)
    expect(await city('city.receipts', {})).toHaveLength(6)
    const waived = await city('city.waive', { unit: '450222', period, rule: 'R-F4-28', reason: '市局核实过' })
    expect(waived.waiver).toMatchObject({ rule: 'R-F4-28', rowKey: null })
    const { units, quarantined } = await city('city.board', { from: period, to: period })
    expect([units.find(({ unit }) => unit === '450222')?.periods[0]?.state, quarantined]).toEqual(['accepted', 0])
    expect((await city('city.rollUp', { period })).counted).toMatchObject([{ unit: '450222' }])
    expect(await city('city.cells', { period, form: 'F4', field: 'annualCoal' })).toHaveLength(3)
    expect(await city('city.ledger', { period, form: 'F4' })).toMatchObject({ count: 3 })
    expect((await city('city.weather', { period })).lines.find(({ unit }) => unit === '450222')?.grade).toBe('green')
    expect((await city('city.reporting', { from: period, to: period })).find(({ unit }) => unit === '450222')?.late).toBe(1)
    expect((await city('city.reminders', {})).find(({ unit }) => unit === '450202')?.text).toContain('请尽快报送')
    const { weights } = await city('city.scores', { period })
    expect(await city('city.setWeights', { weights: { ...weights, scoreLateDay: 0.5 } })).toMatchObject({ scoreLateDay: 0.5 })
    expect(await city('city.setWeights', { weights: null })).toEqual(weights)
    expect((await city('city.export', { table: 'weather', period })).fileName).toBe(`T2晴雨表_${period}.xlsx`)
    expect((await city('city.notice', { period })).text).toContain('仍未报送')
    expect((await city('city.adopt', { period })).forms).toEqual([{ form: 'F4', rows: 3 }])
    expect(await city('city.rehearse', { bytes: pack, from: period, to: period })).toMatchObject({ packages: 1, rules: [], blocked: [] })
    expect(await city('city.rebuild', {})).toEqual({ packages: 2, damaged: [] })
    await elsewhere.close()
  })
  test('the way to the city', async () => {
    const there = mkdtempSync(join(tmpdir(), 'stick-'))
    expect(await call('target.get', {})).toMatchObject({ target: null, ready: false })
    const target = { kind: 'folder' } as const
    expect(await call('target.set', { target, folder: there })).toMatchObject({ isOwn: true, folder: there, ready: true })
    expect(await call('target.probe', { job: 'probe-1' })).toMatchObject({ trouble: null, secondWrite: 'refused' })
    const [first] = (await call('outbox.list', {})).items
    const packageId = first?.packageId ?? ''
    await call('outbox.send', { packageId })
    await call('outbox.withdraw', { packageId })
    await call('outbox.markHandedOver', { packageId })
    expect(await call('sync.once', { hurry: true })).toMatchObject({ role: 'county', waiting: 0 })
    expect((await call('outbox.list', {})).items).toContainEqual(expect.objectContaining({ packageId, parked: null, trouble: null }))
    await expect.poll(() => events.some((event) => event.name === 'outbox.changed')).toBe(true)
    rmSync(there, { recursive: true })
  })
  test('backups and health', async () => {
    const made = await call('backup.create', {})
    expect((await call('backup.list', {})).map(({ id }) => id)).toContain(made.id)
    const backup = await call('backup.bytes', { id: made.id })
    const elsewhere = mkdtempSync(join(tmpdir(), 'tanbao-second-'))
    expect(await refusedWith(call('backup.setFolder', { folder: 'stick' }))).toBe('BACKUP_FOLDER')
    expect(await call('backup.setFolder', { folder: elsewhere })).toMatchObject({ second: { folder: elsewhere, copiedAt: made.at } })
    await expect.poll(() => events.some((event) => event.name === 'backup.changed')).toBe(true)
    expect((await call('backup.setFolder', { folder: null })).second).toBeNull()
    expect((await call('backup.folder', {})).data).toBe(transport.dataDir)
    rmSync(elsewhere, { recursive: true })
    await call('report.set', { form: 'F4', period, row: '4502220001', field: 'annualCoal', value: '1' })
    expect(await call('backup.inspect', { id: made.id })).toMatchObject({ standing: 'older', handOver: null })
    const left = await call('handOver.create', { note: '先看锅炉台账' })
    expect(await call('backup.inspect', { bytes: left.bytes })).toMatchObject({ standing: 'same', handOver: { note: '先看锅炉台账' } })
    await call('backup.restore', { bytes: backup.bytes, evenIfNewer: true })
    expect((await call('report.open', { form: 'F4', period })).rows[0]?.values.annualCoal).toBe('125')
    expect((await call('doctor.run', {})).steps.length).toBeGreaterThan(3)
  })
  test('the demo county', async () => {
    const playground = await openTransport(name)
    const callThere = strictCall(playground, used)
    expect(await callThere('demo.open', {})).toMatchObject({ unit: '450222', unitName: '柳城县', demo: true })
    const { tasks } = await callThere('tasks.list', { period })
    const filled = Object.fromEntries(tasks.filter(({ rows }) => rows > 0).map(({ form, rows }) => [form, rows]))
    expect(filled).toEqual({ F1: 2, F2: 19, F3: 11, F4: 12 })
    expect((await callThere('report.open', { form: 'F4', period })).rows).toHaveLength(12)
    expect((await callThere('profile.leave', {})).reason).toBe('restore')
    expect((await callThere('app.info', {})).profile).toBeNull()
    await playground.close()
  })
  test('nothing of the contract was left out', () => {
    expect(Object.keys(contract).filter((method) => !used.has(method as Method))).toEqual([]) // keys of the contract are methods
  })
})
