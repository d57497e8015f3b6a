/** The save queue on the real engine: what is called saved is stored, what is not stored is never dropped. */
import { expect } from 'vitest'
import { ConnectionLost } from '../../../renderer/platform/platform.ts'
import { createReportSession, whenStored } from '../../../renderer/state/report-session.ts'
import { at, firstOwner, deskTest as test } from '../../helpers/report-desk.ts'

test('each step is stored on the version the one before it made, and is a step of its own to undo', async ({ desk }) => {
  desk.owner('一', firstOwner)
  desk.owner('二', '一')
  expect(desk.save()).toBe('saving')
  await desk.session.idle()
  expect([desk.save(), await desk.stored()]).toEqual(['saved', ['二']])
  desk.session.undo()
  await desk.session.idle()
  expect(await desk.stored()).toEqual(['一'])
})

test('a cell is on its way before the turn in which it was written ends', ({ desk }) => {
  desk.owner('一', firstOwner)
  expect(desk.calls).toEqual(['report.edit'])
})

test('a step pushed by whoever hears that one is being stored goes after it, and neither goes twice', async ({ desk }) => {
  let told = 0
  const stop = desk.session.store.subscribe(() => {
    told += 1
    // Once when it is pushed, once when it goes.
    if (told === 2) desk.owner('二', '一')
  })
  desk.owner('一', firstOwner)
  await desk.session.idle()
  stop()
  expect(desk.calls).toEqual(['report.edit', 'report.edit'])
  expect(await desk.stored()).toEqual(['二'])
})

test('what another window puts into the cell that is being typed in is not written over unseen', async ({ desk }) => {
  const change = (value: string) =>
    desk.engine.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value }] })
  desk.session.typing({ row: 'boiler-1', field: 'ownerName', value: firstOwner })
  await change('别人的')
  await expect.poll(() => desk.session.store.getState().report?.rows[0]?.values.ownerName).toBe('别人的')
  desk.owner('我的', '别人的')
  await desk.session.stored()
  const { conflicts } = desk.session.store.getState()
  expect(conflicts).toEqual([{ kind: 'cell', row: 'boiler-1', field: 'ownerName', mine: '我的', theirs: '别人的' }])
  expect(await desk.stored()).toEqual(['别人的'])
  for (const conflict of conflicts) desk.session.settle(conflict, true)
  await desk.session.stored()
  expect(await desk.stored()).toEqual(['我的'])
  // Seen before the typing began, or after it was given up, it is written over like any other value.
  desk.session.typing({ row: 'boiler-1', field: 'ownerName', value: '我的' })
  desk.session.typing(null)
  await change('又是别人的')
  await expect.poll(() => desk.session.store.getState().report?.rows[0]?.values.ownerName).toBe('又是别人的')
  desk.owner('再写', '又是别人的')
  await desk.session.stored()
  expect([desk.session.store.getState().conflicts, await desk.stored()]).toEqual([[], ['再写']])
})

test('a value that came from a file is changed at once and asked about; the reason stands in the history and goes with what follows', async ({
  desk,
}) => {
  desk.owner('一', firstOwner)
  await desk.session.idle()
  expect(desk.session.store.getState().reason).toBeNull()
  await desk.engine
    .call('import.preview', { ...at, fileName: 'a.csv', bytes: new TextEncoder().encode('台账编号,使用单位\r\n4502220009,导入厂\r\n') })
    .then(({ id }) => desk.engine.call('import.apply', { id }))
  await desk.reopen()
  const row = desk.session.store.getState().report?.rows.find(({ origin }) => origin === 'imported')?.id ?? ''
  const edit = (value: string, before: string | null, isLate = false) =>
    desk.session.edit({ isLate, edits: [{ kind: 'cell', row, field: 'ownerName', value }], before: [before] }, 'typing')
  edit('改一', '导入厂', true)
  // Of a large block it is found out when its edits are.
  expect(desk.session.store.getState().reason).toBeNull()
  await desk.session.stored()
  expect([desk.save(), desk.session.store.getState().reason]).toEqual(['saved', { cause: 'imported', text: '', owed: true }])
  await desk.session.giveReason('企业来电更正')
  edit('改二', '改一')
  await desk.session.stored()
  const told = await desk.engine.call('report.history', { ...at, limit: 3 })
  expect(told.map(({ what, after, why }) => [what, after, why])).toEqual([
    ['cell', '改二', '企业来电更正'],
    ['reason', null, '企业来电更正'],
    ['cell', '改一', null],
  ])
})

