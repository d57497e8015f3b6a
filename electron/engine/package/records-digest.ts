import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import { recordsOf, type SealedReport } from '../../../shared/submission/table.ts'
import { sha256Hex } from '../sha256-hex.ts'

/**
 * SHA-256 (hex) of a report as a package holds it, `data/records/<form>.json`: what people sign is the very number that
 * the package's manifest names, so anybody can compare the two.
 */
export function recordsDigest(template: FormTemplate, report: SealedReport): string {
  const records = recordsOf(template, report) as unknown as JsonValue // plain data by its schema
  return sha256Hex(canonicalJson(records))
}
