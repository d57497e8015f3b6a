/** Which column is which field: by decision, by memory, by name, or as a guess that becomes a question. */
import type { ImportOptions, ImportPreview } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { CodeList, Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { importText } from '../../../../shared/text/import.ts'
import { indexLabels } from '../../../../shared/text/import-words.ts'
import type { ParsedCell } from '../../ports.ts'
import { assignColumns, type Evidence, evidenceOf, isComputed } from './assign-columns.ts'
import type { ChosenTable } from './choose-table.ts'
import type { CollectedRows } from './collect-rows.ts'
import type { TableDecisions } from './decisions.ts'
import { type Candidate, certain, type FieldIndex } from './field-index.ts'
import { columnKeys, headerFingerprint } from './fingerprint.ts'
import { readCell } from './read-cell.ts'
import { cellText, words } from './words.ts'

type By = ImportPreview['columns'][number]['by']
type Question = ImportPreview['questions'][number]

/** Decisions kept for files with the same header; by path of labels, because columns move. */
export interface SavedMapping {
  readonly columns: Readonly<Record<string, string | null>>
  readonly factors: Readonly<Record<string, string>>
  /** What the file said of the unit where the clerk gave the factor of the same name. */
  readonly stated?: Readonly<Record<string, string>>
  readonly absent: readonly string[]
  /** Columns of which the pack says so, and not the clerk. */
  readonly ofPack?: ReadonlySet<string>
  /** The same of factors. */
  readonly packFactors?: ReadonlySet<string>
}
/** A factor that was decided before. */
export interface SavedFactor {
  readonly factor: string
  readonly stated: string | undefined
  readonly isOfPack: boolean
}
export interface MappedColumn {
  readonly column: number
  readonly path: readonly string[]
  readonly unit: string | undefined
  /** What `SavedMapping` calls this column. */
  readonly key: string
  readonly field: Field | undefined
  readonly by: By
  readonly saved: SavedFactor | undefined
  readonly candidates: readonly Candidate[]
  /** Guessed on enough grounds to go without a question; it is pointed out all the same. */
  readonly isGrounded?: boolean
}
export interface ColumnMapping {
  readonly columns: readonly MappedColumn[]
  /** Without computed fields: the program works these out itself. */
  readonly imported: readonly { readonly field: Field; readonly column: number }[]
  readonly computed: ReadonlySet<number>
  readonly fingerprint: string
  /** Whether a cell holds what its column's field holds; undefined for fields that hold any text. */
  agrees(cell: ParsedCell, column: number): boolean | undefined
  questions(collected: CollectedRows): readonly Question[]
  /** With what the file says of the unit of each column. */
  decided(statements: ReadonlyMap<number, string>): SavedMapping | undefined
}
export interface MappingInput {
  readonly template: FormTemplate
  readonly codes: ReadonlyMap<string, CodeList>
  readonly mode: ImportOptions['mode']
  readonly absent: readonly string[]
  readonly decisions: TableDecisions | undefined
  readonly saved: (fingerprint: string, keys: readonly string[]) => SavedMapping | undefined
  /** How a column is named in questions, by its letters. */
  readonly reference: (letters: string) => string
}

export function mapColumns({ view, block }: ChosenTable, index: FieldIndex, input: MappingInput): ColumnMapping {
  const { template, codes, decisions, reference } = input
  const keys = columnKeys(block)
  const fingerprint = headerFingerprint(block)
  const memory = input.saved(fingerprint, keys)
  const byKey = new Map(template.fields.map((field) => [field.key, field]))
  // A column somebody pointed at may have no heading at all.
  const headings = new Map(block.columns.map((heading, at) => [heading.column, { ...heading, key: keys[at] ?? '' }]))
  for (const column of decisions?.columns.keys() ?? [])
    if (!headings.has(column) && column < view.width)
      headings.set(column, { column, path: [], unit: undefined, key: `#${columnLetters(column)}` })
  const inOrder = [...headings.values()].toSorted((a, b) => a.column - b.column)

  const fixed = inOrder.map((heading) => {
    const chosen = decisions?.columns.get(heading.column)
    const remembered = own(memory?.columns, heading.key)
    const [field, by] =
      chosen !== undefined
        ? [chosen, 'chosen' as const]
        : remembered !== undefined
          ? [remembered, memory?.ofPack?.has(heading.key) === true ? ('pack' as const) : ('saved' as const)]
          : [undefined, undefined]
    return { heading, field, by }
  })
  const taken = new Set(fixed.flatMap(({ field }) => (typeof field === 'string' ? [field] : [])))
  const evidence = evidenceOf(view, block, template, codes)
  // 单位 over units is no part of 验收单位, whatever the words have in common.
  const isMeant = ({ score, field }: Candidate, column: number): boolean =>
    !taken.has(field.key) && (score >= certain || isNumeric(field.type) || !evidence.isOfUnits(column))
  const matched = fixed.map(({ heading, field, by }): MappedColumn => {
    const base = { ...heading, saved: savedFactor(memory, heading.key) }
    if (by !== undefined) return { ...base, field: byKey.get(field ?? ''), by, candidates: [] }
    if (heading.path.length === 1 && indexLabels.has(words(heading.path[0] ?? '')) && index.exact(heading.path).length === 0)
      return { ...base, field: undefined, by: 'none', candidates: [] }
    return {
      ...base,
      field: undefined,
      by: 'none',
      candidates: index.match(heading.path).filter((candidate) => isMeant(candidate, heading.column)),
    }
  })
  const columns = assignColumns(matched, evidence)
  const fields = new Map(columns.map(({ column, field }) => [column, field]))
  const absent = new Set([...input.absent, ...(memory?.absent ?? [])])
  const computed = new Set(columns.filter(({ field }) => field !== undefined && isComputed(field)).map(({ column }) => column))
  return {
    columns,
    computed,
    imported: columns.flatMap(({ field, column }) => (field === undefined || isComputed(field) ? [] : [{ field, column }])),
    fingerprint,
    agrees(cell, column) {
      const field = fields.get(column)
      return field === undefined ? undefined : evidence.agrees(cell, field)
    },
    questions: (collected) => [
      ...columnQuestions(columns, collected, reference),
      ...staleQuestions(columns, collected, evidence, index, reference),
      ...missingQuestions(
        columns.filter(({ column, by }) => by !== 'none' || !evidence.isOfUnits(column)),
        template,
        codes,
        absent,
        input,
        collected,
      ),
    ],
    decided: (statements) => decidedMapping(columns, statements, input),
  }
}

const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined

const savedFactor = (memory: SavedMapping | undefined, key: string): SavedFactor | undefined => {
  const factor = own(memory?.factors, key)
  if (factor === undefined) return undefined
  return { factor, stated: own(memory?.stated, key), isOfPack: memory?.packFactors?.has(key) === true }
}

/** The headings over a column, as people name it. */
export const labelOf = (column: Pick<MappedColumn, 'path'>): string => column.path.join(' · ')

const columnQuestions = (columns: readonly MappedColumn[], collected: CollectedRows, reference: MappingInput['reference']): Question[] =>
  columns.flatMap((column): Question[] => {
    if (column.by !== 'guess' || column.isGrounded || column.field === undefined || !collected.hasData(column.column)) return []
    const letter = reference(columnLetters(column.column))
    const contested = column.candidates[0]?.score !== undefined && column.candidates[0].score >= certain
    return [
      {
        id: `column:${letter}`,
        kind: 'column',
        message: contested
          ? importText.contestedField(letter, labelOf(column), column.field.label)
          : importText.whichField(letter, labelOf(column)),
        column: letter,
        choices: [
          ...column.candidates.map(({ field }) => ({ value: field.key, label: field.label })),
          { value: '', label: importText.leaveOut },
        ],
      },
    ]
  })

/** A remembered column whose cells are not what its field holds is asked about again. */
const staleQuestions = (
  columns: readonly MappedColumn[],
  collected: CollectedRows,
  evidence: Evidence,
  index: FieldIndex,
  reference: MappingInput['reference'],
): Question[] =>
  columns.flatMap((column): Question[] => {
    const { field, by } = column
    if ((by !== 'saved' && by !== 'pack') || field === undefined || !collected.hasData(column.column)) return []
    if (evidence.fits(field, column.column)) return []
    const letter = reference(columnLetters(column.column))
    const others = index.match(column.path).filter((candidate) => candidate.field !== field)
    const choices = [field, ...others.map((candidate) => candidate.field)].map(({ key, label }) => ({ value: key, label }))
    const message = importText.staleColumn(letter, labelOf(column), field.label)
    return [
      { id: `column:${letter}`, kind: 'column', message, column: letter, choices: [...choices, { value: '', label: importText.leaveOut }] },
    ]
  })

/** Asks for a field that must be filled only where some column that nobody knows could be it, by what it holds. */
const missingQuestions = (
  columns: readonly MappedColumn[],
  template: FormTemplate,
  codes: ReadonlyMap<string, CodeList>,
  absent: ReadonlySet<string>,
  { mode, reference }: MappingInput,
  collected: CollectedRows,
): Question[] => {
  const present = new Set(columns.flatMap(({ field }) => (field === undefined ? [] : [field.key])))
  const free = columns.filter(
    (column) => column.by === 'none' && !indexLabels.has(words(column.path.join(''))) && collected.hasData(column.column),
  )
  return template.fields.flatMap((field): Question[] => {
    const isKey = template.naturalKey.includes(field.key)
    const needed = field.required === true && field.group === 'core'
    if (present.has(field.key) || isComputed(field) || !(isKey || needed)) return []
    const mergeNeedsIt = isKey && mode === 'merge'
    if (!mergeNeedsIt && absent.has(field.key)) return []
    const possible = free.filter(({ column }) =>
      couldBe(field, codes.get(field.codes ?? ''), column, isKey && template.naturalKey.length === 1, collected),
    )
    if (!mergeNeedsIt && possible.length === 0) return []
    return [
      {
        id: missingId(reference(''), field.key),
        kind: 'missingColumn',
        message: mergeNeedsIt ? importText.missingKey(field.label) : importText.missingColumn(field.label),
        column: null,
        choices: [
          ...possible.map((column) => {
            const value = reference(columnLetters(column.column))
            return { value, label: `${value} ${labelOf(column)}` }
          }),
          ...(mergeNeedsIt ? [] : [{ value: '', label: importText.notInFile }]),
        ],
      },
    ]
  })
}

/** The table is named where it is not the first one. */
const missingId = (table: string, field: string): string => (table === '' ? `missing:${field}` : `missing@${table}:${field}`)

const samples = 50

/** Whether a column holds what a field holds. Free text says nothing, unless it must tell every row from the others. */
const couldBe = (field: Field, codes: CodeList | undefined, column: number, isOnlyKey: boolean, collected: CollectedRows): boolean => {
  const cells = collected.rows.flatMap((row) => row.cells[column] ?? []).slice(0, samples)
  if (cells.length === 0) return false
  if (['text', 'longText', 'attachment'].includes(field.type)) {
    const texts = new Set(cells.map(cellText))
    return (
      isOnlyKey && texts.size === cells.length && cells.length === Math.min(samples, collected.rows.length) && collected.rows.length > 1
    )
  }
  const reading = { field, codes, factor: '1', date1904: false }
  return cells.filter((cell) => readCell(cell, reading, null).problem === undefined).length >= cells.length * 0.8
}

const decidedMapping = (
  columns: readonly MappedColumn[],
  statements: ReadonlyMap<number, string>,
  { absent, decisions }: MappingInput,
): SavedMapping | undefined => {
  const decided = {
    columns: {} as Record<string, string | null>,
    factors: {} as Record<string, string>,
    stated: {} as Record<string, string>,
    absent,
  }
  for (const { column, key, by, field, saved } of columns) {
    if (by === 'chosen' || by === 'saved') decided.columns[key] = field?.key ?? null
    const now = decisions?.factors.get(column)
    const kept = saved?.isOfPack === true ? undefined : saved
    const factor = now ?? kept?.factor
    const stated = now === undefined ? kept?.stated : (statements.get(column) ?? '')
    if (factor !== undefined) decided.factors[key] = factor
    if (stated !== undefined) decided.stated[key] = stated
  }
  return Object.keys(decided.columns).length + Object.keys(decided.factors).length + absent.length === 0 ? undefined : decided
}
