import { expect, test } from 'vitest'
import { formState } from '../../../electron/engine/services/form-state.ts'

const untouched = { sealed: undefined, rows: 0, zeroReport: false, check: undefined }
const clean = { byLevel: { 提示性: 3 }, unexplained: 0 }

test.each<readonly [string, Parameters<typeof formState>[0], string]>([
  ['nothing in it', untouched, '未填'],
  ['rows, not checked since', { ...untouched, rows: 2 }, '填报中'],
  ['a zero report, not checked since', { ...untouched, zeroReport: true }, '填报中'],
  ['a failing hard rule', { ...untouched, rows: 2, check: { byLevel: { 强制性: 1 }, unexplained: 0 } }, '有问题'],
  ['an explanation missing', { ...untouched, rows: 2, check: { byLevel: { 核实性: 1 }, unexplained: 1 } }, '有问题'],
  ['everything explained', { ...untouched, rows: 2, check: { byLevel: { 核实性: 1 }, unexplained: 0 } }, '可上报'],
  ['only informative findings', { ...untouched, rows: 2, check: clean }, '可上报'],
  ['a clean check of an empty report', { ...untouched, check: clean }, '未填'],
  ['everything explained, where people sign', { ...untouched, rows: 2, check: clean, stage: 'open' }, '可送审'],
  ['handed in, whatever the check says', { ...untouched, rows: 2, stage: 'handedIn' }, '待审核'],
  ['passed', { ...untouched, rows: 2, check: clean, stage: 'passed' }, '待签发'],
  ['signed', { ...untouched, rows: 2, stage: 'signed' }, '可上报'],
  [
    'signed, and a new finding since',
    { ...untouched, rows: 2, check: { byLevel: { 强制性: 1 }, unexplained: 0 }, stage: 'signed' },
    '有问题',
  ],
  ['sent back', { ...untouched, rows: 2, check: clean, stage: 'returned' }, '已退回'],
  ['sent back, emptied', { ...untouched, stage: 'returned' }, '未填'],
  ['sealed', { sealed: 'sealed', rows: 2, zeroReport: false, check: undefined }, '已上报'],
  ['sealed, and arrived', { ...untouched, sealed: 'received', rows: 2 }, '已接收'],
  ['sealed, and counted', { ...untouched, sealed: 'accepted', rows: 2 }, '已接收'],
  ['sealed, and sent back by the city', { ...untouched, sealed: 'returned', rows: 2 }, '已退回'],
])('a report with %s', (_what, standing, state) => {
  expect(formState(standing)).toBe(state)
})
