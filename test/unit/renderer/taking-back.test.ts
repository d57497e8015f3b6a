/** Undo and redo of a window on the real engine: at once on the screen, and the same in the store. */
import { expect } from 'vitest'
import type { MadeEdits } from '../../../renderer/state/rebase.ts'
import type { Edit } from '../../../shared/contract/index.ts'
import { at, firstOwner, deskTest as test } from '../../helpers/report-desk.ts'
import { boiler } from '../../helpers/test-engine.ts'

test('steps of this window are taken back and done again on the screen at once, in the store as well, and no report is read for it', async ({
  desk,
}) => {
  desk.owner('一', firstOwner)
  desk.owner('二', '一')
  desk.session.undo()
  expect(desk.shown()).toEqual(['一'])
  desk.session.undo()
  desk.session.redo()
  expect(desk.shown()).toEqual(['一'])
  await desk.session.stored()
  expect([await desk.stored(), desk.flags(), desk.calls.includes('report.open')]).toEqual([['一'], [true, true], false])
  // What another window did in between is not taken back unseen, though this one has not heard of it.
  await desk.reopen({ hears: false })
  desk.owner('三', '一')
  await desk.session.stored()
  expect(desk.flags()).toEqual([true, false])
  await desk.engine.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value: '别人的' }] })
  desk.session.undo()
  await desk.session.stored()
  expect([await desk.stored(), desk.shown()]).toEqual([['别人的'], ['别人的']])
  // Now it is seen; what the step was only the engine knows.
  desk.session.undo()
  await desk.session.stored()
  expect([await desk.stored(), desk.shown()]).toEqual([['三'], ['三']])
})

test('a single cell that is taken back is named by its place, an older one in the store as well', async ({ desk }) => {
  desk.owner('一', firstOwner)
  desk.session.undo()
  await desk.session.stored()
  const cell = { row: 'boiler-1', field: 'ownerName' }
  expect(desk.session.store.getState().travelled?.of).toEqual({ source: 'typing', rows: 0, cells: 1, at: cell })
  await desk.reopen()
  desk.session.redo()
  await desk.session.stored()
  expect(desk.session.store.getState().travelled?.of?.at).toEqual(cell)
})

test('rows that come and go, and steps of an earlier day, are read from the engine when they are taken back', async ({ desk }) => {
  desk.session.edit({ edits: [boiler(2)], before: [null] }, 'paste')
  desk.screen.set('boiler-2', '柳城县第2豆腐坊')
  desk.session.undo()
  await desk.session.stored()
  expect([await desk.stored(), desk.shown()]).toEqual([[firstOwner], [firstOwner]])
  expect(desk.session.store.getState().travelled).toEqual({ direction: 'undo', of: { source: 'paste', rows: 1, cells: 0, at: null } })
  desk.session.redo()
  await desk.session.stored()
  expect(desk.session.store.getState().travelled).toMatchObject({ direction: 'redo', of: { source: 'paste' } })
  expect(desk.shown()).toEqual(await desk.stored())
  expect(desk.shown()).toHaveLength(2)
  await desk.reopen()
  for (const _ of [1, 2]) desk.session.undo()
  await desk.session.stored()
  expect([await desk.stored(), desk.shown(), desk.flags()]).toEqual([[], [], [false, true]])
})

test('an undo whose answer was lost takes back one step, not two', async ({ desk }) => {
  desk.owner('一', firstOwner)
  desk.owner('二', '一')
  await desk.session.stored()
  desk.lost = 'report.undo'
  desk.session.undo()
  await expect.poll(() => desk.save()).toBe('failed')
  desk.session.retry()
  await desk.session.stored()
  expect([await desk.stored(), desk.shown()]).toEqual([['一'], ['一']])
})

