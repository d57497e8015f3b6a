import { describe, expect, it } from 'vitest'
import { clauseTrouble, passageOf } from '../../../shared/forms/clause-check.ts'
import type { ClauseSource } from '../../../shared/forms/manifest-schema.ts'

const plan: ClauseSource = {
  name: '甲方案',
  title: '甲',
  clauses: ['一', '四（五）', '三（三）', '三（三）2', '三（三）3', '三（三）5', '三（三）六'].map((number) => ({ number, title: number })),
}
const sources: readonly ClauseSource[] = [plan, { name: 'GB/T 1', title: '标准' }, { name: '产品口径', title: '口径' }]
const trouble = (clause: string) => clauseTrouble(clause, sources)

describe('a clause is known', () => {
  it.each([
    '甲方案',
    '甲方案一',
    '甲方案四（五）',
    '甲方案四（五）“市区”',
    '甲方案四（五）（约数）',
    '甲方案四（五），没有写，按产品默认',
    '甲方案四（五）；同款另写“及以下”',
    '甲方案四（五）、三（三）2',
    '甲方案三（三）2、3',
    '甲方案三（三）2–5',
    '甲方案三（三）六；GB/T 1',
    'GB/T 1 第3部分',
    '产品口径，市局可改',
    '甲方案没有这一项',
  ])('%s', (clause) => expect(trouble(clause)).toBeUndefined())
})

describe('a clause is not known', () => {
  it.each([
    ['乙方案四（五）', 'source'],
    ['不知哪里', 'source'],
    ['甲方案四（六）', 'number'],
    ['甲方案四（五）2', 'number'],
    ['甲方案三（三）（二）', 'number'],
    ['甲方案四（五）、四（九）', 'number'],
    ['甲方案三（三）2–9', 'number'],
    ['GB/T 1；甲方案九', 'number'],
    ['甲方案第五条', 'number'],
  ])('%s', (clause, kind) => expect(trouble(clause)?.kind).toBe(kind))
})

it('the passage that is named first', () => {
  expect(passageOf('GB/T 1；甲方案三（三）2、3', plan)).toBe('三（三）2')
  expect(passageOf('产品口径', plan)).toBeUndefined()
})
