import { describe, expect, test } from 'vitest'
import { resultWorkbook } from '../../../electron/engine/excel/patcher/marks/result-workbook.ts'
import type { MarkOrder, PatchOrders } from '../../../electron/engine/excel/patcher/orders.ts'
import { patchWorkbook } from '../../../electron/engine/excel/patcher/patch-workbook.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { readArchive } from '../../helpers/round-trip/archive.ts'
import { mapBook, relationships } from '../../helpers/round-trip/book.ts'
import { parseTree, type XmlNode } from '../../helpers/round-trip/xml-tree.ts'
import { packageFaults } from '../../helpers/sound-package.ts'
import { buildWorkbook, type WorkbookSpec } from '../../helpers/workbook.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const sheetPart = 'xl/worksheets/sheet1.xml'
const mark = (cell: string, message = '请核对', tone: MarkOrder['tone'] = 'error', sheet = '表'): MarkOrder => ({
  sheet,
  cell,
  tone,
  message,
})

/** The same package with parts put in, changed or, by `null`, taken out. */
const rebuilt = (bytes: Uint8Array, changes: Readonly<Record<string, string | null | ((text: string) => string)>>): Uint8Array => {
  const parts = new Map<string, Uint8Array>(readArchive(bytes))
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) parts.delete(name)
    else parts.set(name, Buffer.from(typeof change === 'string' ? change : change(Buffer.from(parts.get(name) ?? []).toString())))
  }
  return rawZip([...parts].map(([name, content]) => ({ name, bytes: content, deflate: true })))
}
const workbook = (rows: WorkbookSpec['sheets'][number]['rows'], more: Partial<WorkbookSpec> = {}, merges: readonly string[] = []) =>
  buildWorkbook({ sheets: [{ name: '表', rows, merges }], ...more })

const run = async (bytes: Uint8Array, marks: readonly MarkOrder[], results?: PatchOrders['results']) => {
  const before = readArchive(bytes)
  const patched = await patchWorkbook(bytes, { rowBlocks: [], cells: [], marks, ...(results === undefined ? {} : { results }) })
  const parts = readArchive(patched.bytes)
  expect(packageFaults(parts)).toEqual([])
  const changed = [...before].filter(([name, content]) => parts.get(name)?.equals(content) !== true).map(([name]) => name)
  return {
    parts,
    changed,
    added: [...parts.keys()].filter((name) => !before.has(name)),
    marks: patched.account.marks,
    bytes: patched.bytes,
  }
}

const child = (node: XmlNode | undefined, name: string): XmlNode | undefined => node?.children.find((one) => one.name === name)
const tree = (parts: ReadonlyMap<string, Buffer>, part: string): XmlNode => parseTree(parts.get(part) ?? Buffer.alloc(0))
const cellsOf = (parts: ReadonlyMap<string, Buffer>, part = sheetPart) =>
  new Map(
    (child(tree(parts, part), 'sheetData')?.children ?? []).flatMap((row) => row.children.map((cell) => [cell.attributes.r ?? '', cell])),
  )
/** Colour behind a cell. */
const colourOf = (parts: ReadonlyMap<string, Buffer>, cell: string, part = sheetPart): string | undefined => {
  const styles = tree(parts, mapBook(parts).styles ?? '')
  const xf = child(styles, 'cellXfs')?.children[Number(cellsOf(parts, part).get(cell)?.attributes.s ?? 0)]
  const fill = child(styles, 'fills')?.children[Number(xf?.attributes.fillId ?? 0)]
  return child(fill?.children[0], 'fgColor')?.attributes.rgb
}
const textOf = (node: XmlNode): string => node.text + node.children.map(textOf).join('')
const commentsOf = (parts: ReadonlyMap<string, Buffer>, part = sheetPart): Record<string, string> => {
  const target = relationships(parts, part).find(({ type }) => type === 'comments')?.target
  if (target === undefined) return {}
  const list = child(tree(parts, target), 'commentList')?.children ?? []
  return Object.fromEntries(list.map((comment) => [comment.attributes.ref, textOf(comment).trim()]))
}

