import { ImportOptions, type ImportPreview } from '../../../shared/contract/import.ts'

type Question = ImportPreview['questions'][number]

/**
 * What an answer decides. Only decisions are sent back with the next look at the file: whatever nobody decided is
 * recognised afresh, and asked again when it is in doubt.
 */
export function answerOf(question: Question, value: string): ImportOptions {
  const letter = question.column ?? ''
  switch (question.kind) {
    case 'sheet':
      return value === everySheet ? { sheets: 'all' } : { sheet: value }
    case 'tables':
      return { tables: value === 'all' ? 'all' : 'one' }
    case 'header': {
      if (value === '*') return { tables: 'all' }
      const [top = '1', bottom = top] = value.split('-')
      return { headerRows: [Number(top), Number(bottom)] }
    }
    case 'part':
    case 'replace':
      return ImportOptions.parse(JSON.parse(value))
    case 'column':
      return { columns: { [letter]: value === '' ? null : value } }
    case 'unit':
      return value === '' ? { columns: { [letter]: null } } : { factors: { [letter]: value } }
    case 'date':
      return { factors: { [letter]: value } }
    case 'missingColumn': {
      const field = question.id.slice(question.id.lastIndexOf(':') + 1)
      return value === '' ? { absent: [field] } : { columns: { [value]: field } }
    }
  }
}
const everySheet = '*'

/** What says where the tables are, from the widest choice to the narrowest; each makes void what hangs on it. */
const places = ['sheet', 'sheets', 'tables', 'headerRows', 'parts'] as const
type Place = (typeof places)[number]
const hangingOn: Readonly<Record<Place, readonly Place[]>> = {
  sheet: places,
  sheets: places,
  tables: ['headerRows', 'parts'],
  headerRows: ['tables', 'parts'],
  parts: [],
}

/**
 * Adds decisions to earlier ones. Another sheet, table or header makes those void that were about the old one: letters
 * mean other columns there. Of single tables that are given by address, those that stay keep what was said of them.
 */
export function decide(decided: ImportOptions, more: ImportOptions): ImportOptions {
  const moved = places.filter((place) => more[place] !== undefined && !isSame(more[place], decided[place]))
  const base = moved.reduce<ImportOptions>((options, place) => without(options, hangingOn[place]), decided)
  const stays = moved.length === 0 ? () => true : stayingReferences(decided, more)
  const isMoved = moved.length > 0
  const columns = { ...kept(base.columns, stays), ...more.columns }
  const factors = { ...kept(base.factors, stays), ...more.factors }
  const absent = [...new Set([...(isMoved ? [] : (base.absent ?? [])), ...(more.absent ?? [])])]
  return {
    ...without(base, ['columns', 'factors', 'absent']),
    ...more,
    ...(Object.keys(columns).length > 0 && { columns }),
    ...(Object.keys(factors).length > 0 && { factors }),
    ...(absent.length > 0 && { absent }),
  }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const without = (options: ImportOptions, keys: readonly (keyof ImportOptions)[]): ImportOptions =>
  Object.fromEntries(Object.entries(options).filter(([key]) => !keys.some((other) => other === key)))

const kept = <T>(record: Readonly<Record<string, T>> | undefined, stays: (reference: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([reference]) => stays(reference)))

/** Which references to columns mean the same ones still. */
const stayingReferences = (decided: ImportOptions, more: ImportOptions): ((reference: string) => boolean) => {
  const { parts } = more
  const [before] = decided.parts ?? []
  if (parts === undefined) return () => false
  const places = new Set(parts.map(({ sheet, headerRows }) => `${sheet} ${headerRows[1]}`))
  return (reference) => {
    const cut = reference.lastIndexOf('!')
    // Bare letters are those of the first table.
    if (cut < 0) return isSame(before, parts[0])
    return places.has(`${reference.slice(0, cut)} ${/\d+$/.exec(reference)?.[0] ?? ''}`)
  }
}
