/** The list of marks as a workbook of its own, for files that cannot be marked themselves. */
import { writePackage } from '../../writer/package-writer.ts'
import { xmlHead } from '../new-parts.ts'
import type { ResultSheetOrder } from '../orders.ts'
import { editPackage } from '../package-editor.ts'
import { mapWorkbook } from '../workbook-map.ts'
import { markWorkbook } from './mark-workbook.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ' +
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
    `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets></sheets></workbook>`,
}

/** Links to cells lead nowhere here: lines must name their places in words. */
export async function resultWorkbook(results: ResultSheetOrder): Promise<Uint8Array> {
  const empty = await writePackage(
    Object.entries(parts).map(([name, text]) => ({ name, text: [xmlHead, text] })),
    false,
  )
  const editor = await editPackage(empty)
  await markWorkbook(editor, await mapWorkbook(editor), [], results)
  return editor.write()
}
