/**
 * An Office package that is changed in place. Parts are read when they are asked for; those that nobody changed are written
 * back with the very same content, name, order and kind of compression.
 */
import { TextDecoder } from 'node:util'
import yazl from 'yazl'
import { AppError } from '../../../../shared/model/errors.ts'
import { workbookLimits } from '../limits.ts'
import { openZip } from '../package/zip.ts'
import { collectBytes } from '../stream-bytes.ts'

export interface PackageEditor {
  /** Names of the parts as the archive has them, without what was removed. */
  names(): readonly string[]
  /** Looked up without regard to case, as Office does. */
  has(part: string): boolean
  /** Text of an XML part as it stands now. Throws WORKBOOK_DAMAGED when there is none. */
  text(part: string): Promise<string>
  /** Replaces a part, or adds one at the end. */
  set(part: string, text: string): void
  remove(part: string): void
  write(): Promise<Uint8Array>
}

interface Change {
  readonly name: string
  /** Undefined: removed. */
  readonly text: string | undefined
}

const key = (part: string): string => part.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
const fixedTime = () => new Date(1980, 0, 1)

/** @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE, WORKBOOK_ENCRYPTED */
export async function editPackage(bytes: Uint8Array): Promise<PackageEditor> {
  const zip = await openZip(bytes)
  const changes = new Map<string, Change>()
  const own = new Map(zip.names.map((name) => [key(name), name]))
  const names = () => [
    ...zip.names.filter((name) => !changes.has(key(name)) || changes.get(key(name))?.text !== undefined),
    ...[...changes].flatMap(([part, change]) => (own.has(part) || change.text === undefined ? [] : [change.name])),
  ]
  const original = async (part: string): Promise<Buffer> => collectBytes(await zip.open(part), workbookLimits.sheetPartBytes)
  return {
    names,
    has: (part) => (changes.has(key(part)) ? changes.get(key(part))?.text !== undefined : own.has(key(part))),
    async text(part) {
      const change = changes.get(key(part))
      if (change === undefined) return decodeXml(await original(part))
      if (change.text === undefined) throw new AppError('WORKBOOK_DAMAGED')
      return change.text
    },
    set: (part, text) => void changes.set(key(part), { name: own.get(key(part)) ?? part, text }),
    remove: (part) => void changes.set(key(part), { name: part, text: undefined }),
    async write() {
      const out = new yazl.ZipFile()
      const chunks: Buffer[] = []
      const finished = new Promise<void>((resolve, reject) => {
        out.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
        out.outputStream.on('end', resolve)
        out.outputStream.on('error', reject)
        out.on('error', reject)
      })
      for (const name of names()) {
        if (name.endsWith('/')) {
          out.addEmptyDirectory(name, { mtime: fixedTime(), forceDosTimestamp: true })
          continue
        }
        const text = changes.get(key(name))?.text
        const content = text === undefined ? await original(name) : Buffer.from(text)
        out.addBuffer(content, name, { mtime: fixedTime(), mode: 0o100644, forceDosTimestamp: true, compress: !zip.isStored(name) })
      }
      out.end()
      await finished
      return Buffer.concat(chunks)
    },
  }
}

/** Parts that are changed are written as UTF-8; a declaration of another encoding is corrected with them. */
const decodeXml = (bytes: Buffer): string => {
  const start = bytes.subarray(0, 200)
  const wide = start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : undefined
  const declared = /^<\?xml[^>]*\sencoding=["']([\w.-]+)["']/.exec(start.toString('latin1'))?.[1]
  try {
    const text = new TextDecoder(wide ?? declared ?? 'utf-8').decode(bytes)
    return text.replace(/^(<\?xml[^>]*\sencoding=["'])[\w.-]+(["'])/, '$1UTF-8$2')
  } catch (error) {
    throw new AppError('WORKBOOK_DAMAGED', {}, { cause: error })
  }
}
