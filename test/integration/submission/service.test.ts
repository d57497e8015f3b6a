import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import { verifyPackage } from '../../../electron/engine/package/verify.ts'
import { workbookLayout } from '../../../shared/forms/layout.ts'
import type { AppError } from '../../../shared/model/errors.ts'
import { readValue } from '../../../shared/model/value.ts'
import { RecordsFile, SubmissionFile, ValidationFile } from '../../../shared/submission/content.ts'
import { fillMonth } from '../../helpers/due-forms.ts'
import { openPackage } from '../../helpers/open-package.ts'
import { boiler, county, explainAll, openTestEngine, type TestEngine, zeroReport } from '../../helpers/test-engine.ts'

const period = '2020-05'
const filled = { kind: 'header', header: { fillDate: '2020-06-02' } } as const
let engine: TestEngine
beforeEach(() => {
  engine = openTestEngine()
})
afterEach(() => engine.close())

/** A month that may be submitted: nothing commissioned, three boilers, one of which has to be explained. */
async function readyMonth({ call }: TestEngine): Promise<void> {
  await call('profile.create', county)
  await fillMonth(call, period, [boiler(1), boiler(2, { annualCoal: '5' }), boiler(3)])
}
const refusal = async (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (value) => ({ answered: value }),
    ({ code, details }: AppError) => ({ code, details }),
  )
const json = (bytes: Uint8Array | undefined): unknown => JSON.parse(Buffer.from(bytes ?? []).toString('utf8'))

describe('submission.create refuses', () => {
  test('before plan and unit are chosen', async () => {
    expect(await refusal(engine.call('submission.create', { period }))).toMatchObject({ code: 'STORE_NOT_INITIALISED' })
  })
  test('a playground, whatever is in it', async () => {
    await engine.call('profile.create', { ...county, demo: true })
    await engine.call('report.edit', { form: 'F1', period, edits: [zeroReport] })
    await engine.call('report.edit', { form: 'F4', period, edits: [filled, boiler(1)] })
    expect(await refusal(engine.call('submission.create', { period }))).toMatchObject({
      code: 'SUBMISSION_BLOCKED',
      details: { reason: expect.stringContaining('演示') },
    })
  })
  test('while a required form is neither filled nor a zero report, and names it', async () => {
    await engine.call('profile.create', county)
    await engine.call('report.edit', { form: 'F4', period, edits: [filled, boiler(1)] })
    expect(await refusal(engine.call('submission.create', { period }))).toMatchObject({
      code: 'SUBMISSION_BLOCKED',
      details: { reason: expect.stringContaining('高耗能项目投产情况月报') },
    })
  })
  test('while a hard rule fails or an explanation is missing, and counts both', async () => {
    await readyMonth(engine)
    await engine.call('report.edit', { form: 'F4', period, edits: [boiler(4, { capacityTph: '0' }), boiler(5, { annualCoal: '2' })] })
    expect(await refusal(engine.call('submission.create', { period }))).toEqual({
      code: 'SUBMISSION_BLOCKED',
      details: { failing: 1, unexplained: 2 },
    })
    await explainAll(engine.call, period)
    expect(await refusal(engine.call('submission.create', { period }))).toEqual({
      code: 'SUBMISSION_BLOCKED',
      details: { failing: 1, unexplained: 0 },
    })
  })
  test('an explanation that was written for other figures', async () => {
    await readyMonth(engine)
    await engine.call('report.set', { form: 'F4', period, row: '4502220002', field: 'annualCoal', value: '6' })
    expect(await refusal(engine.call('submission.create', { period }))).toEqual({
      code: 'SUBMISSION_BLOCKED',
      details: { failing: 0, unexplained: 1 },
    })
  })
  test('a month outside the plan', async () => {
    await engine.call('profile.create', county)
    expect(await refusal(engine.call('submission.create', { period: '2031-01' }))).toMatchObject({ code: 'PERIOD_OUTSIDE_PLAN' })
  })
  test('and a refusal stores nothing', async () => {
    await engine.call('profile.create', county)
    await refusal(engine.call('submission.create', { period }))
    expect(await engine.call('submission.list', {})).toEqual([])
  })
})

