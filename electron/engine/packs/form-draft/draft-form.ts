/** A draft template from a bureau's blank workbook. Pure; whatever is uncertain carries a remark for the author. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { formDraftText as text } from '../../../../shared/text/form-draft.ts'
import { lineNumber, nameEnding, notSummed, numberOfThing, usualFooter } from '../../../../shared/text/form-draft-words.ts'
import { ofWhichWord } from '../../../../shared/text/import-words.ts'
import type { ParsedLayout, ParsedWorkbook, SheetLayout } from '../../ports.ts'
import { isShare } from './draft-field.ts'
import { DraftFields } from './draft-fields.ts'
import { DropDowns } from './drop-down-lists.ts'
import { type DraftNode, headerNodes, leavesOf } from './header-nodes.ts'
import type { LibraryWords } from './library-words.ts'
import { readRows } from './preprinted-rows.ts'
import type { DataPath, Remark, Tree } from './remark.ts'
import { type TableParts, tableParts } from './table-parts.ts'

export interface FormDraft {
  readonly sheet: string
  readonly form: Tree & { readonly id: string; readonly fields: readonly unknown[] }
  readonly remarks: readonly Remark[]
  /** Code lists drafted from drop-downs. */
  readonly lists: readonly Tree[]
  readonly listRemarks: readonly Remark[]
}
export interface DraftInput {
  readonly workbook: ParsedWorkbook
  readonly layout: ParsedLayout
  readonly library: LibraryWords
  readonly sheet?: string | undefined
  /** 1-based, both included. */
  readonly headerRows?: readonly [number, number] | undefined
  readonly id?: string | undefined
}
export type DraftResult =
  | { readonly ok: true; readonly draft: FormDraft }
  | { readonly ok: false; readonly reason: 'sheet' | 'header'; readonly sheet: string; readonly sheets: readonly string[] }

export const draftForm = (input: DraftInput): DraftResult => {
  const { workbook, layout } = input
  const sheets = workbook.sheets.map(({ name }) => name)
  const layoutOf = (name: string): SheetLayout | undefined => layout.sheets.find((sheet) => sheet.name === name)
  const partsOf = (name: string): TableParts | undefined => {
    const sheet = workbook.sheets.find((one) => one.name === name)
    return sheet === undefined ? undefined : tableParts(sheet, layoutOf(name), input.headerRows)
  }
  if (input.sheet !== undefined && !sheets.includes(input.sheet)) return { ok: false, reason: 'sheet', sheet: input.sheet, sheets }
  const candidates = input.sheet === undefined ? workbook.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name) : [input.sheet]
  for (const name of candidates) {
    const parts = partsOf(name)
    const nodes = parts === undefined ? [] : headerNodes(parts)
    if (parts !== undefined && leavesOf(nodes).length > 1) return { ok: true, draft: draft(input, name, parts, nodes, layoutOf(name)) }
  }
  return { ok: false, reason: 'header', sheet: candidates[0] ?? '', sheets }
}

const draft = (
  input: DraftInput,
  sheet: string,
  parts: TableParts,
  nodes: readonly DraftNode[],
  layout: SheetLayout | undefined,
): FormDraft => {
  const remarks: Remark[] = []
  const remark = (path: DataPath, says: string | undefined): void => void (says !== undefined && remarks.push({ path, text: says }))
  const printed = readRows(parts, leavesOf(nodes))
  const made = new DraftFields({
    parts,
    nodes,
    layout,
    sheet,
    library: input.library,
    lists: new DropDowns(input.workbook, input.layout),
    printed,
  })
  const { fields, header, lists } = made
  for (const one of made.remarks) remarks.push(one)

  const id = input.id ?? idFrom(parts.number)
  if (input.id === undefined) remark(['id'], text.id)
  if (parts.number === undefined) remark(['number'], text.numberMissing)
  if (parts.title === undefined) remark(['title'], text.titleMissing)
  if (parts.issuer === undefined) remark(['title'], text.issuerMissing)
  const structure = structureOf(printed, made, remark)
  const naturalKey = structure.kind === 'single' ? [] : naturalKeyOf(made, printed.columns)
  if (naturalKey.length > 0) remark(['naturalKey'], text.naturalKey)
  remark(['carryForward'], text.carryForward)
  const totals = totalsOf(parts, made, remark)
  if (parts.footer.length === 0) remark(['footer'], text.footerMissing)
  const paper = layout?.page.paper
  if (layout !== undefined && paper !== 8 && paper !== 9) remark(['excel', 'paper'], text.paper)
  else if (layout !== undefined && !layout.page.landscape) remark(['excel', 'paper'], text.portrait)
  if (input.layout.isCut) remark(['fields'], text.cut)
  if (printed.samples > 0) remark(['structure'], text.samples(printed.samples))
  const name = made.fields.find(({ label }) => nameEnding.test(label))?.key

  const form = {
    id,
    number: (parts.number ?? id).slice(0, 200),
    title: (parts.title ?? sheet).slice(0, 200),
    version: 1,
    ...(parts.issuer === undefined ? {} : { issuer: parts.issuer.slice(0, 200) }),
    ...(parts.unitLine === undefined ? {} : { unitLine: parts.unitLine.slice(0, 200) }),
    structure,
    naturalKey,
    rowLabel: naturalKey.length === 0 ? [] : [...new Set([...(name === undefined ? [] : [name]), ...naturalKey])].slice(0, 2),
    carryForward: { mode: 'none' },
    zeroReport: structure.kind === 'ledger',
    frozen: Math.min(6, layout?.frozen.columns ?? 1),
    fields: fields.map(({ column: _column, ...field }) => field),
    header,
    totals,
    footer: parts.footer.length === 0 ? usualFooter : parts.footer,
    notes: parts.notes,
    excel: { sheet: sheet.slice(0, 31), paper: paper === 9 ? 'A4' : 'A3' },
  }
  return {
    sheet,
    form,
    remarks,
    lists: lists.map(({ list }) => list),
    listRemarks: lists.flatMap((one, index) => one.remarks.map((says) => ({ path: [index, 'title'], text: says }))),
  }
}