test('nothing is asked any more once every change that asked was taken back, and again once one of them has come again', async ({
  desk,
}) => {
  await desk.engine
    .call('import.preview', { ...at, fileName: 'a.csv', bytes: new TextEncoder().encode('台账编号,使用单位\r\n4502220009,导入厂\r\n') })
    .then(({ id }) => desk.engine.call('import.apply', { id }))
  await desk.reopen()
  const row = desk.session.store.getState().report?.rows.find(({ origin }) => origin === 'imported')?.id ?? ''
  const edit = (value: string, before: string) =>
    desk.session.edit({ edits: [{ kind: 'cell', row, field: 'ownerName', value }], before: [before] }, 'typing')
  const reason = () => desk.session.store.getState().reason
  const owed = { cause: 'imported', text: '', owed: true }
  const travel = async (way: 'undo' | 'redo') => {
    desk.session[way]()
    await desk.session.stored()
    return reason()
  }
  edit('改一', '导入厂')
  edit('改二', '改一')
  desk.session.edit({ edits: [{ kind: 'cell', row, field: 'address', value: '从没填过' }], before: [null] }, 'typing')
  await desk.session.stored()
  expect(reason()).toEqual(owed)
  // What does not ask, then the newer change; the older one still stands.
  expect([await travel('undo'), await travel('undo')]).toEqual([owed, owed])
  expect(await travel('undo')).toBeNull()
  expect(await travel('redo')).toEqual(owed)
  expect(await travel('undo')).toBeNull()
  // A step whose answer was lost may be there.
  desk.lost = 'report.redo'
  desk.session.redo()
  await expect.poll(() => desk.save()).toBe('failed')
  desk.session.retry()
  await desk.session.stored()
  expect(reason()).toEqual(owed)
})

test('what was answered stays answered when the change is taken back', async ({ desk }) => {
  await desk.engine.call('report.edit', { ...at, edits: [{ kind: 'header', header: { revisionNo: 1 } }] })
  await desk.reopen()
  desk.owner('一', firstOwner)
  await desk.session.stored()
  await desk.session.giveReason('核实后更正用煤量')
  desk.session.undo()
  await desk.session.stored()
  expect(desk.session.store.getState().reason).toEqual({ cause: 'revised', text: '核实后更正用煤量', owed: false })
})

test('in a revision every change carries what the revision is for', async ({ desk }) => {
  await desk.engine.call('report.edit', {
    ...at,
    edits: [{ kind: 'header', header: { revisionNo: 1, revisionReason: '核实后更正用煤量' } }],
  })
  await desk.reopen()
  desk.owner('一', firstOwner)
  await desk.session.stored()
  expect((await desk.engine.call('report.history', { ...at, limit: 1 }))[0]?.why).toBe('核实后更正用煤量')
  expect(desk.session.store.getState().reason?.owed).toBe(false)
})

