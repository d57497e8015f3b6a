/**
 * Compares what was recognised with what is true, cell by cell.
 *
 * right: nobody had to decide anything, and every cell came to its field with its true value.
 * asked: a person has a decision to take. Either a question stands in the preview, which nothing can be applied without
 *   (`questions`, one for each decision), or a cell cannot be taken as it is and is reported at its own address, with what
 *   stands in it (`covered`). One decision makes the whole workbook count as asked, also when it was not needed. Reports
 *   that only tell (a row is hidden, a label was guessed, and rightly) are no decisions.
 * wrong: with the answers of somebody who knows the table, a cell of any other value, a cell lost, a cell twice, or a row
 *   that is no data, without a report at its address. A question that has no right answer among its choices ends here too.
 *   So does a row of an imported sheet that is neither data nor header nor in the list of rows left out, whichever of its
 *   headers and tables somebody chooses (`unlisted`).
 */

import type { RecogniseInput, Recognition } from '../../../electron/engine/excel/recognise/recognise.ts'
import { recognise } from '../../../electron/engine/excel/recognise/recognise.ts'
import type { ParsedWorkbook } from '../../../electron/engine/ports.ts'
import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { importText } from '../../../shared/text/import.ts'
import { parseHere } from '../parse-here.ts'
import { letters } from '../workbook.ts'
import type { MangledForm } from './mangled-form.ts'
import type { Drawn } from './render.ts'

export interface Verdict {
  readonly kind: 'right' | 'asked' | 'wrong'
  readonly questions: readonly string[]
  /** Cells that differ from the truth and are reported. */
  readonly covered: readonly string[]
  /** Cells that differ, were lost or came twice, and nobody was told. */
  readonly silent: readonly string[]
  /** Rows of the file that no list of the preview has. */
  readonly unlisted: readonly string[]
}
export type Recogniser = (input: RecogniseInput) => Recognition

interface Compared {
  readonly covered: string[]
  readonly silent: string[]
}

const drawnOf = (mangled: MangledForm, sheet: string): Drawn | undefined => mangled.sheets.get(sheet) ?? mangled.sheets.get('*')
const rowOf = (address: string): number => Number(/\d+$/.exec(address)?.[0])
const columnOf = (address: string): string => /^[A-Z]+/.exec(address)?.[0] ?? ''
/** Problems name the sheet where several are imported. */
const split = (cell: string): { sheet: string | undefined; address: string } => {
  const at = cell.lastIndexOf('!')
  return at < 0 ? { sheet: undefined, address: cell } : { sheet: cell.slice(0, at), address: cell.slice(at + 1) }
}

const compare = (mangled: MangledForm, result: Recognition): Compared => {
  const covered: string[] = []
  const silent: string[] = []
  const cells = new Set<string>()
  const rows = new Set<string>()
  const heads = new Set<string>()
  for (const { cell, message } of result.problems) {
    // That a row is hidden says nothing of what was made of its cells.
    if (message === importText.hiddenRow) continue
    const { sheet = result.sheet, address } = split(cell)
    cells.add(`${sheet}!${address}`)
    rows.add(`${sheet}!${rowOf(address)}`)
    for (const part of result.parts)
      if (part.sheet === sheet && rowOf(address) <= part.headerRows[1]) heads.add(`${sheet}!${columnOf(address)}`)
  }
  const note = (isCovered: boolean, text: string) => (isCovered ? covered : silent).push(text)
  const imported = new Set<string>()
  for (const row of result.rows) {
    const part = result.parts[row.part]
    const drawn = part === undefined ? undefined : drawnOf(mangled, part.sheet)
    if (part === undefined) throw new Error('a row is of a part')
    const isData = [...(drawn?.truth.keys() ?? [])].some((address) => rowOf(address) === row.row)
    if (!isData) {
      if (row.values.some((value) => value !== null && value !== undefined))
        note(rows.has(`${part.sheet}!${row.row}`), `${part.sheet}!${row.row} is no data`)
      continue
    }
    for (const [at, { field }] of result.fields.entries()) {
      const column = part.columns.get(field.key)
      const value = row.values[at]
      if (column === undefined || value === undefined) continue
      const address = `${letters(column)}${row.row}`
      const place = `${part.sheet}!${address}`
      const truth = drawn?.truth.get(address)
      if (imported.has(place)) silent.push(`${place} twice`)
      imported.add(place)
      if (truth?.field === field.key && (truth.value ?? null) === value) continue
      if (truth === undefined && value === null) continue
      note(cells.has(place), `${place} ${field.key}=${value} but ${truth?.field}=${truth?.value}`)
    }
  }
  for (const [sheet, drawn] of mangled.sheets) {
    const name = sheet === '*' ? result.sheet : sheet
    for (const [address, truth] of drawn.truth) {
      if (truth.value === undefined || imported.has(`${name}!${address}`)) continue
      const isRowThere = result.rows.some(({ row, part }) => row === rowOf(address) && result.parts[part]?.sheet === name)
      note(
        isRowThere ? heads.has(`${name}!${columnOf(address)}`) : rows.has(`${name}!${rowOf(address)}`),
        `${name}!${address} ${truth.field} lost`,
      )
    }
  }
  return { covered, silent }
}

type Question = ImportPreview['questions'][number]

