/** What a formula reads, found without working it out. */
import { isVolatile } from './functions/all.ts'
import { type Area, type Rectangle, rectangleOf } from './grid-area.ts'
import type { CalcSheet } from './model.ts'
import { type Home, heightOf, type Part, widthOf } from './operand.ts'
import type { FormulaNode } from './parse.ts'
import { areaIsFixed } from './shift-references.ts'
import { nameKey, readPrefix, tokenize } from './tokens.ts'
import { CannotCompute } from './uncomputable.ts'
import { deepestNames, eachNode, movedArea, type WorkbookIndex } from './workbook-index.ts'

export interface Dependencies {
  /** Every area that may be read, wherever conditions lead. */
  readonly parts: readonly Part[]
  /** What it reads is not all known: any change may concern it. */
  readonly isOpaque: boolean
  /** Its result changes without any change of a cell. */
  readonly isVolatile: boolean
  /** It tells the place of cells, which changes when rows are inserted. */
  readonly usesPlace: boolean
}

/** These make up the cells they read. */
const makesReferences: ReadonlySet<string> = new Set(['INDIRECT', 'OFFSET'])
/** These look at where their argument is, not at what it holds. */
const looksAtPlace: ReadonlySet<string> = new Set(['ROW', 'COLUMN', 'ROWS', 'COLUMNS'])
const isNamed: ReadonlySet<FormulaNode['kind']> = new Set(['reference', 'structured', 'missing'])

/** Something in a formula that names cells. */
type Naming =
  | { readonly kind: 'reference'; readonly prefix: string; readonly area: Area }
  /** SUMIF reads as much behind its third argument's corner as its first argument is large. */
  | { readonly kind: 'stretched'; readonly prefix: string; readonly area: Area; readonly like: Area }
  | { readonly kind: 'table'; readonly text: string }
  | { readonly kind: 'name'; readonly prefix: string; readonly name: string }

/** What a formula names wherever it stands: the same for all that are shared or look alike. */
interface Namings {
  readonly all: readonly Naming[]
  /** All of them mean the same cells wherever on a sheet the formula stands; told from the sheet that asked last. */
  readonly isSteady: boolean
  steady: { readonly sheet: CalcSheet; readonly dependencies: Dependencies } | undefined
  readonly isOpaque: boolean
  readonly isVolatile: boolean
  readonly usesPlace: boolean
}

/** Finds what the formulas of one workbook read. */
export class DependencyFinder {
  private readonly index: WorkbookIndex
  private readonly known = new Map<FormulaNode, Namings>()

  constructor(index: WorkbookIndex) {
    this.index = index
  }

  /** @param text the formula as written, for what cannot be read into a tree */
  find(text: string, home: Home): Dependencies {
    try {
      const tree = this.index.tree(text)
      const namings = this.namings(tree)
      if (namings.steady?.sheet === home.sheet) return namings.steady.dependencies
      const found: Found = { parts: [], isOpaque: false, isVolatile: false, usesPlace: false }
      this.collect(tree, home, found, 0)
      if (namings.isSteady) namings.steady = { sheet: home.sheet, dependencies: found }
      return found
    } catch (error) {
      if (!(error instanceof CannotCompute)) throw error
      return fromTokens(this.index, text, home)
    }
  }

  private namings(tree: FormulaNode): Namings {
    let namings = this.known.get(tree)
    if (namings === undefined) {
      namings = namingsOf(tree)
      this.known.set(tree, namings)
    }
    return namings
  }

  private collect(tree: FormulaNode, home: Home, found: Found, depth: number): void {
    const namings = this.namings(tree)
    found.isOpaque ||= namings.isOpaque
    found.isVolatile ||= namings.isVolatile
    found.usesPlace ||= namings.usesPlace
    for (const naming of namings.all) {
      try {
        this.add(naming, home, found, depth)
      } catch (error) {
        if (!(error instanceof CannotCompute)) throw error
        // What is in another workbook is not changed here; anything else unknown may be.
        if (error.reason.kind !== 'external') found.isOpaque = true
      }
    }
  }

