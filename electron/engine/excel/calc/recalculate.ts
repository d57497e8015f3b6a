/**
 * After cells were changed: which formulas hang on them, and what their results are now. Formulas that hang on no change are
 * not touched. Whatever cannot be worked out with certainty is named, with everything that hangs on it.
 */
import { AreaIndex } from './area-index.ts'
import { type Dependencies, DependencyFinder } from './dependencies.ts'
import { evaluateFormula } from './evaluate.ts'
import { FormulaShapes } from './formula-shapes.ts'
import { cellAddress, lastColumn, lastRow, type Rectangle } from './grid-area.ts'
import { type CalcCell, type CalcSheet, type CalcWorkbook, type CellFormula, type CellPlace, lowerBound, type Scalar } from './model.ts'
import { type CellSource, type Home, heightOf, Matrix, type Part, widthOf } from './operand.ts'
import { type PendingColumn, pendingColumns } from './pending-columns.ts'
import { CannotCompute, cannotCompute, tooMuch, type Uncomputable } from './uncomputable.ts'
import { WorkbookIndex } from './workbook-index.ts'

/** What was changed; the workbook already holds the new values. */
export interface Changes {
  readonly cells: readonly CellPlace[]
  /** Rows that were put in, at the places they have now; formulas in them have no result yet. */
  readonly insertedRows: readonly { readonly sheet: string; readonly top: number; readonly bottom: number }[]
}

export interface ComputedCell extends CellPlace {
  /** Never blank: a formula that reads a blank cell shows 0. */
  readonly value: Exclude<Scalar, null>
}
export interface UncomputedCell extends CellPlace {
  readonly reason: Uncomputable
}
export interface Recalculation {
  readonly computed: readonly ComputedCell[]
  readonly uncomputed: readonly UncomputedCell[]
}

/** One formula; an array formula has one for its whole area. */
interface FormulaCell extends Home {
  readonly formula: CellFormula
  readonly rectangle: Rectangle
  readonly dependencies: Dependencies
  /** Hangs on a change: its result is handed out. */
  isAffected: boolean
  /** Its stored result may not be used. */
  isPending: boolean
  state: 'new' | 'open' | 'done'
  result: Scalar | Matrix | CannotCompute
}

/** Larger array formulas are not worked out. */
const largestArray = 100_000

/** Columns that lookups search, twice each. */
const mostRemembered = 64

/** Work in steps (cells read, nodes visited): one formula, and all together. */
const stepsPerFormula = 8_000_000
const stepsInAll = 60_000_000

export function recalculate(workbook: CalcWorkbook, changes: Changes): Recalculation {
  return prepareCalculation(workbook, changes).run()
}

export interface Calculation {
  /**
   * Sheets whose values matter for the formulas that hang on the changes: theirs, and all that their formulas lead to;
   * undefined when no formula hangs on the changes. Told from the formulas alone, before there are any values.
   */
  concerned(): ReadonlySet<string> | undefined
  /** The cells have their values by now. */
  run(): Recalculation
}

/** @param workbook its formulas; values may come into the same cells, and other cells beside them, until it is run */
export function prepareCalculation(workbook: CalcWorkbook, changes: Changes): Calculation {
  return new Recalculator(workbook, changes)
}

class Recalculator implements CellSource, Calculation {
  readonly date1904: boolean
  private readonly index: WorkbookIndex
  private readonly finder: DependencyFinder
  private readonly formulas: FormulaCell[] = []
  private readonly byCell = new Map<CalcCell, FormulaCell>()
  private readonly pending = new Map<CalcSheet, readonly PendingColumn<FormulaCell>[]>()
  private readonly missing = new Map<CalcCell, CannotCompute>()
  private readonly remembered = new Map<string, unknown>()
  private steps = 0
  private formulaSteps = 0

  constructor(workbook: CalcWorkbook, changes: Changes) {
    this.index = new WorkbookIndex(workbook)
    this.finder = new DependencyFinder(this.index)
    this.date1904 = workbook.date1904
    for (const sheet of workbook.sheets) this.collect(sheet)
    this.markAffected(changes)
  }

