/** The fields of a draft, its printed header, its fixed rows, and code lists for its drop-downs. */

import { columnLetters } from '../../../../shared/forms/columns.ts'
import { type FieldType, regionList, townList } from '../../../../shared/forms/form-schema.ts'
import { isCoded, isNumeric, readValue } from '../../../../shared/model/value.ts'
import { formDraftText as text } from '../../../../shared/text/form-draft.ts'
import { lineNumber } from '../../../../shared/text/form-draft-words.ts'
import type { ParsedCell, SheetLayout } from '../../ports.ts'
import type { DraftField } from './draft-field.ts'
import type { DropDown, DropDowns } from './drop-down-lists.ts'
import { KeyMaker } from './field-keys.ts'
import { guessType } from './field-type.ts'
import { rowExpression } from './formula-words.ts'
import { type DraftNode, leavesOf, type PlacedLeaf } from './header-nodes.ts'
import { headingComments } from './heading-comments.ts'
import type { LibraryWords } from './library-words.ts'
import { negativeColumns, numberedFormulas } from './numbered-columns.ts'
import type { PrintedRows } from './preprinted-rows.ts'
import type { Remark, Tree } from './remark.ts'
import { columnsText, type TableParts } from './table-parts.ts'

export interface DraftList {
  readonly list: Tree
  readonly remarks: readonly string[]
}
interface FieldsInput {
  readonly parts: TableParts
  readonly nodes: readonly DraftNode[]
  readonly layout: SheetLayout | undefined
  readonly sheet: string
  readonly library: LibraryWords
  readonly lists: DropDowns
  readonly printed: PrintedRows
}

/** Code lists that every pack has. */
const packLists = { region: regionList, town: townList } as const
const rowsLookedAt = 30
/** What a spreadsheet's width counts besides the characters. */
const widthPadding = 0.71

export class DraftFields {
  readonly fields: readonly DraftField[]
  readonly header: readonly unknown[]
  readonly lists: DraftList[] = []
  readonly remarks: Remark[] = []
  /** Columns drafted as quotients. */
  readonly quotients = new Set<number>()
  private readonly input: FieldsInput
  private readonly byColumn = new Map<number, DraftField>()
  private readonly keys = new Map<number, string>()
  private readonly offered = new Map<number, DropDown>()
  private readonly helpOf: (leaf: PlacedLeaf) => string | undefined
  /** Formulas of cells, and what a pack would write for them. */
  private readonly formulas = new Map<number, { readonly shown: string; readonly suggestion: string | undefined }>()

  constructor(input: FieldsInput) {
    this.input = input
    this.helpOf = headingComments(input.parts)
    const leaves = leavesOf(input.nodes)
    const maker = new KeyMaker()
    const initials = new Set<number>()
    for (const { label, above, first } of leaves) {
      const { key, isInitials } = maker.make(label, above, input.library.keyOf(label, above), first)
      this.keys.set(first, key)
      if (isInitials) initials.add(first)
    }
    for (const { first } of leaves) this.resolveList(first, new Set())
    const drafted = leaves.map((leaf, index) => {
      if (initials.has(leaf.first)) this.say(index, 'key', text.keyFromInitials)
      const field = this.field(leaf, index)
      this.byColumn.set(leaf.first, field)
      return field
    })
    this.fields = this.withFormulas(drafted)
    for (const field of this.fields) this.byColumn.set(field.column, field)
    this.header = this.tree(input.nodes, ['header'])
  }

  fieldAt(column: number): DraftField | undefined {
    return this.byColumn.get(column)
  }

  private say(index: number, property: string, says: string | undefined): void {
    if (says !== undefined) this.remarks.push({ path: ['fields', index, property], text: says })
  }

  /** Rows the form gives, with what is printed in them. */
  fixedRows(): Tree[] {
    const { printed, parts } = this.input
    return printed.rows.map((row, index) => ({
      key: `r${String(index + 1).padStart(2, '0')}`,
      values: Object.fromEntries(
        printed.columns.flatMap((column) => {
          const shown = parts.view.shown(row, column).replace(/\s*\n\s*/g, '')
          const key = this.keys.get(column)
          return shown === '' || key === undefined ? [] : [[key, shown]]
        }),
      ),
    }))
  }

