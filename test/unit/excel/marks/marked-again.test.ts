/** What a second round finds of the first: looks, comments and the sheet of results, whatever was done to the file in between. */
import { describe, expect, test } from 'vitest'
import { shade, shades, toneLike } from '../../../../electron/engine/excel/patcher/marks/fills.ts'
import { knownNotes } from '../../../../electron/engine/excel/patcher/marks/known-notes.ts'
import { ourWords } from '../../../../electron/engine/excel/patcher/marks/our-words.ts'
import type { MarkOrder } from '../../../../electron/engine/excel/patcher/orders.ts'
import {
  cellsOf,
  child,
  colourOf,
  commentsOf,
  mark,
  rebuilt,
  results,
  round,
  run,
  sheetPart,
  textOf,
  tree,
  workbook,
} from '../../../helpers/marked-workbook.ts'
import { mapBook } from '../../../helpers/round-trip/book.ts'
import { buildWorkbook } from '../../../helpers/workbook.ts'

const fill = (colour: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/></patternFill></fill>`
const yellow = 'FFFFFF00'
/** Excel's own soft red, chosen by the clerk. */
const excelRed = 'FFFFC7CE'
/** Styles: 0 plain, 1 yellow, 2 a theme colour, 3 Excel's soft red, 4 yellow with another format. */
const coloured = () =>
  rebuilt(workbook([[1, 2, 3, 4, 5, 6]]), {
    'xl/styles.xml':
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/></font></fonts>' +
      '<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
      `${fill(yellow)}<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.4"/></patternFill></fill>${fill(excelRed)}</fills>` +
      '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" ' +
      'applyFill="1"/><xf numFmtId="0" fontId="0" fillId="3" borderId="0" xfId="0" applyFill="1"/><xf numFmtId="0" fontId="0" fillId="4" ' +
      'borderId="0" xfId="0" applyFill="1"/><xf numFmtId="9" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/></cellXfs></styleSheet>',
    [sheetPart]: (text) =>
      text
        .replace('r="B1"', 'r="B1" s="1"')
        .replace('r="C1"', 'r="C1" s="2"')
        .replace('r="D1"', 'r="D1" s="3"')
        .replace('r="E1"', 'r="E1" s="4"'),
  })
const six = ['A1', 'B1', 'C1', 'D1', 'E1', 'F1']
const stylesOf = (parts: ReadonlyMap<string, Buffer>) => six.map((cell) => Number(cellsOf(parts).get(cell)?.attributes.s ?? 0))
const isMarked = (parts: ReadonlyMap<string, Buffer>, cell: string): boolean =>
  toneLike(colourOf(parts, cell)) !== undefined && colourOf(parts, cell) !== excelRed

