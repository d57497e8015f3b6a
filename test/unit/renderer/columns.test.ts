import { expect, test } from 'vitest'
import { mayOverflow } from '../../../renderer/features/grid/columns.ts'
import { RowDraft } from '../../../renderer/features/grid/row-draft.ts'

test.each([
  ['', 20, false],
  ['1,234.5', 80, false],
  ['1234567890', 80, true],
  ['第12热力站', 110, false],
  ['第12热力站', 80, true],
  ['WWWWWW', 80, true],
  ['一行\n两行', 300, true],
  ['甲\t乙', 300, true],
  ['⸻', 300, true],
  ['a\u0301', 300, true],
])('%j in a cell of %i pixels is cut off: %s', (text, width, isCut) => {
  expect(mayOverflow(text, width)).toBe(isCut)
})

test('a draft leaves the row as it was, and loses values that were emptied', () => {
  const row = { 甲: '1', 乙: '2' }
  const draft = new RowDraft(row)
  expect([draft.isTouched, draft.settled()]).toEqual([false, row])
  draft.set('乙', null)
  draft.set('丙', '3')
  expect(draft.values.乙).toBeNull()
  expect(draft.settled()).toEqual({ 甲: '1', 丙: '3' })
  expect(row).toEqual({ 甲: '1', 乙: '2' })
  draft.set('乙', '4')
  expect(draft.settled()).toEqual({ 甲: '1', 乙: '4', 丙: '3' })
})
