import { canonicalNumber } from '../../../../shared/model/decimal.ts'
import { cliText } from '../../../../shared/text/cli.ts'
import { xlsxToolsText } from '../../../../shared/text/xlsx-tools.ts'
import type { PatchValue } from '../../../engine/excel/patcher/orders.ts'
import { outputOption, required } from '../../arguments.ts'
import { type Command, type CommandContext, UsageError } from '../../command.ts'
import { writeChanged } from './changed-file.ts'

/** Without `--type`: what is written like a number or a date is one, nothing at all makes the cell blank, all else is text. */
const guessedType = (value: string): PatchValue['kind'] => {
  if (value === '') return 'blank'
  if (canonicalNumber.test(value)) return 'number'
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text'
}

const valueGiven = ({ values }: CommandContext): PatchValue => {
  if (values.value === undefined && values.type !== 'blank') throw new UsageError(cliText.missing('--value'))
  const value = typeof values.value === 'string' ? values.value : ''
  const kind = typeof values.type === 'string' ? values.type : guessedType(value)
  switch (kind) {
    case 'number':
    case 'text':
    case 'date':
      return { kind, text: value }
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw new UsageError(xlsxToolsText.notBoolean(value))
      return { kind, value: value === 'true' }
    case 'blank':
      return { kind }
    default:
      throw new UsageError(xlsxToolsText.badType(kind))
  }
}

/** Writes one cell of a workbook and leaves all else as it is. Throws FILE_…, WORKBOOK_…, SHEET_UNKNOWN, CELL_…. */
export const xlsxSetCommand: Command = {
  name: 'set',
  options: {
    ...outputOption,
    sheet: { type: 'string' },
    cell: { type: 'string' },
    value: { type: 'string' },
    type: { type: 'string' },
    'replace-formula': { type: 'boolean' },
  },
  run: (context) =>
    writeChanged(context, {
      rowBlocks: [],
      cells: [
        {
          sheet: required(context, 'sheet'),
          cell: required(context, 'cell'),
          value: valueGiven(context),
          replaceFormula: context.values['replace-formula'] === true,
        },
      ],
      marks: [],
    }),
}
