/** The save queue on the real engine: what is called saved is stored, what is not stored is never dropped. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConnectionLost, type Platform } from '../../../renderer/platform/platform.ts'
import type { MadeEdits } from '../../../renderer/state/rebase.ts'
import { createReportSession, type ReportSession, whenStored } from '../../../renderer/state/report-session.ts'
import { createCall, type Edit } from '../../../shared/contract/index.ts'
import { boiler, county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const
let engine: TestEngine
let session: ReportSession
let isCut = false
/** The next answer of this method never arrives; what was asked is done. */
let lost = ''
const calls: string[] = []

const platform = (hears = true): Platform => ({
  kind: 'browser',
  call: createCall((method, input) => {
    calls.push(method)
    if (isCut) return Promise.reject(new ConnectionLost())
    if (method !== lost) return engine.send(method, input)
    lost = ''
    return engine.send(method, input).then(() => Promise.reject(new ConnectionLost()))
  }),
  onEvent: (listener) => (hears ? engine.subscribe(listener) : () => {}),
  openFile: async () => null,
  saveFile: async () => true,
  zoom: null,
})
/** What the screen shows of the only column these tests write. */
let screen = new Map<string, string | null>()
const shown = () => [...screen.values()]
const open = async (hears = true): Promise<ReportSession> => {
  const opened = createReportSession({
    platform: platform(hears),
    ...at,
    clock: () => new Date(0),
    onLoad(report) {
      screen = new Map(report.rows.map(({ id, values }) => [id, values.ownerName ?? null]))
    },
    onTravel(edits) {
      for (const { row, value } of edits) screen.set(row, value)
      return true
    },
  })
  await opened.load()
  return opened
}
const owner = (value: string, before: string | null) => {
  screen.set('boiler-1', value)
  session.edit({ edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value }], before: [before] }, 'typing')
}
const stored = async () => (await engine.call('report.open', at)).rows.map((row) => row.values.ownerName)
const save = () => session.store.getState().save.kind

beforeEach(async () => {
  engine = openTestEngine()
  isCut = false
  lost = ''
  await engine.call('profile.create', county)
  await engine.call('report.edit', { ...at, edits: [boiler(1)] })
  session = await open()
  calls.length = 0
})
afterEach(async () => {
  session.close()
  await engine.close()
})

test('each step is stored on the version the one before it made, and is a step of its own to undo', async () => {
  owner('一', '柳城县第1豆腐坊')
  owner('二', '一')
  expect(save()).toBe('saving')
  await session.idle()
  expect([save(), await stored()]).toEqual(['saved', ['二']])
  session.undo()
  await session.idle()
  expect(await stored()).toEqual(['一'])
})

test('a cell is on its way before the turn in which it was written ends', () => {
  owner('一', '柳城县第1豆腐坊')
  expect(calls).toEqual(['report.edit'])
})

test('a step pushed by whoever hears that one is being stored goes after it, and neither goes twice', async () => {
  let told = 0
  const stop = session.store.subscribe(() => {
    told += 1
    // Once when it is pushed, once when it goes.
    if (told === 2) owner('二', '一')
  })
  owner('一', '柳城县第1豆腐坊')
  await session.idle()
  stop()
  expect(calls).toEqual(['report.edit', 'report.edit'])
  expect(await stored()).toEqual(['二'])
})

test('what another window puts into the cell that is being typed in is not written over unseen', async () => {
  const change = (value: string) =>
    engine.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value }] })
  const was = '柳城县第1豆腐坊'
  session.typing({ row: 'boiler-1', field: 'ownerName', value: was })
  await change('别人的')
  await expect.poll(() => session.store.getState().report?.rows[0]?.values.ownerName).toBe('别人的')
  owner('我的', '别人的')
  await session.stored()
  const { conflicts } = session.store.getState()
  expect(conflicts).toEqual([{ kind: 'cell', row: 'boiler-1', field: 'ownerName', mine: '我的', theirs: '别人的' }])
  expect(await stored()).toEqual(['别人的'])
  for (const conflict of conflicts) session.settle(conflict, true)
  await session.stored()
  expect(await stored()).toEqual(['我的'])
  // Seen before the typing began, or after it was given up, it is written over like any other value.
  session.typing({ row: 'boiler-1', field: 'ownerName', value: '我的' })
  session.typing(null)
  await change('又是别人的')
  await expect.poll(() => session.store.getState().report?.rows[0]?.values.ownerName).toBe('又是别人的')
  owner('再写', '又是别人的')
  await session.stored()
  expect([session.store.getState().conflicts, await stored()]).toEqual([[], ['再写']])
})