  /** A formula that the row of column numbers says is drafted; one that only cells hold is left to the author. */
  private withFormulas(drafted: readonly DraftField[]): readonly DraftField[] {
    const { parts, printed } = this.input
    const taken = new Map(
      [...numberedFormulas(parts.numbering, this.byColumn)].filter(([column, { expression }]) => {
        const own = this.formulas.get(column)
        // What is printed in the rows cannot be reckoned, and cells that reckon otherwise leave it open which is meant.
        return !printed.columns.includes(column) && (own === undefined || own.suggestion === expression)
      }),
    )
    const known = drafted.flatMap(({ allowNegative, column }) => (allowNegative === true ? [column] : []))
    const negative = negativeColumns(known, taken)
    return drafted.map((field, index) => {
      const { column } = field
      const own = this.formulas.get(column)
      const read = taken.get(column)
      if (read !== undefined) {
        this.say(index, 'computed', read.isTimesHundred ? text.numberedShare(read.shown) : text.numbered(read.shown))
        if (read.isQuotient) this.quotients.add(column)
        return { ...field, computed: read.expression, ...(negative.has(column) ? { allowNegative: true } : {}) }
      }
      const shown = parts.numbering.get(column)?.text ?? ''
      if (own !== undefined)
        this.say(index, 'key', own.suggestion === undefined ? text.formula(own.shown) : text.computed(own.shown, own.suggestion))
      else if (/[=＝]/.test(shown)) this.say(index, 'key', text.numberedUnread(shown))
      return field
    })
  }

  private tree(nodes: readonly DraftNode[], path: Remark['path']): unknown[] {
    return nodes.map((node, index) => {
      if (node.kind === 'leaf') return this.keys.get(node.first) ?? ''
      const here = [...path, index]
      if (node.isJoined) this.remarks.push({ path: [...here, 'label'], text: text.groupsJoined })
      return { label: node.label.slice(0, 200), children: this.tree(node.children, [...here, 'children']) }
    })
  }

  private dataRows(): readonly number[] {
    return this.input.parts.rows.slice(0, rowsLookedAt)
  }

  private ruleOf(column: number): { readonly kind: string; readonly formula: string; readonly isPartial: boolean } | undefined {
    const rows = this.dataRows()
    const [first] = rows.length > 0 ? rows : [this.input.parts.header.bottom + 1]
    const rules = (this.input.layout?.rules ?? []).filter(({ areas }) => areas.some((area) => area.left <= column && column <= area.right))
    const at = (row: number | undefined) =>
      rules.find(
        ({ areas }) =>
          row !== undefined && areas.some((area) => area.left <= column && column <= area.right && area.top <= row && row <= area.bottom),
      )
    const rule =
      at(first) ??
      rules.find(({ areas }) =>
        areas.some((area) => area.bottom > this.input.parts.header.bottom && area.left <= column && column <= area.right),
      )
    return rule === undefined
      ? undefined
      : { kind: rule.kind, formula: rule.formula, isPartial: rule !== at(first) || at(rows.at(-1)) === undefined }
  }

  /** What a column's drop-down offers; a list that hangs on another column asks for that one first. */
  private resolveList(column: number, asking: ReadonlySet<number>): readonly string[] {
    const known = this.offered.get(column)
    if (known !== undefined) return known.items.map(({ label }) => label)
    const rule = this.ruleOf(column)
    if (rule?.kind !== 'list' || asking.has(column)) return []
    const found = this.input.lists.resolve(rule.formula, this.input.sheet, (parent) =>
      this.resolveList(parent, new Set([...asking, column])),
    )
    if (found === undefined) return []
    this.offered.set(column, found)
    return found.items.map(({ label }) => label)
  }

