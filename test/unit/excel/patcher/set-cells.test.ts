/** What is written into a workbook, to the byte. */
import { describe, expect, test } from 'vitest'
import type { PatchValue } from '../../../../electron/engine/excel/patcher/orders.ts'
import { blank, data, date, number, patched, sheetOnly, text } from '../../../helpers/cell-orders.ts'
import { parseHere } from '../../../helpers/parse-here.ts'
import { part } from '../../../helpers/small-workbook.ts'

describe('a cell that is there', () => {
  test('keeps its style and every other attribute but those of the old value', async () => {
    const row = '<row r="2"><c r="A2" s="3" t="s" ph="1" cm="1" vm="2"><v>0</v></c><c r="B2"><v>5</v></c></row>'
    expect(await sheetOnly(data(row), ['A2', number('18.5')])).toBe(
      data('<row r="2"><c r="A2" ph="1" s="3"><v>18.5</v></c><c r="B2"><v>5</v></c></row>'),
    )
  })

  test.each<[PatchValue, string]>([
    [number('0'), '<c r="A1" s="1"><v>0</v></c>'],
    [number('-0.000001'), '<c r="A1" s="1"><v>-0.000001</v></c>'],
    [number('100000000000000'), '<c r="A1" s="1"><v>100000000000000</v></c>'],
    [number('1000000000000000000000'), '<c r="A1" s="1"><v>1e+21</v></c>'],
    [{ kind: 'boolean', value: true }, '<c r="A1" s="1" t="b"><v>1</v></c>'],
    [blank, '<c r="A1" s="1"/>'],
    [text(''), '<c r="A1" s="1"/>'],
    [text('=SUM(A1)'), '<c r="A1" s="1" t="inlineStr"><is><t>=SUM(A1)</t></is></c>'],
    [text(' a <b> & "c" '), '<c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve"> a &lt;b&gt; &amp; &quot;c&quot; </t></is></c>'],
    [text('x\r\ny'), '<c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">x\ny</t></is></c>'],
    [text('a\u0001_x0041_'), '<c r="A1" s="1" t="inlineStr"><is><t>a_x0001__x005F_x0041_</t></is></c>'],
  ])('takes %j', async (value, xml) => {
    expect(await sheetOnly(data('<row r="1"><c r="A1" s="1"><v>7</v></c></row>'), ['A1', value])).toBe(data(`<row r="1">${xml}</row>`))
  })

  test('is found without an address, and in a row that comes in pieces', async () => {
    const rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row><row r="2"><c r="C2"><v>4</v></c></row>'
    expect(await sheetOnly(data(rows), ['B1', number('9')], ['C2', number('8')], ['B2', number('7')])).toBe(
      data(
        '<row><c><v>1</v></c><c><v>9</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>7</v></c></row><row r="2"><c r="C2"><v>8</v></c></row>',
      ),
    )
  })

  test('is written the last of several times', async () => {
    expect(await sheetOnly(data('<row r="1"><c r="A1"/></row>'), ['A1', number('1')], ['$a$1', number('2')])).toBe(
      data('<row r="1"><c r="A1"><v>2</v></c></row>'),
    )
  })
})

describe('a cell that is not there', () => {
  test('is put in order, into its row or a new one, and the hints about size grow', async () => {
    const before = '<dimension ref="B2:C3"/>'
    const rows = '<row r="2" spans="2:3"><c r="B2"/><c r="D2"/></row><row r="5" spans="1:1"/>'
    const result = await sheetOnly(
      data(rows, before),
      ['E2', number('5')],
      ['C2', number('3')],
      ['A2', number('1')],
      ['B5', number('9')],
      ['A3', number('2')],
      ['F9', number('4')],
    )
    expect(result).toBe(
      data(
        '<row r="2" spans="1:5"><c r="A2"><v>1</v></c><c r="B2"/><c r="C2"><v>3</v></c><c r="D2"/><c r="E2"><v>5</v></c></row>' +
          '<row r="3"><c r="A3"><v>2</v></c></row><row r="5" spans="1:2"><c r="B5"><v>9</v></c></row><row r="9"><c r="F9"><v>4</v></c></row>',
        '<dimension ref="A2:F9"/>',
      ),
    )
  })

  test('takes the style of its row, else of its column', async () => {
    const before = '<cols><col min="2" max="3" style="7"/></cols>'
    const rows = '<row r="1" s="4" customFormat="1"><c r="A1"/></row><row r="2" s="4"><c r="A2"/></row>'
    expect(await sheetOnly(data(rows, before), ['B1', number('1')], ['B2', number('2')], ['C3', number('3')], ['D3', number('4')])).toBe(
      data(
        '<row r="1" s="4" customFormat="1"><c r="A1"/><c r="B1" s="4"><v>1</v></c></row><row r="2" s="4"><c r="A2"/><c r="B2" s="7"><v>2</v></c></row>' +
          '<row r="3"><c r="C3" s="7"><v>3</v></c><c r="D3"><v>4</v></c></row>',
        before,
      ),
    )
  })

  test('comes into a sheet without any, with the prefix the file uses', async () => {
    const { at } = await patched({ sheets: ['<x:sheetData />'], prefix: 'x' }, ['B2', text('甲')], ['A2', number('1')])
    expect(at(part.sheet(1))).toContain(
      '<x:sheetData><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c><x:c r="B2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData>',
    )
  })

  test('is not made for nothing', async () => {
    const inside = data('<row r="1"><c r="A1"/></row>', '<dimension ref="A1"/>')
    expect(await sheetOnly(inside, ['C5', blank])).toBe(inside)
  })
})

