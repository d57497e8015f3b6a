import { headerGrid } from '../../../shared/forms/columns.ts'
import type { CodeList, FormTemplate } from '../../../shared/forms/form-schema.ts'
import { workbookLayout } from '../../../shared/forms/layout.ts'
import { isCoded, showValue } from '../../../shared/model/value.ts'
import {
  bagDeclaration,
  bagDeclarationFile,
  bagInfoFile,
  manifestFile,
  nationalManifestFile,
  nationalSignatureFile,
  signatureFile,
  tagFiles,
  tagManifestFile,
  writeBagInfo,
  writeManifest,
} from '../../../shared/submission/bag.ts'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import {
  type AuditLink,
  type DataPackageFile,
  formatVersion,
  type RecordsFile,
  type SubmissionFile,
  type ValidationFile,
} from '../../../shared/submission/content.ts'
import { writeCsv } from '../../../shared/submission/csv.ts'
import { collisionKey } from '../../../shared/submission/entry-name.ts'
import { packageFileName } from '../../../shared/submission/file-name.ts'
import { recordsOf, type SealedReport, tableSchema } from '../../../shared/submission/table.ts'
import { nationalManifest } from '../keys/national.ts'
import { sha256Hex } from '../sha256-hex.ts'
import { type AttachmentInput, layAttachments } from './attachments.ts'
import { type PackageSigner, writeMinisig } from './minisign.ts'
import { signedComment } from './verify-signature.ts'
import { writePackageZip } from './write-zip.ts'

export interface SealedFormInput {
  readonly template: FormTemplate
  readonly report: SealedReport
  readonly reportVersion: number
  readonly workbook: Uint8Array
  /** The pack's, by id: the words that the workbook shows for codes. */
  readonly codes: ReadonlyMap<string, CodeList>
}
/** Everything a package says. Nothing else, not the clock and not the machine, has a say in its bytes. */
export interface PackageInput {
  readonly submission: Omit<SubmissionFile, 'format' | 'formatVersion' | 'forms' | 'signer' | 'attachments'>
  readonly forms: readonly SealedFormInput[]
  readonly validation: ValidationFile & { readonly waivers: NonNullable<ValidationFile['waivers']> }
  /** In the order in which they are to be listed. */
  readonly attachments?: readonly AttachmentInput[]
  /** Oldest first. */
  readonly audit: readonly AuditLink[]
  readonly signer: PackageSigner
}
export interface BuiltPackage {
  readonly fileName: string
  readonly sha256: string
  readonly bytes: Uint8Array
}

const text = new TextEncoder()
const longestTitle = 40

/** Optional members that are absent are not undefined in canonical JSON: zod's types allow both. */
const json = (value: SubmissionFile | RecordsFile | ValidationFile | DataPackageFile): Uint8Array =>
  text.encode(canonicalJson(value as unknown as JsonValue)) // plain data by its schema

