import { describe, expect, test } from 'vitest'
import type { RowBlockOrder } from '../../../../electron/engine/excel/patcher/orders.ts'
import { editPackage } from '../../../../electron/engine/excel/patcher/package-editor.ts'
import { stretchRows } from '../../../../electron/engine/excel/patcher/rows/stretch-rows.ts'
import { mapWorkbook } from '../../../../electron/engine/excel/patcher/workbook-map.ts'
import { zipOf } from '../../../helpers/office-template.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const x14 =
  'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'

interface Book {
  /** Cells of the sheet 表 by address, as element content: `<f>A1</f>`. */
  readonly cells?: Readonly<Record<string, string>>
  readonly before?: string
  readonly after?: string
  readonly other?: Readonly<Record<string, string>>
  readonly names?: string
  /** Parts that hang on the sheet: type, name, content, content type. */
  readonly parts?: readonly (readonly [type: string, name: string, content: string, contentType: string])[]
  readonly p?: string
}

const rowsXml = (cells: Readonly<Record<string, string>>, p = ''): string => {
  const rows = new Map<number, string[]>()
  for (const [address, content] of Object.entries(cells)) {
    const row = Number(/\d+/.exec(address)?.[0])
    rows.set(row, [...(rows.get(row) ?? []), `<${p}c r="${address}" s="1">${content}</${p}c>`])
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([row, own]) => `<${p}row r="${row}" ht="30" outlineLevel="1">${own.join('')}</${p}row>`)
    .join('')
}

const build = (book: Book): Uint8Array => {
  const p = book.p ?? ''
  const namespaces = `${p === '' ? 'xmlns' : `xmlns:${p.slice(0, -1)}`}="${main}" xmlns:r="${office}" ${x14}`
  const relation = (type: string, target: string, id: number) => `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`
  const wrap = (items: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items}</Relationships>`
  const overrides = (book.parts ?? []).map(([, name, , type]) => `<Override PartName="/xl/${name}" ContentType="application/${type}"/>`)
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${overrides.join('')}<Override PartName="/xl/calcChain.xml" ContentType="application/calcChain+xml"/></Types>`,
    '_rels/.rels': wrap(relation('officeDocument', 'xl/workbook.xml', 1)),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/><sheet name="R&amp;D 'x'" sheetId="2" r:id="rId2"/></sheets><definedNames>${book.names ?? ''}</definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': wrap(
      relation('worksheet', 'worksheets/sheet1.xml', 1) +
        relation('worksheet', 'worksheets/sheet2.xml', 2) +
        relation('calcChain', 'calcChain.xml', 3),
    ),
    'xl/calcChain.xml': `<calcChain xmlns="${main}"><c r="D9" i="1"/></calcChain>`,
    'xl/worksheets/sheet1.xml': `<${p}worksheet ${namespaces}>${book.before ?? ''}<${p}sheetData>${rowsXml(book.cells ?? {}, p)}</${p}sheetData>${book.after ?? ''}</${p}worksheet>`,
    'xl/worksheets/_rels/sheet1.xml.rels': wrap(
      (book.parts ?? []).map(([type, name], index) => relation(type, `../${name}`, index + 1)).join(''),
    ),
    'xl/worksheets/sheet2.xml': `<worksheet xmlns="${main}"><sheetData>${rowsXml(book.other ?? {})}</sheetData></worksheet>`,
    ...Object.fromEntries((book.parts ?? []).map(([, name, content]) => [`xl/${name}`, content])),
  })
}

const block: RowBlockOrder = { sheet: '表', first: 6, last: 8, count: 2 }
const stretch = async (book: Book, blocks: readonly RowBlockOrder[] = [block], ends: 'grow' | 'stay' = 'grow') => {
  const editor = await editPackage(build(book))
  await stretchRows(editor, await mapWorkbook(editor), blocks, ends)
  const sheet = await editor.text('xl/worksheets/sheet1.xml')
  return {
    editor,
    sheet,
    formulas: formulasIn(sheet),
    part: (name: string) => editor.text(`xl/${name}`),
  }
}
const formulasIn = (sheet: string): Record<string, string> =>
  Object.fromEntries(
    [...sheet.matchAll(/<(?:\w+:)?c r="([A-Z]+\d+)"[^>]*>(?:<(?:\w+:)?f[^>]*>([^<]*)<)?/g)].flatMap(([, cell = '', formula]) =>
      formula === undefined ? [] : [[cell, formula.replaceAll('&gt;', '>').replaceAll('&amp;', '&')]],
    ),
  )
