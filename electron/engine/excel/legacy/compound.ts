/** Looks into an OLE container before SheetJS does: is there a workbook, and is it locked? */
import * as XLSX from 'xlsx'
import { AppError } from '../../../../shared/model/errors.ts'

const filePassRecord = 0x2f
/** The record stands in the globals, right behind the first few; no honest file has it later. */
const recordsToLookAt = 200

/** @throws AppError WORKBOOK_ENCRYPTED, WORKBOOK_UNRECOGNISED (a text document, a mail …), WORKBOOK_DAMAGED */
export function checkCompound(bytes: Uint8Array): void {
  let container: ReturnType<typeof readContainer>
  try {
    container = readContainer(bytes)
  } catch (error) {
    throw new AppError('WORKBOOK_DAMAGED', {}, { cause: error })
  }
  const find = (name: string) => XLSX.CFB.find(container, name) ?? undefined
  if (find('EncryptedPackage') !== undefined) throw new AppError('WORKBOOK_ENCRYPTED')
  const stream = find('Workbook') ?? find('Book')
  if (stream === undefined) throw new AppError('WORKBOOK_UNRECOGNISED')
  if (isLocked(Uint8Array.from(stream.content))) throw new AppError('WORKBOOK_ENCRYPTED')
}

const isLocked = (stream: Uint8Array): boolean => {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  let at = 0
  for (let count = 0; count < recordsToLookAt && at + 4 <= view.byteLength; count++) {
    if (view.getUint16(at, true) === filePassRecord) return true
    at += 4 + view.getUint16(at + 2, true)
  }
  return false
}

const readContainer = (bytes: Uint8Array) => XLSX.CFB.read(bytes, { type: 'array' })
