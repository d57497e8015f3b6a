import { expect, test } from 'vitest'
import { remarksOn } from '../../../renderer/features/report/remarks.ts'
import type { ReturnedComment } from '../../../shared/contract/index.ts'

const remark = (id: string, receipt: string, form: string, answer: string | null): ReturnedComment => ({
  id,
  receipt,
  form,
  period: '2020-05',
  rowId: null,
  rowKey: null,
  field: null,
  text: id,
  answer,
  answeredBy: null,
  answeredAt: null,
})
const ids = (comments: readonly ReturnedComment[]): string[] => comments.map(({ id }) => id)

test('a form shows what the city wants of it now, unanswered first; the return before it was settled', () => {
  const all = [
    remark('earlier', '1', 'F4', '已更正'),
    remark('done', '2', 'F4', '已更正'),
    remark('open', '2', 'F4', null),
    remark('other form', '2', 'F1', null),
  ]
  expect(ids(remarksOn(all, 'F4'))).toEqual(['open', 'done'])
  expect(ids(remarksOn(all, 'F1'))).toEqual(['other form'])
  expect(remarksOn(all, 'F2')).toEqual([])
})

test('the last answer of the form stays in sight while another form is still to be answered, and goes with it', () => {
  const own = remark('own', '1', 'F4', '已更正')
  expect(ids(remarksOn([own, remark('other', '1', 'F1', null)], 'F4'))).toEqual(['own'])
  expect(remarksOn([own, remark('other', '1', 'F1', '已补')], 'F4')).toEqual([])
})