describe('colours', () => {
  test('a marked cell keeps its own look but for the fill; nothing else differs', async () => {
    const { parts, changed, added, marks } = await run(
      workbook([
        ['名称', { value: 1.5, format: '0.00' }],
        ['乙', 2],
      ]),
      [mark('B1', '应为整数'), mark('A2', '请看一下', 'notice'), mark('B2', '请核对', 'warning')],
    )
    expect([colourOf(parts, 'B1'), colourOf(parts, 'A2'), colourOf(parts, 'B2')]).toEqual(['FFFFC7CE', 'FFDDEBF7', 'FFFFEB9C'])
    expect(colourOf(parts, 'A1')).toBeUndefined()
    const xf = child(tree(parts, 'xl/styles.xml'), 'cellXfs')?.children[Number(cellsOf(parts).get('B1')?.attributes.s)]
    expect(xf?.attributes).toMatchObject({ numFmtId: '201', applyFill: '1' })
    expect(commentsOf(parts)).toEqual({ B1: '【错误】应为整数', A2: '【提示】请看一下', B2: '【警告】请核对' })
    expect(changed.sort()).toEqual(['[Content_Types].xml', 'xl/styles.xml', sheetPart])
    expect(added.sort()).toEqual(['xl/comments1.xml', 'xl/drawings/vmlDrawing1.vml', 'xl/worksheets/_rels/sheet1.xml.rels'])
    expect(marks).toMatchObject({ uncommented: [], uncoloured: [] })
  })

  test('cells that the file does not have are put in where they belong, with the look of their row or column', async () => {
    const bytes = rebuilt(
      workbook([
        [
          { value: 1, format: '0.0' },
          { value: 2, format: '0.00' },
        ],
      ]),
      {
        [sheetPart]: (text) =>
          text.replace(
            /<sheetData>.*<\/sheetData>/,
            '<cols><col min="5" max="6" width="9" style="2"/></cols><sheetData><row r="2" spans="2:3"><c r="B2"><v>1</v></c><c r="D2"/></row>' +
              '<row r="4" s="1" customFormat="1"/><row r="9"><c r="A9"><v>9</v></c></row></sheetData>',
          ),
      },
    )
    const { parts } = await run(
      bytes,
      ['A2', 'C2', 'F2', 'B4', 'C3', 'E11', 'A1'].map((cell) => mark(cell)),
    )
    const cells = cellsOf(parts)
    expect([...cells.keys()]).toEqual(['A1', 'A2', 'B2', 'C2', 'D2', 'F2', 'C3', 'B4', 'A9', 'E11'])
    const formats = child(tree(parts, 'xl/styles.xml'), 'cellXfs')?.children.map(({ attributes }) => attributes.numFmtId)
    expect(['A2', 'B4', 'F2', 'E11'].map((cell) => formats?.[Number(cells.get(cell)?.attributes.s)])).toEqual(['0', '201', '202', '202'])
    const row = child(tree(parts, sheetPart), 'sheetData')?.children.find(({ attributes }) => attributes.r === '2')
    expect(row?.attributes.spans).toBe('1:6')
    for (const cell of ['A2', 'C2', 'F2', 'B4', 'C3', 'E11', 'A1']) expect(colourOf(parts, cell)).toBe('FFFFC7CE')
  })

  test('a sheet without any cell, and one whose cells have no addresses', async () => {
    const empty = rebuilt(workbook([[1]]), { [sheetPart]: (text) => text.replace(/<sheetData>.*<\/sheetData>/, '<sheetData/>') })
    expect([...cellsOf((await run(empty, [mark('C3')])).parts).keys()]).toEqual(['C3'])
    const { parts } = await run(
      workbook(
        [
          ['甲', 1, 2],
          ['乙', 3],
        ],
        { unaddressed: true },
      ),
      [mark('B2'), mark('D1')],
    )
    const rows = child(tree(parts, sheetPart), 'sheetData')?.children ?? []
    expect(rows.map((row) => row.children.map(({ attributes }) => attributes.r ?? ''))).toEqual([
      ['', '', '', 'D1'],
      ['', ''],
    ])
    expect(rows[1]?.children[1]?.attributes.s).toBeDefined()
  })

  test('of a merged area every cell is coloured, and the first carries the comment', async () => {
    const { parts } = await run(
      workbook(
        [
          ['大标题', 1],
          [2, 3],
        ],
        {},
        ['A1:B2'],
      ),
      [mark('B2', '一'), mark('A1', '二', 'notice')],
    )
    expect(['A1', 'B1', 'A2', 'B2'].map((cell) => colourOf(parts, cell))).toEqual(Array(4).fill('FFFFC7CE'))
    expect(commentsOf(parts)).toEqual({ A1: '【错误】一\n【提示】二' })
  })

  test('a workbook without styles gets a part for them', async () => {
    const bare = rebuilt(workbook([['甲', 1]]), {
      'xl/styles.xml': null,
      'xl/_rels/workbook.xml.rels': (text) => text.replace(/<Relationship Id="rIdS"[^>]*>/, ''),
      '[Content_Types].xml': (text) => text.replace(/<Override PartName="\/xl\/styles.xml"[^>]*>/, ''),
    })
    const { parts } = await run(bare, [mark('B1')], { name: '审核结果', heads: ['位置', '级别'], lines: [] })
    expect(colourOf(parts, 'B1')).toBe('FFFFC7CE')
  })

  test.each([{ prefix: 'x' }, { strict: true }, { prefix: 'ss', strict: true }, { encoding: 'utf-16le' }] as const)(
    'however a file spells its parts: %o',
    async (spelling) => {
      const { parts } = await run(workbook([['甲', { value: 1, format: '0%' }]], spelling), [mark('B1'), mark('C5')], {
        name: '审核结果',
        heads: ['位置', '级别'],
        lines: [{ target: { sheet: '表', cell: 'B1' }, tone: 'error', texts: ['错误'] }],
      })
      expect([colourOf(parts, 'B1'), colourOf(parts, 'C5')]).toEqual(['FFFFC7CE', 'FFFFC7CE'])
      expect(Object.keys(commentsOf(parts))).toEqual(['B1', 'C5'])
      const main =
        'strict' in spelling ? 'http://purl.oclc.org/ooxml/spreadsheetml/main' : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
      expect(parts.get('xl/comments1.xml')?.toString()).toContain(`xmlns="${main}"`)
      const kinds = [...(parts.get('xl/worksheets/_rels/sheet1.xml.rels')?.toString() ?? '').matchAll(/Type="([^"]+)"/g)].map(
        ([, type]) => type,
      )
      expect(kinds.every((type) => type?.startsWith('strict' in spelling ? 'http://purl.oclc.org/' : office))).toBe(true)
    },
  )

  test('a cell or a sheet that is none is refused', async () => {
    const bytes = workbook([['甲']])
    await expect(run(bytes, [mark('A1:B2')])).rejects.toMatchObject({ code: 'CELL_ADDRESS_INVALID' })
    await expect(run(bytes, [mark('ZZZZ1')])).rejects.toMatchObject({ code: 'CELL_ADDRESS_INVALID' })
    await expect(run(bytes, [mark('A1', '', 'error', '别的表')])).rejects.toMatchObject({ code: 'SHEET_UNKNOWN' })
  })
})

