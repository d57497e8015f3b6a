import { xlsxToolsText } from '../../../../shared/text/xlsx-tools.ts'
import { forkParser } from '../../../adapters/parser-fork.ts'
import type { InspectedSheet, WorkbookInspection } from '../../../engine/ports.ts'
import { theFile } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { readNamedFile } from '../../disk.ts'
import { formatTable, oneLine } from '../../table.ts'

/** An .xlsx by its parts; another file that is read by its tables; nothing of what is not read. */
function sheetLines({ format, obstacle, parts, names, features, sheets }: WorkbookInspection): string[] {
  if (format === undefined) return []
  const nameOf = ({ name, hidden, isWorksheet }: InspectedSheet) => xlsxToolsText.sheetName(name, hidden, isWorksheet)
  if (obstacle === 'WORKBOOK_NOT_PATCHABLE') {
    const rows = sheets.map((sheet) => [
      nameOf(sheet),
      ...[sheet.rows, sheet.columns ?? 0, sheet.cells].map(String),
      xlsxToolsText.features(sheet.features),
    ])
    const table = [xlsxToolsText.format(format), formatTable(xlsxToolsText.tableHeads, rows)]
    return sheets.some((sheet) => sheet.rows > 0) ? [...table, xlsxToolsText.contentIsRead] : table
  }
  const rows = sheets.map((sheet) => [
    nameOf(sheet),
    ...[sheet.rows, sheet.cells].map(String),
    xlsxToolsText.size(sheet.bytes ?? 0),
    xlsxToolsText.features(sheet.features),
  ])
  return [xlsxToolsText.summary(parts, names, features), formatTable(xlsxToolsText.sheetHeads, rows)]
}

/** What a workbook consists of, and whether it can be changed in place. Throws FILE_…, WORKBOOK_…. */
export const xlsxInfoCommand: Command = {
  name: 'info',
  options: {},
  async run(context) {
    const input = await readNamedFile(theFile(context, 'FILE'))
    const parser = forkParser()
    const inspection = await parser.inspect(input).finally(() => parser.close())
    const { obstacle } = inspection
    const lines = [
      ...sheetLines(inspection),
      obstacle === undefined ? xlsxToolsText.canBeChanged : xlsxToolsText.obstacles[obstacle](oneLine(input.fileName)),
    ]
    return { exit: 0, json: { file: input.fileName, bytes: input.bytes.length, ...inspection }, text: lines.join('\n') }
  },
}
