/** What a formula reads, found without working it out. */
import { isVolatile } from './functions/all.ts'
import { type Rectangle, rectangleOf } from './grid-area.ts'
import type { CalcSheet } from './model.ts'
import { type Home, heightOf, type Part, widthOf } from './operand.ts'
import type { FormulaNode } from './parse.ts'
import { nameKey, readPrefix, tokenize } from './tokens.ts'
import { CannotCompute } from './uncomputable.ts'
import { deepestNames, eachNode, type WorkbookIndex } from './workbook-index.ts'

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

/** @param text the formula as written, for what cannot be read into a tree */
export function dependenciesOf(index: WorkbookIndex, text: string, home: Home): Dependencies {
  try {
    const found: Found = { parts: [], isOpaque: false, isVolatile: false, usesPlace: false }
    collect(index, index.tree(text), home, found, 0)
    return found
  } catch (error) {
    if (!(error instanceof CannotCompute)) throw error
    return fromTokens(index, text, home)
  }
}

interface Found {
  readonly parts: Part[]
  isOpaque: boolean
  isVolatile: boolean
  usesPlace: boolean
}

function collect(index: WorkbookIndex, tree: FormulaNode, home: Home, found: Found, depth: number): void {
  const add = (find: () => readonly Part[]) => {
    try {
      for (const part of find()) found.parts.push(part)
    } catch (error) {
      if (!(error instanceof CannotCompute)) throw error
      // What is in another workbook is not changed here; anything else unknown may be.
      if (error.reason.kind !== 'external') found.isOpaque = true
    }
  }
  eachNode(tree, (node) => {
    switch (node.kind) {
      case 'reference':
        add(() => index.references(node.prefix, node.area, home).parts)
        return true
      case 'structured':
        add(() => index.table(node.text, home).parts)
        return true
      case 'name':
        add(() => {
          if (depth < deepestNames)
            collect(index, index.named(node.prefix, node.name, home.sheet), { ...home, moved: undefined }, found, depth + 1)
          return []
        })
        return true
      case 'call': {
        if (isVolatile(node.name)) found.isVolatile = true
        if (makesReferences.has(node.name)) found.isOpaque = true
        if (looksAtPlace.has(node.name)) {
          found.usesPlace = true
          return false
        }
        if (node.name === 'SUMIF' || node.name === 'AVERAGEIF') add(() => stretched(index, node.args, home))
        return true
      }
    }
    return true
  })
}

/** SUMIF reads as much behind its third argument's corner as its first argument is large. */
function stretched(index: WorkbookIndex, [tested, , values]: readonly FormulaNode[], home: Home): readonly Part[] {
  if (tested?.kind !== 'reference' || values?.kind !== 'reference') return []
  const shape = rectangleOf(tested.area)
  return index.references(values.prefix, values.area, home).parts.map(({ sheet, rectangle: { top, left } }) => ({
    sheet,
    rectangle: { top, left, bottom: top + heightOf(shape) - 1, right: left + widthOf(shape) - 1 },
  }))
}

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
