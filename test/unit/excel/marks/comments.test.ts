import { describe, expect, test } from 'vitest'
import type { PatchOrders } from '../../../../electron/engine/excel/patcher/orders.ts'
import { colourOf, commentsOf, mark, rebuilt, run, sheetPart, tree, workbook } from '../../../helpers/marked-workbook.ts'
import { mapBook } from '../../../helpers/round-trip/book.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

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
      results(['甲', '乙', '丙', '丁']),
    )
    const sheet = [...first.parts.keys()].find((name) => first.parts.get(name)?.includes('fitToHeight="0"')) ?? ''
    expect(first.parts.get(sheet)?.toString()).toContain('位置')
    const second = await run(first.bytes, [mark('B1', '又是乙'), mark('D1', '丁')], results(['又是乙', '丁']))
    expect(commentsOf(second.parts)).toEqual({ A1: '原有的话 $&', B1: '粗细 \n\n【错误】又是乙', D1: '【错误】丁' })
    expect(['A1', 'B1', 'C1', 'D1'].map((cell) => colourOf(second.parts, cell))).toEqual([undefined, 'FFFFC7CB', undefined, 'FFFFC7CB'])
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
    // A sheet of that name which is somebody's own stays; marks put one by one stay, too.
    const foreign = await run(first.bytes, [mark('B1')], results(['乙'], ['别的', ...heads.slice(1)]))
    expect([foreign.marks?.resultSheet, Object.keys(commentsOf(foreign.parts))]).toEqual(['审核结果 2', ['A1', 'B1']])
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
    expect(colourOf(parts, 'A1')).toBe('FFFFC7CB')
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
