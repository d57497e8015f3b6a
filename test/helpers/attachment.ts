import { createHash } from 'node:crypto'
import type { AttachmentInput } from '../../electron/engine/package/attachments.ts'

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A file as it goes into a package. `rowId` null = on the form. */
export const attachment = (
  form: string,
  rowId: string | null,
  name: string,
  content: Uint8Array,
  field: string | null = null,
): AttachmentInput => ({
  ...{ form, rowId, rowKey: null, field, name, content },
  ...{ bytes: content.length, sha256: sha256Of(content), by: '覃小梅', at: '2020-06-02T08:00:00.000Z' },
})
