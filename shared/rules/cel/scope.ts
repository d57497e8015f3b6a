/** What the parts of the compiler share. */
import type { ASTNode } from '@marcbachmann/cel-js'
import type { CodeList } from '../../forms/form-schema.ts'
import { packText } from '../../text/pack.ts'
import type { FormModel } from '../model.ts'
import { type CellRead, CellReads, type CellRow } from './cell-reads.ts'
import { failAt } from './environment.ts'
import type { Program } from './value.ts'

/** What the names of an expression stand for. */
export interface Scope {
  readonly forms: ReadonlyMap<string, FormModel>
  readonly codes: ReadonlyMap<string, CodeList>
  /** Programs of the variables, e.g. `row`, `report`. */
  readonly variables: ReadonlyMap<string, Program>
  /** Replaces the access to a part of a variable, e.g. `field.required`. */
  readonly parts: ReadonlyMap<string, Part>
  /** Names that exist but not here, with the reason. */
  readonly refused: ReadonlyMap<string, string>
  /** Numeric fields whose blanks count as zero. */
  readonly zeroFields: ReadonlySet<string>
}
/** What stands for a part of a variable. */
export type Part = Pick<Compiled, 'run' | 'names' | 'cells'>

export interface Compiled {
  readonly run: Program
  /** Variables it names. */
  readonly names: ReadonlySet<string>
  /** Fields it reads of the row itself, of the row before, of the report and of rows of lists. */
  readonly reads: {
    readonly row: ReadonlySet<string>
    readonly prev: ReadonlySet<string>
    readonly report: ReadonlySet<string>
    readonly others: ReadonlySet<string>
  }
  /** Forms read through `forms`. */
  readonly formsRead: ReadonlySet<string>
  /** The cells on which alone its value rests, beside what is the same for a whole check; undefined when it rests on more. */
  readonly cells: readonly CellRead[] | undefined
  /** The checked tree, for those who ask why a rule fails. */
  readonly ast: ASTNode
  /** A program for a part of the tree, made when it is asked for; `locals` are the names bound around that part. */
  readonly part: (node: ASTNode, locals: readonly string[]) => Program
  /** The form whose rows a part of the tree stands for, where it stands for rows. */
  readonly formOf: (node: ASTNode) => FormModel | undefined
}

export interface Work extends Scope {
  readonly source: string
  readonly locals: readonly string[]
  readonly names: Set<string>
  readonly reads: { row: Set<string>; prev: Set<string>; report: Set<string>; others: Set<string> }
  readonly formsRead: Set<string>
  readonly cells: CellReads
  /** The compiler itself, for the parts of a node. */
  readonly compile: (node: ASTNode, work: Work) => Program
}

/** Name of the type the library found for a node; it keeps it on the node but does not declare it. */
export const typeOf = (node: ASTNode): string => {
  const found: unknown = Reflect.get(node, 'checkedType')
  const name: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, 'name') : undefined
  return typeof name === 'string' ? name : 'dyn'
}

export const unsupported = (node: ASTNode, work: Work, what: string): never => {
  throw failAt(work.source, node.start, packText.notSupported(what))
}

export const isVariable = (node: ASTNode, name: string, work: Work): boolean =>
  node.op === 'id' && node.args === name && !work.locals.includes(name)

export const rowForm = (type: string, work: Work): FormModel | undefined =>
  type.startsWith('Row_') ? work.forms.get(type.slice(4)) : undefined

export const noteRead = (target: ASTNode, key: string, work: Work): void => {
  if (isVariable(target, 'row', work)) work.reads.row.add(key)
  else if (isVariable(target, 'prev', work)) work.reads.prev.add(key)
  else if (isVariable(target, 'report', work)) work.reads.report.add(key)
  else work.reads.others.add(key)
}

/** The cell of the row, or of the row before, that an access names. */
export const noteCell = (target: ASTNode, key: string, by: CellRead['by'], work: Work): void => {
  for (const of of rowNames) if (isVariable(target, of, work)) work.cells.add({ of, field: key, by })
}
const rowNames: readonly CellRow[] = ['row', 'prev']

/** For the row of whose cells one is read: that it is named does not mean that all of it is looked at. */
export const forCell = (target: ASTNode, work: Work): Work =>
  rowNames.some((name) => isVariable(target, name, work)) ? { ...work, cells: new CellReads() } : work

/** What a part of a variable reads is read by whoever names it. */
export const notePart = ({ cells }: Part, work: Work): void => {
  if (cells === undefined) work.cells.more()
  else work.cells.add(...cells)
}
