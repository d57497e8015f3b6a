/** Walks the records of an .xls before SheetJS does: is it locked, and does any record reach over more than it may? */
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'

const record = { filePass: 0x2f, sheet: 0x85, merges: 0xe5, columns: 0x7d, link: 0x1b8, linkTip: 0x800 } as const
/** The record of a password stands right behind the first few; no honest file has it later. */
const passwordWithin = 200

/** @throws AppError WORKBOOK_ENCRYPTED, WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export function checkRecords(stream: Buffer): void {
  if (stream.length < 4) throw new AppError('WORKBOOK_DAMAGED')
  const spent = { sheets: 0, merges: 0, mergedRows: 0, columns: 0, linked: 0 }
  let count = 0
  for (let at = 0; at + 4 <= stream.length; count++) {
    const kind = stream.readUInt16LE(at)
    const length = stream.readUInt16LE(at + 2)
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
      case record.link:
      case record.linkTip: {
        // So is each link, over all its cells. The tip repeats its own kind in front.
        const range = kind === record.link ? 0 : 2
        if (body.length >= range + 8) spent.linked += heightOf(body, range) * widthOf(body, range)
        if (spent.linked > workbookLimits.sheetItems) throw hostile('sheetItems')
        break
      }
    }
  }
}

const heightOf = (body: Buffer, at: number): number => Math.max(0, body.readUInt16LE(at + 2) - body.readUInt16LE(at)) + 1
const widthOf = (body: Buffer, at: number): number => Math.max(0, body.readUInt16LE(at + 6) - body.readUInt16LE(at + 4)) + 1
