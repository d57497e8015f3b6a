/** All forms of a month in one workbook, the summary in front. */
import type { Report } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../../shared/forms/pack-types.ts'
import { exportText } from '../../../../shared/text/export.ts'
import { drawReport } from './report-sheet.ts'
import type { WriteOptions } from './report-workbook.ts'
import { StyleSheet } from './styles.ts'
import { drawSummary, type SummaryHead } from './summary-sheet.ts'
import type { DrawnSheet } from './workbook-parts.ts'
import { writeSheets } from './write-sheets.ts'
import { sheetName } from './xml-text.ts'

export interface SummarySource {
  readonly report: Report
  readonly template: FormTemplate
  /** The pack it was made with: a sealed report keeps its own. */
  readonly pack: Pick<Pack, 'manifest' | 'codes'>
}

/** @throws AppError CANCELLED */
export async function writeSummaryWorkbook(
  head: SummaryHead,
  sources: readonly SummarySource[],
  options: WriteOptions,
): Promise<Uint8Array> {
  const styles = new StyleSheet()
  const sheets: DrawnSheet[] = []
  const forms = sources.map(({ report, template, pack }, position) => {
    if (report.state === '未填') return { report, template, sheet: undefined, totalCell: () => undefined }
    const drawn = drawReport(report, template, pack, styles, exportText.dictionaryOf(template.id), {
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    const [form, ...hidden] = drawn.sheets
    const name = sheetName(exportText.formSheet(template.id, form.name))
    const text = withProgress(form.text, () => options.onProgress?.(position + 1, sources.length))
    sheets.push({ ...form, name, text }, ...hidden)
    return { report, template, sheet: name, totalCell: drawn.totalCell }
  })
  return writeSheets(head.title, [drawSummary(head, forms, styles), ...sheets], styles, options.deterministic)
}

function* withProgress(text: Iterable<string>, done: () => void): Generator<string> {
  yield* text
  done()
}