describe('a sealed month', () => {
  test('verifies, is kept byte for byte and closes the reports', async () => {
    await readyMonth(engine)
    const summary = await engine.call('submission.create', { period })
    expect(summary).toMatchObject({
      period,
      revision: 1,
      state: 'sealed',
      forms: ['F1', 'F2', 'F3', 'F4'],
      sealedAt: '2020-06-03T02:00:00.000Z',
    })
    const { bytes, fileName } = await engine.call('submission.bytes', { packageId: summary.packageId })
    expect({ fileName, length: bytes.length }).toEqual({ fileName: summary.fileName, length: summary.bytes })
    expect(await engine.call('submission.verify', { bytes })).toMatchObject({
      ok: true,
      sha256: summary.sha256,
      unitName: '柳城县',
      files: 21,
    })
    expect(await engine.call('submission.list', {})).toEqual([summary])
    const late = engine.call('report.set', { form: 'F4', period, row: '4502220001', field: 'annualCoal', value: '121' })
    expect(await refusal(late)).toMatchObject({ code: 'PERIOD_CLOSED' })
    expect(await refusal(engine.call('submission.create', { period }))).toMatchObject({ code: 'PERIOD_CLOSED' })
  })
  test('carries the figures, every rule, every explanation and the history', async () => {
    await readyMonth(engine)
    const { packageId } = await engine.call('submission.create', { period })
    const { files } = await openPackage((await engine.call('submission.bytes', { packageId })).bytes)
    const records = RecordsFile.parse(json(files.get('data/records/F4.json')))
    const at = (field: string) => records.columns.indexOf(field)
    expect(records.rows.map((row) => [row[at('boilerId')], row[at('annualCoal')], row[at('capacityMw')]])).toEqual([
      ['4502220001', '120', '0.7'],
      ['4502220002', '5', '0.7'],
      ['4502220003', '120', '0.7'],
    ])
    const validation = ValidationFile.parse(json(files.get('data/validation.json')))
    const counted = validation.rules.reduce((sum, { counts }) => sum + counts.pass + counts.fail + counts.notApplicable + counts.error, 0)
    const { pass, fail, notApplicable, error } = validation.counts
    expect({
      counted,
      blankExplanations: validation.findings.filter(({ level, explanation }) => level === '核实性' && explanation === null),
    }).toEqual({
      counted: pass + fail + notApplicable + error,
      blankExplanations: [],
    })
    const submission = SubmissionFile.parse(json(files.get('data/submission.json')))
    expect(submission).toMatchObject({
      checkDate: '2020-06-03',
      supersedes: null,
      unit: { id: '450222', gbCode: '450222' },
      forms: [{ zeroReport: true, rows: 0 }, { rows: 19 }, { rows: 11 }, { rows: 3 }],
    })
    const audit = Buffer.from(files.get('data/audit.jsonl') ?? []).toString('utf8')
    expect(audit.trim().split('\n').length).toBeGreaterThan(4)
    expect(audit).toContain('4502220002')
  })
  test('holds workbooks that say the same as the records, cell by cell', async () => {
    await readyMonth(engine)
    const { packageId } = await engine.call('submission.create', { period })
    const { files } = await openPackage((await engine.call('submission.bytes', { packageId })).bytes)
    const { forms } = SubmissionFile.parse(json(files.get('data/submission.json')))
    const names = forms.find(({ form }) => form === 'F4')
    const records = RecordsFile.parse(json(files.get(names?.records ?? '')))
    const pack = await engine.call('pack.get', { id: 'liuzhou-2020' })
    const template = pack.forms.find(({ id }) => id === 'F4')
    if (names === undefined || template === undefined) throw new Error('no F4')
    const parser = forkParser()
    const book = await parser.parse({ fileName: 'F4.xlsx', bytes: files.get(names.workbook) ?? new Uint8Array() })
    await parser.close()
    const { firstDataRow, columns } = workbookLayout(template)
    const differing: unknown[] = []
    for (const [index, record] of records.rows.entries()) {
      const row = book.sheets[0]?.rows.find((candidate) => candidate.row === firstDataRow + index + 1)
      for (const [key, column] of columns) {
        const field = template.fields.find((candidate) => candidate.key === key)
        const cell = row?.cells[column]
        const codes = pack.codes.find(({ id }) => id === field?.codes)
        const read = field && cell && cell.value !== null ? readValue(field, String(cell.value), codes) : { ok: true, value: null }
        const found = read.ok ? read.value : cell
        const wanted = record[records.columns.indexOf(key)]
        if (found !== wanted) differing.push({ key, wanted, found })
      }
    }
    expect({ rows: records.rows.length, columns: columns.size, differing }).toEqual({
      rows: 3,
      columns: template.fields.length,
      differing: [],
    })
  })
  test('is the same, byte for byte, wherever the same things happened at the same time', async () => {
    const other = openTestEngine()
    await readyMonth(engine)
    await readyMonth(other)
    const [one, two] = [await engine.call('submission.create', { period }), await other.call('submission.create', { period })]
    await other.close()
    expect(two).toEqual(one)
  })
  test('tells every window that the reports changed', async () => {
    await readyMonth(engine)
    engine.events.length = 0
    await engine.call('submission.create', { period, job: 'seal' })
    expect(engine.events.filter(({ name }) => name === 'report.changed').map(({ payload }) => 'form' in payload && payload.form)).toEqual([
      'F1',
      'F2',
      'F3',
      'F4',
    ])
    expect(engine.events.some(({ name }) => name === 'job.progress')).toBe(true)
  })
  test('cancelling leaves nothing half sealed', async () => {
    await readyMonth(engine)
    const sealing = refusal(engine.call('submission.create', { period, job: 'seal' }))
    expect(await engine.call('job.cancel', { job: 'seal' })).toBe(true)
    expect(await sealing).toMatchObject({ code: 'CANCELLED' })
    expect(await engine.call('submission.list', {})).toEqual([])
    expect((await engine.call('report.open', { form: 'F4', period })).open).toBe(true)
  })
  test('an edit made while the package is being written stops the sealing', async () => {
    await readyMonth(engine)
    const sealing = refusal(engine.call('submission.create', { period }))
    await engine.call('report.set', { form: 'F4', period, row: '4502220001', field: 'annualCoal', value: '121' })
    expect(await sealing).toMatchObject({ code: 'STALE' })
    expect(await engine.call('submission.list', {})).toEqual([])
  })
})

