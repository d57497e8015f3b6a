/** Files that go with the figures: how a package holds them, and what must be true of them. */
import { canonicalJson } from '../../../shared/submission/canonical-json.ts'
import type { Attachment, RecordsFile, SubmissionFile } from '../../../shared/submission/content.ts'
import { evidencePath, isEvidenceName, isProgram } from '../../../shared/submission/evidence.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { sha256Hex } from '../sha256-hex.ts'
import type { Problem } from './read-zip.ts'

export type AttachedFile = Omit<Attachment, 'file'>
export interface AttachmentInput extends AttachedFile {
  readonly content: Uint8Array
}

/**
 * What a package lists, and the files it holds. The same content lies there once, under the ending of the first of its names.
 * @param attachments in the order in which they are listed
 */
export function layAttachments(attachments: readonly AttachmentInput[]): {
  readonly listed: readonly Attachment[]
  readonly files: ReadonlyMap<string, Uint8Array>
} {
  const paths = new Map<string, string>()
  const files = new Map<string, Uint8Array>()
  const listed = attachments.map(({ content, ...attachment }) => {
    const file = paths.get(attachment.sha256) ?? evidencePath(attachment.sha256, attachment.name)
    paths.set(attachment.sha256, file)
    files.set(file, content)
    return { file, ...attachment }
  })
  return { listed, files }
}

/** What is signed of the files of a form: which ones, where and in which order; null where there are none. */
export function evidenceDigest(form: string, attachments: readonly AttachedFile[]): string | null {
  const own = attachments.filter((attachment) => attachment.form === form)
  if (own.length === 0) return null
  const told = own.map(({ rowId, field, name, sha256 }) => ({ rowId, field, name, sha256 }))
  return sha256Hex(new TextEncoder().encode(canonicalJson(told)))
}

/** What is wrong with the files of a package: each is the one that is listed, at a place that there is, and harmless. */
export function attachmentProblems(
  files: ReadonlyMap<string, Uint8Array>,
  submission: SubmissionFile,
  records: ReadonlyMap<string, RecordsFile>,
): Problem[] {
  const listed = submission.attachments ?? []
  const { facts } = submissionText
  // A sender may list one file a thousand times: everything that costs is done once a file, once a form.
  const digests = new Map(
    [...new Set(listed.map(({ file }) => file))].map((file) => [file, sha256Hex(files.get(file) ?? new Uint8Array())]),
  )
  const places = new Map<string, string>()
  const named = new Set(listed.map(({ sha256, name }) => evidencePath(sha256, name)))
  const rows = new Map([...records].map(([form, { rows: own }]) => [form, new Set(own.map(([id]) => id))]))
  const fault = ({ file, form, rowId, field, name, bytes, sha256 }: Attachment): string | undefined => {
    const content = files.get(file) ?? new Uint8Array()
    if (content.length !== bytes || digests.get(file) !== sha256) return facts.attachment(name)
    // Several names may share a content; the file has the ending of one of them, and there is one file only.
    const place = places.get(sha256) ?? file
    places.set(sha256, place)
    if (place !== file || !named.has(file)) return facts.attachment(name)
    if (!isEvidenceName(name) || isProgram(content)) return facts.attachmentName
    const own = records.get(form)
    const isThere = rowId === null ? field === null : rows.get(form)?.has(rowId) === true
    const isField = field === null || own?.columns.slice(1).includes(field) === true
    return own !== undefined && isThere && isField ? undefined : facts.attachmentPlace(name)
  }
  return listed.flatMap((attachment): Problem[] => {
    const what = fault(attachment)
    return what === undefined ? [] : [{ file: attachment.file, kind: 'inconsistent', message: submissionText.disagrees(what) }]
  })
}