const idFrom = (number: string | undefined): string => {
  const plain = (number ?? '')
    .normalize('NFKC')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 40)
  return plain === '' ? 'FORM1' : /^[A-Za-z]/.test(plain) ? plain : `F${plain}`
}

type Say = (path: DataPath, says: string | undefined) => void

const structureOf = (
  printed: ReturnType<typeof readRows>,
  made: DraftFields,
  remark: Say,
): Tree & { readonly kind: 'ledger' | 'single' | 'fixed' } => {
  if (printed.rows.length > 0) {
    const names = printed.columns.flatMap((column) => made.fieldAt(column)?.label ?? [])
    remark(['structure'], text.structureFixed(printed.rows.length, names.join('、')))
    remark(['structure', 'rows'], text.fixedRowKey)
    if (printed.isOpen) remark(['structure', 'extra'], text.furtherRows)
    return { kind: 'fixed', rows: made.fixedRows(), extra: printed.isOpen }
  }
  remark(['structure'], printed.isSingle ? text.structureSingle : text.structureLedger)
  return { kind: printed.isSingle ? 'single' : 'ledger' }
}

/** Of a fixed form what is printed; else a number, a credit code or a name. */
const naturalKeyOf = (made: DraftFields, printed: readonly number[]): readonly string[] => {
  const fixed = printed.flatMap((column) => made.fieldAt(column) ?? []).filter(({ label }) => !lineNumber.test(label))
  if (fixed.length > 0) return fixed.slice(0, 3).map(({ key }) => key)
  const texts = made.fields.filter(({ type }) => type === 'text' || type === 'uscc')
  const find = (pattern: RegExp): string | undefined => texts.find(({ label }) => pattern.test(label))?.key
  const best = find(numberOfThing) ?? made.fields.find(({ type }) => type === 'uscc')?.key ?? find(nameEnding) ?? texts[0]?.key
  return [best ?? made.fields.find(({ computed }) => computed === undefined)?.key ?? made.fields[0]?.key ?? ''].filter((key) => key !== '')
}

const totalsOf = (parts: TableParts, made: DraftFields, remark: Say): Tree[] => {
  const totals: Tree[] = []
  for (const row of parts.totals) {
    const label = (parts.view.shown(row, parts.columns.first) || parts.view.shown(row, parts.columns.first + 1))
      .replace(/\s+/g, '')
      .slice(0, 200)
    const numeric = made.fields.filter(({ type }) => isNumeric(type))
    const filled = numeric.filter(
      ({ column }) => parts.layoutOf(row, column)?.formula !== undefined || parts.view.cell(row, column)?.kind === 'number',
    )
    const summed =
      filled.length > 0
        ? filled
        : // Nor quotients: their sum is none of anything.
          numeric.filter((field) => !isShare(field) && !notSummed.test(field.label) && !made.quotients.has(field.column))
    if (summed.length === 0) remark(['totals'], text.totalEmpty(label))
    else {
      remark(['totals', totals.length, 'fields'], filled.length > 0 ? text.totalsFromFormulas : text.totals)
      if (ofWhichWord.test(label)) remark(['totals', totals.length, 'label'], text.totalPart)
      totals.push({ label: label === '' ? columnLetters(0) : label, fields: summed.map(({ key }) => key) })
    }
  }
  return totals
}
