/** The limits stop hostile files; the largest books that offices really keep must not meet them. */
import { expect, test } from 'vitest'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import { main, many, office, relationship, relationshipsXml, sheetXml, workbookOf } from '../../helpers/hostile/hostile-file.ts'
import { letters } from '../../helpers/workbook.ts'

const size = { rows: 100_000, columns: 30, styles: 5000, strings: 60_000, sheets: 200, merges: 2000, rules: 500 }

const columns = Array.from({ length: size.columns }, (_, column) => letters(column))
/** Every third column is a text, the others are figures; all styles and all strings are used. */
const row = (index: number): string => {
  const number = index + 1
  let cells = ''
  for (let column = 0; column < size.columns; column++) {
    const place = index * size.columns + column
    const open = `<c r="${columns[column]}${number}" s="${place % size.styles}"`
    cells += column % 3 === 0 ? `${open} t="s"><v>${place % size.strings}</v></c>` : `${open}><v>${(place * 7919) % 1_000_003}.25</v></c>`
  }
  return `<row r="${number}" spans="1:${size.columns}" ht="15" customHeight="1">${cells}</row>`
}
const first = (): string =>
  sheetXml(
    many(size.rows, row),
    `<mergeCells>${many(size.merges, (index) => `<mergeCell ref="AF${index * 2 + 1}:AG${index * 2 + 2}"/>`)}</mergeCells>${many(
      size.rules,
      (index) =>
        `<conditionalFormatting sqref="B${index + 1}"><cfRule type="expression" priority="${index + 1}"><formula>B1&gt;1</formula></cfRule></conditionalFormatting>`,
    )}`,
  )
const sheetNames = Array.from({ length: size.sheets }, (_, index) => `第${index + 1}页`)
const book = (): Uint8Array =>
  workbookOf({
    'xl/workbook.xml': `<workbook ${main}><sheets>${sheetNames
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="s${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationshipsXml(
      ...sheetNames.map((_, index) => relationship(`s${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
      relationship('t', 'sharedStrings', 'sharedStrings.xml'),
      `<Relationship Id="y" Type="${office}/styles" Target="styles.xml"/>`,
    ),
    'xl/styles.xml': `<styleSheet ${main}><numFmts>${many(200, (index) => `<numFmt numFmtId="${200 + index}" formatCode="0.0&quot;格式${index}&quot;"/>`)}</numFmts><cellXfs>${many(
      size.styles,
      (index) => `<xf numFmtId="${index % 3 === 0 ? 0 : 200 + (index % 200)}" fontId="0" fillId="0" borderId="0"/>`,
    )}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${many(size.strings, (index) => `<si><t>柳城县第${index}号锅炉使用单位</t></si>`)}</sst>`,
    'xl/worksheets/sheet1.xml': first(),
    ...Object.fromEntries(
      sheetNames
        .slice(1)
        .map((name, index) => [`xl/worksheets/sheet${index + 2}.xml`, sheetXml(`<row r="1"><c r="A1" t="str"><v>${name}</v></c></row>`)]),
    ),
  })

test('a hundred thousand rows of thirty columns, five thousand styles, sixty thousand texts and two hundred sheets are read whole', async () => {
  const parser = forkParser()
  const workbook = await parser.parse({ fileName: '全县.xlsx', bytes: book() })
  expect(workbook.sheets.map(({ name }) => name)).toEqual(sheetNames)
  const rows = workbook.sheets[0]?.rows ?? []
  const place = (size.rows - 1) * size.columns
  expect([rows.length, rows.at(-1)?.row, rows.at(-1)?.cells.length]).toEqual([size.rows, size.rows, size.columns])
  expect([rows.at(-1)?.cells[0]?.value, rows.at(-1)?.cells[1]?.value]).toEqual([
    `柳城县第${place % size.strings}号锅炉使用单位`,
    (((place + 1) * 7919) % 1_000_003) + 0.25,
  ])
  expect(workbook.sheets.at(-1)?.rows[0]?.cells[0]?.value).toBe(sheetNames.at(-1))
  workbook.close?.()
  await parser.close()
})
