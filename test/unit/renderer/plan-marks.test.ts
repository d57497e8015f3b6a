import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverOf, findHits, runsOf } from '../../../renderer/features/plan/marks.ts'

describe('searching', () => {
  test('goes by letters, not by their width or case', () => {
    expect(findHits(['ＡＢ—ab', '无', 'Ab（一）'], 'ab')).toEqual([
      { paragraph: 0, start: 0, end: 2 },
      { paragraph: 0, start: 3, end: 5 },
      { paragraph: 2, start: 0, end: 2 },
    ])
    expect(findHits(['Ab（一）'], '(一)')).toEqual([{ paragraph: 0, start: 2, end: 5 }])
  })
  test.each(['', '   '])('“%s” finds nothing', (words) => {
    expect(findHits(['一 二   三'], words)).toEqual([])
  })
})

test('a passage covers whole paragraphs between its ends', () => {
  const passage = { label: '一', from: 1, to: 3, start: 2, end: 4 }
  expect([0, 1, 2, 3, 4].map((paragraph) => coverOf(passage, paragraph, 6))).toEqual([
    undefined,
    { start: 2, end: 6 },
    { start: 0, end: 6 },
    { start: 0, end: 4 },
    undefined,
  ])
})

test('marks that cross are cut into pieces', () => {
  expect(runsOf('甲乙丙丁戊', [{ start: 1, end: 4 }], [{ start: 3, end: 5, number: 7 }])).toEqual([
    { text: '甲', passage: false, hit: null },
    { text: '乙丙', passage: true, hit: null },
    { text: '丁', passage: true, hit: 7 },
    { text: '戊', passage: false, hit: 7 },
  ])
})

test('the pieces are the text, however it is marked', () => {
  const span = fc.tuple(fc.nat(8), fc.nat(8)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
  fc.assert(
    fc.property(fc.array(span), fc.array(span), (passages, hits) => {
      const text = '一二三四五六七八'
      const numbered = hits.map((hit, number) => ({ ...hit, number }))
      expect(
        runsOf(text, passages, numbered)
          .map((run) => run.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