const box = (id: string, row: number, column: number, more = ''): string =>
  `<v:shape id="${id}" type="#_x0000_t202" style='visibility:hidden'><v:textbox><div>a<br>b</div></v:textbox><x:ClientData ObjectType="Note">` +
  `<x:Anchor>\n 1, 15, 0, 2, 3, 15, 4, 4</x:Anchor>${more}<x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
const boxesPart = 'xl/drawings/vmlDrawing7.vml'
/** A sheet with comments on A1 and B1, as Excel keeps them; `<br>` makes the boxes no XML. */
const commented = (
  list: string,
  more: Readonly<Record<string, string>> = {},
  links = '',
  boxes = box('_x0000_s1025', 0, 0).replaceAll('v:shape', 'v:roundrect') + box('_x0000_s1026', 0, 1),
) =>
  rebuilt(workbook([['甲', 1]]), {
    [sheetPart]: (text) =>
      text.replace(
        '</worksheet>',
        '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><legacyDrawing r:id="rId4"/><tableParts count="0"/></worksheet>',
      ),
    'xl/worksheets/_rels/sheet1.xml.rels':
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId4" Type="${office}/vmlDrawing" ` +
      `Target="../drawings/vmlDrawing7.vml"/><Relationship Id="rId1" Type="${office}/comments" Target="/xl/comments3.xml"/>${links}</Relationships>`,
    'xl/comments3.xml':
      '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>科长</author></authors>' +
      `<commentList>${list}</commentList></comments>`,
    [boxesPart]:
      '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
      `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1,3"/></o:shapelayout>${boxes}</xml>`,
    '[Content_Types].xml': (text: string) =>
      text.replace(
        '</Types>',
        '<Default Extension="VML" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/comments3.xml" ' +
          'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/></Types>',
      ),
    ...more,
  } as Parameters<typeof rebuilt>[1])
