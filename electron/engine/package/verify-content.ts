/** The second half of a verification: do the sound files say one and the same thing? */
import * as z from 'zod'
import { blocksSubmission, needsExplanation } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import { AuditLink, DataPackageFile, RecordsFile, SubmissionFile, ValidationFile } from '../../../shared/submission/content.ts'
import { readCsv } from '../../../shared/submission/csv.ts'
import { isWaiverFor, waiverOf } from '../../../shared/submission/waived.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { sha256Hex } from '../sha256-hex.ts'
import { attachmentProblems, evidenceDigest } from './attachments.ts'
import { firstBadLink } from './audit-chain.ts'
import type { Problem } from './read-zip.ts'
import { explanationsDigest } from './signed-digest.ts'
import { textOf } from './verify-bag.ts'
import { workbookFault } from './verify-workbook.ts'

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

function checkRecords(
  files: Files,
  submission: SubmissionFile,
  form: SubmissionFile['forms'][number],
  problems: Problem[],
): RecordsFile | undefined {
  const records = parse(files, form.records, RecordsFile, problems)
  if (records === undefined) return undefined
  if (records.form !== form.form || records.period !== submission.period) problems.push(disagrees(form.records, facts.period))
  if (records.unit !== submission.unit.id) problems.push(disagrees(form.records, facts.unit))
  if (records.rows.length !== form.rows) problems.push(disagrees(form.records, facts.rows))
  if (records.rows.some((row) => row.length !== records.columns.length)) problems.push(disagrees(form.records, facts.columns))
  const table = readCsv(textOf(files.get(form.table)) ?? '')
  if (table === undefined) {
    problems.push(disagrees(form.table, facts.tableUnreadable))
    return records
  }
  const wanted = [records.columns, ...records.rows]
  const differing = wanted.findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(table[at]))
  if (differing < 0 && table.length === wanted.length) return records
  problems.push(disagrees(form.table, facts.table(1 + (differing < 0 ? wanted.length : differing))))
  return records
}

/** Three people signed for each form, and what they signed is what lies here. */
function checkSignatures(files: Files, submission: SubmissionFile, findings: readonly Finding[]): Problem[] {
  const { signatures, forms } = submission
  if (signatures === undefined) return []
  const isSound = forms.every(({ form, records, reportVersion }) => {
    const own = signatures.filter((signature) => signature.form === form)
    const digest = sha256Hex(files.get(records) ?? new Uint8Array())
    const said = explanationsDigest(form, findings)
    const attached = evidenceDigest(form, submission.attachments ?? [])
    const acts = own.map(({ act }) => act).join(' ')
    const fits = (one: (typeof own)[number]): boolean =>
      one.digest === digest &&
      (one.explanations ?? said) === said &&
      (one.evidence ?? null) === attached &&
      one.reportVersion === reportVersion
    return acts === 'handIn pass sign' && own.every(fits)
  })
  return isSound && signatures.length === 3 * forms.length ? [] : [disagrees('data/submission.json', facts.signatures)]
}

function checkValidation(files: Files, submission: SubmissionFile, problems: Problem[]): ValidationFile | undefined {
  const file = 'data/validation.json'
  const validation = parse(files, file, ValidationFile, problems)
  if (validation === undefined) return undefined
  const { id, version, digest } = submission.pack
  if (validation.checkDate !== submission.checkDate) problems.push(disagrees(file, facts.checkDate))
  if (validation.pack.id !== id || validation.pack.version !== version || validation.pack.digest !== digest)
    problems.push(disagrees(file, facts.pack))
  const waivers = validation.waivers ?? []
  const place = { unit: submission.unit.id, pack: id, period: submission.period }
  if (!waivers.every((waiver) => isWaiverFor(waiver, place))) problems.push(disagrees(file, facts.waivers))
  const failing = validation.findings.filter((finding) => finding.outcome === 'fail' && waiverOf(finding, waivers) === undefined)
  const blocking = failing.filter((finding) => blocksSubmission(finding.level))
  const silent = failing.filter((finding) => needsExplanation(finding.level) && finding.explanation === null)
  if (blocking.length > 0) problems.push(disagrees(file, facts.blocking(blocking.length)))
  if (silent.length > 0) problems.push(disagrees(file, facts.unexplained(silent.length)))
  return validation
}

function checkDataPackage(files: Files, submission: SubmissionFile, problems: Problem[]): DataPackageFile | undefined {
  const file = 'data/datapackage.json'
  const described = parse(files, file, DataPackageFile, problems)
  if (described === undefined) return undefined
  if (described.id !== submission.packageId) problems.push(disagrees(file, facts.packageId))
  const tables = new Map(described.resources.map((resource) => [`data/${resource.path}`, resource]))
  for (const { table } of submission.forms) {
    const bytes = files.get(table) ?? new Uint8Array()
    const hash = `sha256:${sha256Hex(bytes)}`
    const resource = tables.get(table)
    if (resource?.bytes !== bytes.length || resource.hash !== hash) problems.push(disagrees(file, facts.tableDigest))
  }
  if (tables.size !== submission.forms.length) problems.push(disagrees(file, facts.tableDigest))
  return described
}