  run(): Recalculation {
    if (!this.formulas.some(({ isAffected }) => isAffected)) return { computed: [], uncomputed: [] }
    this.markPending()
    for (const formula of this.formulas) if (formula.isAffected) this.workOut(formula)
    const computed: ComputedCell[] = []
    const uncomputed: UncomputedCell[] = []
    for (const formula of this.formulas) {
      if (!formula.isAffected) continue
      const { sheet, rectangle: area, result } = formula
      for (let row = area.top; row <= area.bottom; row++) {
        for (let column = area.left; column <= area.right; column++) {
          const place = { sheet: sheet.name, row, column }
          if (result instanceof CannotCompute) uncomputed.push({ ...place, reason: result.reason })
          else computed.push({ ...place, value: shown(result, row - area.top, column - area.left) })
        }
      }
    }
    return { computed, uncomputed }
  }

  concerned(): ReadonlySet<string> | undefined {
    const affected = new Set<CalcSheet>()
    for (const { isAffected, sheet } of this.formulas) if (isAffected) affected.add(sheet)
    if (affected.size === 0) return undefined
    const open = [...affected]
    const bySheet = Map.groupBy(this.formulas, ({ sheet }) => sheet)
    const sheets = new Set<CalcSheet>()
    for (let sheet = open.pop(); sheet !== undefined; sheet = open.pop()) {
      if (sheets.has(sheet)) continue
      sheets.add(sheet)
      for (const { dependencies } of bySheet.get(sheet) ?? []) {
        if (dependencies.isOpaque) return new Set(this.index.workbook.sheets.map(({ name }) => name))
        for (const part of dependencies.parts) if (!sheets.has(part.sheet)) open.push(part.sheet)
      }
    }
    return new Set([...sheets].map(({ name }) => name))
  }

  spend(steps: number): void {
    this.steps += steps
    this.formulaSteps += steps
    if (this.formulaSteps > stepsPerFormula || this.steps > stepsInAll) throw tooMuch()
  }

  read(sheet: CalcSheet, row: number, column: number): Scalar {
    const cell = sheet.cell(row, column)
    return cell === undefined ? null : this.valueOf(sheet, cell, row, column)
  }

  valueOf(sheet: CalcSheet, cell: CalcCell, row: number, column: number): Scalar {
    if (cell.formula === undefined) return cell.value
    const formula = this.byCell.get(cell)
    if (formula === undefined || !formula.isPending) return cell.value
    if (formula.state !== 'done' || formula.result instanceof CannotCompute) throw this.dependsOn(sheet, cell, row, column)
    return shown(formula.result, row - formula.rectangle.top, column - formula.rectangle.left)
  }

  /** Many formulas may read the same cell; an error is not made anew for each. */
  private dependsOn(sheet: CalcSheet, cell: CalcCell, row: number, column: number): CannotCompute {
    let error = this.missing.get(cell)
    if (error === undefined) {
      error = cannotCompute({ kind: 'depends', sheet: sheet.name, cell: cellAddress(row, column) })
      this.missing.set(cell, error)
    }
    return error
  }

  remember<T>(key: string, make: () => T): T {
    // Whoever asks names in the key what is made, so the type is the one that was put in.
    const known = this.remembered.get(key) as T | CannotCompute | undefined
    if (known instanceof CannotCompute) throw known
    if (known !== undefined) return known
    try {
      const made = make()
      this.keep(key, made)
      return made
    } catch (error) {
      // A cell without a result stays so; what was too much for one formula need not be for another.
      if (error instanceof CannotCompute && error.reason.kind === 'depends') this.keep(key, error)
      throw error
    }
  }

  private keep(key: string, made: unknown): void {
    if (this.remembered.size >= mostRemembered) this.remembered.clear()
    this.remembered.set(key, made)
  }

  private collect(sheet: CalcSheet): void {
    const arrays = new Map<string, FormulaCell>()
    const shapes = new FormulaShapes()
    sheet.each({ top: 1, left: 1, bottom: lastRow, right: lastColumn }, (cell, row, column) => {
      const { formula } = cell
      if (formula === undefined) return
      // Members of one array share one formula.
      const key = formula.kind === 'array' ? cellAddress(formula.area.top, formula.area.left) : ''
      let known = key === '' ? undefined : arrays.get(key)
      if (known === undefined) {
        known = this.add(sheet, row, column, formula.kind === 'plain' ? shapes.of(formula, row, column) : formula)
        if (key !== '') arrays.set(key, known)
      }
      this.byCell.set(cell, known)
    })
  }

