/**
 * Reads the outer zip of a package from anywhere. Every entry is looked at before it is believed: its name, its kind, its
 * size while it is read. What is wrong is told entry by entry; only a file that is no zip at all is refused as a whole.
 */
import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import type { VerifyResult } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { collisionKey, nameFault } from '../../../shared/submission/entry-name.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { packageLimits } from './limits.ts'

export type Problem = VerifyResult['problems'][number]
export interface PackageEntries {
  /** By full name; only entries that could be read whole. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly problems: readonly Problem[]
  /** Reading stopped at a limit: what is absent says nothing. */
  readonly cutShort: boolean
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const fileKind = 0o170000
const symbolicLink = 0o120000
const longestShownName = 120

const nameOf = (raw: Uint8Array): string | undefined => {
  try {
    return utf8.decode(raw)
  } catch {
    return undefined
  }
}
const shown = (name: string): string => name.replaceAll(/\p{C}/gu, '�').slice(0, longestShownName)

const openZip = (bytes: Uint8Array): Promise<yauzl.ZipFile> =>
  new Promise((resolve, reject) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    // Names stay bytes and sizes stay claims: both are judged here, so that each fault can be named.
    yauzl.fromBuffer(buffer, { lazyEntries: true, decodeStrings: false, validateEntrySizes: false }, (error, zip) =>
      error === null ? resolve(zip) : reject(new AppError('PACKAGE_UNREADABLE', {}, { cause: error })),
    )
  })

const nextEntry = (zip: yauzl.ZipFile): Promise<yauzl.Entry | undefined> =>
  new Promise((resolve, reject) => {
    const settle = (run: () => void): void => {
      zip.removeAllListeners()
      run()
    }
    zip.once('entry', (entry: yauzl.Entry) => settle(() => resolve(entry)))
    zip.once('end', () => settle(() => resolve(undefined)))
    zip.once('error', (cause: Error) => settle(() => reject(new AppError('PACKAGE_UNREADABLE', {}, { cause }))))
    zip.readEntry()
  })

const openEntry = (zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)))
  })

type Content = { readonly bytes: Uint8Array } | { readonly fault: 'unreadable' | 'encrypted' | 'tooLarge' | 'ratio' | 'total' }

async function readContent(zip: yauzl.ZipFile, entry: yauzl.Entry, room: number): Promise<Content> {
  if (entry.isEncrypted()) return { fault: 'encrypted' }
  const parts: Buffer[] = []
  let size = 0
  try {
    const stream = await openEntry(zip, entry)
    for await (const part of stream as AsyncIterable<Buffer>) {
      size += part.length
      if (size > packageLimits.entryBytes) return { fault: 'tooLarge' }
      if (size > room) return { fault: 'total' }
      if (size > packageLimits.ratioFromBytes && size > entry.compressedSize * packageLimits.ratio) return { fault: 'ratio' }
      parts.push(part)
    }
  } catch {
    return { fault: 'unreadable' }
  }
  return { bytes: new Uint8Array(Buffer.concat(parts)) }
}

/** What is wrong with an entry before its content is looked at. */
function faultOf(entry: yauzl.Entry, name: string | undefined, seen: ReadonlyMap<string, string>): Problem | undefined {
  const { entry: text } = submissionText
  if (name === undefined)
    return { file: shown(Buffer.from(entry.fileNameRaw).toString('latin1')), kind: 'unsafe', message: text.name('control') }
  const fault = nameFault(name)
  if (fault !== undefined) return { file: shown(name), kind: 'unsafe', message: text.name(fault) }
  if (((entry.externalFileAttributes >>> 16) & fileKind) === symbolicLink) return { file: name, kind: 'unsafe', message: text.link }
  const other = seen.get(collisionKey(name))
  if (other === undefined) return undefined
  return { file: name, kind: 'unsafe', message: other === name ? text.duplicate : text.collision(other) }
}

/** Throws PACKAGE_UNREADABLE when there is no zip to speak of. */
export async function readPackageZip(bytes: Uint8Array): Promise<PackageEntries> {
  const zip = await openZip(bytes)
  const files = new Map<string, Uint8Array>()
  const seen = new Map<string, string>()
  const problems: Problem[] = []
  const stop = (file: string, message: string): PackageEntries => ({
    files,
    problems: [...problems, { file, kind: 'unsafe', message }],
    cutShort: true,
  })
  if (zip.entryCount > packageLimits.entries) return stop('', submissionText.tooManyEntries(packageLimits.entries))
  let room: number = packageLimits.totalBytes
  for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) {
    const name = nameOf(entry.fileNameRaw)
    const fault = faultOf(entry, name, seen)
    if (fault !== undefined || name === undefined) {
      if (fault !== undefined) problems.push(fault)
      continue
    }
    seen.set(collisionKey(name), name)
    const content = await readContent(zip, entry, room)
    if ('bytes' in content) {
      room -= content.bytes.length
      files.set(name, content.bytes)
    } else if (content.fault === 'total') {
      return stop(name, submissionText.tooLargeInAll(packageLimits.totalMb))
    } else if (content.fault === 'tooLarge') {
      return stop(name, submissionText.entry.tooLarge(packageLimits.entryMb))
    } else if (content.fault === 'ratio') {
      return stop(name, submissionText.entry.ratio)
    } else {
      problems.push({ file: name, kind: 'unreadable', message: submissionText.entry[content.fault] })
    }
  }
  return { files, problems, cutShort: false }
}