const f = (formula: string) => `<f>${formula}</f><v>7</v>`

describe('cells', () => {
  test('new rows look like the last one, move its formulas along and hold no values; what is below moves down', async () => {
    const { sheet, formulas } = await stretch({
      cells: { A6: '<v>1</v>', C7: f('A7*2'), A8: '<v>3</v>', B8: '<v>4</v>', C8: f('A8*2'), A9: '<v>5</v>', C9: f('C8+A9') },
    })
    expect(sheet).toContain('<row r="9" ht="30" outlineLevel="1"><c r="A9" s="1"/><c r="B9" s="1"/><c r="C9" s="1"><f>A9*2</f></c></row>')
    expect(sheet).toContain(
      '<row r="10" ht="30" outlineLevel="1"><c r="A10" s="1"/><c r="B10" s="1"/><c r="C10" s="1"><f>A10*2</f></c></row>',
    )
    expect(sheet).toContain('<row r="11" ht="30" outlineLevel="1"><c r="A11" s="1"><v>5</v></c>')
    expect(formulas).toMatchObject({ C7: 'A7*2', C8: 'A8*2', C11: 'C8+A11' })
  })

  test('totals grow with the block; with growing switched off they do not, and the difference is seen', async () => {
    const cells = { A8: '<v>1</v>', A9: f('SUM(A6:A8)'), B9: f('SUM(A$6:A$8)/A9'), C9: f('SUM(A7:A8)'), A3: f('AVERAGE(A6:A8)') }
    const grown = { A11: 'SUM(A6:A10)', B11: 'SUM(A$6:A$10)/A11', C11: 'SUM(A7:A8)', A3: 'AVERAGE(A6:A10)' }
    expect((await stretch({ cells })).formulas).toEqual(grown)
    const named = { A8: '<v>1</v>', A9: f('A6+A7+A8'), B9: f('SUM(A6,A7,A8)'), C9: f('A6+A7') }
    expect((await stretch({ cells: named }, [block])).formulas).toMatchObject({ A11: 'SUM(A6:A10)', B11: 'SUM(A6:A10)', C11: 'A6+A7' })
    expect((await stretch({ cells }, [block], 'stay')).formulas).toMatchObject({ A11: 'SUM(A6:A8)', A3: 'AVERAGE(A6:A8)' })
  })

  test.each([
    ['a share of the whole', 'A7/SUM(A$6:A$8)', 'A8/SUM(A$6:A$8)', ['A8/SUM(A$6:A$10)', 'A9/SUM(A$6:A$10)', 'A10/SUM(A$6:A$10)']],
    ['a share written without marks', 'A7/SUM(A6:A8)', 'A8/SUM(A6:A8)', ['A8/SUM(A6:A10)', 'A9/SUM(A6:A10)', 'A10/SUM(A6:A10)']],
    ['a running total', 'SUM(A$6:A7)', 'SUM(A$6:A8)', ['SUM(A$6:A8)', 'SUM(A$6:A9)', 'SUM(A$6:A10)']],
    ['the row before', 'D6+A7', 'D7+A8', ['D7+A8', 'D8+A9', 'D9+A10']],
    ['the total below', 'A7/A9', 'A8/A9', ['A8/A11', 'A9/A11', 'A10/A11']],
    ['a factor above', 'A7*B3', 'A8*B3', ['A8*B3', 'A9*B3', 'A10*B3']],
    ['another sheet', "A7+'R&amp;D ''x'''!A7", "A8+'R&amp;D ''x'''!A8", ["A8+'R&D ''x'''!A8", "A9+'R&D ''x'''!A9", "A10+'R&D ''x'''!A10"]],
  ])('%s', async (_, above, last, expected) => {
    const { formulas } = await stretch({ cells: { D7: f(above), D8: f(last), A9: f('SUM(A6:A8)') } })
    expect([formulas.D8, formulas.D9, formulas.D10]).toEqual(expected)
  })

  test('a block of one row', async () => {
    const { formulas } = await stretch({ cells: { D6: f('A6*B$3'), D7: f('SUM(D6:D6)'), E6: f('E5+A6') } }, [{ ...block, last: 6 }])
    expect(formulas).toEqual({ D6: 'A6*B$3', D7: 'A7*B$3', D8: 'A8*B$3', D9: 'SUM(D6:D8)', E6: 'E5+A6', E7: 'E6+A7', E8: 'E7+A8' })
  })

  test('a shared formula that is cut is written out; one that is not stays shared', async () => {
    const shared = (si: number, rest = '') => `<f t="shared" si="${si}"${rest === '' ? '/>' : `${rest}</f>`}<v>1</v>`
    const { sheet, formulas } = await stretch({
      cells: {
        B2: shared(1, ' ref="B2:B3">A2+1'),
        B3: shared(1),
        B7: shared(0, ' ref="B7:B10">A7*2'),
        B8: shared(0),
        B9: shared(0),
        B10: shared(0),
      },
    })
    expect(sheet).toContain('<f t="shared" si="1" ref="B2:B3">A2+1</f>')
    expect(sheet).toContain('<f t="shared" si="1"/>')
    expect(formulas).toMatchObject({ B7: 'A7*2', B8: 'A8*2', B9: 'A9*2', B10: 'A10*2', B11: 'A11*2', B12: 'A12*2' })
  })

  test('array formulas of one row are copied; those the new rows would cut are refused and nothing is changed', async () => {
    const { sheet } = await stretch({
      cells: { D8: '<f t="array" ref="D8">SUM(A8:C8*2)</f>', E12: '<f t="array" ref="E12:E13">A12:A13</f>' },
    })
    expect(sheet).toContain('<f t="array" ref="D9:D9">SUM(A9:C9*2)</f>')
    expect(sheet).toContain('<f t="array" ref="E14:E15">A14:A15</f>')
    const bytes = build({ cells: { A3: '<v>1</v>', D7: '<f t="array" ref="D7:D9">A7:A9</f>' } })
    const editor = await editPackage(bytes)
    await expect(stretchRows(editor, await mapWorkbook(editor), [block])).rejects.toMatchObject({ code: 'ROWS_UNMOVABLE' })
    expect(await editor.text('xl/worksheets/sheet1.xml')).toContain('ref="D7:D9"')
    expect(editor.has('xl/calcChain.xml')).toBe(true)
  })

  test('several blocks, rows without addresses and elements with a prefix', async () => {
    const cells = { A4: '<v>1</v>', A5: f('SUM(A4:A4)'), A8: '<v>2</v>', A9: f('SUM(A6:A8)+A5') }
    const { formulas } = await stretch({ cells }, [{ sheet: '表', first: 4, last: 4, count: 3 }, block])
    expect(formulas).toEqual({ A8: 'SUM(A4:A7)', A14: 'SUM(A9:A13)+A8' })
    const prefixed = Object.fromEntries(
      Object.entries({ A8: '<v>1</v>', A9: '<f>SUM(A6:A8)</f>' }).map(([cell, xml]) => [cell, xml.replace(/<(\/?)/g, '<$1x:')]),
    )
    expect((await stretch({ cells: prefixed, p: 'x:' })).sheet).toContain(
      '<x:row r="9" ht="30" outlineLevel="1"><x:c r="A9" s="1"/></x:row>',
    )
  })
})

