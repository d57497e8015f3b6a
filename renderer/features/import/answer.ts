import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'

type Question = ImportPreview['questions'][number]

/**
 * What an answer decides. Only decisions are sent back with the next look at the file: whatever nobody decided is
 * recognised afresh, and asked again when it is in doubt.
 */
export function answerOf(question: Question, value: string): ImportOptions {
  const letter = question.column ?? ''
  switch (question.kind) {
    case 'sheet':
      return { sheet: value }
    case 'tables':
      return { tables: value === 'all' ? 'all' : 'one' }
    case 'header': {
      if (value === '*') return { tables: 'all' }
      const [top = '1', bottom = top] = value.split('-')
      return { headerRows: [Number(top), Number(bottom)] }
    }
    case 'column':
      return { columns: { [letter]: value === '' ? null : value } }
    case 'unit':
    case 'date':
      return { factors: { [letter]: value } }
    case 'missingColumn': {
      const field = question.id.slice(question.id.lastIndexOf(':') + 1)
      return value === '' ? { absent: [field] } : { columns: { [value]: field } }
    }
  }
}

/** Adds decisions to earlier ones. Another sheet or header makes those about columns void: the letters mean other things there. */
export function decide(decided: ImportOptions, more: ImportOptions): ImportOptions {
  const moved = more.sheet !== undefined && more.sheet !== decided.sheet
  const base: ImportOptions = moved ? (decided.mode === undefined ? {} : { mode: decided.mode }) : decided
  const reread = moved || more.headerRows !== undefined
  const columns = { ...(reread ? {} : base.columns), ...more.columns }
  const factors = { ...(reread ? {} : base.factors), ...more.factors }
  const absent = [...new Set([...(reread ? [] : (base.absent ?? [])), ...(more.absent ?? [])])]
  return {
    ...base,
    ...more,
    ...(Object.keys(columns).length > 0 && { columns }),
    ...(Object.keys(factors).length > 0 && { factors }),
    ...(absent.length > 0 && { absent }),
  }
}