  private field(leaf: PlacedLeaf, index: number): DraftField {
    const { parts, layout, printed } = this.input
    const column = leaf.first
    const key = this.keys.get(column) ?? `col${column + 1}`
    const rule = this.ruleOf(column)
    const offered = this.offered.get(column)
    const rows = this.dataRows()
    const cells = rows.flatMap((row) => parts.layoutOf(row, column) ?? [])
    const samples = rows.map((row) => parts.view.cell(row, column)).filter((cell): cell is ParsedCell => cell !== undefined)
    const ownUnit = leaf.unit ?? parts.rowUnits.get(column)
    const signs = {
      label: leaf.label,
      items: offered?.items.map(({ label }) => label),
      rule: rule?.kind,
      format: cells[0]?.format,
      samples,
    }
    let guess = guessType({ ...signs, unit: ownUnit })
    const [lineUnit] = parts.lineUnits
    // One unit for the whole table, and no column with a unit of its own but shares.
    const isForAll =
      lineUnit !== undefined &&
      parts.lineUnits.length === 1 &&
      parts.rowUnits.size === 0 &&
      leavesOf(this.input.nodes).every(({ unit }) => unit === undefined || unit === '%')
    const takesLine = ownUnit === undefined && isForAll && ['decimal', 'money'].includes(guess.type)
    if (takesLine) guess = guessType({ ...signs, unit: lineUnit })
    const printedTexts = printed.columns.includes(column) ? printed.rows.map((row) => parts.view.shown(row, column)) : []
    const list = isCoded(guess.type) ? this.listFor(leaf, key, guess.type, offered, index) : undefined
    const unreadable = list === undefined && printedTexts.some((shown) => !readValue({ type: guess.type }, shown).ok)
    const type = (isCoded(guess.type) && list === undefined) || unreadable ? 'text' : guess.type

    if (lineNumber.test(leaf.label)) this.say(index, 'label', text.lineNumber)
    if (leaf.label === '') this.say(index, 'label', text.labelMissing(columnLetters(column)))
    if (leaf.last > leaf.first) this.say(index, 'label', text.wideColumn(columnsText(leaf.first, leaf.last)))
    this.say(index, 'type', unreadable ? text.fixedValue(leaf.label) : guess.remark)
    if (takesLine) this.say(index, 'unit', text.unitFromLine)
    if (leaf.isRequired) this.say(index, 'required', text.required)
    if (rule?.kind === 'list' && offered === undefined) this.say(index, 'type', text.listLost(rule.formula.slice(0, 80)))
    else if (offered !== undefined && rule?.isPartial === true) this.say(index, 'type', text.listOnPart)
    const formula = rows.map((row) => ({ row, formula: parts.layoutOf(row, column)?.formula })).find((one) => one.formula !== undefined)
    if (formula?.formula !== undefined)
      this.formulas.set(column, {
        shown: formula.formula.replace(/\s+/g, ' ').slice(0, 120),
        suggestion: rowExpression(formula.formula, formula.row, (at) => this.keys.get(at)),
      })
    else if (layout?.isProtected === true && cells.length > 0 && cells.every(({ locked }) => locked) && printedTexts.length === 0)
      this.say(index, 'key', text.locked)

    const help = this.helpOf(leaf)
    if (help !== undefined) this.say(index, 'help', text.helpFromComment)
    const unit = takesLine ? lineUnit : ownUnit
    const width = layout?.widths[column]
    return {
      key,
      label: (leaf.label === '' ? columnLetters(column) : leaf.label).slice(0, 200),
      type,
      column,
      ...(unit === undefined || !(isNumeric(type) || leaf.unit !== undefined) ? {} : { unit: unit.slice(0, 40) }),
      ...(guess.decimals === undefined || !isNumeric(type) ? {} : { decimals: Math.min(12, guess.decimals) }),
      ...(guess.allowNegative === undefined || !isNumeric(type) ? {} : { allowNegative: true }),
      ...(leaf.isRequired ? { required: true } : {}),
      ...(help === undefined ? {} : { help }),
      ...(list === undefined || type === 'text' ? {} : list),
      ...(width === null || width === undefined ? {} : { width: Math.min(80, Math.max(2, Math.round(width - widthPadding))) }),
    }
  }

  /** The code list of a coded field; undefined when there is none to be had. */
  private listFor(
    leaf: PlacedLeaf,
    key: string,
    type: FieldType,
    offered: DropDown | undefined,
    index: number,
  ): { codes: string; parent?: string } | undefined {
    const parent = offered?.parentColumn === undefined ? undefined : this.keys.get(offered.parentColumn)
    const hung = parent === undefined || !this.isCodedColumn(offered?.parentColumn) ? {} : { parent }
    if (type === 'region' || type === 'town') {
      const list = packLists[type]
      const count = offered?.items.length
      this.say(index, 'codes', count === undefined ? text.noList(list) : type === 'region' ? text.regionList(count) : text.townList(count))
      return { codes: list, ...hung }
    }
    if (offered === undefined) return undefined
    const labels = offered.items.map(({ label }) => label)
    const shared = this.input.library.listOf([...new Set(labels)])
    if (shared !== undefined) {
      this.say(index, 'codes', text.listFromLibrary)
      return { codes: shared, ...hung }
    }
    const isHung = 'parent' in hung
    const items = [...new Map(offered.items.map((item) => [item.label, item])).values()].map(({ label, parent: above }) =>
      isHung && above !== undefined
        ? { code: label.slice(0, 40), label: label.slice(0, 200), parent: above.slice(0, 40) }
        : label.slice(0, 40),
    )
    const same = this.lists.find(({ list }) => JSON.stringify(list.items) === JSON.stringify(items))
    if (same !== undefined) return { codes: String(same.list.id), ...hung }
    const id = `D_${key}`.slice(0, 64)
    this.lists.push({ list: { id, title: leaf.label.slice(0, 200), items }, remarks: [text.listTitle, text.listDrafted] })
    this.say(index, 'codes', text.listDrafted)
    return { codes: id, ...hung }
  }

  private isCodedColumn(column: number | undefined): boolean {
    const before = column === undefined ? undefined : this.byColumn.get(column)
    return before !== undefined && isCoded(before.type)
  }
}