  private add(naming: Naming, home: Home, found: Found, depth: number): void {
    const { index } = this
    switch (naming.kind) {
      case 'reference':
        for (const part of index.references(naming.prefix, naming.area, home).parts) found.parts.push(part)
        return
      case 'stretched': {
        const shape = rectangleOf(movedArea(naming.like, home))
        const [height, width] = [heightOf(shape), widthOf(shape)]
        for (const { sheet, rectangle } of index.references(naming.prefix, naming.area, home).parts) {
          const { top, left } = rectangle
          found.parts.push({ sheet, rectangle: { top, left, bottom: top + height - 1, right: left + width - 1 } })
        }
        return
      }
      case 'table':
        for (const part of index.table(naming.text, home).parts) found.parts.push(part)
        return
      case 'name':
        if (depth < deepestNames)
          this.collect(index.named(naming.prefix, naming.name, home.sheet), { ...home, moved: undefined }, found, depth + 1)
    }
  }
}

interface Found {
  readonly parts: Part[]
  isOpaque: boolean
  isVolatile: boolean
  usesPlace: boolean
}

function namingsOf(tree: FormulaNode): Namings {
  // Formulas often name the same cells several times.
  const all = new Map<string, Naming>()
  const found = { isOpaque: false, isVolatile: false, usesPlace: false }
  const add = (key: string, naming: Naming) => {
    if (!all.has(key)) all.set(key, naming)
  }
  eachNode(tree, (node) => {
    switch (node.kind) {
      case 'reference':
        add(`${areaKey(node.area)} ${node.prefix}`, { kind: 'reference', prefix: node.prefix, area: node.area })
        return true
      case 'structured':
        add(`table ${node.text}`, { kind: 'table', text: node.text })
        return true
      case 'name':
        add(`name ${node.prefix}${node.name}`, { kind: 'name', prefix: node.prefix, name: node.name })
        return true
      case 'call': {
        if (isVolatile(node.name)) found.isVolatile = true
        if (makesReferences.has(node.name)) found.isOpaque = true
        if (looksAtPlace.has(node.name)) {
          found.usesPlace = true
          // Of a cell that is named only the place is asked; what is worked out is read for that.
          return !node.args.every(({ kind }) => isNamed.has(kind))
        }
        if (node.name === 'SUMIF' || node.name === 'AVERAGEIF') {
          const [tested, , values] = node.args
          if (tested?.kind === 'reference' && values?.kind === 'reference')
            add(`${areaKey(values.area)} like ${areaKey(tested.area)} ${values.prefix}`, {
              ...{ kind: 'stretched', prefix: values.prefix },
              ...{ area: values.area, like: tested.area },
            })
        }
        return true
      }
    }
    return true
  })
  const namings = [...all.values()]
  const isSteady = namings.every((naming) => naming.kind === 'reference' && areaIsFixed(naming.area))
  return { all: namings, isSteady, steady: undefined, ...found }
}

/** With the marks `$`: what moves differently is not the same. */
const areaKey = ({ from, to }: Area): string => [from, to].map(cornerKey).join(':')
const cornerKey = ({ row, column, rowFixed, columnFixed }: Area['from']): string =>
  `${columnFixed ? '$' : ''}${column}${rowFixed ? '$' : ''}.${row}`

/**
 * For a formula with operators we do not know, such as A1:INDEX(B:B,3): whatever lies within the smallest area around all it
 * names on a sheet.
 */
function fromTokens(index: WorkbookIndex, text: string, home: Home): Dependencies {
  const around = new Map<CalcSheet, Rectangle>()
  let isOpaque = false
  let isVolatileHere = false
  for (const token of tokenize(text)) {
    if (token.kind === 'reference') {
      try {
        for (const { sheet, rectangle } of index.references(token.prefix, token.area, home).parts)
          around.set(sheet, enclose(around.get(sheet) ?? rectangle, rectangle))
      } catch (error) {
        if (!(error instanceof CannotCompute)) throw error
        isOpaque ||= !readPrefix(token.prefix).isExternal
      }
    } else if (token.kind === 'name' || token.kind === 'structured' || token.kind === 'unknown') isOpaque = true
    else if (token.kind === 'function') {
      const name = nameKey(token.text).toUpperCase()
      isOpaque ||= makesReferences.has(name)
      isVolatileHere ||= isVolatile(name)
    }
  }
  const parts = [...around].map(([sheet, rectangle]) => ({ sheet, rectangle }))
  return { parts, isOpaque, isVolatile: isVolatileHere, usesPlace: true }
}

const enclose = (a: Rectangle, b: Rectangle): Rectangle => ({
  top: Math.min(a.top, b.top),
  left: Math.min(a.left, b.left),
  bottom: Math.max(a.bottom, b.bottom),
  right: Math.max(a.right, b.right),
})