/** What somebody answers who knows the table. */
const answer = (mangled: MangledForm, result: Recognition, question: Question, options: ImportOptions): ImportOptions => {
  const values = question.choices.map(({ value }) => value)
  if (question.kind === 'sheet') return { ...options, sheet: mangled.sheets.size > 1 ? '*' : ([...mangled.sheets.keys()][0] ?? '') }
  if (question.kind === 'tables') return { ...options, tables: 'all' }
  if (question.kind === 'header') {
    const rows = [...mangled.sheets.values()].flatMap(({ columns }) => [...columns.keys()].map(rowOf))
    const chosen = values.find((value) => value.split('-').some((row) => rows.includes(Number(row)))) ?? values[0] ?? ''
    if (values.includes('*') && new Set(rows).size > 1) return { ...options, tables: 'all' }
    const [top = '', bottom = ''] = chosen.split('-')
    return { ...options, headerRows: [Number(top), Number(bottom)] }
  }
  const truthOf = (reference: string) => {
    const { sheet = result.sheet, address } = split(reference)
    return [...(drawnOf(mangled, sheet)?.columns ?? [])].find(([head]) => columnOf(head) === columnOf(address))?.[1]
  }
  if (question.kind === 'missingColumn') {
    const field = question.id.slice(question.id.indexOf(':') + 1)
    const letter = values.find((value) => value !== '' && truthOf(value)?.field?.key === field)
    return letter === undefined
      ? { ...options, absent: [...(options.absent ?? []), field] }
      : { ...options, columns: { ...options.columns, [letter]: field } }
  }
  const reference = question.column ?? ''
  const column = truthOf(reference)
  if (question.kind === 'column') {
    const field = column?.field?.key ?? null
    return { ...options, columns: { ...options.columns, [reference]: field } }
  }
  const factor = values.find((value) =>
    column?.cells.every((cell, row) => {
      const shown =
        typeof cell === 'number' || typeof cell === 'string' ? Number(String(cell).normalize('NFKC').replace(/[,\s]/g, '')) : Number.NaN
      const truth = Number(column.truth[row])
      if (Number.isNaN(shown) || Number.isNaN(truth)) return true
      const [over = '1', under = '1'] = (value === 'share' ? (Math.abs(shown) <= 1 ? '100' : '1') : value).split('/')
      return Math.abs((shown * Number(over)) / Number(under) - truth) < 1e-6
    }),
  )
  return { ...options, factors: { ...options.factors, [reference]: factor ?? '1' } }
}

/** Rows with something in them that were neither read nor named as left out. */
const unlistedRows = (workbook: ParsedWorkbook, result: Recognition): string[] => {
  const accounted = new Set([
    ...result.rows.map(({ row, part }) => `${result.parts[part]?.sheet}!${row}`),
    ...result.skipped.map(({ row, sheet = result.sheet }) => `${sheet}!${row}`),
  ])
  const isHead = (name: string, at: number) =>
    result.parts.some(({ sheet, headerRows: [top, bottom] }) => sheet === name && top <= at && at <= bottom)
  return workbook.sheets
    .filter(({ name }) => result.parts.some(({ sheet }) => sheet === name))
    .flatMap(({ name, rows }) =>
      rows
        .filter(({ row, cells }) => cells.some((cell) => cell !== undefined) && !accounted.has(`${name}!${row}`) && !isHead(name, row))
        .map(({ row }) => `${name}!${row}`),
    )
}

/** Every way in which the tables of a sheet can be chosen. */
const waysOf = ({ kind, choices }: Question): readonly ImportOptions[] => {
  if (kind !== 'header' && kind !== 'tables') return []
  return choices.map(({ value }): ImportOptions => {
    if (kind === 'tables' || value === '*') return { tables: value === 'one' ? 'one' : 'all' }
    const [top = '', bottom = ''] = value.split('-')
    return { headerRows: [Number(top), Number(bottom)] }
  })
}

const rounds = 8

/** A workbook is read once, by the real reader, however many recognisers are judged by it. */
const parsed = new WeakMap<MangledForm, ReturnType<typeof parseHere>>()
const parsedOf = (mangled: MangledForm): ReturnType<typeof parseHere> => {
  const known = parsed.get(mangled) ?? parseHere(mangled.bytes, mangled.fileName)
  parsed.set(mangled, known)
  return known
}

/** Recognises the workbook without any answer, and once more with the answers of somebody who knows. */
export async function judge(mangled: MangledForm, recogniser: Recogniser = recognise): Promise<Verdict> {
  const workbook = await parsedOf(mangled)
  const read = (options: ImportOptions) =>
    recogniser({ workbook, template: mangled.form, codes: mangled.pack.codes, period: mangled.period, options, saved: () => undefined })
  let options: ImportOptions = {}
  const asked = new Map<string, Question>()
  const unlisted: string[] = []
  try {
    let result = read(options)
    for (let round = 0; result.questions.length > 0 && round < rounds; round++) {
      const questions = result.questions
      for (const question of questions) {
        asked.set(question.id, question)
        for (const way of waysOf(question)) unlisted.push(...unlistedRows(workbook, read({ ...options, ...way })))
        options = answer(mangled, result, question, options)
      }
      result = read(options)
    }
    const { covered, silent } = compare(mangled, result)
    unlisted.push(...unlistedRows(workbook, result))
    const isWrong = silent.length + unlisted.length > 0
    const open = result.questions.map(({ id, message }) => `still open: ${id} ${message}`)
    const questions = [...asked.values()].map(({ id, message }) => `${id} ${message}`).concat(open)
    return { kind: isWrong ? 'wrong' : questions.length + covered.length > 0 ? 'asked' : 'right', questions, covered, silent, unlisted }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: 'asked', questions: [`refused: ${error.code}`], covered: [], silent: [], unlisted }
  }
}
