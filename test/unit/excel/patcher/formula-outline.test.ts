import { describe, expect, test } from 'vitest'
import { formulasOnly } from '../../../../electron/engine/excel/patcher/formula-outline.ts'

const sheet = (rows: string, behind = ''): string => `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData>${behind}</worksheet>`

describe('a sheet cut down to its formulas', () => {
  test('keeps cells with formulas and leaves out values and everything else', () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"><f>A1*2</f><v>2</v></c></row>' +
      '<row r="2"><c r="B2"><f t="shared" ref="B2:B9" si="0">A2&amp;"x"</f><v>y</v></c><c r="B3"><f t="shared" si="0"/><v>z</v></c></row>'
    expect(formulasOnly(sheet(rows, '<ext><xm:f>Sheet2!A1</xm:f></ext>'))).toBe(
      '<sheetData><c r="B1" s="2"><f>A1*2</f></c><c r="B2"><f t="shared" ref="B2:B9" si="0">A2&amp;"x"</f></c><c r="B3"><f t="shared" si="0"/></c></sheetData>',
    )
  })

  test('knows prefixed elements', () => {
    const source = '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1"><x:f>B1</x:f><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    expect(formulasOnly(source)).toBe('<sheetData><x:c r="A1"><x:f>B1</x:f></x:c></sheetData>')
  })

  test('is nothing for a sheet without formulas', () => {
    expect(formulasOnly(sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))).toBe('')
  })

  test.each([
    ['a comment', '<!-- <c r="A1"> --><c r="A2"><f>B1</f></c>'],
    ['a CDATA section', '<c r="A2"><f><![CDATA[B1<C1]]></f></c>'],
    ['a processing instruction', '<?x <c r="A1">?><c r="A2"><f>B1</f></c>'],
    ['a cell without address', '<c><f>B1</f></c>'],
    ['an angle bracket within an attribute', '<c r="A1"><f ca=">">B1</f></c>'],
    ['a formula behind its value', '<c r="A1"><v>1</v><f>B1</f></c>'],
    ['an element within the formula', '<c r="A1"><f>B1<b/></f></c>'],
    ['a cut tag', '<c r="A1"><f t="shared"'],
  ])('leaves it to the reader of the whole where %s could mislead', (_, cells) => {
    expect(formulasOnly(sheet(`<row r="1">${cells}</row>`))).toBeUndefined()
  })
})
