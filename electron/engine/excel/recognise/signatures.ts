/** Who signed: 单位负责人：… 填表人：… at the foot of a form, and the day. */
import type { ReportHeader } from '../../../../shared/contract/index.ts'
import { readValue } from '../../../../shared/model/value.ts'
import { signatureField } from '../../../../shared/text/export.ts'
import { footerWord } from '../../../../shared/text/import-words.ts'
import type { ParsedRow } from '../../ports.ts'
import { bareLabel, isSignatureLabel } from './labelled-rows.ts'
import { cellText, readable } from './words.ts'

export type Signatures = Partial<Pick<ReportHeader, 'leader' | 'preparer' | 'auditor' | 'preparerPhone' | 'fillDate'>>

const longestName = 40
/** Several signatures may share one cell, parted by spaces. */
const pair = /([^\s:：]+)\s*[:：]\s*([^\s:：]*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)?)(?=\s|$)/g

export function readSignatures(rows: readonly ParsedRow[]): Signatures {
  const found: Signatures = {}
  for (const row of rows) {
    const texts = Array.from(row.cells, (cell) => readable(cellText(cell)))
    for (const [column, text] of texts.entries()) {
      if (isSignatureLabel(text) && !footerWord.test(text)) {
        const next = texts.slice(column + 1).find((candidate) => candidate !== '') ?? ''
        if (!isSignatureLabel(next) && !footerWord.test(next)) keep(found, bareLabel(text), next)
        continue
      }
      if (!footerWord.test(text)) continue
      for (const [, label = '', value = ''] of text.matchAll(pair)) {
        // The name may stand in the next cell.
        const next = texts.slice(column + 1).find((candidate) => candidate !== '') ?? ''
        keep(found, label, value === '' && text.endsWith(value) && !footerWord.test(next) ? next : value)
      }
    }
  }
  return found
}

const keep = (found: Signatures, label: string, value: string): void => {
  const field = signatureField(label)
  if (field === undefined || value === '' || value.length > longestName || found[field] !== undefined) return
  if (field !== 'fillDate') {
    found[field] = value
    return
  }
  const date = readValue({ type: 'date' }, value)
  if (date.ok && date.value !== null) found.fillDate = date.value
}
