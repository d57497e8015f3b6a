import { markText } from '../../../../shared/text/marks.ts'
import { xlsxToolsText } from '../../../../shared/text/xlsx-tools.ts'
import type { MarkOrder } from '../../../engine/excel/patcher/orders.ts'
import { optional, outputOption, required } from '../../arguments.ts'
import { type Command, type CommandContext, UsageError } from '../../command.ts'
import { writeChanged } from './changed-file.ts'

const levelGiven = (context: CommandContext): MarkOrder['tone'] => {
  const level = optional(context, 'level') ?? 'error'
  if (level !== 'error' && level !== 'warning' && level !== 'notice') throw new UsageError(xlsxToolsText.badLevel(level))
  return level
}

/** Colours one cell, puts a comment on it and lists it on a sheet of its own. Throws FILE_…, WORKBOOK_…, SHEET_UNKNOWN, CELL_…. */
export const xlsxMarkCommand: Command = {
  name: 'mark',
  options: { ...outputOption, sheet: { type: 'string' }, cell: { type: 'string' }, text: { type: 'string' }, level: { type: 'string' } },
  run(context) {
    const sheet = required(context, 'sheet')
    const cell = required(context, 'cell').toUpperCase()
    const message = required(context, 'text')
    const tone = levelGiven(context)
    const line = { target: { sheet, cell }, tone, texts: [markText.tones[tone], message, ''] }
    return writeChanged(context, {
      rowBlocks: [],
      cells: [],
      marks: [{ sheet, cell, tone, message }],
      results: { joins: true, name: markText.sheet, heads: markText.heads, lines: [line] },
    })
  },
}
