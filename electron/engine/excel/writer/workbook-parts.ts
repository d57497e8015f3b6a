/** The parts every workbook has, whatever its sheets hold. */
import { sheetReference, xmlText } from './xml-text.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export const worksheetOpen = `${head}<worksheet xmlns="${main}" xmlns:r="${office}">`

export interface SheetInfo {
  readonly name: string
  readonly hidden: boolean
  readonly print?: PrintNames
}
export interface DrawnSheet extends SheetInfo {
  /** The part's text, once. */
  readonly text: Iterable<string>
}
export interface PrintNames {
  /** `$A$1:$H$20` */
  readonly area: string
  /** `$A:$B` or undefined. */
  readonly columns: string | undefined
  /** `$1:$6` */
  readonly rows: string
}

export const contentTypes = (sheets: readonly SheetInfo[]): string =>
  `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>` +
  sheets
    .map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`)
    .join('') +
  `<Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>` +
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'

export const packageRelationships =
  `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>` +
  `<Relationship Id="rId2" Type="${packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

/** No author, no times: the file says only what it is. */
export const coreProperties = (title: string): string =>
  `${head}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xmlText(title)}</dc:title></cp:coreProperties>`

export const workbookRelationships = (sheets: readonly SheetInfo[]): string =>
  `${head}<Relationships xmlns="${packages}/relationships">` +
  sheets
    .map((_, index) => `<Relationship Id="rId${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`)
    .join('') +
  `<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`

export const workbook = (sheets: readonly SheetInfo[]): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>` +
  sheets
    .map(
      ({ name, hidden }, index) =>
        `<sheet name="${xmlText(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
    )
    .join('') +
  `</sheets>${definedNames(sheets)}</workbook>`

const definedNames = (sheets: readonly SheetInfo[]): string => {
  const names = sheets.flatMap(({ name, print }, index) => (print === undefined ? [] : printNames(name, index, print)))
  return names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`
}

const printNames = (sheet: string, index: number, print: PrintNames): string[] => {
  const reference = xmlText(sheetReference(sheet))
  const titles = [...(print.columns === undefined ? [] : [reference + print.columns]), reference + print.rows].join(',')
  return [
    `<definedName name="_xlnm.Print_Area" localSheetId="${index}">${reference}${print.area}</definedName>`,
    `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${titles}</definedName>`,
  ]
}