describe('a cell that is right now', () => {
  test('has its own style again, and cells of different fills are told apart by shades that nothing else has', async () => {
    const first = await round(coloured(), ...six.map((cell) => mark(cell)))
    const colours = six.map((cell) => colourOf(first.parts, cell))
    expect(colours.every((colour) => toneLike(colour) === 'error' && colour !== excelRed)).toBe(true)
    // A1 and F1 were plain, B1 and E1 yellow.
    expect(new Set(colours).size).toBe(4)
    const second = await round(first.bytes, mark('B1'), mark('F1', '另一件', 'notice'))
    expect(stylesOf(second.parts).map((style, at) => (at === 1 || at === 5 ? 'marked' : style))).toEqual([0, 'marked', 2, 3, 4, 'marked'])
    expect(six.map((cell) => isMarked(second.parts, cell))).toEqual([false, true, false, false, false, true])
    const third = await round(second.bytes)
    expect([stylesOf(third.parts), commentsOf(third.parts)]).toEqual([[0, 1, 2, 3, 4, 0], {}])
  })

  test('keeps what was changed about it in between, and so does a fill that was chosen for it', async () => {
    const first = await round(coloured(), mark('B1'), mark('C1'))
    const marked = cellsOf(first.parts).get('B1')?.attributes.s ?? ''
    const xf = child(tree(first.parts, 'xl/styles.xml'), 'cellXfs')?.children[Number(marked)]
    const changed = rebuilt(first.bytes, {
      // The format of B1 becomes a percentage; C1 gets Excel's soft red from its user.
      'xl/styles.xml': (text) =>
        text
          .replace(`<cellXfs count="${count(first.parts)}"`, `<cellXfs count="${count(first.parts) + 1}"`)
          .replace(
            '</cellXfs>',
            `<xf numFmtId="9" fontId="0" fillId="${xf?.attributes.fillId}" borderId="0" xfId="0" applyFill="1"/></cellXfs>`,
          ),
      [sheetPart]: (text) => text.replace(/r="B1" s="\d+"/, `r="B1" s="${count(first.parts)}"`).replace(/r="C1" s="\d+"/, 'r="C1" s="3"'),
    })
    expect(stylesOf((await round(changed)).parts)).toEqual([0, 4, 0, 3, 4, 0].with(2, 3))
  })

  test('gets its look back wherever it was moved, and so do cells that its look was copied to', async () => {
    const first = await round(coloured(), mark('B1'))
    const moved = rebuilt(first.bytes, {
      [sheetPart]: (text) => {
        const style = /r="B1" s="(\d+)"/.exec(text)?.[1] ?? ''
        return text
          .replace('<row r="1"', '<row r="1" s="0"')
          .replace('</row>', `</row><row r="9" s="${style}" customFormat="1"><c r="A9" s="${style}"/></row>`)
          .replace(/r="B1" s="\d+"/, 'r="B1"')
      },
    })
    const { parts } = await round(moved)
    expect([cellsOf(parts).get('A9')?.attributes.s, stylesOf(parts)]).toEqual(['1', [0, 0, 2, 3, 4, 0]])
    expect(child(tree(parts, sheetPart), 'sheetData')?.children[1]?.attributes.s).toBe('1')
  })

  test('however often: shades and styles do not pile up', async () => {
    let bytes = coloured()
    const styles: number[] = []
    for (let time = 0; time < 4; time++) {
      const { parts, bytes: next } = await round(bytes, mark('B1', `第 ${time} 次`), mark('C1'))
      styles.push(count(parts))
      bytes = next
    }
    expect(new Set(styles.slice(1)).size).toBe(1)
    expect(stylesOf((await round(bytes)).parts)).toEqual([0, 1, 2, 3, 4, 0])
  })

  test('a mark on a marked cell remembers what was behind the first', async () => {
    const first = await round(coloured(), mark('B1'))
    const { replaces: _, ...further } = results([mark('B1', '再看')])
    const second = await run(first.bytes, [mark('B1', '再看', 'warning')], further)
    expect(second.marks?.resultSheet).toBe('审核结果 2')
    expect(stylesOf((await round(second.bytes)).parts)).toEqual([0, 1, 2, 3, 4, 0])
  })

  test('a further mark joins the list of the first, with the marks of both; what is said of a cell anew takes the place of the old', async () => {
    const more = async (bytes: Uint8Array, ...marks: readonly MarkOrder[]) =>
      run(bytes, marks, { ...results(marks), replaces: false, joins: true })
    const first = await more(coloured(), mark('B1', '甲_x0041_ & <乙>'), mark('C1', '丙', 'notice'))
    const second = await more(first.bytes, mark('D1', '丁', 'warning'))
    const third = await more(second.bytes, mark('C1', '改过', 'warning'))
    expect([first, second, third].map(({ marks }) => marks?.resultSheet)).toEqual(['审核结果', '审核结果', '审核结果'])
    expect([...mapBook(third.parts).sheets.keys()]).toEqual(['表', '审核结果'])
    const list = tree(third.parts, mapBook(third.parts).sheets.get('审核结果') ?? '')
    const lines = child(list, 'sheetData')?.children.slice(1) ?? []
    expect(lines.map((row) => row.children.slice(0, 3).map(textOf))).toEqual([
      ['表!B1', '错误', '甲_x005F_x0041_ & <乙>'],
      ['表!D1', '错误', '丁'],
      ['表!C1', '错误', '改过'],
    ])
    expect(child(list, 'hyperlinks')?.children).toHaveLength(3)
    expect(Object.keys(commentsOf(third.parts)).sort()).toEqual(['B1', 'C1', 'D1'])
    expect(isMarked(third.parts, 'B1')).toBe(true)
    // Nothing but the marked sheet, its comments, the list and the styles is written.
    expect(second.changed.filter((name) => !/comments|vmlDrawing|styles|worksheets/i.test(name))).toEqual([])
    // A round that replaces all gives each cell its own look back.
    expect(stylesOf((await round(third.bytes)).parts)).toEqual([0, 1, 2, 3, 4, 0])
  })

  test('a list on which somebody wrote more is not joined', async () => {
    const first = await run(coloured(), [mark('B1')], { ...results([mark('B1')]), replaces: false, joins: true })
    const part = mapBook(first.parts).sheets.get('审核结果') ?? ''
    const remark = '<row r="9"><c r="F9" t="inlineStr"><is><t>科长：先改这个</t></is></c></row></sheetData>'
    const written = rebuilt(first.bytes, { [part]: (text) => text.replace('</sheetData>', remark) })
    const second = await run(written, [mark('C1')], { ...results([mark('C1')]), replaces: false, joins: true })
    expect(second.marks?.resultSheet).toBe('审核结果 2')
    expect(String(second.parts.get(part))).toContain('科长：先改这个')
  })

  test("somebody's own sheet of that name stays, and ours beside it is found again", async () => {
    const own = buildWorkbook({
      sheets: [
        { name: '表', rows: [[1, 2]] },
        { name: '审核结果', rows: [['科长的意见']] },
      ],
    })
    const first = await round(own, mark('A1'))
    const second = await round(first.bytes)
    expect([first, second].map(({ parts, marks }) => [marks?.resultSheet, [...mapBook(parts).sheets.keys()]])).toEqual(
      Array(2).fill(['审核结果 2', ['表', '审核结果', '审核结果 2']]),
    )
    expect([isMarked(second.parts, 'A1'), commentsOf(second.parts)]).toEqual([false, {}])
  })

  // The control: the sheet of results knows the fills; whoever deletes it gets none back.
  test('without the samples has no fill at all', async () => {
    const first = await round(coloured(), mark('B1'))
    const part = mapBook(first.parts).sheets.get('审核结果') ?? ''
    expect(first.parts.get(part)?.toString()).toContain('hidden="1"')
    const forgotten = rebuilt(first.bytes, { [part]: (text) => text.replace('原样', '') })
    const second = await round(forgotten)
    expect([colourOf(second.parts, 'B1'), commentsOf(second.parts)]).toEqual([undefined, {}])
  })
})

