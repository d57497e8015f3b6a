/** A refused call looks the same whichever way it was made. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildPackage } from '../../electron/engine/package/build.ts'
import { dispatch, type Handlers } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import { samplePackage } from '../helpers/package-input.ts'
import { boiler, county } from '../helpers/test-engine.ts'
import { openTransport, type Transport, type TransportName, transportNames } from './transports.ts'

vi.mock('electron', () => import('../security/fake-electron.ts'))

const period = '2020-05'
const at = { form: 'F4', period }
const refused: readonly (readonly [method: string, input: unknown, code: string])[] = [
  ['__proto__', {}, 'UNKNOWN_METHOD'],
  ['constructor', {}, 'UNKNOWN_METHOD'],
  ['toString', {}, 'UNKNOWN_METHOD'],
  ['hasOwnProperty', {}, 'UNKNOWN_METHOD'],
  ['', {}, 'UNKNOWN_METHOD'],
  ['report.Open', at, 'UNKNOWN_METHOD'],
  ['x'.repeat(10_000), {}, 'UNKNOWN_METHOD'],
  ['report.open', undefined, 'INPUT_INVALID'],
  ['report.open', null, 'INPUT_INVALID'],
  ['report.open', [], 'INPUT_INVALID'],
  ['report.open', { form: 'F4' }, 'INPUT_INVALID'],
  ['report.open', { ...at, period: '2020-13' }, 'INPUT_INVALID'],
  ['report.open', { ...at, extra: 1 }, 'INPUT_INVALID'],
  ['report.open', { ...at, form: '../F4' }, 'INPUT_INVALID'],
  ['report.open', { ...at, form: { $: 'b', v: 'AAAA' } }, 'INPUT_INVALID'],
  ['report.open', { ...at, form: new Uint8Array(3) }, 'INPUT_INVALID'],
  ['submission.verify', { bytes: 'text' }, 'INPUT_INVALID'],
  ['submission.verify', { bytes: [80, 75] }, 'INPUT_INVALID'],
  ['submission.verify', { bytes: new Uint8Array(0) }, 'PACKAGE_UNREADABLE'],
  ['report.edit', { ...at, edits: [] }, 'INPUT_INVALID'],
  ['report.edit', { ...at, edits: [boiler(9)], baseVersion: 99 }, 'STALE'],
  ['report.edit', { ...at, edits: [{ kind: 'deleteRow', row: 'nobody' }] }, 'ROW_UNKNOWN'],
  ['report.set', { ...at, row: '4502220001', field: 'nothing', value: '1' }, 'FIELD_UNKNOWN'],
  ['report.set', { ...at, row: '4502229999', field: 'annualCoal', value: '1' }, 'ROW_UNKNOWN'],
  ['report.open', { ...at, form: 'F99' }, 'FORM_UNKNOWN'],
  ['report.open', { ...at, period: '2035-01' }, 'PERIOD_OUTSIDE_PLAN'],
  ['report.redo', at, 'NOTHING_TO_REDO'],
  ['report.giveReason', { ...at, form: 'F2', why: '企业来电更正' }, 'NOTHING_TO_EXPLAIN'],
  ['pack.get', { id: 'nowhere' }, 'PACK_UNKNOWN'],
  ['profile.create', county, 'DATA_FOLDER_NOT_EMPTY'],
  ['profile.leave', {}, 'PROFILE_IN_USE'],
  ['finding.explain', { period, finding: 'nothing', text: '已到现场核实，情况属实' }, 'FINDING_UNKNOWN'],
  ['import.apply', { id: 'nothing' }, 'IMPORT_UNKNOWN'],
  ['import.previewSurveyed', { survey: 'nothing', form: 'F4', period: '2020-05' }, 'IMPORT_UNKNOWN'],
  ['submission.bytes', { packageId: 'nothing' }, 'SUBMISSION_UNKNOWN'],
  ['submission.create', { period }, 'SUBMISSION_BLOCKED'],
  ['submission.revise', { period, reason: '更正用煤量' }, 'SUBMISSION_UNKNOWN'],
  ['plan.attach', { fileName: '方案.txt', bytes: 'text' }, 'INPUT_INVALID'],
  ['plan.attach', { fileName: '', bytes: new Uint8Array(3) }, 'INPUT_INVALID'],
  ['plan.attach', { fileName: '方案.txt', bytes: new Uint8Array(0) }, 'FILE_EMPTY'],
  ['plan.attach', { fileName: '方案.pdf', bytes: new TextEncoder().encode('%PDF-1.7 and nothing more') }, 'DOCUMENT_DAMAGED'],
  ['plan.attach', { fileName: '方案.htm', bytes: new TextEncoder().encode('<html><p>一、目标</p></html>') }, 'DOCUMENT_UNRECOGNISED'],
  ['plan.clause', { clause: 'x'.repeat(401) }, 'INPUT_INVALID'],
  ['backup.restore', { bytes: new Uint8Array(100) }, 'BACKUP_INVALID'],
]

const outcome = async (transport: Transport, method: string, input: unknown): Promise<unknown> =>
  transport.callAny(method, input).then(
    (value) => ({ answered: value }),
    (error: unknown) => {
      if (!(error instanceof AppError)) return { other: String(error) }
      const { folder, ...details } = error.details
      return { code: error.code, details, ownFolder: folder === undefined || folder === transport.dataDir }
    },
  )

describe('every transport', () => {
  const open = new Map<TransportName, Transport>()
  beforeAll(async () => {
    for (const name of transportNames) {
      const transport = await openTransport(name)
      await transport.call('profile.create', county)
      await transport.call('report.edit', { ...at, edits: [boiler(1)] })
      open.set(name, transport)
    }
  })
  afterAll(async () => {
    for (const transport of open.values()) await transport.close()
  })

  const numbered = refused.map(([method, input, code], index) => [index + 1, method.slice(0, 20), code, method, input] as const)
  test.each(numbered)('%i: %s is refused with %s', async (_number, _start, code, method, input) => {
    const outcomes = await Promise.all([...open.values()].map((transport) => outcome(transport, method, input)))
    expect(outcomes[0]).toMatchObject({ code })
    for (const other of outcomes) expect(other).toEqual(outcomes[0])
  })
  test('nothing that was refused changed anything', async () => {
    for (const transport of open.values()) {
      expect(await transport.call('report.open', at)).toMatchObject({ version: 1, rows: [{ key: '4502220001' }] })
    }
  })
  test('big files cross whole', async () => {
    const input = samplePackage()
    const message = Array.from({ length: 2_000_003 }, (_, index) => String((index * 2_654_435_761) >>> 24)).join(' ')
    const findings = input.validation.findings.map((finding) => ({ ...finding, message }))
    const { bytes, sha256 } = await buildPackage({ ...input, validation: { ...input.validation, findings } })
    for (const transport of open.values()) {
      expect(await transport.call('submission.verify', { bytes })).toMatchObject({ ok: true, sha256, problems: [] })
    }
  })
  test('a failure inside tells nothing of the inside', async () => {
    // A folder where the unfinished backup belongs: an error of the system, with a path in its message, out of the real engine.
    for (const transport of open.values()) {
      rmSync(join(transport.dataDir, 'backups'), { recursive: true, force: true })
      mkdirSync(join(transport.dataDir, 'backups', 'unfinished.tmp'), { recursive: true })
      const answer = await outcome(transport, 'backup.create', {})
      expect(answer).toEqual({ code: 'INTERNAL', details: {}, ownFolder: true })
    }
  })
})

// The worker thread is covered above: nothing but the real engine can stand behind it.
test.each(transportNames.filter((name) => name !== 'worker thread'))('%s hides what an unforeseen error says', async (name) => {
  const handlers = {
    'app.info': () => {
      throw new Error('no such file: /home/clerk/secret.db')
    },
  } as unknown as Handlers // only this method is asked
  const reports: unknown[] = []
  const transport = await openTransport(name, {
    send: (method, input) => dispatch(handlers, method, input, (error) => reports.push(error)),
    onEvent: () => () => {},
    dataDir: '',
    close: async () => {},
  })
  expect(await outcome(transport, 'app.info', {})).toEqual({ code: 'INTERNAL', details: {}, ownFolder: true })
  expect(String(reports[0])).toContain('secret.db')
  await transport.close()
})
