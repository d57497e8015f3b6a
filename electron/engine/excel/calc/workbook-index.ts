/** Finds sheets, names and tables of a workbook, and the cells that a formula names. */
import { type Area, rectangleOf } from './grid-area.ts'
import type { CalcSheet, CalcTable, CalcWorkbook } from './model.ts'
import { type Home, References } from './operand.ts'
import { type FormulaNode, parseFormula } from './parse.ts'
import { areaIsFixed, moveArea } from './shift-references.ts'
import { readBrackets, type TableWords, tableArea } from './structured.ts'
import { nameKey, readPrefix } from './tokens.ts'
import { CannotCompute, cannotCompute, doubtful } from './uncomputable.ts'

interface TableReference {
  readonly table: CalcTable
  readonly sheet: CalcSheet
  readonly words: TableWords
}

/** An area of a formula that stands elsewhere than it was written. Throws CannotCompute when it would leave the sheet. */
export function movedArea(area: Area, { moved }: Home): Area {
  const there = moved === undefined ? area : moveArea(area, moved.rows, moved.columns)
  if (there === undefined) throw doubtful()
  return there
}

export class WorkbookIndex {
  readonly workbook: CalcWorkbook
  private readonly sheets: ReadonlyMap<string, CalcSheet>
  private readonly tables: ReadonlyMap<string, CalcTable>
  private readonly names: ReadonlyMap<string, string>
  private readonly tableReferences = new Map<string, TableReference | undefined>()
  /** Sheets by the prefix that names them. */
  private readonly spans = new Map<string, readonly CalcSheet[]>()
  private readonly trees = new Map<string, FormulaNode | CannotCompute>()
  /** What the fixed areas of the trees mean, with the prefix and from the sheet that they were last asked for. */
  private readonly fixed = new WeakMap<Area, { readonly prefix: string; readonly home: CalcSheet; readonly references: References }>()

  constructor(workbook: CalcWorkbook) {
    this.workbook = workbook
    this.sheets = new Map(workbook.sheets.map((sheet) => [nameKey(sheet.name), sheet]))
    this.tables = new Map(workbook.tables.map((table) => [nameKey(table.name), table]))
    this.names = new Map(workbook.names.map(({ sheet, name, formula }) => [scopedKey(sheet, name), formula]))
  }

  sheet(name: string): CalcSheet | undefined {
    return this.sheets.get(nameKey(name))
  }

  /** The tree of a formula, read once. Throws CannotCompute when it cannot be read. */
  tree(formula: string): FormulaNode {
    let tree = this.trees.get(formula)
    if (tree === undefined) {
      try {
        tree = parseFormula(formula)
      } catch (error) {
        if (!(error instanceof CannotCompute)) throw error
        tree = error
      }
      this.trees.set(formula, tree)
    }
    if (tree instanceof CannotCompute) throw tree
    return tree
  }

  /** Throws CannotCompute for another workbook or a sheet that is not there. */
  references(prefix: string, area: Area, home: Home): References {
    if (!areaIsFixed(area)) return this.onSheets(prefix, movedArea(area, home), home)
    const known = this.fixed.get(area)
    if (known?.home === home.sheet && known.prefix === prefix) return known.references
    const references = this.onSheets(prefix, area, home)
    this.fixed.set(area, { prefix, home: home.sheet, references })
    return references
  }

  private onSheets(prefix: string, area: Area, home: Home): References {
    const rectangle = rectangleOf(area)
    if (prefix === '') return new References([{ sheet: home.sheet, rectangle }])
    return new References(this.sheetsOf(prefix, home.sheet).map((sheet) => ({ sheet, rectangle })))
  }

  /** What a defined name stands for. Throws CannotCompute when that differs from cell to cell. */
  named(prefix: string, name: string, home: CalcSheet): FormulaNode {
    const unknown = () => cannotCompute({ kind: 'name', name })
    const [sheet = home] = prefix === '' ? [home] : this.sheetsOf(prefix, home)
    const formula = this.names.get(scopedKey(sheet.name, name)) ?? this.names.get(scopedKey(undefined, name))
    if (formula === undefined) throw unknown()
    const tree = this.tree(formula)
    if (!isFixed(tree)) throw unknown()
    return tree
  }

  /** Cells of a table, e.g. `Table1[[#This Row],[Amount]]`. */
  table(text: string, home: Home): References {
    let found = this.tableReferences.get(text)
    if (found === undefined) {
      found = this.readTable(text, home)
      // Without a name it is the table around the formula.
      if (!text.startsWith('[')) this.tableReferences.set(text, found)
    }
    const rectangle = found && tableArea(found.table, found.words, home.row)
    if (found === undefined || rectangle === undefined) throw cannotCompute({ kind: 'name', name: text })
    return new References([{ sheet: found.sheet, rectangle }])
  }

  private readTable(text: string, home: Home): TableReference | undefined {
    const bracket = text.indexOf('[')
    const table = bracket === 0 ? this.tableAround(home) : this.tables.get(nameKey(text.slice(0, bracket)))
    const sheet = table && this.sheet(table.sheet)
    const words = table && readBrackets(table, text.slice(bracket))
    return sheet && words && { table, sheet, words }
  }

  private tableAround({ sheet: home, row }: Home): CalcTable | undefined {
    const around = this.workbook.tables.filter(
      ({ sheet, area }) => nameKey(sheet) === nameKey(home.name) && area.top <= row && area.bottom >= row,
    )
    return around.length === 1 ? around[0] : undefined
  }

  private sheetsOf(prefix: string, home: CalcSheet): readonly CalcSheet[] {
    if (prefix === '') return [home]
    let span = this.spans.get(prefix)
    if (span === undefined) {
      span = this.findSpan(prefix)
      this.spans.set(prefix, span)
    }
    return span
  }

  private findSpan(prefix: string): readonly CalcSheet[] {
    const { isExternal, sheet, lastSheet } = readPrefix(prefix)
    if (isExternal) throw cannotCompute({ kind: 'external' })
    const ends = [sheet, lastSheet].map((name) => {
      const found = this.sheet(name)
      if (found === undefined) throw cannotCompute({ kind: 'name', name })
      return this.workbook.sheets.indexOf(found)
    })
    return this.workbook.sheets.slice(Math.min(...ends), Math.max(...ends) + 1)
  }
}

const scopedKey = (sheet: string | undefined, name: string): string => `${sheet === undefined ? '' : nameKey(sheet)}!${nameKey(name)}`

/** Every reference names its sheet and has its marks `$`: it means the same cells wherever the name is used. */
function isFixed(tree: FormulaNode): boolean {
  let fixed = true
  eachNode(tree, (node) => {
    if (node.kind === 'structured' && node.text.startsWith('[')) fixed = false
    if (node.kind === 'reference') {
      const { from, to } = node.area
      if (node.prefix === '' || ![from, to].every((corner) => corner.rowFixed && corner.columnFixed)) fixed = false
    }
    return fixed
  })
  return fixed
}

/** Visits a tree from the top; what is below a node for which `visit` says false is passed over. */
export function eachNode(tree: FormulaNode, visit: (node: FormulaNode) => boolean): void {
  const open = [tree]
  for (let node = open.pop(); node !== undefined; node = open.pop()) if (visit(node)) open.push(...childrenOf(node))
}

function childrenOf(node: FormulaNode): readonly FormulaNode[] {
  switch (node.kind) {
    case 'call':
      return node.args
    case 'union':
      return node.items
    case 'sign':
    case 'percent':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    default:
      return []
  }
}

/** Names within names; Excel itself refuses circles, a made-up file may have them. */
export const deepestNames = 16