test('a form with numbers that only the engine can reckon is read again after each stored edit, others are not', async ({ desk }) => {
  desk.owner('一', firstOwner)
  await desk.session.idle()
  expect(desk.calls).not.toContain('report.open')
  const loaded: number[] = []
  const watching = createReportSession({
    platform: desk.platform(),
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

test('what cannot be stored is not called saved, waits, and is stored later', async ({ desk }) => {
  desk.isCut = true
  desk.owner('断网时填的', firstOwner)
  await desk.session.idle()
  expect(desk.save()).toBe('failed')
  expect(await desk.stored()).toEqual([firstOwner])
  desk.isCut = false
  desk.session.retry()
  await desk.session.stored()
  expect([desk.save(), await desk.stored()]).toEqual(['saved', ['断网时填的']])
})

test('what works on the stored form is told why it cannot begin, and begins once all is stored', async ({ desk }) => {
  desk.isCut = true
  desk.owner('断网时填的', firstOwner)
  await expect(whenStored(desk.session)).rejects.toBeInstanceOf(ConnectionLost)
  desk.isCut = false
  desk.session.retry()
  await whenStored(desk.session)
  expect(await desk.stored()).toEqual(['断网时填的'])
})

test('an edit over another window’s value asks, and the chosen value is stored', async ({ desk }) => {
  const deaf = await desk.open({ hears: false })
  desk.owner('别人的', firstOwner)
  await desk.session.idle()
  deaf.edit({ edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value: '我的' }], before: [firstOwner] }, 'typing')
  await deaf.idle()
  const { conflicts } = deaf.store.getState()
  expect(conflicts).toEqual([{ kind: 'cell', row: 'boiler-1', field: 'ownerName', mine: '我的', theirs: '别人的' }])
  expect(await desk.stored()).toEqual(['别人的'])
  for (const conflict of conflicts) deaf.settle(conflict, true)
  await deaf.idle()
  deaf.close()
  expect(await desk.stored()).toEqual(['我的'])
})

test('an edit beside another window’s change goes through without asking', async ({ desk }) => {
  const deaf = await desk.open({ hears: false })
  desk.owner('别人的', firstOwner)
  await desk.session.idle()
  deaf.edit({ edits: [{ kind: 'cell', row: 'boiler-1', field: 'annualCoal', value: '300' }], before: ['120'] }, 'typing')
  await deaf.idle()
  deaf.close()
  expect(deaf.store.getState().conflicts).toEqual([])
  expect((await desk.engine.call('report.open', at)).rows[0]?.values).toMatchObject({ ownerName: '别人的', annualCoal: '300' })
})

test('an edit that the engine refuses is taken back with its reason, and the next one works', async ({ desk }) => {
  desk.session.edit({ edits: [{ kind: 'cell', row: 'nowhere', field: 'ownerName', value: 'x' }], before: [null] }, 'typing')
  await desk.session.idle()
  expect(desk.session.store.getState().refusal).toMatchObject({ code: 'ROW_UNKNOWN' })
  desk.owner('之后', firstOwner)
  await desk.session.idle()
  expect(await desk.stored()).toEqual(['之后'])
})

test('a change from another window is shown without asking when nothing waits here', async ({ desk }) => {
  const shown: (string | undefined)[] = []
  const watching = createReportSession({
    platform: desk.platform(),
    ...at,
    clock: () => new Date(0),
    onLoad: (report) => shown.push(report.rows[0]?.values.ownerName),
  })
  await watching.load()
  await desk.engine.call('report.set', { ...at, row: '#1', field: 'ownerName', value: '命令行改的' })
  await expect.poll(() => shown.at(-1)).toBe('命令行改的')
  watching.close()
})

test('fields of the head that did not change are not sent', async ({ desk }) => {
  desk.session.editHeader({ preparer: desk.session.store.getState().header?.preparer ?? '' })
  await desk.session.idle()
  expect(desk.calls).toEqual([])
  desk.session.editHeader({ dataSource: '企业报' })
  await desk.session.idle()
  expect((await desk.engine.call('report.open', at)).header.dataSource).toBe('企业报')
})

test('what is typed after a refused step is stored all the same', async ({ desk }) => {
  desk.session.redo()
  desk.owner('紧接着打的字', firstOwner)
  await desk.session.idle()
  expect([desk.save(), await desk.stored()]).toEqual(['saved', ['紧接着打的字']])
  expect(desk.session.store.getState()).toMatchObject({ refusal: null, travelled: { direction: 'redo', of: null } })
})