test('what one takes back oneself while typing is nobody else’s value', async () => {
  owner('一', '柳城县第1豆腐坊')
  await session.stored()
  session.undo()
  session.typing({ row: 'boiler-1', field: 'ownerName', value: '一' })
  await session.stored()
  owner('二', '柳城县第1豆腐坊')
  await session.stored()
  expect([session.store.getState().conflicts, await stored()]).toEqual([[], ['二']])
})

test('a value that came from a file is changed at once and asked about; the reason stands in the history and goes with what follows', async () => {
  owner('一', '柳城县第1豆腐坊')
  await session.idle()
  expect(session.store.getState().reason).toBeNull()
  await engine
    .call('import.preview', { ...at, fileName: 'a.csv', bytes: new TextEncoder().encode('台账编号,使用单位\r\n4502220009,导入厂\r\n') })
    .then(({ id }) => engine.call('import.apply', { id }))
  session.close()
  session = await open()
  const row = session.store.getState().report?.rows.find(({ origin }) => origin === 'imported')?.id ?? ''
  const edit = (value: string, before: string | null, isLate = false) =>
    session.edit({ isLate, edits: [{ kind: 'cell', row, field: 'ownerName', value }], before: [before] }, 'typing')
  edit('改一', '导入厂', true)
  // Of a large block it is found out when its edits are.
  expect(session.store.getState().reason).toBeNull()
  await session.stored()
  expect([save(), session.store.getState().reason]).toEqual(['saved', { cause: 'imported', text: '', owed: true }])
  await session.giveReason('企业来电更正')
  edit('改二', '改一')
  await session.stored()
  const told = await engine.call('report.history', { ...at, limit: 3 })
  expect(told.map(({ what, after, why }) => [what, after, why])).toEqual([
    ['cell', '改二', '企业来电更正'],
    ['reason', null, '企业来电更正'],
    ['cell', '改一', null],
  ])
})

test('in a revision every change carries what the revision is for', async () => {
  await engine.call('report.edit', { ...at, edits: [{ kind: 'header', header: { revisionNo: 1, revisionReason: '核实后更正' } }] })
  session.close()
  session = await open()
  owner('一', '柳城县第1豆腐坊')
  await session.stored()
  expect((await engine.call('report.history', { ...at, limit: 1 }))[0]?.why).toBe('核实后更正')
  expect(session.store.getState().reason?.owed).toBe(false)
})

test('a form with numbers that only the engine can reckon is read again after each stored edit, others are not', async () => {
  owner('一', '柳城县第1豆腐坊')
  await session.idle()
  expect(calls).not.toContain('report.open')
  const loaded: number[] = []
  const watching = createReportSession({
    platform: platform(),
    ...at,
    clock: () => new Date(0),
    onLoad: ({ version }) => loaded.push(version),
    rereads: () => true,
  })
  await watching.load()
  watching.edit({ edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value: '二' }], before: ['一'] }, 'typing')
  watching.edit({ edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value: '三' }], before: ['二'] }, 'typing')
  await watching.idle()
  const [first = 0, ...later] = loaded
  expect(later).toEqual([first + 2])
  watching.close()
})

test('what cannot be stored is not called saved, waits, and is stored later', async () => {
  isCut = true
  owner('断网时填的', '柳城县第1豆腐坊')
  await session.idle()
  expect(save()).toBe('failed')
  expect(await stored()).toEqual(['柳城县第1豆腐坊'])
  isCut = false
  session.retry()
  await session.stored()
  expect([save(), await stored()]).toEqual(['saved', ['断网时填的']])
})