describe('a revision', () => {
  test('reopens the month with a reason, names what it replaces and leaves the first package alone', async () => {
    await readyMonth(engine)
    const first = await engine.call('submission.create', { period })
    expect(await engine.call('submission.revise', { period, reason: '市局退回：二号锅炉用煤量有误' })).toEqual({ revision: 2 })
    await engine.call('report.set', { form: 'F4', period, row: '4502220002', field: 'annualCoal', value: '60' })
    const second = await engine.call('submission.create', { period })
    expect(second.revision).toBe(2)
    const packages = await Promise.all([first, second].map(({ packageId }) => engine.call('submission.bytes', { packageId })))
    const verdicts = await Promise.all(packages.map(({ bytes }) => verifyPackage(bytes)))
    expect(verdicts.map(({ ok, revision }) => ({ ok, revision }))).toEqual([
      { ok: true, revision: 1 },
      { ok: true, revision: 2 },
    ])
    const { files } = await openPackage(packages[1]?.bytes ?? new Uint8Array())
    expect(json(files.get('data/submission.json'))).toMatchObject({
      revision: 2,
      revisionReason: '市局退回：二号锅炉用煤量有误',
      supersedes: { packageId: first.packageId, sha256: first.sha256 },
    })
    const history = await engine.call('report.history', { form: 'F4', period })
    expect(history.map(({ what }) => what)).toEqual(expect.arrayContaining(['submit', 'unlock']))
  })
  test('needs a reason', async () => {
    await readyMonth(engine)
    await engine.call('submission.create', { period })
    expect(await refusal(engine.call('submission.revise', { period, reason: '  ' }))).toMatchObject({ code: 'INPUT_INVALID' })
    await engine.call('submission.revise', { period, reason: '更正用煤量' })
    for (const form of ['F1', 'F2', 'F3', 'F4'])
      await engine.call('report.edit', { form, period, edits: [{ kind: 'header', header: { revisionNo: 0, revisionReason: '' } }] })
    expect(await refusal(engine.call('submission.create', { period }))).toMatchObject({
      details: { reason: expect.stringContaining('修订原因') },
    })
    expect(await engine.call('submission.create', { period, revisionReason: '更正用煤量' })).toMatchObject({ revision: 2 })
  })
  test('is not opened or sealed with words that say nothing', async () => {
    await readyMonth(engine)
    await engine.call('submission.create', { period })
    for (const reason of ['核实无误', '同上', '情况属实', '改改改改改改', '经核实，上报数据真实准确'])
      expect(await refusal(engine.call('submission.revise', { period, reason }))).toMatchObject({ code: 'REVISION_REASON_REFUSED' })
    expect((await engine.call('report.open', { form: 'F4', period })).open).toBe(false)
    await engine.call('submission.revise', { period, reason: '更正用煤量' })
    const header = { revisionReason: '情况属实，数据无误' }
    const written = engine.call('report.edit', { form: 'F4', period, edits: [{ kind: 'header', header }] })
    expect(await refusal(written)).toMatchObject({ code: 'REVISION_REASON_REFUSED' })
    const sealed = engine.call('submission.create', { period, revisionReason: '情况属实，数据无误' })
    expect(await refusal(sealed)).toMatchObject({ code: 'REVISION_REASON_REFUSED' })
    expect(await engine.call('submission.create', { period })).toMatchObject({ revision: 2 })
  })
  test('of a month that was never submitted is refused', async () => {
    await readyMonth(engine)
    expect(await refusal(engine.call('submission.revise', { period, reason: '更正用煤量' }))).toMatchObject({ code: 'SUBMISSION_UNKNOWN' })
  })
})

