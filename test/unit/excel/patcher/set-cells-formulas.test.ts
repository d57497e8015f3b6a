/** Formulas that are written over, and what is refused. */
import { describe, expect, test } from 'vitest'
import type { PatchValue } from '../../../../electron/engine/excel/patcher/orders.ts'
import { patchWorkbook } from '../../../../electron/engine/excel/patcher/patch-workbook.ts'
import { errorSentence } from '../../../../shared/text/errors.ts'
import { blank, cells, data, date, number, patched, sheetOnly, text } from '../../../helpers/cell-orders.ts'
import { part, type SmallWorkbook, smallWorkbook } from '../../../helpers/small-workbook.ts'

describe('formulas', () => {
  const chain = { 'xl/calcChain.xml': '<calcChain><c r="A1" i="1"/></calcChain>' }
  const replace = { replaceFormula: true }

  test('go only on order, and the chain of calculation with them', async () => {
    const book = { sheets: [data('<row r="1"><c r="A1" s="2"><f>1+1</f><v>2</v></c></row>')], parts: chain }
    await expect(patched(book, ['A1', number('5')])).rejects.toMatchObject({ code: 'CELL_FORMULA', details: { sheet: 'S1', cell: 'A1' } })
    const { inside, parts, at } = await patched(book, ['A1', number('5'), replace])
    expect(inside).toBe(data('<row r="1"><c r="A1" s="2"><v>5</v></c></row>'))
    expect([...parts.keys()]).not.toContain('xl/calcChain.xml')
    expect(at('[Content_Types].xml')).not.toContain('calcChain')
    expect(at('xl/_rels/workbook.xml.rels')).not.toContain('calcChain')
  })

  test('stay in the chain when a plain cell is written', async () => {
    const { parts } = await patched(
      { sheets: [data('<row r="1"><c r="A1"><f>B1</f><v>2</v></c><c r="B1"><v>2</v></c></row>')], parts: chain },
      ['B1', number('2')],
    )
    expect([...parts.keys()]).toContain('xl/calcChain.xml')
  })

  test('that many cells share pass to the others when the first cell is written', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B4" si="0">A1*$A$1&amp;"x"</f><v>1</v></c></row>' +
      '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f t="shared" si="0"/><v>1</v></c></row>' +
      '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><f t="shared" si="0"></f><v>1</v></c><c r="C3"><f t="shared" ref="C3:C4" si="1">A3</f><v>1</v></c></row>' +
      '<row r="4"><c r="A4"><v>1</v></c><c r="B4"><f t="shared" si="0"/><v>1</v></c><c r="C4"><f t="shared" si="1"/><v>1</v></c></row>'
    const result = await sheetOnly(data(rows), ['B1', number('7'), replace], ['B3', number('8'), replace])
    expect(result).toContain('<c r="B1"><v>7</v></c>')
    expect(result).toContain('<f>A2*$A$1&amp;&quot;x&quot;</f>')
    expect(result).toContain('<c r="B3"><v>8</v></c>')
    expect(result).toContain('<f>A4*$A$1&amp;&quot;x&quot;</f>')
    expect(result).toContain('<f t="shared" ref="C3:C4" si="1">A3</f>')
    expect(result).toContain('<c r="C4"><f t="shared" si="1"/>')
  })

  test.each<[string, string, string]>([
    ['an array', '<c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c>', 'A2'],
    ['a what-if table', '<c r="B2"><f t="dataTable" ref="B2:C3" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>1</v></c>', 'C3'],
  ])('of %s cannot be broken, not even on order', async (_what, cell, target) => {
    const row = cell.startsWith('<c r="B2"') ? 2 : 1
    await expect(sheetOnly(data(`<row r="${row}">${cell}</row>`), [target, number('1'), replace])).rejects.toMatchObject({
      code: 'CELL_ARRAY',
    })
  })

  test('make the program calculate anew when it opens the file', async () => {
    const of = async (workbook: string) => (await patched({ sheets: [data('')], workbook }, ['A1', number('1')])).at(part.workbook)
    expect(await of('')).toContain('</sheets><calcPr fullCalcOnLoad="1"/></workbook>')
    expect(await of('<definedNames><definedName name="a">1</definedName></definedNames><extLst/>')).toContain(
      '</definedNames><calcPr fullCalcOnLoad="1"/><extLst/>',
    )
    expect(await of('<calcPr calcId="191029" fullCalcOnLoad="0"/>')).toContain('<calcPr calcId="191029" fullCalcOnLoad="1"/>')
  })
})