describe('the table of strings', () => {
  const strings = { attributes: ' count="3" uniqueCount="2"', items: '<si><t>甲</t></si><si><r><t>乙</t></r></si>' }
  const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>1</v></c></row>'

  test('grows by each new text once, and its counts stay true', async () => {
    const { at, inside } = await patched({ sheets: [data(rows)], strings }, ['A1', text('丙')], ['C1', text('丙')], ['D1', text('丁')])
    expect(at(part.strings)).toMatch(
      / count="5" uniqueCount="4"><si><t>甲<\/t><\/si><si><r><t>乙<\/t><\/r><\/si><si><t>丙<\/t><\/si><si><t>丁<\/t><\/si><\/sst>$/,
    )
    expect(inside).toBe(
      data(
        '<row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>',
      ),
    )
  })

  test('is left alone when no text is written, and opened when it closes itself', async () => {
    const untouched = await patched({ sheets: [data(rows)], strings }, ['A1', number('1')])
    expect(untouched.at(part.strings)).toMatch(/ count="3" uniqueCount="2">/)
    const empty = await patched({ sheets: [data('')], strings: { attributes: '', items: '' } }, ['A1', text('甲')])
    expect(empty.at(part.strings)).toMatch(/"><si><t>甲<\/t><\/si><\/sst>$/)
  })
})

describe('dates', () => {
  const styles =
    '<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>' +
    '<cellXfs count="5"><xf numFmtId="0" fontId="2" xfId="0"/><xf numFmtId="170"/><xf numFmtId="49"/><xf numFmtId="4" fontId="1"><alignment wrapText="1"/></xf><xf numFmtId="20"/></cellXfs>' +
    '<dxfs count="1"><dxf><numFmt numFmtId="171" formatCode="0"/></dxf></dxfs>'
  const row = '<row r="1"><c r="A1"/><c r="B1" s="1"/><c r="C1" s="2"/><c r="D1" s="3"/><c r="E1" s="4"/><c r="F1" s="3"/></row>'
  const all = ['A1', 'B1', 'C1', 'D1', 'E1', 'F1'].map((cell) => [cell, date('2020-05-31')] as const)

  test('are serial numbers in cells that show days, texts in cells for text, and give all others a format that shows them', async () => {
    const { inside, at, account, bytes } = await patched({ sheets: [data(row)], styles }, ...all)
    expect(inside).toBe(
      data(
        '<row r="1"><c r="A1" s="5"><v>43982</v></c><c r="B1" s="1"><v>43982</v></c><c r="C1" s="2" t="inlineStr"><is><t>2020-05-31</t></is></c>' +
          '<c r="D1" s="6"><v>43982</v></c><c r="E1" s="7"><v>43982</v></c><c r="F1" s="6"><v>43982</v></c></row>',
      ),
    )
    expect(at(part.styles)).toContain('<numFmts count="2">')
    expect(at(part.styles)).toContain('<numFmt numFmtId="172" formatCode="yyyy\\-mm\\-dd"/></numFmts>')
    expect(at(part.styles)).toContain('<cellXfs count="8"><xf numFmtId="0" fontId="2" xfId="0"/>')
    expect(at(part.styles)).toContain(
      '<xf numFmtId="20"/><xf numFmtId="172" fontId="2" xfId="0" applyNumberFormat="1"/><xf numFmtId="172" fontId="1" applyNumberFormat="1"><alignment wrapText="1"/></xf><xf numFmtId="172" applyNumberFormat="1"/></cellXfs>',
    )
    expect(account.restyled.map(({ cell }) => cell)).toEqual(['A1', 'D1', 'E1', 'F1'])
    const [sheet] = (await parseHere(bytes)).sheets
    expect(sheet?.rows[0]?.cells.map((cell) => cell?.value)).toEqual(Array.from({ length: 6 }, () => '2020-05-31'))
  })

  test('count from 1904 where the workbook does', async () => {
    const { inside } = await patched({ sheets: [data(row)], styles, workbookPr: ' date1904="1"' }, ['B1', date('1904-01-02')])
    expect(inside).toContain('<c r="B1" s="1"><v>1</v></c>')
  })

  test('are texts in a workbook without styles', async () => {
    expect(await sheetOnly(data(''), ['A1', date('2020-05-31')])).toContain('<t>2020-05-31</t>')
  })
})

test('a number with more digits than a spreadsheet keeps is written as text, and that is told', async () => {
  const { inside, account } = await patched(
    { sheets: [data('')] },
    ['A1', number('12345678901234567')],
    ['A2', number('0.1234567890123456')],
  )
  expect(inside).toContain('<t>12345678901234567</t>')
  expect(account.longNumbers).toEqual([
    { sheet: 'S1', cell: 'A1' },
    { sheet: 'S1', cell: 'A2' },
  ])
})
