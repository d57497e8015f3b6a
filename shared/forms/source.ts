/** A file of a pack after parsing, and where its parts stand in the text. */
export type DataPath = readonly PropertyKey[]

export interface SourceFile {
  /** As people see it, e.g. `liuzhou-2020/forms/F1.yaml`. */
  readonly file: string
  readonly data: unknown
  /** Line of the part at `path`, or of the nearest part around it; from 1. */
  readonly line: (path: DataPath) => number
}

/** Something wrong with a pack, in words for the person who writes packs. */
export interface PackProblem {
  readonly file: string
  readonly line: number
  readonly message: string
}

/** Where a part of the assembled pack comes from. */
export interface Place {
  readonly file: string
  readonly line: number
}
export type Locate = (path: DataPath) => Place