/** The lines of the extract as they are; undefined when one cannot be read. */
function auditLines<T>(files: Files, schema: z.ZodType<T>, problems: Problem[]): readonly T[] | undefined {
  const text = textOf(files.get(auditFile)) ?? '?'
  try {
    if (text !== '' && !text.endsWith('\n')) throw new Error('cut off')
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const value = schema.parse(JSON.parse(line))
        if (canonicalJson(value as unknown as JsonValue) !== line) throw new Error('not canonical') // came from JSON.parse
        return value
      })
  } catch {
    problems.push(unreadable(auditFile))
    return undefined
  }
}

function checkAudit(files: Files, submission: SubmissionFile, problems: Problem[]): readonly AuditLink[] {
  if (submission.formatVersion === 1) {
    auditLines(files, AuditLine, problems)
    return []
  }
  const links = auditLines(files, AuditLink, problems)
  if (links === undefined) return []
  const bad = firstBadLink(links, submission.audit)
  if (bad !== undefined) problems.push(disagrees(auditFile, facts.auditEntry(bad + 1, links[bad]?.seq ?? 0)))
  return links
}

/** The printed forms say what is counted. Format 1 does not tell where in the workbook the figures stand. */
async function checkWorkbooks(
  files: Files,
  submission: SubmissionFile,
  records: ReadonlyMap<string, RecordsFile>,
  described: DataPackageFile,
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { form, title, workbook, table, firstRow } of submission.forms) {
    const own = records.get(form)
    const fields = described.resources.find(({ path }) => `data/${path}` === table)?.schema.fields
    if (own === undefined || firstRow === undefined || fields === undefined) continue
    const isDescribed = fields.map(({ name }) => name).join('\n') === own.columns.join('\n')
    const printed = { title, unitName: submission.unit.name, firstRow, records: own, fields }
    const fault = isDescribed ? await workbookFault(files.get(workbook) ?? new Uint8Array(), printed) : facts.columns
    if (fault !== undefined) problems.push(disagrees(isDescribed ? workbook : 'data/datapackage.json', fault))
  }
  return problems
}

/** What every package of its format has. */
function isComplete({ formatVersion, signer, forms, attachments }: SubmissionFile, waivers: unknown): boolean {
  const isSecond = formatVersion === 2
  const parts = [signer, waivers, ...forms.map(({ firstRow }) => firstRow)]
  return parts.every((part) => (part !== undefined) === isSecond) && (isSecond || attachments === undefined)
}

function checkFileList(files: Files, submission: SubmissionFile): Problem[] {
  const attached = (submission.attachments ?? []).map(({ file }) => file)
  const wanted = new Set([...fixedFiles, ...submission.forms.flatMap((form) => [form.workbook, form.records, form.table]), ...attached])
  return [
    ...[...wanted].filter((file) => !files.has(file)).map((file): Problem => ({ file, kind: 'missing', message: submissionText.missing })),
    ...[...files.keys()]
      .filter((file) => !wanted.has(file))
      .map((file): Problem => ({ file, kind: 'added', message: submissionText.unexpected })),
  ]
}

/** What a package says, in so far as it could be read. */
export interface PackageContent {
  readonly submission: SubmissionFile
  readonly validation: ValidationFile
  /** By form. */
  readonly records: ReadonlyMap<string, RecordsFile>
  readonly tables: DataPackageFile
  /** The county's own account; empty before format 2. */
  readonly audit: readonly AuditLink[]
}

/**
 * Compares what the files say with each other. Only for a bag without problems: a damaged file was named already.
 * @param files payload files by name within the top folder
 */
export async function verifyContent(
  packageId: string,
  files: Files,
  info: ReadonlyMap<string, string>,
): Promise<{ readonly submission: SubmissionFile | undefined; readonly content?: PackageContent; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = []
  const submission = parse(files, 'data/submission.json', SubmissionFile, problems)
  if (submission === undefined) return { submission, problems }
  problems.push(...checkFileList(files, submission))
  if (problems.length > 0) return { submission, problems }
  if (submission.packageId !== packageId) problems.push(disagrees('data/submission.json', facts.packageId))
  if ((submission.revision === 1) !== (submission.supersedes === null)) problems.push(disagrees('data/submission.json', facts.chain))
  problems.push(...checkInfo(info, submission, files))
  const records = new Map<string, RecordsFile>()
  for (const form of submission.forms) {
    const own = checkRecords(files, submission, form, problems)
    if (own !== undefined) records.set(form.form, own)
  }
  problems.push(...attachmentProblems(files, submission, records))
  const validation = checkValidation(files, submission, problems)
  problems.push(...checkSignatures(files, submission, validation?.findings ?? []))
  const tables = checkDataPackage(files, submission, problems)
  const audit = checkAudit(files, submission, problems)
  if (validation === undefined || tables === undefined) return { submission, problems }
  if (!isComplete(submission, validation.waivers)) problems.push(disagrees('data/submission.json', facts.signed))
  problems.push(...(await checkWorkbooks(files, submission, records, tables)))
  return { submission, content: { submission, validation, records, tables, audit }, problems }
}
