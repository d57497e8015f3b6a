import { errorSentence } from '../../../../shared/text/errors.ts'
import { xlsxToolsText } from '../../../../shared/text/xlsx-tools.ts'
import { forkParser } from '../../../adapters/parser-fork.ts'
import { theFile } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { readNamedFile } from '../../disk.ts'
import { formatTable } from '../../table.ts'

/** What a workbook consists of, and whether it can be changed in place. Throws FILE_…, WORKBOOK_…. */
export const xlsxInfoCommand: Command = {
  name: 'info',
  options: {},
  async run(context) {
    const input = await readNamedFile(theFile(context, 'FILE'))
    const parser = forkParser()
    const inspection = await parser.inspect(input).finally(() => parser.close())
    const { obstacle, parts, names, features, sheets } = inspection
    const rows = sheets.map(({ name, hidden, isWorksheet, rows: filled, cells, bytes, features: own }) => [
      xlsxToolsText.sheetName(name, hidden, isWorksheet),
      String(filled),
      String(cells),
      xlsxToolsText.size(bytes),
      xlsxToolsText.features(own),
    ])
    const lines = [
      ...(sheets.length === 0 ? [] : [xlsxToolsText.summary(parts, names, features), formatTable(xlsxToolsText.sheetHeads, rows)]),
      obstacle === undefined ? xlsxToolsText.canBeChanged : errorSentence(obstacle, { file: input.fileName, purpose: 'patch' }),
    ]
    return { exit: 0, json: { file: input.fileName, bytes: input.bytes.length, ...inspection }, text: lines.join('\n') }
  },
}
