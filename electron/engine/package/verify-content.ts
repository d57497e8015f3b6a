/** The second half of a verification: do the sound files say one and the same thing? */
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { blocksSubmission, needsExplanation } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import { DataPackageFile, RecordsFile, SubmissionFile, ValidationFile } from '../../../shared/submission/content.ts'
import { readCsv } from '../../../shared/submission/csv.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import type { Problem } from './read-zip.ts'
import { explanationsDigest } from './signed-digest.ts'
import { textOf } from './verify-bag.ts'

const { facts } = submissionText
const auditFile = 'data/audit.jsonl'
const fixedFiles = ['data/submission.json', 'data/datapackage.json', 'data/validation.json', auditFile]
const AuditLine = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

type Files = ReadonlyMap<string, Uint8Array>
const disagrees = (file: string, what: string): Problem => ({ file, kind: 'inconsistent', message: submissionText.disagrees(what) })
const unreadable = (file: string): Problem => ({ file, kind: 'unreadable', message: submissionText.contentUnreadable })

/** Parses one file that is sound; `undefined` with the problem noted when it is not what it should be. */
function parse<T>(files: Files, file: string, schema: z.ZodType<T>, problems: Problem[]): T | undefined {
  const text = textOf(files.get(file))
  try {
    const value = schema.parse(JSON.parse(text ?? ''))
    if (canonicalJson(value as unknown as JsonValue) === text) return value // came from JSON.parse
    problems.push({ file, kind: 'inconsistent', message: submissionText.notCanonical })
  } catch {
    problems.push(unreadable(file))
  }
  return undefined
}

function checkInfo(info: ReadonlyMap<string, string>, submission: SubmissionFile, files: Files): Problem[] {
  const octets = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  const expected: readonly (readonly [string, string, string])[] = [
    ['External-Identifier', submission.packageId, facts.packageId],
    ['Tanbao-Format', String(submission.formatVersion), facts.format],
    ['Tanbao-Unit', submission.unit.id, facts.unit],
    ['Tanbao-Period', submission.period, facts.period],
    ['Tanbao-Pack', `${submission.pack.id} ${submission.pack.version}`, facts.pack],
    ['Tanbao-Revision', String(submission.revision), facts.revision],
    ['Bagging-Date', submission.checkDate, facts.checkDate],
    ['Payload-Oxum', `${octets}.${files.size}`, facts.size],
  ]
  return expected.filter(([label, value]) => info.get(label) !== value).map(([, , what]) => disagrees('bag-info.txt', what))
}

function checkRecords(files: Files, submission: SubmissionFile, form: SubmissionFile['forms'][number], problems: Problem[]): void {
  const records = parse(files, form.records, RecordsFile, problems)
  if (records === undefined) return
  if (records.form !== form.form || records.period !== submission.period) problems.push(disagrees(form.records, facts.period))
  if (records.unit !== submission.unit.id) problems.push(disagrees(form.records, facts.unit))
  if (records.rows.length !== form.rows) problems.push(disagrees(form.records, facts.rows))
  if (records.rows.some((row) => row.length !== records.columns.length)) problems.push(disagrees(form.records, facts.columns))
  const table = readCsv(textOf(files.get(form.table)) ?? '')
  if (table === undefined) {
    problems.push(disagrees(form.table, facts.tableUnreadable))
    return
  }
  const wanted = [records.columns, ...records.rows]
  const differing = wanted.findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(table[at]))
  if (differing < 0 && table.length === wanted.length) return
  problems.push(disagrees(form.table, facts.table(1 + (differing < 0 ? wanted.length : differing))))
}

/** Three people signed for each form, and what they signed is what lies here. */
function checkSignatures(files: Files, submission: SubmissionFile, findings: readonly Finding[]): Problem[] {
  const { signatures, forms } = submission
  if (signatures === undefined) return []
  const isSound = forms.every(({ form, records, reportVersion }) => {
    const own = signatures.filter((signature) => signature.form === form)
    const digest = createHash('sha256')
      .update(files.get(records) ?? new Uint8Array())
      .digest('hex')
    const said = explanationsDigest(form, findings)
    const acts = own.map(({ act }) => act).join(' ')
    const fits = (one: (typeof own)[number]): boolean =>
      one.digest === digest && (one.explanations ?? said) === said && one.reportVersion === reportVersion
    return acts === 'handIn pass sign' && own.every(fits)
  })
  return isSound && signatures.length === 3 * forms.length ? [] : [disagrees('data/submission.json', facts.signatures)]
}