test.each([
  [
    'mergeCells',
    '<mergeCells count="5"><mergeCell ref="A1:C1"/><mergeCell ref="B8:C8"/><mergeCell ref="A6:A8"/><mergeCell ref="D7:D9"/><mergeCell ref="A11:C12"/></mergeCells>',
    '<mergeCells count="7"><mergeCell ref="A1:C1"/><mergeCell ref="B9:C9"/><mergeCell ref="B10:C10"/><mergeCell ref="B8:C8"/><mergeCell ref="A6:A10"/><mergeCell ref="D7:D11"/><mergeCell ref="A13:C14"/></mergeCells>',
  ],
  [
    'a rule and a drop-down',
    '<conditionalFormatting sqref="A6:A8 C2"><cfRule type="duplicate"><formula>COUNTIF($A$6:$A$8,A6)&gt;1</formula></cfRule></conditionalFormatting><dataValidations><dataValidation sqref="B8"><formula1>$H$9:$H$12</formula1></dataValidation></dataValidations>',
    '<conditionalFormatting sqref="A6:A10 C2"><cfRule type="duplicate"><formula>COUNTIF($A$6:$A$10,A6)&gt;1</formula></cfRule></conditionalFormatting><dataValidations><dataValidation sqref="B8:B10"><formula1>$H$11:$H$14</formula1></dataValidation></dataValidations>',
  ],
  [
    'newer rules',
    '<extLst><ext><x14:dataValidations><x14:dataValidation><x14:formula1><xm:f>字典!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>C6:C8</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>',
    '<extLst><ext><x14:dataValidations><x14:dataValidation><x14:formula1><xm:f>字典!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>C6:C10</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>',
  ],
  [
    'small charts',
    '<extLst><ext><x14:sparklines><x14:sparkline><xm:f>表!A8:C8</xm:f><xm:sqref>D8</xm:sqref></x14:sparkline><x14:sparkline><xm:f>表!A6:A8</xm:f><xm:sqref>A9</xm:sqref></x14:sparkline></x14:sparklines></ext></extLst>',
    '<extLst><ext><x14:sparklines><x14:sparkline><xm:f>表!A8:C8</xm:f><xm:sqref>D8</xm:sqref></x14:sparkline><x14:sparkline><xm:f>表!A9:C9</xm:f><xm:sqref>D9</xm:sqref></x14:sparkline><x14:sparkline><xm:f>表!A10:C10</xm:f><xm:sqref>D10</xm:sqref></x14:sparkline><x14:sparkline><xm:f>表!A6:A10</xm:f><xm:sqref>A11</xm:sqref></x14:sparkline></x14:sparklines></ext></extLst>',
  ],
  [
    'filter, links, breaks, protection',
    '<protectedRanges><protectedRange sqref="A6:C8" name="x"/></protectedRanges><autoFilter ref="A5:C8"><sortState ref="A6:C8"/></autoFilter><hyperlinks><hyperlink ref="A12" location="表!A9"/><hyperlink ref="B8" location="\'R&amp;D \'\'x\'\'\'!A9"/></hyperlinks><rowBreaks count="2"><brk id="7"/><brk id="8"/></rowBreaks><ignoredErrors><ignoredError sqref="A8"/></ignoredErrors>',
    '<protectedRanges><protectedRange sqref="A6:C10" name="x"/></protectedRanges><autoFilter ref="A5:C10"><sortState ref="A6:C10"/></autoFilter><hyperlinks><hyperlink ref="A14" location="表!A11"/><hyperlink ref="B8" location="\'R&amp;D \'\'x\'\'\'!A9"/></hyperlinks><rowBreaks count="2"><brk id="7"/><brk id="10"/></rowBreaks><ignoredErrors><ignoredError sqref="A8:A10"/></ignoredErrors>',
  ],
  [
    'views',
    '<customSheetViews><customSheetView><pane ySplit="5" topLeftCell="A9"/><selection activeCell="B10" sqref="B10 B2"/></customSheetView></customSheetViews><scenarios><scenario><inputCells r="A9" val="1"/></scenario></scenarios>',
    '<customSheetViews><customSheetView><pane ySplit="5" topLeftCell="A11"/><selection activeCell="B12" sqref="B12 B2"/></customSheetView></customSheetViews><scenarios><scenario><inputCells r="A11" val="1"/></scenario></scenarios>',
  ],
])('%s follow', async (_, before, after) => {
  const { sheet } = await stretch({ cells: { A8: '<v>1</v>' }, after: before })
  expect(sheet).toContain(after)
})

