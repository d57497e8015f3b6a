import type { EvidenceFile, Report } from '../../../shared/contract/index.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import {
  cleanEvidenceName,
  evidenceLimits,
  isEvidenceName,
  isProgram,
  isProgramName,
  tooLargeEvidence,
} from '../../../shared/submission/evidence.ts'
import type { EngineContext, Service } from '../context.ts'
import type { AttachedFile } from '../package/attachments.ts'
import { sha256Hex } from '../sha256-hex.ts'
import type { StoredEvidence } from '../store/evidence-store.ts'
import { requirePeriod, templateOf, whoOf } from './common.ts'
import { evidenceContent } from './kept-files.ts'
import { fieldNames, readingContext } from './kept-packs.ts'
import { givenRows } from './report-load.ts'

type EvidenceMethods = 'evidence.list' | 'evidence.add' | 'evidence.remove' | 'evidence.bytes'

function shown(context: EngineContext, file: StoredEvidence): EvidenceFile {
  const { id, form, period, rowId: row, rowKey, field, name, bytes, sha256, by, at, removedAt, removedBy } = file
  const template = readingContext(context, form, period).pack().forms.get(form)
  const label = field === null ? null : (template?.fields.find(({ key }) => key === field)?.label ?? fieldNames(context, form)(field))
  const removed = removedAt === null ? null : { at: removedAt, by: removedBy ?? '' }
  return { id, row, rowKey, field, label, name, bytes, sha256, by, at, removed }
}

/** As it lay there at a number of the audit. */
const isThen = ({ addedSeq, removedSeq }: StoredEvidence, upTo: number): boolean =>
  addedSeq <= upTo && (removedSeq === null || removedSeq > upTo)

/** The name under which a file is kept. Throws EVIDENCE_NAME, EVIDENCE_PROGRAM, EVIDENCE_TOO_LARGE, FILE_EMPTY. */
function acceptedName(given: string, bytes: Uint8Array): string {
  const file = cleanEvidenceName(given)
  if (bytes.length === 0) throw new AppError('FILE_EMPTY', { file })
  if (isProgramName(file) || isProgram(bytes)) throw new AppError('EVIDENCE_PROGRAM', { file })
  if (!isEvidenceName(file)) throw new AppError('EVIDENCE_NAME', { file })
  if (bytes.length > evidenceLimits.fileBytes) throw tooLargeEvidence(file, bytes.length)
  return file
}

/**
 * The files that go with a report, as its package lists them: not those that were taken out, nor those of rows that are
 * there no longer.
 */
export function attachedFiles(context: EngineContext, report: Pick<Report, 'form' | 'period' | 'rows'>): AttachedFile[] {
  const { form, period } = report
  const standing = context
    .store()
    .evidence.list(form, period)
    .filter(({ removedAt }) => removedAt === null)
  if (standing.length === 0) return []
  const keys = new Map(report.rows.map(({ id, key }) => [id, key || null]))
  // A column that the pack has no longer: the file is the row's.
  const columns = new Set(headerGrid(templateOf(context.pack(), form)).columns.map(({ key }) => key))
  return standing
    .filter(({ rowId }) => rowId === null || keys.has(rowId))
    .map(({ rowId, field, name, bytes, sha256, by, at }) => ({
      ...{ form, rowId, rowKey: rowId === null ? null : (keys.get(rowId) ?? null) },
      field: field !== null && columns.has(field) ? field : null,
      ...{ name, bytes, sha256, by, at },
    }))
}

export function createEvidenceService(context: EngineContext): Service<EvidenceMethods> {
  const tell = (period: string): void => context.ports.emit({ name: 'review.changed', payload: { period } })
  const now = (): string => context.ports.clock.now().toISOString()
  return {
    'evidence.list'({ form, period, upTo }) {
      templateOf(context.pack(), form)
      const { evidence } = context.store()
      const files = evidence.list(form, period).filter((file) => upTo === undefined || isThen(file, upTo))
      return { files: files.map((file) => shown(context, file)), month: evidence.month(period) }
    },
    'evidence.add'({ form, period, row, field, name, bytes, by }) {
      const store = context.store()
      const template = templateOf(context.pack(), form)
      requirePeriod(context.pack(), period)
      if (field !== undefined && row === undefined) throw new AppError('INPUT_INVALID', { path: 'row' })
      if (field !== undefined && !template.fields.some(({ key }) => key === field)) throw new AppError('FIELD_UNKNOWN', { form, field })
      const given = givenRows(template).find(({ id }) => id === row)
      const values = row === undefined ? undefined : (store.reports.row(form, period, row) ?? given)?.values
      if (row !== undefined && values === undefined) throw new AppError('ROW_UNKNOWN', { row })
      const file = {
        id: context.ports.newId(),
        ...{ form, period, rowId: row ?? null },
        rowKey: values === undefined ? null : naturalKey(template.naturalKey, values) || null,
        field: field ?? null,
        name: acceptedName(name, bytes),
        bytes: bytes.length,
        sha256: sha256Hex(bytes),
        by: by ?? whoOf(context),
        at: now(),
      }
      const { file: stored, outcome } = store.evidence.add(file, bytes)
      tell(period)
      return { ...shown(context, stored), outcome }
    },
    'evidence.remove'({ id, by }) {
      const { evidence } = context.store()
      evidence.remove(id, by ?? whoOf(context), now())
      const file = evidence.get(id)
      if (file === undefined) throw new AppError('EVIDENCE_UNKNOWN')
      tell(file.period)
      return shown(context, file)
    },
    'evidence.bytes'({ id }) {
      const file = context.store().evidence.get(id)
      if (file === undefined) throw new AppError('EVIDENCE_UNKNOWN')
      return { fileName: file.name, bytes: evidenceContent(context.store(), file) }
    },
  }
}