const plainAndRich =
  '<comment ref="A1" authorId="0"><text><t>原有的话 $&amp;</t></text></comment>' +
  '<comment ref="B1" authorId="0"><text><r><rPr><b/></rPr><t>粗</t></r><r><t xml:space="preserve">细 </t></r><phoneticPr fontId="1"/></text></comment>'

describe('comments', () => {
  test('what is there stays; ours is added below it, and boxes grow', async () => {
    const { parts, changed, added } = await run(commented(plainAndRich), [
      mark('A1', '少了一位 $1'),
      mark('B1', '多了'),
      mark('C1', '新的'),
    ])
    expect(commentsOf(parts)).toEqual({ A1: '原有的话 $&\n\n【错误】少了一位 $1', B1: '粗细 \n\n【错误】多了', C1: '【错误】新的' })
    expect(added).toEqual([])
    expect(changed.sort()).toEqual(['xl/comments3.xml', boxesPart, 'xl/styles.xml', sheetPart].sort())
    const comments = parts.get('xl/comments3.xml')?.toString() ?? ''
    expect(comments).toContain('<r><rPr><b/></rPr><t>粗</t></r>')
    expect(comments).toContain('<authors><author>科长</author><author>碳报</author></authors>')
    const boxes = parts.get(boxesPart)?.toString() ?? ''
    expect(boxes).toContain('data="1,3,4"')
    expect([...boxes.matchAll(/<v:(?:shape|roundrect) id="([^"]+)"/g)].map(([, id]) => id)).toEqual([
      '_x0000_s1025',
      '_x0000_s1026',
      '_x0000_s4097',
    ])
    const bottoms = [...boxes.matchAll(/<x:Anchor>([^<]+)</g)].map(([, anchor]) => Number(anchor?.split(',')[6]))
    expect(bottoms[0]).toBeGreaterThan(4)
    // Its end lies behind the table parts that it must stand before.
    expect(parts.get(sheetPart)?.toString()).toContain('<legacyDrawing r:id="rId4"/><tableParts count="0"/>')
  })

  test('marking again replaces our own words and repeats none of them under those of others', async () => {
    const once = await run(commented(plainAndRich), [mark('A1', '少了一位'), mark('C1', '旧的')])
    const { parts, bytes } = await run(once.bytes, [mark('A1', '少了一位'), mark('C1', '新的')])
    expect(commentsOf(parts)).toMatchObject({ A1: '原有的话 $&\n\n【错误】少了一位', C1: '【错误】新的' })
    // Other words the next time: ours give way, theirs stay as they were, however often.
    const third = await run(bytes, [mark('A1', '另一件事', 'warning'), mark('B1', '也有事')])
    const fourth = await run(third.bytes, [mark('A1', '第三件事'), mark('B1', '还有事'), mark('C1', '更新的')])
    expect(commentsOf(fourth.parts)).toEqual({
      A1: '原有的话 $&\n\n【错误】第三件事',
      B1: '粗细 \n\n【错误】还有事',
      C1: '【错误】更新的',
    })
    expect(fourth.parts.get('xl/comments3.xml')?.toString()).toContain('<r><rPr><b/></rPr><t>粗</t></r>')
    expect(
      parts
        .get('xl/comments3.xml')
        ?.toString()
        .match(/<author>/g),
    ).toHaveLength(2)
  })

  test('a second round takes the place of the first: comments, colours, the sheet of results; what is of others stays', async () => {
    const results = (texts: readonly string[], heads = ['位置', '级别', '问题', '怎么办']): NonNullable<PatchOrders['results']> => ({
      replaces: true,
      name: '审核结果',
      heads,
      lines: texts.map((text) => ({ target: { sheet: '表', cell: 'A1' }, tone: 'error', texts: ['错误', text, ''] })),
    })
    const heads = ['位置', '级别', '问题', '怎么办']
    const first = await run(
      commented(plainAndRich),
      [mark('A1', '甲'), mark('B1', '乙'), mark('C1', '丙'), mark('D1', '丁')],
      results(['甲']),
    )
    const sheet = [...first.parts.keys()].find((name) => first.parts.get(name)?.includes('fitToHeight="0"')) ?? ''
    expect(first.parts.get(sheet)?.toString()).toContain('位置')
    const second = await run(first.bytes, [mark('B1', '又是乙'), mark('D1', '丁')], results(['又是乙', '丁']))
    expect(commentsOf(second.parts)).toEqual({ A1: '原有的话 $&', B1: '粗细 \n\n【错误】又是乙', D1: '【错误】丁' })
    expect(['A1', 'B1', 'C1', 'D1'].map((cell) => colourOf(second.parts, cell))).toEqual([undefined, 'FFFFC7CE', undefined, 'FFFFC7CE'])
    expect([...mapBook(second.parts).sheets.keys()].filter((name) => name.startsWith('审核结果'))).toEqual(['审核结果'])
    expect(second.marks?.resultSheet).toBe('审核结果')
    expect(second.parts.get(sheet)?.toString()).not.toContain('>甲<')
    const boxes = second.parts.get(boxesPart)?.toString() ?? ''
    expect([...boxes.matchAll(/<x:Column>(\d+)</g)].map(([, column]) => column)).toEqual(
      [...(first.parts.get(boxesPart)?.toString() ?? '').matchAll(/<x:Column>(\d+)</g)]
        .map(([, column]) => column)
        .filter((column) => column !== '2'),
    )
    expect(boxes.match(/<v:(?:shape|roundrect) /g)?.length).toBe(boxes.match(/<\/v:(?:shape|roundrect)>/g)?.length)
    // A third round with nothing wrong leaves nothing of ours but the sheet.
    const third = await run(second.bytes, [], results(['没有发现问题']))
    expect(commentsOf(third.parts)).toEqual({ A1: '原有的话 $&', B1: '粗细' })
    expect(['A1', 'B1', 'C1', 'D1'].map((cell) => colourOf(third.parts, cell))).toEqual([undefined, undefined, undefined, undefined])
    // A sheet of that name which is somebody's own stays, and so do marks put one by one.
    const foreign = await run(first.bytes, [mark('B1')], results(['乙'], ['别的', ...heads.slice(1)]))
    expect([foreign.marks?.resultSheet, Object.keys(commentsOf(foreign.parts))]).toEqual(['审核结果 2', ['A1', 'B1', 'C1', 'D1']])
    const { replaces: _, ...oneByOne } = results(['丙'])
    expect(Object.keys(commentsOf((await run(first.bytes, [mark('E1')], oneByOne)).parts))).toEqual(['A1', 'B1', 'C1', 'D1', 'E1'])
  })

  test('a conversation is left alone: the cell is coloured, and we say that there is no comment', async () => {
    const threads = 'xl/threadedComments/threadedComment1.xml'
    const bytes = commented(
      plainAndRich,
      {
        [threads]:
          '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1" id="{1}"><text>商量</text></threadedComment></ThreadedComments>',
      },
      '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/>',
    )
    const { parts, marks } = await run(
      rebuilt(bytes, {
        '[Content_Types].xml': (text) =>
          text.replace(
            '</Types>',
            `<Override PartName="/${threads}" ContentType="application/vnd.ms-excel.threadedcomments+xml"/></Types>`,
          ),
      }),
      [mark('A1'), mark('B1')],
    )
    expect(marks?.uncommented).toEqual([{ sheet: '表', cell: 'A1' }])
    expect(commentsOf(parts)).toMatchObject({ A1: '原有的话 $&', B1: expect.stringContaining('【错误】') })
    expect(colourOf(parts, 'A1')).toBe('FFFFC7CE')
  })

  test('a new drawing goes behind what the schema puts before it', async () => {
    const tail = '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><extLst><ext uri="{0}"/></extLst></worksheet>'
    const { parts } = await run(rebuilt(workbook([['甲']], {}, ['C3:D4']), { [sheetPart]: (text) => text.replace('</worksheet>', tail) }), [
      mark('A1'),
    ])
    expect(tree(parts, sheetPart).children.map(({ name }) => name)).toEqual([
      'sheetData',
      'mergeCells',
      'pageMargins',
      'legacyDrawing',
      'extLst',
    ])
  })

  test('words that mean something to XML, and characters it cannot hold', async () => {
    const { parts } = await run(workbook([['甲']]), [mark('A1', '<b>"&\u0001\n第二行')])
    expect(commentsOf(parts).A1).toBe('【错误】<b>"&_x0001_\n第二行')
  })

  test('thousands of comments take several blocks of ids; boxes of far cells stay on the sheet', async () => {
    const marks = Array.from({ length: 1500 }, (_, at) => mark(`B${at + 1}`))
    const { parts } = await run(workbook([['甲']]), [...marks, mark('XFD1048576')])
    const boxes = parts.get('xl/drawings/vmlDrawing1.vml')?.toString() ?? ''
    expect(boxes).toContain('data="1,2"')
    const far = boxes
      .match(/<x:Anchor>[^<]+/g)
      ?.at(-1)
      ?.replace('<x:Anchor>', '')
      .split(', ')
      .map(Number)
    expect(Math.max(far?.[4] ?? 0)).toBeLessThan(16_384)
    expect(far?.[6]).toBeLessThan(1_048_576)
  })
})