test('what works on the stored form is told why it cannot begin, and begins once all is stored', async () => {
  isCut = true
  owner('断网时填的', '柳城县第1豆腐坊')
  await expect(whenStored(session)).rejects.toBeInstanceOf(ConnectionLost)
  isCut = false
  session.retry()
  await whenStored(session)
  expect(await stored()).toEqual(['断网时填的'])
})

test('an edit over another window’s value asks, and the chosen value is stored', async () => {
  const deaf = await open(false)
  owner('别人的', '柳城县第1豆腐坊')
  await session.idle()
  deaf.edit({ edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value: '我的' }], before: ['柳城县第1豆腐坊'] }, 'typing')
  await deaf.idle()
  const { conflicts } = deaf.store.getState()
  expect(conflicts).toEqual([{ kind: 'cell', row: 'boiler-1', field: 'ownerName', mine: '我的', theirs: '别人的' }])
  expect(await stored()).toEqual(['别人的'])
  for (const conflict of conflicts) deaf.settle(conflict, true)
  await deaf.idle()
  deaf.close()
  expect(await stored()).toEqual(['我的'])
})

test('an edit beside another window’s change goes through without asking', async () => {
  const deaf = await open(false)
  owner('别人的', '柳城县第1豆腐坊')
  await session.idle()
  deaf.edit({ edits: [{ kind: 'cell', row: 'boiler-1', field: 'annualCoal', value: '300' }], before: ['120'] }, 'typing')
  await deaf.idle()
  deaf.close()
  expect(deaf.store.getState().conflicts).toEqual([])
  expect((await engine.call('report.open', at)).rows[0]?.values).toMatchObject({ ownerName: '别人的', annualCoal: '300' })
})

test('an edit that the engine refuses is taken back with its reason, and the next one works', async () => {
  session.edit({ edits: [{ kind: 'cell', row: 'nowhere', field: 'ownerName', value: 'x' }], before: [null] }, 'typing')
  await session.idle()
  expect(session.store.getState().refusal).toMatchObject({ code: 'ROW_UNKNOWN' })
  owner('之后', '柳城县第1豆腐坊')
  await session.idle()
  expect(await stored()).toEqual(['之后'])
})

test('a change from another window is shown without asking when nothing waits here', async () => {
  const shown: (string | undefined)[] = []
  const watching = createReportSession({
    platform: platform(),
    ...at,
    clock: () => new Date(0),
    onLoad: (report) => shown.push(report.rows[0]?.values.ownerName),
  })
  await watching.load()
  await engine.call('report.set', { ...at, row: '#1', field: 'ownerName', value: '命令行改的' })
  await expect.poll(() => shown.at(-1)).toBe('命令行改的')
  watching.close()
})

test('fields of the head that did not change are not sent', async () => {
  session.editHeader({ preparer: session.store.getState().header?.preparer ?? '' })
  await session.idle()
  expect(calls).toEqual([])
  session.editHeader({ dataSource: '企业报' })
  await session.idle()
  expect((await engine.call('report.open', at)).header.dataSource).toBe('企业报')
})

test('what is typed after a refused step is stored all the same', async () => {
  session.redo()
  owner('紧接着打的字', '柳城县第1豆腐坊')
  await session.idle()
  expect([save(), await stored()]).toEqual(['saved', ['紧接着打的字']])
  expect(session.store.getState().refusal).toMatchObject({ code: 'NOTHING_TO_REDO' })
})

const first = '柳城县第1豆腐坊'
const flags = () => {
  const { report } = session.store.getState()
  return [report?.canUndo, report?.canRedo]
}

test('steps of this window are taken back and done again on the screen at once, in the store as well, and no report is read for it', async () => {
  owner('一', first)
  owner('二', '一')
  session.undo()
  expect(shown()).toEqual(['一'])
  session.undo()
  session.redo()
  expect(shown()).toEqual(['一'])
  await session.stored()
  expect([await stored(), flags(), calls.includes('report.open')]).toEqual([['一'], [true, true], false])
  // What another window did in between is not taken back unseen, though this one has not heard of it.
  session.close()
  session = await open(false)
  owner('三', '一')
  await session.stored()
  expect(flags()).toEqual([true, false])
  await engine.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value: '别人的' }] })
  session.undo()
  await session.stored()
  expect([await stored(), shown()]).toEqual([['别人的'], ['别人的']])
  // Now it is seen; what the step was only the engine knows.
  session.undo()
  await session.stored()
  expect([await stored(), shown()]).toEqual([['三'], ['三']])
})

