import { describe, expect, test } from 'vitest'
import { resultWorkbook } from '../../../../electron/engine/excel/patcher/marks/result-workbook.ts'
import { child, rebuilt, run, textOf, tree } from '../../../helpers/marked-workbook.ts'
import { readArchive } from '../../../helpers/round-trip/archive.ts'
import { mapBook } from '../../../helpers/round-trip/book.ts'
import { packageFaults } from '../../../helpers/sound-package.ts'
import { buildWorkbook } from '../../../helpers/workbook.ts'

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