describe('the sheet of results', () => {
  const results = {
    name: '审核结果',
    heads: ['位置', '级别', '问题', '怎么办'],
    lines: [
      { target: { sheet: "县'局 表", cell: 'B2' }, tone: 'error', texts: ['强制性', '=1+1', '改正'] },
      { tone: 'warning', texts: ['核实性', '缺一张表', '补报'] },
      { place: '第 3 行', tone: 'notice', texts: ['提示性', '留意', ''] },
    ],
  } as const

  test('is the last, has a name and a number of its own, and leads to the cells', async () => {
    const bytes = rebuilt(
      buildWorkbook({
        sheets: [
          { name: "县'局 表", rows: [['甲']] },
          { name: '审核结果', rows: [['旧']] },
        ],
      }),
      {
        'xl/workbook.xml': (text) =>
          text
            .replace('sheetId="2"', 'sheetId="41"')
            .replace('<sheets>', '<workbookProtection lockStructure="1"/><bookViews><workbookView activeTab="1"/></bookViews><sheets>')
            .replace(
              '</sheets>',
              '</sheets><definedNames><definedName name="n" localSheetId="1">审核结果!$A$1</definedName></definedNames>',
            ),
      },
    )
    const { parts, changed, marks } = await run(bytes, [], results)
    expect(marks).toMatchObject({ resultSheet: '审核结果 2', structureLocked: true })
    const book = tree(parts, 'xl/workbook.xml')
    expect(child(book, 'sheets')?.children.map(({ attributes }) => [attributes.name, attributes.sheetId])).toEqual([
      ["县'局 表", '1'],
      ['审核结果', '41'],
      ['审核结果 2', '42'],
    ])
    expect(child(book, 'definedNames')?.children[0]?.attributes.localSheetId).toBe('1')
    expect(changed.sort()).toEqual(['[Content_Types].xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/workbook.xml'])
    const sheet = tree(parts, mapBook(parts).sheets.get('审核结果 2') ?? '')
    expect(child(sheet, 'hyperlinks')?.children.map(({ attributes }) => attributes.location)).toEqual(["'县''局 表'!B2"])
    const rows = child(sheet, 'sheetData')?.children.map((row) => row.children.map(textOf))
    expect(rows).toEqual([
      ['位置', '级别', '问题', '怎么办'],
      ["县'局 表!B2", '强制性', '=1+1', '改正'],
      ['整张表', '核实性', '缺一张表', '补报'],
      ['第 3 行', '提示性', '留意', ''],
    ])
    expect(parts.get(mapBook(parts).sheets.get('审核结果 2') ?? '')?.toString()).not.toContain('<f>')
  })

  test('stands alone where a file cannot be marked itself', async () => {
    const parts = readArchive(await resultWorkbook(results))
    expect(packageFaults(parts)).toEqual([])
    expect([...mapBook(parts).sheets.keys()]).toEqual(['审核结果'])
  })
})

test('the judge of packages sees what it is there for', () => {
  const bytes = workbook([['甲', 1]])
  const wrong = rebuilt(bytes, {
    'xl/styles.xml': (text) => text.replace('<cellXfs count="1">', '<cellXfs count="7">'),
    [sheetPart]: (text) =>
      text.replace('</worksheet>', '<legacyDrawing r:id="x"/><mergeCells count="0"/></worksheet>').replace('r="B1"', 'r="A1" s="99"'),
    'xl/strange.bin': 'x',
  })
  expect(packageFaults(readArchive(wrong))).toEqual([
    'xl/strange.bin has no content type',
    'cellXfs count wrongly',
    'xl/worksheets/sheet1.xml out of order',
    'xl/worksheets/sheet1.xml: A1 out of order',
    'xl/worksheets/sheet1.xml: A1 without its style',
  ])
})
