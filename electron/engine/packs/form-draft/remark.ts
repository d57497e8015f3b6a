/** Parts of a draft that several of its makers share. */
export type DataPath = readonly (string | number)[]
/** A sentence for the author beside the part of the draft it is about. */
export interface Remark {
  readonly path: DataPath
  readonly text: string
}
export type Tree = { [key: string]: unknown }
