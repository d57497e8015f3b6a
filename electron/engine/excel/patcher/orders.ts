/**
 * What to change in an Excel workbook, as plain data: the engine writes orders, the parser process carries them out on the
 * file's own bytes. Whatever no order names stays as it is, byte for byte.
 */

/** Numbers come as canonical decimal text, dates as `YYYY-MM-DD`; text is only ever written as a string, never as a formula. */
export type PatchValue =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'blank' }

/** One cell gets a value and keeps its style. Addresses are those after the row blocks were stretched. */
export interface CellOrder {
  readonly sheet: string
  /** `B2` */
  readonly cell: string
  readonly value: PatchValue
  /** A formula standing there is replaced; without this it is refused. */
  readonly replaceFormula?: boolean
}

/**
 * A block of like rows grows: `count` rows are put in behind row `last`, each a copy of `last` (style, height, merges
 * within the row, drop-downs, formulas moved along), and everything below moves down. Addresses are those of the file as
 * it came; blocks of one sheet may not overlap.
 */
export interface RowBlockOrder {
  readonly sheet: string
  /** 1-based first and last row of the block as it stands in the file. */
  readonly first: number
  readonly last: number
  readonly count: number
  /** Row behind `first` in which areas may begin, too, that count the block: what leads it is none of its own rows. */
  readonly countedFrom?: number
  /** 1-based first and last column of the table; a formula beside it is copied only where it was filled down. The whole row when absent. */
  readonly left?: number
  readonly right?: number
}

/** A cell is coloured and gets a comment. */
export interface MarkOrder {
  readonly sheet: string
  readonly cell: string
  readonly tone: 'error' | 'warning' | 'notice'
  /** In front of the message; the word for the tone when absent. */
  readonly label?: string
  readonly message: string
}

/** A sheet of its own with one line for each mark. */
export interface ResultSheetOrder {
  /** A sheet of an earlier round gives way to it, and so do the marks of that round. */
  readonly replaces?: boolean
  /** The lines of an earlier round stay with their marks, and those of now stand below them on the same sheet. */
  readonly joins?: boolean
  readonly name: string
  /** Column heads: place, level, message, advice. */
  readonly heads: readonly string[]
  readonly lines: readonly ResultLine[]
}
export interface ResultLine {
  /** Where it is, as a link; absent for what no cell of the file shows. */
  readonly target?: CellPlace
  /** Where it is in words, when there is no link; the whole form when absent. */
  readonly place?: string
  readonly tone: MarkOrder['tone']
  /** Level, message, advice: what stands under the heads behind the place. */
  readonly texts: readonly string[]
}

export interface PatchOrders {
  readonly rowBlocks: readonly RowBlockOrder[]
  readonly cells: readonly CellOrder[]
  readonly marks: readonly MarkOrder[]
  readonly results?: ResultSheetOrder
  /** Rows that are to be seen, hidden or not; numbers are those after the row blocks were stretched. */
  readonly shownRows?: readonly RowPlaces[]
}

/** What was done, and what a person must know about it. */
export interface PatchAccount {
  /** Formulas that hang on changed cells and that we could not work out: they were left without a value for Excel to fill. */
  readonly uncomputed: readonly (CellPlace & { readonly reason: string })[]
  /** Dates that stood in cells without a date format: the cells got one. */
  readonly restyled: readonly CellPlace[]
  /** Numbers with more digits than a spreadsheet keeps: they were written as text. */
  readonly longNumbers: readonly CellPlace[]
  /** Rows that were hidden and had to be seen. */
  readonly shownRows: readonly RowPlaces[]
  /** Only when something was marked. */
  readonly marks?: MarkAccount
}

export interface MarkAccount {
  /** Cells with a conversation (threaded comments): a comment of ours would not be shown there, so they are coloured only. */
  readonly uncommented: readonly CellPlace[]
  /** The workbook can hold no more styles: these got a comment only. */
  readonly uncoloured: readonly CellPlace[]
  /** Name of the added sheet, which may differ from the one ordered. */
  readonly resultSheet?: string
  /** The structure of the workbook is protected against people; the sheet was added all the same. */
  readonly structureLocked?: boolean
}

export interface RowPlaces {
  readonly sheet: string
  /** 1-based. */
  readonly rows: readonly number[]
}
export interface CellPlace {
  readonly sheet: string
  readonly cell: string
}
