/** Sheets as they are drawn, put together to a workbook file. */
import { streamPackage, type WorkbookPart, writePackage } from './package-writer.ts'
import type { StyleSheet } from './styles.ts'
import * as parts from './workbook-parts.ts'

/** @param styles what the sheets were drawn with; written last, because it grows until then */
export const writeSheets = (
  title: string,
  sheets: readonly parts.DrawnSheet[],
  styles: StyleSheet,
  deterministic: boolean,
): Promise<Uint8Array> => writePackage(partsOf(title, sheets, styles), deterministic)

/** The same, compressed and handed on piece by piece. */
export const streamSheets = (
  title: string,
  sheets: readonly parts.DrawnSheet[],
  styles: StyleSheet,
  take: (chunk: Buffer) => Promise<void> | void,
): Promise<void> => streamPackage(partsOf(title, sheets, styles), false, take)

const partsOf = (title: string, sheets: readonly parts.DrawnSheet[], styles: StyleSheet): WorkbookPart[] => [
  { name: '[Content_Types].xml', text: [parts.contentTypes(sheets)] },
  { name: '_rels/.rels', text: [parts.packageRelationships] },
  { name: 'docProps/core.xml', text: [parts.coreProperties(title)] },
  { name: 'xl/workbook.xml', text: [parts.workbook(sheets)] },
  { name: 'xl/_rels/workbook.xml.rels', text: [parts.workbookRelationships(sheets)] },
  ...sheets.map(({ text }, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, text })),
  { name: 'xl/styles.xml', text: lazily(() => styles.toXml()) },
]

function* lazily(make: () => string): Generator<string> {
  yield make()
}
