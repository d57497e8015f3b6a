import { expect, test } from 'vitest'
import { formState } from '../../../electron/engine/services/form-state.ts'

const untouched = { sealed: false, rows: 0, zeroReport: false, check: undefined }
const clean = { byLevel: { 提示性: 3 }, unexplained: 0 }

test.each([
  ['nothing in it', untouched, '未填'],
  ['rows, not checked since', { ...untouched, rows: 2 }, '填报中'],
  ['a zero report, not checked since', { ...untouched, zeroReport: true }, '填报中'],
  ['a failing hard rule', { ...untouched, rows: 2, check: { byLevel: { 强制性: 1 }, unexplained: 0 } }, '有问题'],
  ['an explanation missing', { ...untouched, rows: 2, check: { byLevel: { 核实性: 1 }, unexplained: 1 } }, '有问题'],
  ['everything explained', { ...untouched, rows: 2, check: { byLevel: { 核实性: 1 }, unexplained: 0 } }, '可上报'],
  ['only informative findings', { ...untouched, rows: 2, check: clean }, '可上报'],
  ['a clean check of an empty report', { ...untouched, check: clean }, '未填'],
  ['sealed', { sealed: true, rows: 2, zeroReport: false, check: undefined }, '已上报'],
])('a report with %s', (_what, standing, state) => {
  expect(formState(standing)).toBe(state)
})