test('names, other sheets and the chain of calculation', async () => {
  const { editor, part } = await stretch({
    cells: { A9: f('SUM(A6:A8)') },
    other: { A1: f('表!A9'), A2: f('SUM(表!A6:A8)'), A3: f('A9') },
    names:
      '<definedName name="_xlnm.Print_Area" localSheetId="0">表!$A$1:$C$12</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">表!$4:$5</definedName><definedName name="合计">表!$A$9</definedName><definedName name="数">表!$A$6:$C$8</definedName>',
  })
  expect(formulasIn(await part('worksheets/sheet2.xml'))).toEqual({ A1: '表!A11', A2: 'SUM(表!A6:A10)', A3: 'A9' })
  expect([...(await part('workbook.xml')).matchAll(/>([^<>]+)<\/definedName>/g)].map(([, text]) => text)).toEqual([
    '表!$A$1:$C$14',
    '表!$4:$5',
    '表!$A$11',
    '表!$A$6:$C$10',
  ])
  expect(editor.has('xl/calcChain.xml')).toBe(false)
  expect((await editor.text('[Content_Types].xml')).includes('calcChain')).toBe(false)
})

describe('objects', () => {
  const anchor = (edit: string, from: number, to: number) =>
    `<xdr:twoCellAnchor${edit}><xdr:from><xdr:row>${from}</xdr:row></xdr:from><xdr:to><xdr:row>${to}</xdr:row></xdr:to></xdr:twoCellAnchor>`
  const drawing = (content: string) =>
    `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">${content}</xdr:wsDr>`

  test('pictures and charts go where their cells go', async () => {
    const before = [
      anchor('', 6, 9),
      anchor(' editAs="oneCell"', 6, 9),
      anchor(' editAs="oneCell"', 8, 9),
      anchor(' editAs="absolute"', 8, 9),
    ]
    const after = [
      anchor('', 6, 11),
      anchor(' editAs="oneCell"', 6, 9),
      anchor(' editAs="oneCell"', 10, 11),
      anchor(' editAs="absolute"', 8, 9),
    ]
    const chart = (cells: string) => `<c:chartSpace xmlns:c="urn:c"><c:f>${cells}</c:f></c:chartSpace>`
    const { part } = await stretch({
      cells: { A8: '<v>1</v>' },
      parts: [
        ['drawing', 'drawings/d.xml', drawing(before.join('')), 'drawing+xml'],
        ['chart', 'charts/c.xml', chart('(表!$A$6:$A$8,表!$A$8:$C$8,表!$A$9)'), 'vnd.openxmlformats-officedocument.drawingml.chart+xml'],
      ],
    })
    expect(await part('drawings/d.xml')).toBe(drawing(after.join('')))
    expect(await part('charts/c.xml')).toBe(chart('(表!$A$6:$A$10,表!$A$8:$C$8,表!$A$11)'))
  })

  test('comments with their boxes', async () => {
    const vml = (row: number, top: number) =>
      `<xml xmlns:x="urn:x"><br><x:ClientData ObjectType="Note"><x:Anchor>1, 15, ${top}, 4, 3, 31, ${top + 3}, 1</x:Anchor><x:Row>${row}</x:Row></x:ClientData></xml>`
    const comments = (ref: string) => `<comments xmlns="${main}"><commentList><comment ref="${ref}"/></commentList></comments>`
    const { part } = await stretch({
      cells: { A8: '<v>1</v>' },
      parts: [
        ['vmlDrawing', 'drawings/v.vml', vml(8, 7), 'vmlDrawing'],
        ['comments', 'comments1.xml', comments('A9'), 'comments+xml'],
        [
          'threadedComment',
          'threadedComments/t.xml',
          '<ThreadedComments><threadedComment ref="A9"/></ThreadedComments>',
          'threadedcomments+xml',
        ],
      ],
    })
    expect(await part('drawings/v.vml')).toBe(vml(10, 9))
    expect(await part('comments1.xml')).toBe(comments('A11'))
    expect(await part('threadedComments/t.xml')).toContain('ref="A11"')
  })

  const table = (ref: string, filter = ref) =>
    `<table xmlns="${main}" displayName="台账" ref="${ref}" totalsRowCount="1"><autoFilter ref="${filter}"/><tableColumns><tableColumn><calculatedColumnFormula>表!$A$9</calculatedColumnFormula></tableColumn></tableColumns></table>`
  const withTable = (ref: string, filter?: string): Book => ({
    cells: { A8: '<v>1</v>' },
    parts: [['table', 'tables/t.xml', table(ref, filter), 'table+xml']],
  })

  test('a table around the block grows, one below moves, one that is cut is refused', async () => {
    expect(await (await stretch(withTable('A5:C9', 'A5:C8'))).part('tables/t.xml')).toBe(table('A5:C11', 'A5:C10').replace('$A$9', '$A$11'))
    expect(await (await stretch(withTable('A12:C15'))).part('tables/t.xml')).toBe(table('A14:C17').replace('$A$9', '$A$11'))
    await expect(stretch(withTable('A7:C12'))).rejects.toMatchObject({ code: 'ROWS_UNMOVABLE' })
    await expect(stretch(withTable('A5:C8'))).rejects.toMatchObject({ code: 'ROWS_UNMOVABLE' })
  })

  test('a pivot table that is cut is refused; one below moves, and its source grows', async () => {
    const pivot = (ref: string): NonNullable<Book['parts']> => [
      [
        'pivotTable',
        'pivotTables/p.xml',
        `<pivotTableDefinition xmlns="${main}"><location ref="${ref}"/></pivotTableDefinition>`,
        'pivotTable+xml',
      ],
    ]
    await expect(stretch({ cells: { A8: '<v>1</v>' }, parts: pivot('A7:C12') })).rejects.toMatchObject({ code: 'ROWS_UNMOVABLE' })
    const source = (ref: string) =>
      `<pivotCacheDefinition xmlns="${main}"><cacheSource><worksheetSource ref="${ref}" sheet="表"/></cacheSource></pivotCacheDefinition>`
    const { part } = await stretch({
      cells: { A8: '<v>1</v>' },
      parts: [
        ...pivot('A20:C22'),
        [
          'pivotCacheDefinition',
          'pivotCache/c.xml',
          source('A5:C8'),
          'vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml',
        ],
      ],
    })
    expect(await part('pivotTables/p.xml')).toContain('ref="A22:C24"')
    expect(await part('pivotCache/c.xml')).toBe(source('A5:C10'))
  })
})

