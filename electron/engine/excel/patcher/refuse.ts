/** Which files are not changed in place at all. */
import { AppError } from '../../../../shared/model/errors.ts'
import { checkCompound } from '../legacy/compound.ts'
import { sniffFile } from '../sniff.ts'
import type { PackageEditor } from './package-editor.ts'
import { relationshipsOf } from './workbook-map.ts'
import { scanXml } from './xml-scan.ts'

/** Types of the main part that we change; templates (.xltx) and binary workbooks (.xlsb) would not open under the name .xlsx. */
const patchable = /\.sheet\.main\+xml$|\.sheet\.macroEnabled\.main\+xml$/i

/** @throws AppError WORKBOOK_NOT_PATCHABLE, WORKBOOK_ENCRYPTED, WORKBOOK_UNRECOGNISED, WORKBOOK_DAMAGED, FILE_EMPTY */
export function refuseByContent(bytes: Uint8Array): void {
  const kind = sniffFile(bytes)
  if (kind === 'zip') return
  // An encrypted .xlsx is a compound file, too, and needs another advice than an .xls.
  if (kind === 'compound') checkCompound(bytes)
  throw new AppError('WORKBOOK_NOT_PATCHABLE')
}

/** @throws AppError WORKBOOK_SIGNED, WORKBOOK_NOT_PATCHABLE */
export async function refuseByParts(editor: PackageEditor): Promise<void> {
  if (!editor.has('[Content_Types].xml')) throw new AppError('WORKBOOK_NOT_PATCHABLE')
  const root = await relationshipsOf(editor, '')
  if (
    root.some(({ typeAddress }) => typeAddress.includes('/digital-signature/')) ||
    editor.names().some((name) => /^\/?_xmlsignatures[/\\]/i.test(name))
  )
    throw new AppError('WORKBOOK_SIGNED')
  const main = (root.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml').toLowerCase()
  let own: string | undefined
  let byExtension: string | undefined
  scanXml(await editor.text('[Content_Types].xml'), {
    open({ name, attributes }) {
      if (name === 'Override' && attributes.PartName?.replace(/^\//, '').toLowerCase() === main) own = attributes.ContentType
      if (name === 'Default' && main.endsWith(`.${attributes.Extension?.toLowerCase()}`)) byExtension = attributes.ContentType
    },
  })
  if (!patchable.test(own ?? byExtension ?? '')) throw new AppError('WORKBOOK_NOT_PATCHABLE')
}
