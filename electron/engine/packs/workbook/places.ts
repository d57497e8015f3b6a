/** Where in the workbook each part of the pack was written, and what is wrong there. */
import type { DataPath, PackProblem, SourceFile } from '../../../../shared/forms/source.ts'
import type { Column } from './tables.ts'

/** A cell; both numbers count from 0. */
export interface CellPlace {
  readonly sheet: string
  readonly row: number
  readonly column: number
  /** The column of the table, where the cell holds a property. */
  readonly about?: Column
}
export interface CellProblem {
  /** Undefined for the workbook as a whole. */
  readonly place: CellPlace | undefined
  readonly severity: 'error' | 'warning'
  readonly message: string
}

interface Node {
  line: number
  readonly below: Map<PropertyKey, Node>
}

/**
 * Cells by the place of their value in the pack. The loader speaks of files and lines; here every marked cell is a line
 * of its own, so that what the loader says leads back to the cell.
 */
export class Places {
  private readonly cells: CellPlace[] = []
  private readonly root: Node = { line: 0, below: new Map() }

  mark(path: DataPath, place: CellPlace): void {
    let node = this.root
    for (const part of path) {
      let next = node.below.get(part)
      if (next === undefined) {
        next = { line: 0, below: new Map() }
        node.below.set(part, next)
      }
      node = next
    }
    this.cells.push(place)
    node.line = this.cells.length
  }

  /** The cell of the part, or of the nearest part around it. */
  lineAt(path: DataPath): number {
    let node: Node | undefined = this.root
    let line = this.root.line
    for (const part of path) {
      node = node?.below.get(part)
      if (node === undefined) break
      if (node.line !== 0) line = node.line
    }
    return line
  }

  find(path: DataPath): CellPlace | undefined {
    return this.cells[this.lineAt(path) - 1]
  }

  /** A part of the pack as the loader wants it. */
  source(file: string, data: unknown, prefix: DataPath): SourceFile {
    return { file, data, line: (path) => this.lineAt([...prefix, ...path]) }
  }

  placeOf(problem: PackProblem): CellPlace | undefined {
    return this.cells[problem.line - 1]
  }
}