/** Answers with the findings that the package tells of. */
function checkValidation(files: Files, submission: SubmissionFile, problems: Problem[]): readonly Finding[] {
  const file = 'data/validation.json'
  const validation = parse(files, file, ValidationFile, problems)
  if (validation === undefined) return []
  const { id, version, digest } = submission.pack
  if (validation.checkDate !== submission.checkDate) problems.push(disagrees(file, facts.checkDate))
  if (validation.pack.id !== id || validation.pack.version !== version || validation.pack.digest !== digest)
    problems.push(disagrees(file, facts.pack))
  const failing = validation.findings.filter((finding) => finding.outcome === 'fail')
  const blocking = failing.filter((finding) => blocksSubmission(finding.level))
  const silent = failing.filter((finding) => needsExplanation(finding.level) && finding.explanation === null)
  if (blocking.length > 0) problems.push(disagrees(file, facts.blocking(blocking.length)))
  if (silent.length > 0) problems.push(disagrees(file, facts.unexplained(silent.length)))
  return validation.findings
}

function checkDataPackage(files: Files, submission: SubmissionFile, problems: Problem[]): void {
  const file = 'data/datapackage.json'
  const described = parse(files, file, DataPackageFile, problems)
  if (described === undefined) return
  if (described.id !== submission.packageId) problems.push(disagrees(file, facts.packageId))
  const tables = new Map(described.resources.map((resource) => [`data/${resource.path}`, resource]))
  for (const { table } of submission.forms) {
    const bytes = files.get(table) ?? new Uint8Array()
    const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
    const resource = tables.get(table)
    if (resource?.bytes !== bytes.length || resource.hash !== hash) problems.push(disagrees(file, facts.tableDigest))
  }
  if (tables.size !== submission.forms.length) problems.push(disagrees(file, facts.tableDigest))
}

function checkAudit(files: Files, problems: Problem[]): void {
  const text = textOf(files.get(auditFile)) ?? '?'
  try {
    for (const line of text.split('\n').slice(0, -1)) {
      if (canonicalJson(AuditLine.parse(JSON.parse(line))) !== line) throw new Error('not canonical')
    }
    if (text !== '' && !text.endsWith('\n')) throw new Error('cut off')
  } catch {
    problems.push(unreadable(auditFile))
  }
}

function checkFileList(files: Files, submission: SubmissionFile): Problem[] {
  const wanted = new Set([...fixedFiles, ...submission.forms.flatMap((form) => [form.workbook, form.records, form.table])])
  return [
    ...[...wanted].filter((file) => !files.has(file)).map((file): Problem => ({ file, kind: 'missing', message: submissionText.missing })),
    ...[...files.keys()]
      .filter((file) => !wanted.has(file))
      .map((file): Problem => ({ file, kind: 'added', message: submissionText.unexpected })),
  ]
}

/**
 * Compares what the files say with each other. Only for a bag without problems: a damaged file was named already.
 * @param files payload files by name within the top folder
 */
export function verifyContent(
  packageId: string,
  files: Files,
  info: ReadonlyMap<string, string>,
): { readonly submission: SubmissionFile | undefined; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const submission = parse(files, 'data/submission.json', SubmissionFile, problems)
  if (submission === undefined) return { submission, problems }
  problems.push(...checkFileList(files, submission))
  if (problems.length > 0) return { submission, problems }
  if (submission.packageId !== packageId) problems.push(disagrees('data/submission.json', facts.packageId))
  if ((submission.revision === 1) !== (submission.supersedes === null)) problems.push(disagrees('data/submission.json', facts.chain))
  problems.push(...checkInfo(info, submission, files))
  for (const form of submission.forms) checkRecords(files, submission, form, problems)
  const findings = checkValidation(files, submission, problems)
  problems.push(...checkSignatures(files, submission, findings))
  checkDataPackage(files, submission, problems)
  checkAudit(files, problems)
  return { submission, problems }
}
