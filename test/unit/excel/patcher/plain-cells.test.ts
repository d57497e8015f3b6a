import { describe, expect, test } from 'vitest'
import type { CalcCell } from '../../../../electron/engine/excel/calc/model.ts'
import { readCells, type SheetReading } from '../../../../electron/engine/excel/patcher/calc-cells.ts'
import { outlinePlainly, readPlainValues } from '../../../../electron/engine/excel/patcher/plain-cells.ts'

const sheet = (rows: string, around = '', prefix = ''): string =>
  `<?xml version="1.0"?>\r\n<${prefix}worksheet><${prefix}sheetData>${rows}</${prefix}sheetData>${around}</${prefix}worksheet>`
const values = { shared: ['甲', '乙'], date1904: false }

/** Everything that is known of the cells, with the text of the places that belong to them. */
const told = (source: string, { grid, elements }: SheetReading) => {
  const cells: unknown[] = []
  grid.each({ top: 1, left: 1, bottom: 1_048_576, right: 16_384 }, (cell: CalcCell, row, column) => {
    const element = elements.get(cell)
    const places = element && {
      ...{ tag: source.slice(element.tag.start, element.tag.end), prefix: element.tag.prefix, behind: source.slice(element.resultAt) },
      results: element.results.map(({ start, end }) => source.slice(start, end)),
    }
    cells.push({ row, column, ...cell, isUncalculated: cell.isUncalculated === true, hidden: grid.isRowHidden(row), places })
  })
  return { cells, isFiltered: grid.isFiltered }
}

const readPlainly = (source: string): SheetReading | undefined => {
  const outline = outlinePlainly(source, 'S')
  return outline && readPlainValues(source, outline, values)
}

describe('cells that are written plainly', () => {
  test.each([
    ['values of all kinds', '<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" s="2" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c></row>'],
    ['blank cells and empty rows', '<row r="1" spans="1:2"><c r="A1" s="3"/><c r="B1"><v></v></c><c r="C1"><v/></c></row><row r="7"/>'],
    ['texts with entities', '<row r="2"><c r="A2" t="str"><v xml:space="preserve"> a &amp; &#x42; _x0041_</v></c></row>'],
    [
      'empty texts',
      '<row r="1"><c r="A1" t="str"><f>""</f><v/></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1" t="str"><v /></c></row>',
    ],
    ['errors', '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>A1</f><v>#SPILL!</v></c></row>'],
    [
      'attributes in another order',
      '<row hidden="1" r="3"><c t="s" s="1" r="A3"><v>0</v></c><c s="1" r="B3"><f ca="1">A3&amp;""</f><v>甲</v></c></row>',
    ],
    [
      'shared formulas, the first of them with its own text',
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>2</v></c></row>' +
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>4</v></c><c r="C2"><f t="shared" si="9"/></c></row>',
    ],
    ['a formula with a sign and without a result', '<row r="1"><c r="A1"><f> =1+1</f></c><c r="B1" t="str"><f>A1</f><v></v></c></row>'],
  ])('are the same as for the reader of all: %s', (_, rows) => {
    const source = sheet(rows, '<autoFilter><filterColumn colId="0"/></autoFilter>')
    const found = readPlainly(source)
    expect(found && told(source, found)).toEqual(told(source, readCells(source, 'S', values)))
  })

  test.each([
    [
      'a result that is a day, which hangs on the first day of the workbook',
      '<row r="1"><c r="A1" t="d"><f>B1</f><v>2026-05-01</v></c></row>',
    ],
    ['a blank that is none in XML', '<row r="1"><c r="A1"\u00a0s="1"><f>B1</f><v>1</v></c></row>'],
    ['a row before the first', '<row r="0"><c r="A0"><f>B1</f><v>1</v></c></row>'],
  ])('are none to this reader: %s', (_, rows) => {
    expect(outlinePlainly(sheet(rows), 'S')).toBeUndefined()
  })

  test('may be prefixed', () => {
    const source = sheet('<x:row r="1"><x:c r="A1"><x:f>B1</x:f><x:v>1</x:v></x:c><x:c r="B1"><x:v>1</x:v></x:c></x:row>', '', 'x:')
    const found = readPlainly(source)
    expect(found && told(source, found)).toEqual(told(source, readCells(source, 'S', values)))
  })

  test.each([
    ['an array', '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c></row>'],
    ['a text within the cell', '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'],
    ['a shared text as a result', '<row r="1"><c r="A1" t="s"><f>B1</f><v>0</v></c></row>'],
    ['a cell without address', '<row r="1"><c><v>1</v></c></row>'],
    ['a row without number', '<row><c r="A1"><v>1</v></c></row>'],
    ['a cell of another row', '<row r="1"><c r="A2"><v>1</v></c></row>'],
    ['cells out of order', '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>'],
    ['formulas that come twice', '<row r="1"><c r="A1"><f>1</f></c><c r="A1"><f>2</f></c></row>'],
    ['a column beyond the last', '<row r="1"><c r="XFE1"><v>1</v></c></row>'],
    ['a formula behind its value', '<row r="1"><c r="A1"><v>1</v><f>B1</f></c></row>'],
    ['an empty formula', '<row r="1"><c r="A1"><f/><v>1</v></c></row>'],
    ['blanks between the cells', '<row r="1">\n<c r="A1"><v>1</v></c></row>'],
    ['something else in a row', '<row r="1"><c r="A1"><v>1</v></c><x/></row>'],
    ['an angle bracket within an attribute', '<row r="1"><c r="A1" x=">"><v>1</v></c></row>'],
    ['an entity within an attribute', '<row r="1"><c r="A1" t="&#115;tr"><v>1</v></c></row>'],
    ['an attribute whose name is none', '<row r="1"><c r="A1" 9s="1"><v>1</v></c></row>'],
    ['a comment', '<row r="1"><!-- --><c r="A1"><v>1</v></c></row>'],
    ['a line that ends in another way', '<row r="1"><c r="A1" t="str"><f>"x\r\n"</f><v>x</v></c></row>'],
    ['a character that XML cannot hold', '<row r="1"><c r="A1" t="str"><v>\u0001</v></c></row>'],
    ['the end of a section', '<row r="1"><c r="A1"><f>[[a]]>1</f><v>x</v></c></row>'],
    ['formulas under another prefix', '<row r="1"><c r="A1"><x:f>B1</x:f><v>1</v></c></row>'],
  ])('leaves it to the reader of all where there is %s', (_, rows) => {
    expect(readPlainly(sheet(rows))).toBeUndefined()
  })
})