test('the history names what a button did as such, and what a command did as that', async () => {
  const sealedBy = async (asked: 'button' | 'command') => {
    const other = openTestEngine({ asked })
    onTestFinished(other.close)
    const { call } = other
    await readyMonth(other)
    await call('submission.create', { period })
    await call('submission.revise', { period, reason: '更正用煤量' })
    const entries = await call('report.history', { form: 'F4', period })
    const sources = (what: string) => new Set(entries.filter((entry) => entry.what === what).map(({ source }) => source))
    const reopened = entries.filter(({ what, field }) => what === 'header' && field === 'revisionReason')
    return { submit: [...sources('submit')], unlock: [...sources('unlock')], reopened: reopened.map(({ source }) => source) }
  }
  expect(await sealedBy('button')).toEqual({ submit: ['button'], unlock: ['button'], reopened: ['button'] })
  expect(await sealedBy('command')).toEqual({ submit: ['command'], unlock: ['command'], reopened: ['command'] })
})

test('a sealed report keeps its names when the staff changes', async () => {
  await readyMonth(engine)
  const { call } = engine
  await call('submission.create', { period })
  const names = async () => (await call('report.open', { form: 'F4', period })).header.preparer
  const before = await names()
  await call('profile.setPeople', { preparer: '新来的', preparerPhone: '', auditor: '', leader: '' })
  expect([before, await names()]).toEqual(['覃小梅', '覃小梅'])
})

test('what reopening a month wrote into its header is not undone with the clerk’s own steps', async () => {
  await readyMonth(engine)
  const { call } = engine
  await call('submission.create', { period })
  await call('submission.revise', { period, reason: '市局退回，逐条更正' })
  await call('report.undo', { form: 'F4', period })
  expect((await call('report.open', { form: 'F4', period })).header).toMatchObject({ revisionNo: 1, revisionReason: '市局退回，逐条更正' })
})

test('a sealed package that the disk has damaged is not given out, and the health check names it', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'sealed-')), 'data')
  onTestFinished(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }))
  const first = openTestEngine({ dataDir })
  await readyMonth(first)
  const { packageId, fileName } = await first.call('submission.create', { period })
  const { bytes } = await first.call('submission.bytes', { packageId })
  await first.close()
  const database = new Database(join(dataDir, 'store.db'))
  const flipped = Buffer.from(bytes)
  flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1
  database.prepare('UPDATE submission SET content = ?').run(flipped)
  database.close()
  const { call, close } = openTestEngine({ dataDir })
  onTestFinished(close)
  expect(await refusal(call('submission.bytes', { packageId }))).toEqual({
    code: 'SUBMISSION_DAMAGED',
    details: { file: fileName, period },
  })
  const { healthy, steps } = await call('doctor.run', {})
  expect({ healthy, said: steps.find(({ id }) => id === 'packages')?.text }).toEqual({
    healthy: false,
    said: `封存的报送包有 1 个坏了：${fileName}`,
  })
})
