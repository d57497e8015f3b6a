import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { markText } from '../../../../shared/text/marks.ts'
import { xlsxToolsText } from '../../../../shared/text/xlsx-tools.ts'
import { forkParser } from '../../../adapters/parser-fork.ts'
import type { CellPlace, PatchAccount, PatchOrders } from '../../../engine/excel/patcher/orders.ts'
import { required, theFile } from '../../arguments.ts'
import { type CommandContext, type CommandResult, UsageError } from '../../command.ts'
import { readNamedFile, writeNamedFile } from '../../disk.ts'
import { oneLine } from '../../table.ts'

const real = (path: string): Promise<string> => realpath(path).catch(() => resolve(path))

/** Carries out orders on the named file and writes the outcome to `-o`, which must be another file. Throws FILE_…, WORKBOOK_…, CELL_…. */
export async function writeChanged(context: CommandContext, orders: PatchOrders): Promise<CommandResult> {
  const source = theFile(context, 'FILE')
  const output = required(context, 'output')
  if ((await real(source)) === (await real(output))) throw new UsageError(xlsxToolsText.sameFile)
  const input = await readNamedFile(source)
  const parser = forkParser()
  const { bytes, account } = await parser.patch(input, orders).finally(() => parser.close())
  const file = await writeNamedFile(output, bytes)
  return { exit: 0, json: { file, ...account }, text: [xlsxToolsText.written(file), ...toldAccount(account)].join('\n') }
}

const toldAccount = ({ restyled, longNumbers, uncomputed, marks }: PatchAccount): string[] => {
  const placed = (places: readonly CellPlace[]) => places.map(({ sheet, cell }) => oneLine(`${sheet}!${cell}`))
  return [
    ...(restyled.length === 0 ? [] : [xlsxToolsText.restyled(placed(restyled))]),
    ...(longNumbers.length === 0 ? [] : [xlsxToolsText.longNumbers(placed(longNumbers))]),
    ...(marks === undefined || marks.uncommented.length === 0 ? [] : [markText.uncommented(placed(marks.uncommented))]),
    ...(marks === undefined || marks.uncoloured.length === 0 ? [] : [markText.uncoloured(marks.uncoloured.length)]),
    ...(marks?.structureLocked === true ? [markText.structureLocked] : []),
    ...(uncomputed.length === 0 ? [] : [xlsxToolsText.uncomputed(placed(uncomputed))]),
  ]
}
