/** Walks the records of an .xls before SheetJS does: is it locked, and does any record reach over more than it may? */
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'

const record = { filePass: 0x2f, sheet: 0x85, merges: 0xe5, columns: 0x7d } as const
/**
 * The records that hold values, their formats, merges and what is hidden. All others (links, names, notes, drawings,
 * who wrote the file …) the library need not read; several of them make it read for ever when they are cut short.
 */
const wanted: ReadonlySet<number> = new Set([
  ...[0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x1e, 0x22, 0x2f, 0x3c, 0x42, 0x43, 0x44, 0x7d, 0x85, 0xbd],
  ...[0xbe, 0xd6, 0xe0, 0xe5, 0xfc, 0xfd, 0x200, 0x201, 0x203, 0x204, 0x205, 0x206, 0x207, 0x208, 0x209, 0x243, 0x27e, 0x406],
  ...[0x409, 0x41e, 0x443, 0x809],
])
/** A record of charts that the library passes over. */
const passedOver = 0x1001
const beginnings: ReadonlySet<number> = new Set([0x09, 0x209, 0x409, 0x809])
const ending = 0x0a
const modernBeginning = 0x809
/** Records of Excel 2 to 4 that mean nothing in later files, but that the library reads everywhere. */
const ancient: ReadonlySet<number> = new Set([0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x07, 0x08, 0x09])
/** Least length by kind: of a shorter one the library computes a length below zero, goes back, and reads for ever. */
const leastLength: ReadonlyMap<number, number> = new Map([
  [0x01, 7],
  [0x02, 9],
  [0x03, 15],
  [0x04, 8],
  [0x05, 9],
  [0x06, 16],
  [0x07, 1],
  [0x1e, 2],
  [0xbd, 6],
  [0xbe, 6],
  [0xfc, 8],
  [0xfd, 10],
  [0x85, 6],
  [0x201, 6],
  [0x203, 14],
  [0x204, 8],
  [0x205, 8],
  [0x207, 2],
  [0x208, 8],
  [0x27e, 10],
  [0x41e, 4],
])

const formula = 0x06
const formulas: ReadonlySet<number> = new Set([formula, 0x206, 0x406])
/** Where the length of the formula itself stands: behind place, value and flags, in modern files also the chain. */
const formulaLengthAt = { modern: 20, older: 16 } as const
const modernFormula = formulaLengthAt.modern + 2
/** In place of that length: the library passes over the formula. Its value is all we read, and a formula cut short is read for ever. */
const noFormula = 0xffff

/** The record of a password stands right behind the first few; no honest file has it later. */
const passwordWithin = 200

/**
 * The same stream with every record the library need not read made one that it passes over.
 * @throws AppError WORKBOOK_ENCRYPTED, WORKBOOK_DAMAGED, WORKBOOK_HOSTILE
 */
export function soundRecords(stream: Buffer): Buffer {
  const sound = Buffer.from(stream)
  if (stream.length < 4) throw new AppError('WORKBOOK_DAMAGED')
  const spent = { sheets: 0, merges: 0, mergedRows: 0, columns: 0 }
  const isModern = stream.readUInt16LE(0) === modernBeginning
  let count = 0
  let depth = 0
  let at = 0
  for (; at + 4 <= stream.length; count++) {
    const kind = stream.readUInt16LE(at)
    const length = stream.readUInt16LE(at + 2)
    if (beginnings.has(kind)) depth++
    // Behind the last sheet lies whatever lay there before; the library stops here, too.
    else if (depth === 0) break
    else if (kind === ending) depth--
    const least = isModern && kind === formula ? modernFormula : (leastLength.get(kind) ?? 0)
    if (length < least || (isModern && ancient.has(kind))) throw new AppError('WORKBOOK_DAMAGED')
    if (!wanted.has(kind)) sound.writeUInt16LE(passedOver, at)
    const formulaLength = isModern ? formulaLengthAt.modern : formulaLengthAt.older
    if (formulas.has(kind) && (isModern || kind !== formula) && length >= formulaLength + 2 && at + 4 + length <= stream.length)
      sound.writeUInt16LE(noFormula, at + 4 + formulaLength)
    const body = stream.subarray(at + 4, at + 4 + length)
    at += 4 + length
    switch (kind) {
      case record.filePass:
        if (count < passwordWithin) throw new AppError('WORKBOOK_ENCRYPTED')
        break
      case record.sheet:
        if (++spent.sheets > workbookLimits.sheets) throw hostile('sheets')
        break
      case record.merges:
        for (let range = 2; range + 8 <= body.length; range += 8) {
          spent.merges++
          spent.mergedRows += Math.min(heightOf(body, range), workbookLimits.tallMerge)
        }
        if (spent.merges > workbookLimits.merges || spent.mergedRows > workbookLimits.mergedRows) throw hostile('merges')
        break
      case record.columns:
        // Each record is spread over all the columns that it names.
        if (body.length >= 4) spent.columns += Math.max(0, body.readUInt16LE(2) - body.readUInt16LE(0)) + 1
        if (spent.columns > workbookLimits.sheetItems) throw hostile('sheetItems')
        break
    }
  }
  // Cut off in the middle of a sheet: what is left must not pass for the whole.
  if (depth !== 0 || at === 0 || at > stream.length) throw new AppError('WORKBOOK_DAMAGED')
  return sound.subarray(0, at)
}

const heightOf = (body: Buffer, at: number): number => Math.max(0, body.readUInt16LE(at + 2) - body.readUInt16LE(at)) + 1