  private add(sheet: CalcSheet, row: number, column: number, given: CellFormula): FormulaCell {
    const isTooLarge = given.kind === 'array' && heightOf(given.area) * widthOf(given.area) > largestArray
    const formula: CellFormula = isTooLarge ? { kind: 'other' } : given
    const rectangle = formula.kind === 'array' ? formula.area : { top: row, left: column, bottom: row, right: column }
    const moved = formula.kind === 'shared' ? { rows: row - formula.row, columns: column - formula.column } : undefined
    const home: Home = { sheet, row: rectangle.top, column: rectangle.left, moved }
    // Written out: there are thousands, and putting an object together from others costs several times more.
    const added: FormulaCell = {
      sheet,
      row: home.row,
      column: home.column,
      moved,
      formula,
      rectangle,
      dependencies: formula.kind === 'other' ? unknownDependencies(sheet, formula.reads) : this.finder.find(formula.text, home),
      isAffected: false,
      isPending: false,
      state: 'new',
      result: null,
    }
    this.formulas.push(added)
    return added
  }

  private markAffected(changes: Changes): void {
    if (changes.cells.length === 0 && changes.insertedRows.length === 0) return
    const inserted = changes.insertedRows.flatMap(({ sheet: name, top, bottom }) => {
      const sheet = this.index.sheet(name)
      return sheet === undefined ? [] : [{ sheet, rectangle: { top, bottom, left: 1, right: lastColumn } }]
    })
    const seeds = this.formulas.filter(
      ({ sheet, rectangle, dependencies: { isOpaque, usesPlace, parts } }) =>
        isOpaque ||
        (usesPlace && inserted.length > 0) ||
        inserted.some((rows) => overlaps(rows, { sheet, rectangle }) || parts.some((part) => overlaps(part, rows))),
    )
    const cells = changes.cells.flatMap(({ sheet: name, row, column }) => {
      const sheet = this.index.sheet(name)
      return sheet === undefined ? [] : [{ sheet, rectangle: { top: row, bottom: row, left: column, right: column } }]
    })
    this.spreadFrom(seeds, cells, 'isAffected')
  }

  /** A result that changes by itself is stale in the file already, and so is whatever hangs on it; the same for results that are not there. */
  private markPending(): void {
    for (const [cell, formula] of this.byCell) if (cell.isUncalculated === true) formula.isPending = true
    // What hangs on an affected formula is affected itself.
    const seeds = this.formulas.filter((formula) => !formula.isAffected && (formula.dependencies.isVolatile || formula.isPending))
    for (const seed of seeds) seed.isPending = false
    if (seeds.length > 0) this.spreadFrom(seeds, [], 'isPending')
    for (const [sheet, formulas] of Map.groupBy(
      this.formulas.filter((formula) => formula.isPending),
      (formula) => formula.sheet,
    ))
      this.pending.set(sheet, pendingColumns(formulas))
  }

