/**
 * An Office package that is changed in place. Parts are read when they are asked for; those that nobody changed are written
 * back with the very same content, name, order and kind of compression.
 */
import { TextDecoder } from 'node:util'
import { AppError } from '../../../../shared/model/errors.ts'
import { workbookLimits } from '../limits.ts'
import { openZip } from '../package/zip.ts'
import { packEntry, writeZip } from './zip-writer.ts'

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

/** Text of unchanged parts that is kept to be asked for again. */
const charactersKept = 32 << 20

const key = (part: string): string => part.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

/** @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE, WORKBOOK_ENCRYPTED */
export async function editPackage(bytes: Uint8Array): Promise<PackageEditor> {
  const zip = await openZip(bytes)
  const changes = new Map<string, Change>()
  const own = new Map(zip.names.map((name) => [key(name), name]))
  const names = () => [
    ...zip.names.filter((name) => !changes.has(key(name)) || changes.get(key(name))?.text !== undefined),
    ...[...changes].flatMap(([part, change]) => (own.has(part) || change.text === undefined ? [] : [change.name])),
  ]
  // Several steps ask for the same parts; those of a template are small.
  const known = new Map<string, string>()
  let room = charactersKept
  const original = (part: string): string => {
    const kept = known.get(key(part))
    if (kept !== undefined) return kept
    const text = decodeXml(zip.content(part, workbookLimits.sheetPartBytes))
    if (text.length <= room) {
      room -= text.length
      known.set(key(part), text)
    }
    return text
  }
  return {
    names,
    has: (part) => (changes.has(key(part)) ? changes.get(key(part))?.text !== undefined : own.has(key(part))),
    async text(part) {
      const change = changes.get(key(part))
      if (change === undefined) return original(part)
      if (change.text === undefined) throw new AppError('WORKBOOK_DAMAGED')
      return change.text
    },
    set: (part, text) => void changes.set(key(part), { name: own.get(key(part)) ?? part, text }),
    remove: (part) => void changes.set(key(part), { name: part, text: undefined }),
    async write() {
      const entries = names().map((name) => {
        const text = changes.get(key(name))?.text
        return text === undefined ? zip.packed(name) : packEntry(name, Buffer.from(text), zip.isStored(name))
      })
      return writeZip(await Promise.all(entries))
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