/** The one name in a package that is not ASCII: people open this file. */
const workbookName = (template: FormTemplate, period: string): string => {
  const title = template.title
    .normalize('NFC')
    .replaceAll(/[\p{C}\s\\/:*?"<>|.]+/gu, '')
    .slice(0, longestTitle)
  return `data/workbook/${template.id}_${title}_${period}.xlsx`
}

const sealedForm = ({ template, report, reportVersion }: SealedFormInput): SubmissionFile['forms'][number] => ({
  form: template.id,
  number: template.number,
  title: template.title,
  templateVersion: template.version,
  reportVersion,
  rows: report.rows.length,
  zeroReport: report.header.zeroReport,
  workbook: workbookName(template, report.period),
  records: `data/records/${template.id}.json`,
  table: `data/records/${template.id}.csv`,
  firstRow: workbookLayout(template).firstDataRow + 1,
})

/** The codes that occur in a report, by field, with the words the workbook shows for them. */
function categoriesOf({ template, report, codes }: SealedFormInput): Map<string, { value: string; label: string }[]> {
  const coded = headerGrid(template).columns.filter(({ type }) => isCoded(type))
  return new Map(
    coded.map((field) => {
      const values = new Set(
        report.rows.map((row) => row.values[field.key] ?? row.computed[field.key]).filter((value) => value !== undefined),
      )
      const list = codes.get(field.codes ?? '')
      return [field.key, [...values].sort().map((value) => ({ value, label: showValue(field, value, list) }))]
    }),
  )
}

function dataPackage(input: PackageInput, files: ReadonlyMap<string, Uint8Array>): DataPackageFile {
  const { submission } = input
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `${submission.unit.id}-${submission.period}-${submission.pack.id}`.toLowerCase(),
    title: submission.pack.title,
    id: submission.packageId,
    created: submission.sealedAt,
    resources: input.forms.map((form) => {
      const { template } = form
      const path = `records/${template.id}.csv`
      const bytes = files.get(`data/${path}`) ?? new Uint8Array()
      return {
        name: template.id.toLowerCase(),
        title: template.title,
        path,
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: bytes.length,
        hash: `sha256:${sha256Hex(bytes)}`,
        dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', header: true },
        schema: tableSchema(template, categoriesOf(form)),
      }
    }),
  }
}

const signerOf = ({ fingerprint, signing, national }: PackageSigner): NonNullable<SubmissionFile['signer']> => ({
  fingerprint,
  signing,
  ...(national === undefined ? {} : { sm2: national.publicKey }),
})

function payload(input: PackageInput): Map<string, Uint8Array> {
  const forms = input.forms.map(sealedForm)
  const attached = layAttachments(input.attachments ?? [])
  const submission: SubmissionFile = {
    format: 'tanbao-submission',
    formatVersion,
    ...input.submission,
    signer: signerOf(input.signer),
    forms,
    ...(attached.listed.length === 0 ? {} : { attachments: [...attached.listed] }),
  }
  const files = new Map<string, Uint8Array>([['data/submission.json', json(submission)]])
  input.forms.forEach(({ template, report, workbook }, at) => {
    const names = forms[at]
    if (names === undefined) return
    const records = recordsOf(template, report)
    files.set(names.workbook, workbook)
    files.set(names.records, json(records))
    files.set(names.table, text.encode(writeCsv([records.columns, ...records.rows])))
  })
  files.set('data/datapackage.json', json(dataPackage(input, files)))
  files.set('data/validation.json', json(input.validation))
  files.set('data/audit.jsonl', text.encode(input.audit.map((entry) => `${canonicalJson({ ...entry })}\n`).join('')))
  for (const [name, content] of attached.files) files.set(name, content)
  if (new Set([...files.keys()].map(collisionKey)).size < 4 + 3 * forms.length + attached.files.size)
    throw new Error('two files of a package share a name')
  return files
}

function bagInfo(submission: PackageInput['submission'], files: ReadonlyMap<string, Uint8Array>): string {
  const octets = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  return writeBagInfo(
    new Map([
      ['Source-Organization', submission.unit.name],
      ['External-Identifier', submission.packageId],
      ['Bagging-Date', submission.checkDate],
      ['Payload-Oxum', `${octets}.${files.size}`],
      ['Bag-Software-Agent', `${submission.program.name} ${submission.program.version}`],
      ['Tanbao-Format', String(formatVersion)],
      ['Tanbao-Unit', submission.unit.id],
      ['Tanbao-Period', submission.period],
      ['Tanbao-Pack', `${submission.pack.id} ${submission.pack.version}`],
      ['Tanbao-Revision', String(submission.revision)],
    ]),
  )
}

const digests = (files: ReadonlyMap<string, Uint8Array>, names: Iterable<string>): Map<string, string> =>
  new Map([...names].map((name) => [name, sha256Hex(files.get(name) ?? new Uint8Array())]))

/**
 * Builds a package: the same input gives the same bytes on every machine, in every time zone, at any time.
 * Throws what the signer throws.
 */
export async function buildPackage(input: PackageInput): Promise<BuiltPackage> {
  const files = payload(input)
  const manifest = writeManifest(digests(files, files.keys()))
  const info = bagInfo(input.submission, files)
  files.set(bagDeclarationFile, text.encode(bagDeclaration))
  files.set(bagInfoFile, text.encode(info))
  files.set(manifestFile, text.encode(manifest))
  const { national } = input.signer
  if (national !== undefined) {
    const list = text.encode(await nationalManifest(files))
    files.set(nationalManifestFile, list)
    files.set(nationalSignatureFile, await national.sign(list))
  }
  const tags = national === undefined ? tagFiles : [...tagFiles, nationalManifestFile]
  const tagManifest = text.encode(writeManifest(digests(files, tags)))
  files.set(tagManifestFile, tagManifest)
  files.set(signatureFile, text.encode(await writeMinisig(tagManifest, signedComment(input.submission), input.signer)))
  const { packageId, unit, period, pack, revision } = input.submission
  const bytes = await writePackageZip(packageId, files)
  const sha256 = sha256Hex(bytes)
  return { fileName: packageFileName({ unit: unit.id, period, pack: pack.id, revision, packageId }, sha256), sha256, bytes }
}
