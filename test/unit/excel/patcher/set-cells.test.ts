/** What is written into a workbook, to the byte, and what is refused. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkWritten } from '../../../../electron/engine/excel/patcher/check-written.ts'
import type { CellOrder, PatchValue } from '../../../../electron/engine/excel/patcher/orders.ts'
import { patchWorkbook } from '../../../../electron/engine/excel/patcher/patch-workbook.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { errorSentence } from '../../../../shared/text/errors.ts'
import { parseHere } from '../../../helpers/parse-here.ts'
import { readArchive } from '../../../helpers/round-trip/archive.ts'
import { part, type SmallWorkbook, smallWorkbook } from '../../../helpers/small-workbook.ts'

const number = (text: string): PatchValue => ({ kind: 'number', text })
const text = (words: string): PatchValue => ({ kind: 'text', text: words })
const date = (day: string): PatchValue => ({ kind: 'date', text: day })
const blank: PatchValue = { kind: 'blank' }
type Order = readonly [cell: string, value: PatchValue, more?: Partial<CellOrder>]
const cells = (...orders: readonly Order[]) => ({
  rowBlocks: [],
  marks: [],
  cells: orders.map(([cell, value, more]) => ({ sheet: 'S1', cell, value, ...more })),
})
const patched = async (book: SmallWorkbook, ...orders: readonly Order[]) => {
  const { bytes, account } = await patchWorkbook(smallWorkbook(book), cells(...orders))
  const parts = readArchive(bytes)
  const at = (name: string): string => parts.get(name)?.toString('utf8') ?? ''
  /** What stands inside `worksheet`. */
  const inside = at(part.sheet(1)).replace(/^<[^>]*>|<\/[^>]*>$/g, '')
  return { bytes, account, parts, at, inside }
}
const sheetOnly = async (inside: string, ...orders: readonly Order[]) => (await patched({ sheets: [inside] }, ...orders)).inside
const data = (rows: string, before = '', after = '') => `${before}<sheetData>${rows}</sheetData>${after}`

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

describe('the reading back', () => {
  const written = smallWorkbook({ sheets: [data('<row r="1"><c r="A1"><v>5</v></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c></row>')] })

  test.each<[Order, boolean]>([
    [['A1', number('5')], true],
    [['A1', number('5.0000001')], false],
    [['A1', text('5')], false],
    [['A1', blank], false],
    [['C1', blank], true],
    [['C1', number('0')], false],
    [['B1', text('甲')], true],
    [['B1', text('甲 ')], false],
    [['B1', { kind: 'boolean', value: true }], false],
    [['B1', date('2020-05-31')], false],
  ])('of %j finds it proven: %s', async (order, isProven) => {
    const outcome = await checkWritten(written, cells(order), false).then(
      () => 'proven',
      (error: { code?: string }) => error.code,
    )
    expect(outcome).toBe(isProven ? 'proven' : 'PATCH_UNPROVEN')
  })
})

test('what nobody ordered stays, byte for byte, and macros are welcome', async () => {
  const other = data('<row r="1"><c r="A1"><v>1</v></c></row>', '<!-- 旁白 -->')
  const book: SmallWorkbook = {
    sheets: [
      data('<!-- 1 --><row  r = "1"><c r=\'A1\'  s="1"><v>1</v></c ><c r="B1"/></row>', '<?pi x?>', '<pageMargins left=".7"/>'),
      other,
    ],
    parts: { 'xl/vbaProject.bin': 'macro', 'docProps/app.xml': '<Properties/>' },
    workbookType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
  }
  const before = readArchive(smallWorkbook(book))
  const { parts, inside } = await patched(book, ['B1', number('2')])
  expect(inside).toBe(
    data('<!-- 1 --><row  r = "1"><c r=\'A1\'  s="1"><v>1</v></c ><c r="B1"><v>2</v></c></row>', '<?pi x?>', '<pageMargins left=".7"/>'),
  )
  expect([...parts.keys()]).toEqual([...before.keys()])
  const changed = [...before].filter(([name, content]) => parts.get(name)?.equals(content) === false).map(([name]) => name)
  expect(changed).toEqual([part.workbook, part.sheet(1)])
})

test('whatever is written into whatever sheet reads back the same, and all else reads as before', async () => {
  const address = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 9 }))
  const value: fc.Arbitrary<PatchValue> = fc.oneof(
    fc.integer({ min: -999_999, max: 999_999 }).map((whole) => number(String(whole))),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map(text),
    fc.boolean().map((on) => ({ kind: 'boolean', value: on }) as const),
    fc.constant(blank),
  )
  const sheet = fc.uniqueArray(address, { selector: String, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(
      sheet,
      fc.array(fc.tuple(address, value), { maxLength: 12 }),
      fc.boolean(),
      fc.boolean(),
      async (filled, writes, addressed, shared) => {
        const rows = Map.groupBy(
          filled.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
          ([row]) => row,
        )
        const xml = [...rows].map(([row, places]) => {
          const isDense = !addressed && places.every(([, column], index) => column === index)
          return `<row r="${row}">${places.map(([, column]) => `<c${isDense ? '' : ` r="${columnLetters(column)}${row}"`}><v>${row * 100 + column}</v></c>`).join('')}</row>`
        })
        const book = { sheets: [data(xml.join(''))], ...(shared ? { strings: { attributes: '', items: '' } } : {}) }
        const { bytes } = await patched(book, ...writes.map(([[row, column], each]) => [`${columnLetters(column)}${row}`, each] as const))
        const wanted = new Map<string, string | number | boolean>(filled.map(([row, column]) => [`${row} ${column}`, row * 100 + column]))
        for (const [[row, column], each] of writes) {
          const key = `${row} ${column}`
          if (each.kind === 'blank') wanted.delete(key)
          else
            wanted.set(
              key,
              each.kind === 'number'
                ? Number(each.text)
                : each.kind === 'boolean'
                  ? each.value
                  : each.kind === 'text'
                    ? each.text.replace(/\r\n?/g, '\n')
                    : '',
            )
        }
        const found = new Map(
          ((await parseHere(bytes)).sheets[0]?.rows ?? []).flatMap(({ row, cells: read }) =>
            read.flatMap((cell, column) => (cell === undefined ? [] : [[`${row} ${column}`, cell.value] as const])),
          ),
        )
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted))
      },
    ),
    { numRuns: 80 },
  )
})