test('orders that make no sense are refused', async () => {
  const book: Book = { cells: { A8: '<v>1</v>', A1048575: '<v>2</v>' } }
  for (const blocks of [
    [{ ...block, sheet: '无' }],
    [{ ...block, count: 0 }],
    [{ ...block, first: 9 }],
    [block],
    [block, { ...block, first: 8, last: 9, count: 1 }],
  ])
    await expect(stretch(book, blocks)).rejects.toMatchObject({ code: blocks[0]?.sheet === '无' ? 'SHEET_UNKNOWN' : 'ROWS_UNMOVABLE' })
})

/** Cells that a formula names, read without the program's own help. */
const cellsNamed = (formula: string): (readonly [sheet: string, left: string, top: number, right: string, bottom: number])[] =>
  [...formula.matchAll(/('R&D ''x'''!|表!)?\$?([A-F])\$?(\d+)(?::\$?([A-F])\$?(\d+))?/g)].map(
    ([, sheet = '', left = '', top = '', right = left, bottom = top]) => [sheet, left, Number(top), right, Number(bottom)],
  )

test('whatever the formulas say, they say it of the same cells afterwards', async () => {
  let state = 20_20
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  const mark = () => (random(2) === 0 ? '$' : '')
  const cell = (row: number) => `${mark()}${'ABCDEF'[random(6)]}${mark()}${row}`
  const reference = () => {
    const prefix = ['', '', '表!', "'R&D ''x'''!"][random(4)] ?? ''
    const top = 1 + random(14)
    const left = 'ABC'[random(3)]
    const right = 'DEF'[random(3)]
    return prefix + (random(2) === 0 ? cell(top) : `${mark()}${left}${mark()}${top}:${mark()}${right}${mark()}${top + random(6)}`)
  }
  let checked = 0
  for (let round = 0; round < 60; round++) {
    const first = 2 + random(8)
    const last = first + random(4)
    const count = 1 + random(5)
    const cells: Record<string, string> = {}
    const before: Record<string, string> = {}
    for (let row = 1; row <= 14; row++) {
      // Inside the block what a copy means is another question; see above.
      if (row >= first && row <= last) cells[`H${row}`] = '<v>1</v>'
      else {
        before[`H${row}`] = `SUM(${reference()},${reference()})+LOG10(${reference()})`
        cells[`H${row}`] = f((before[`H${row}`] ?? '').replaceAll('&', '&amp;'))
      }
    }
    const { formulas } = await stretch({ cells }, [{ sheet: '表', first, last, count }])
    const back = (row: number) => (row > last + count ? row - count : row)
    for (const [address, formula] of Object.entries(before)) {
      const row = Number(address.slice(1))
      const after = formulas[`H${row > last ? row + count : row}`] ?? ''
      const old = cellsNamed(formula)
      const now = cellsNamed(after)
      expect(now).toHaveLength(old.length)
      for (const [index, [sheet, left, top, right, bottom]] of old.entries()) {
        const [nowSheet, nowLeft, nowTop = 0, nowRight, nowBottom = 0] = now[index] ?? []
        expect([nowSheet, nowLeft, nowRight]).toEqual([sheet, left, right])
        const isHere = !sheet.startsWith("'")
        // The only row of a block, named as an argument of SUM, is the block.
        const isOnlyRow = first === last && index < 2
        const grew = isHere && bottom === last && top <= first && (formula.includes(':') || isOnlyRow) && nowBottom === last + count
        expect([isHere ? back(nowTop) : nowTop, grew ? bottom : isHere ? back(nowBottom) : nowBottom], `${formula} -> ${after}`).toEqual([
          top,
          bottom,
        ])
        // No range may end or begin inside the new rows, except where it grew.
        if (isHere && !grew) for (const edge of [nowTop, nowBottom]) expect(edge > last && edge <= last + count).toBe(false)
        checked++
      }
    }
  }
  expect(checked).toBeGreaterThan(1000)
})
