import { expect, test } from 'vitest'
import { linesOf, type Piece, paragraphsOf } from '../../../electron/engine/document/pdf-lines.ts'

const size = 16
const margin = 80
/** One line of text; every letter is as wide as it is high, as Chinese letters are. */
const piece = (str: string, y: number, indent = 0): Piece => ({
  str,
  width: str.length * size,
  height: size,
  transform: [size, 0, 0, size, margin + indent * size, y],
})
/** Lines from the top, one and a half times their height apart. */
const page = (...lines: readonly (readonly [text: string, indent?: number])[]): Piece[] =>
  lines.map(([text, indent], index) => piece(text, 800 - index * size * 1.5, indent))
const read = (...pages: readonly Piece[][]) => [...paragraphsOf(pages.map(linesOf))]

test('lines of a paragraph are joined, a line set in begins another', () => {
  const found = read(
    page(['一二三四五六七八九十', 2], ['一二三四五六七八九十一二'], ['三四五。'], ['另一段从这里开始写起', 2], ['写到这里为止。']),
  )
  expect(found).toEqual([
    { text: '一二三四五六七八九十一二三四五六七八九十一二三四五。', page: 1 },
    { text: '另一段从这里开始写起写到这里为止。', page: 1 },
  ])
})

test('a clause begins a paragraph even where nothing is set in', () => {
  const found = read(page(['（一）写满一整行文字。'], ['（二）写满一行，按第'], ['（一）项接着往下写。'], ['3．写满一整行的数字。']))
  expect(found.map(({ text }) => text)).toEqual([
    '（一）写满一整行文字。',
    '（二）写满一行，按第（一）项接着往下写。',
    '3．写满一整行的数字。',
  ])
})

test('a paragraph runs over the page, and page numbers are left out', () => {
  const found = read(
    page(['一二三四五六七八九十', 2], ['一二三四五六七八九十一二'], ['— 1 —', 4]),
    page(['三四五六七八九十一二三四'], ['完。'], ['第 2 页 共 2 页', 3]),
  )
  expect(found).toEqual([{ text: '一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四完。', page: 1 }])
})

test('a year that stands alone between lines is no page number', () => {
  expect(
    read(page(['标题写在这里', 2], ['2031'], ['结尾。', 2]))
      .map(({ text }) => text)
      .join(),
  ).toContain('2031')
})

test('pieces of one line come in the order they stand in, columns apart', () => {
  const row = [piece('乙', 700, 6), piece('甲', 700.5), piece('丙', 699.8, 7)]
  expect(linesOf([piece('下', 600), ...row, piece(' ', 700, 3)]).map(({ text }) => text)).toEqual(['甲 乙丙', '下'])
})

test('radicals that only look like letters become these letters', () => {
  expect(linesOf([piece('⼀、⻓⻋⾏⻚⻔', 700)]).map(({ text }) => text)).toEqual(['一、长车行页门'])
})

test('pieces that stand nowhere are left out', () => {
  expect(linesOf([{ ...piece('甲', 1), transform: [1, 0, 0, 1, Number.NaN, 3] }])).toEqual([])
})
