import { describe, expect, test } from 'vitest'
import { cellsOf, child, colourOf, commentsOf, mark, rebuilt, run, sheetPart, tree, workbook } from '../../../helpers/marked-workbook.ts'
import { readArchive } from '../../../helpers/round-trip/archive.ts'
import { packageFaults } from '../../../helpers/sound-package.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

describe('colours', () => {
  test('a marked cell keeps its own look but for the fill; nothing else differs', async () => {
    const { parts, changed, added, marks } = await run(
      workbook([
        ['名称', { value: 1.5, format: '0.00' }],
        ['乙', 2],
      ]),
      [mark('B1', '应为整数'), mark('A2', '请看一下', 'notice'), mark('B2', '请核对', 'warning')],
    )
    expect([colourOf(parts, 'B1'), colourOf(parts, 'A2'), colourOf(parts, 'B2')]).toEqual(['FFFFC7CB', 'FFDBEAF5', 'FFFFEB9A'])
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
    for (const cell of ['A2', 'C2', 'F2', 'B4', 'C3', 'E11', 'A1']) expect(colourOf(parts, cell)).toBe('FFFFC7CB')
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
    expect(['A1', 'B1', 'A2', 'B2'].map((cell) => colourOf(parts, cell))).toEqual(Array(4).fill('FFFFC7CB'))
    expect(commentsOf(parts)).toEqual({ A1: '【错误】一\n【提示】二' })
  })

  test('a workbook without styles gets a part for them', async () => {
    const bare = rebuilt(workbook([['甲', 1]]), {
      'xl/styles.xml': null,
      'xl/_rels/workbook.xml.rels': (text) => text.replace(/<Relationship Id="rIdS"[^>]*>/, ''),
      '[Content_Types].xml': (text) => text.replace(/<Override PartName="\/xl\/styles.xml"[^>]*>/, ''),
    })
    const { parts } = await run(bare, [mark('B1')], { name: '审核结果', heads: ['位置', '级别'], lines: [] })
    expect(colourOf(parts, 'B1')).toBe('FFFFC7CB')
  })

  test.each([{ prefix: 'x' }, { strict: true }, { prefix: 'ss', strict: true }, { encoding: 'utf-16le' }] as const)(
    'however a file spells its parts: %o',
    async (spelling) => {
      const { parts } = await run(workbook([['甲', { value: 1, format: '0%' }]], spelling), [mark('B1'), mark('C5')], {
        name: '审核结果',
        heads: ['位置', '级别'],
        lines: [{ target: { sheet: '表', cell: 'B1' }, tone: 'error', texts: ['错误'] }],
      })
      expect([colourOf(parts, 'B1'), colourOf(parts, 'C5')]).toEqual(['FFFFC7CB', 'FFFFC7CB'])
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