const count = (parts: ReadonlyMap<string, Buffer>): number => child(tree(parts, 'xl/styles.xml'), 'cellXfs')?.children.length ?? 0

describe('words of ours in a comment whose author was forgotten', () => {
  const notes = new Set(['【错误】甲', '【提示】乙【见表】丙', `【错误】${'长'.repeat(50)}`])
  test.each([
    ['【错误】甲', 0],
    ['【错误】 甲\n【提示】乙【见表】丙', 0],
    ['科长的话\n\n【错误】甲', 6],
    ['\n\n【错误】甲', 2],
    [`【错误】${'长'.repeat(20)}…`, 0],
    ['【错误】甲，我已改好', undefined],
    ['【错误】别的', undefined],
    ['科长的话', undefined],
    ['', undefined],
  ])('%j', (text, start) => expect(ourWords(text, knownNotes(notes))).toBe(start))

  test('go, and what somebody else said stays, however the pieces are put together', async () => {
    const once = await round(workbook([['甲', 1]]), mark('A1', '3 倍'), mark('B1', '乙'))
    const comments = [...once.parts.keys()].find((name) => name.includes('comments')) ?? ''
    const pieces = (...texts: readonly string[]) =>
      texts.map((text) => `<r><rPr><sz val="10"/></rPr><t xml:space="preserve">${text}</t></r>`).join('')
    const forgotten = rebuilt(once.bytes, {
      [comments]: (text) =>
        text
          .replace('<author>碳报</author>', '<author> </author>')
          .replace(/<text>.*?<\/text>/, `<text>${pieces('科长：a&lt;b\n\n【', '错误】', '3 ', '倍')}</text>`),
    })
    expect(commentsOf((await round(forgotten)).parts)).toEqual({ A1: '科长：a<b' })
    expect(commentsOf((await round(forgotten, mark('A1', '3 倍'))).parts)).toEqual({ A1: '科长：a<b\n\n【错误】3 倍' })
  })
})

test('shades of a tone are all different and all look like it', () => {
  for (const tone of ['error', 'warning', 'notice'] as const) {
    const all = Array.from({ length: shades }, (_, number) => shade(tone, number))
    expect([new Set(all).size, all.every((colour) => toneLike(colour) === tone)]).toEqual([shades, true])
  }
  expect([toneLike('FFFFC7CE'), toneLike('FFFFFF00'), toneLike('00FFC7CB'), toneLike(undefined)]).toEqual([
    'error',
    undefined,
    undefined,
    undefined,
  ])
})