test('a block whose edits are worked out late goes before what is typed after it, and one that changes nothing is no step', async ({
  desk,
}) => {
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
  const { stored: before } = desk.session.store.getState()
  desk.session.edit(late([], [], asked), 'paste')
  await desk.session.stored()
  expect([desk.save(), desk.session.store.getState().stored - before, desk.calls]).toEqual(['untouched', 0, []])
  asked.length = 0
  desk.session.edit(late([name('贴的')], [firstOwner], asked), 'paste')
  desk.owner('打的', '贴的')
  expect([asked, desk.save()]).toEqual([[], 'saving'])
  await desk.session.stored()
  expect([await desk.stored(), asked.length > 0]).toEqual([['打的'], true])
  desk.calls.length = 0
  desk.session.edit(late([], [], asked), 'paste')
  desk.session.undo()
  await desk.session.stored()
  expect([await desk.stored(), desk.calls.filter((method) => method !== 'report.open')]).toEqual([['打的'], []])
  desk.session.undo()
  await desk.session.stored()
  expect(await desk.stored()).toEqual(['贴的'])
})

test('what one takes back oneself while typing is nobody else’s value', async ({ desk }) => {
  desk.owner('一', firstOwner)
  await desk.session.stored()
  desk.session.undo()
  desk.session.typing({ row: 'boiler-1', field: 'ownerName', value: '一' })
  await desk.session.stored()
  desk.owner('二', firstOwner)
  await desk.session.stored()
  expect([desk.session.store.getState().conflicts, await desk.stored()]).toEqual([[], ['二']])
})

test('taking back a step that the engine never had leaves the one before it alone', async ({ desk }) => {
  desk.owner('一', firstOwner)
  await desk.session.stored()
  // The engine keeps the same text without the blanks: no change to it.
  desk.owner(' 一 ', '一')
  desk.session.undo()
  await desk.session.stored()
  expect([await desk.stored(), desk.shown()]).toEqual([['一'], ['一']])
  desk.session.edit({ edits: [{ kind: 'cell', row: 'boiler-9', field: 'ownerName', value: '无' }], before: [null] }, 'typing')
  desk.session.undo()
  await desk.session.stored()
  expect(desk.session.store.getState().refusal).toMatchObject({ code: 'ROW_UNKNOWN' })
  expect([await desk.stored(), desk.shown()]).toEqual([['一'], ['一']])
})

test('edits that wait while another window writes go with their undo, and without it are judged', async ({ desk }) => {
  await desk.reopen({ hears: false })
  await desk.engine.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'boiler-1', field: 'annualCoal', value: '7' }] })
  desk.owner('一', firstOwner)
  desk.owner('二', '一')
  desk.session.undo()
  await desk.session.stored()
  expect([await desk.stored(), desk.shown(), desk.session.store.getState().conflicts]).toEqual([['一'], ['一'], []])
})

test('after carrying on nothing, taking back goes step by step with what is stored', async ({ desk }) => {
  desk.owner('一', firstOwner)
  desk.owner('二', '一')
  await desk.session.idle()
  // There is no earlier month: nothing is taken, and the engine makes no step of it.
  void desk.session.carryForward()
  desk.session.undo()
  await desk.session.idle()
  desk.session.undo()
  await desk.session.idle()
  expect([desk.shown(), await desk.stored()]).toEqual([['一'], ['一']])
  desk.session.undo()
  await desk.session.idle()
  expect([desk.shown(), await desk.stored()]).toEqual([[firstOwner], [firstOwner]])
})

test('one undo or redo too many is told, and nothing is said to be lost', async ({ desk }) => {
  desk.owner('一', firstOwner)
  const state = () => desk.session.store.getState()
  for (let more = 0; more < 4; more++) desk.session.undo()
  await desk.session.stored()
  expect([await desk.stored(), state().travelled, state().refusal, desk.save()]).toEqual([
    [],
    { direction: 'undo', of: null },
    null,
    'saved',
  ])
  for (let more = 0; more < 4; more++) desk.session.redo()
  await desk.session.stored()
  expect([await desk.stored(), state().travelled, state().refusal, desk.save()]).toEqual([
    ['一'],
    { direction: 'redo', of: null },
    null,
    'saved',
  ])
})