describe('what is refused', () => {
  const merged = data('<row r="1"><c r="A1"/></row>', '', '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>')
  const table = { 'xl/tables/table1.xml': '<table ref="A1:B5" displayName="台账" totalsRowCount="1"/>' }

  test('a cell under a merge, naming the one that counts', async () => {
    await expect(sheetOnly(merged, ['B2', number('1')])).rejects.toMatchObject({
      code: 'CELL_MERGED',
      details: { anchor: 'A1', cell: 'B2' },
    })
    expect(await sheetOnly(merged, ['A1', number('1')])).toContain('<c r="A1"><v>1</v></c>')
  })

  test('the head and the totals of a table, not its body', async () => {
    const book: SmallWorkbook = { sheets: [data('')], sheetLinks: [['t', 'table', '../tables/table1.xml']], parts: table }
    await expect(patched(book, ['B1', text('x')])).rejects.toMatchObject({ code: 'CELL_TABLE_HEAD', details: { table: '台账' } })
    await expect(patched(book, ['A5', text('x')])).rejects.toMatchObject({ code: 'CELL_TABLE_HEAD' })
    expect((await patched(book, ['B4', text('x')])).inside).toContain('<t>x</t>')
  })

  test.each<[PatchValue, RegExp]>([
    [number('1e5'), /数字写法不对/],
    [number('01'), /数字写法不对/],
    [number(''), /数字写法不对/],
    [number(`1${'0'.repeat(400)}`), /太大或太小/],
    [number(`0.${'0'.repeat(400)}1`), /太大或太小/],
    [date('2021-02-29'), /日期写法不对/],
    [date('2021-2-1'), /日期写法不对/],
    [date('1900-02-28'), /1900-03-01/],
    [text('长'.repeat(32_768)), /32768 个字/],
  ])('the value %j', async (value, said) => {
    const refusal = await sheetOnly(data(''), ['A1', value]).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'CELL_VALUE_INVALID', details: { sheet: 'S1', cell: 'A1' } })
    const { details } = refusal as { details: { reason: string } } // matched above
    expect(errorSentence('CELL_VALUE_INVALID', details)).toMatch(said)
  })

  test.each(['A0', 'A1:B2', 'XFE1', 'A1048577', '', '1', 'A', 'S1!A1'])('the address “%s”', async (cell) => {
    await expect(sheetOnly(data(''), [cell, number('1')])).rejects.toMatchObject({ code: 'CELL_ADDRESS_INVALID' })
  })

  test('a sheet that is not there, naming those that are', async () => {
    await expect(
      patchWorkbook(smallWorkbook({ sheets: ['<sheetData/>'] }), {
        rowBlocks: [],
        marks: [],
        cells: [{ sheet: 'S9', cell: 'A1', value: blank }],
      }),
    ).rejects.toMatchObject({
      code: 'SHEET_UNKNOWN',
      details: { sheet: 'S9', sheets: 'S1' },
    })
  })

  test.each<[string, Uint8Array, string]>([
    [
      'a signed workbook',
      smallWorkbook({
        sheets: [''],
        rootLinks:
          '<Relationship Id="x" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>',
      }),
      'WORKBOOK_SIGNED',
    ],
    [
      'signatures that nothing points to',
      smallWorkbook({ sheets: [''], parts: { '_xmlsignatures/sig1.xml': '<Signature/>' } }),
      'WORKBOOK_SIGNED',
    ],
    [
      'a template',
      smallWorkbook({ sheets: [''], workbookType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml' }),
      'WORKBOOK_NOT_PATCHABLE',
    ],
    ['a text file', Buffer.from('a,b\n1,2\n'), 'WORKBOOK_NOT_PATCHABLE'],
    ['an empty file', new Uint8Array(), 'FILE_EMPTY'],
  ])('%s', async (_what, bytes, code) => {
    await expect(patchWorkbook(bytes, cells(['A1', number('1')]))).rejects.toMatchObject({ code })
  })
})