  /** Follows what hangs on the formulas and cells to all that are not met yet. */
  private spreadFrom(seeds: readonly FormulaCell[], cells: readonly Part[], met: 'isAffected' | 'isPending'): void {
    const open: Part[] = [...cells]
    const meet = (formula: FormulaCell) => {
      if (formula[met]) return
      formula[met] = true
      formula.isPending = true
      open.push(formula)
    }
    seeds.forEach(meet)
    const areas = this.areasOf(this.formulas.filter((formula) => !formula[met]))
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const index = areas.get(next.sheet)
      if (index === undefined) continue
      const { top, left, bottom, right } = next.rectangle
      for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) index.take(row, column, meet)
    }
  }

  /** What the formulas read, by the sheets that hold it. */
  private areasOf(formulas: readonly FormulaCell[]): ReadonlyMap<CalcSheet, AreaIndex<FormulaCell>> {
    const areas = new Map<CalcSheet, AreaIndex<FormulaCell>>()
    for (const formula of formulas) {
      for (const { sheet, rectangle } of formula.dependencies.parts) {
        let index = areas.get(sheet)
        if (index === undefined) {
          index = new AreaIndex()
          areas.set(sheet, index)
        }
        index.add(rectangle, formula)
      }
    }
    return areas
  }

  /** Works out a formula after all those it reads, without recursion: chains of formulas may be long. */
  private workOut(wanted: FormulaCell): void {
    if (wanted.state !== 'new') return
    const path: { readonly formula: FormulaCell; readonly before: Iterator<FormulaCell> }[] = []
    const enter = (formula: FormulaCell) => {
      formula.state = 'open'
      path.push({ formula, before: this.pendingBefore(formula) })
    }
    enter(wanted)
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      let next: IteratorResult<FormulaCell>
      try {
        next = step.before.next()
      } catch (error) {
        if (!(error instanceof CannotCompute)) throw error
        step.formula.result = error
        next = { done: true, value: undefined }
      }
      if (next.done === true) {
        path.pop()
        this.finish(step.formula)
      } else if (next.value.state === 'new') enter(next.value)
      else if (next.value.state === 'open') {
        const from = path.findIndex(({ formula }) => formula === next.value)
        for (const { formula } of path.slice(from)) formula.result = cannotCompute({ kind: 'cycle' })
      }
    }
  }

  private *pendingBefore({ dependencies }: FormulaCell): Iterator<FormulaCell> {
    for (const { sheet, rectangle } of dependencies.parts) {
      for (const pending of this.pending.get(sheet) ?? []) {
        const { column, rows, formulas } = pending
        if (column < rectangle.left || column > rectangle.right) continue
        // Mostly worked out from above: what is done there need not be passed again.
        while (formulas[pending.done]?.state === 'done') pending.done++
        for (
          let at = Math.max(pending.done, lowerBound(rows, rectangle.top));
          (rows[at] ?? Number.POSITIVE_INFINITY) <= rectangle.bottom;
          at++
        ) {
          if (++this.steps > stepsInAll) throw tooMuch()
          const formula = formulas[at]
          if (formula !== undefined && formula.state !== 'done') yield formula
        }
      }
    }
  }

  private finish(formula: FormulaCell): void {
    formula.state = 'done'
    if (formula.result instanceof CannotCompute) return
    this.formulaSteps = 0
    try {
      formula.result = this.evaluate(formula)
    } catch (error) {
      if (!(error instanceof CannotCompute)) throw error
      formula.result = error
    }
  }

  private evaluate(cell: FormulaCell): Scalar | Matrix {
    const { formula } = cell
    if (formula.kind === 'other') throw cannotCompute({ kind: 'special' })
    const result = evaluateFormula(this.index.tree(formula.text), this.index, this, cell, formula.kind === 'array')
    if (formula.kind === 'array' && formula.spills === true && !fills(result, formula.area)) throw cannotCompute({ kind: 'special' })
    return result
  }
}

/** A result of another size would cover other cells. */
const fills = (result: Scalar | Matrix, area: Rectangle): boolean =>
  result instanceof Matrix
    ? result.rows === heightOf(area) && result.columns === widthOf(area)
    : heightOf(area) === 1 && widthOf(area) === 1

const overlaps = (a: Part, b: Part): boolean =>
  a.sheet === b.sheet &&
  a.rectangle.top <= b.rectangle.bottom &&
  b.rectangle.top <= a.rectangle.bottom &&
  a.rectangle.left <= b.rectangle.right &&
  b.rectangle.left <= a.rectangle.right

/** Of a formula that only Excel works out. */
const unknownDependencies = (sheet: CalcSheet, reads: readonly Rectangle[] | undefined): Dependencies => ({
  parts: (reads ?? []).map((rectangle) => ({ sheet, rectangle })),
  isOpaque: reads === undefined,
  isVolatile: false,
  usesPlace: false,
})

function shown(result: Scalar | Matrix | CannotCompute, row: number, column: number): Exclude<Scalar, null> {
  if (result instanceof CannotCompute) throw result
  return (result instanceof Matrix ? result.stretched(row, column) : result) ?? 0
}
