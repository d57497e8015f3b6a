/** A report as a workbook of its own. */
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../../shared/forms/pack-types.ts'
import { exportText } from '../../../../shared/text/export.ts'
import { drawReport, type PrintedReport, type SheetOptions } from './report-sheet.ts'
import { StyleSheet } from './styles.ts'
import { streamSheets, writeSheets } from './write-sheets.ts'

export interface WriteOptions extends SheetOptions {
  /** Same bytes for the same report everywhere; larger, because nothing is compressed. */
  readonly deterministic: boolean
}

/** @throws AppError CANCELLED */
export async function writeReportWorkbook(
  report: PrintedReport,
  template: FormTemplate,
  pack: Pick<Pack, 'manifest' | 'codes'>,
  options: WriteOptions,
): Promise<Uint8Array> {
  const styles = new StyleSheet()
  const { sheets } = drawReport(report, template, pack, styles, exportText.dictionarySheet, options)
  return writeSheets(template.title, sheets, styles, options.deterministic)
}

/**
 * The same, compressed and handed on piece by piece: with rows that come one by one, memory does not grow with them.
 * @throws AppError CANCELLED
 */
export async function streamReportWorkbook(
  report: PrintedReport,
  template: FormTemplate,
  pack: Pick<Pack, 'manifest' | 'codes'>,
  take: (chunk: Buffer) => Promise<void> | void,
  options: SheetOptions = {},
): Promise<void> {
  const styles = new StyleSheet()
  const { sheets } = drawReport(report, template, pack, styles, exportText.dictionarySheet, options)
  return streamSheets(template.title, sheets, styles, take)
}