test('rows that come and go, and steps of an earlier day, are read from the engine when they are taken back', async () => {
  session.edit({ edits: [boiler(2)], before: [null] }, 'paste')
  screen.set('boiler-2', '柳城县第2豆腐坊')
  session.undo()
  await session.stored()
  expect([await stored(), shown()]).toEqual([[first], [first]])
  session.redo()
  await session.stored()
  expect(shown()).toEqual(await stored())
  expect(shown()).toHaveLength(2)
  session.close()
  session = await open()
  for (const _ of [1, 2]) session.undo()
  await session.stored()
  expect([await stored(), shown(), flags()]).toEqual([[], [], [false, true]])
})

test('an undo whose answer was lost takes back one step, not two', async () => {
  owner('一', first)
  owner('二', '一')
  await session.stored()
  lost = 'report.undo'
  session.undo()
  await expect.poll(save).toBe('failed')
  session.retry()
  await session.stored()
  expect([await stored(), shown()]).toEqual([['一'], ['一']])
})

test('a block whose edits are worked out late goes before what is typed after it, and one that changes nothing is no step', async () => {
  const late = (edits: readonly Edit[], before: readonly (string | null)[], asked: string[]): MadeEdits => ({
    isLate: true,
    get edits() {
      asked.push('edits')
      return edits
    },
    before,
  })
  const name = (value: string): Edit => ({ kind: 'cell', row: 'boiler-1', field: 'ownerName', value })
  const asked: string[] = []
  // Nothing is said to be saved, or checked anew, where nothing was stored.
  const { stored: before } = session.store.getState()
  session.edit(late([], [], asked), 'paste')
  await session.stored()
  expect([save(), session.store.getState().stored - before, calls]).toEqual(['untouched', 0, []])
  asked.length = 0
  session.edit(late([name('贴的')], [first], asked), 'paste')
  owner('打的', '贴的')
  expect([asked, save()]).toEqual([[], 'saving'])
  await session.stored()
  expect([await stored(), asked.length > 0]).toEqual([['打的'], true])
  calls.length = 0
  session.edit(late([], [], asked), 'paste')
  session.undo()
  await session.stored()
  expect([await stored(), calls.filter((method) => method !== 'report.open')]).toEqual([['打的'], []])
  session.undo()
  await session.stored()
  expect(await stored()).toEqual(['贴的'])
})

test('taking back a step that the engine never had leaves the one before it alone', async () => {
  owner('一', first)
  await session.stored()
  // The engine keeps the same text without the blanks: no change to it.
  owner(' 一 ', '一')
  session.undo()
  await session.stored()
  expect([await stored(), shown()]).toEqual([['一'], ['一']])
  session.edit({ edits: [{ kind: 'cell', row: 'boiler-9', field: 'ownerName', value: '无' }], before: [null] }, 'typing')
  session.undo()
  await session.stored()
  expect(session.store.getState().refusal).toMatchObject({ code: 'ROW_UNKNOWN' })
  expect([await stored(), shown()]).toEqual([['一'], ['一']])
})

test('edits that wait while another window writes go with their undo, and without it are judged', async () => {
  session.close()
  session = await open(false)
  await engine.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'boiler-1', field: 'annualCoal', value: '7' }] })
  owner('一', first)
  owner('二', '一')
  session.undo()
  await session.stored()
  expect([await stored(), shown(), session.store.getState().conflicts]).toEqual([['一'], ['一'], []])
})

test('after carrying on nothing, taking back goes step by step with what is stored', async () => {
  const was = '柳城县第1豆腐坊'
  owner('一', was)
  owner('二', '一')
  await session.idle()
  // There is no earlier month: nothing is taken, and the engine makes no step of it.
  void session.carryForward()
  session.undo()
  await session.idle()
  session.undo()
  await session.idle()
  expect([shown(), await stored()]).toEqual([['一'], ['一']])
  session.undo()
  await session.idle()
  expect([shown(), await stored()]).toEqual([[was], [was]])
})
