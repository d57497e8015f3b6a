/** Streams one XML part of a package through a scanner with every quantity capped. */
import type { Readable } from 'node:stream'
import { TextDecoder } from 'node:util'
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { type TagHandler, XmlScanner } from './xml-scanner.ts'

/** Element names come without their prefix, which some writers put everywhere; attributes have no prototype. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  /** A piece of text; one text may come in several. */
  readonly text?: (text: string) => void
}
export interface XmlOptions {
  readonly maxBytes: number
  /** Told the inflated bytes as they come; awaited, so that a slow receiver slows the reading down. */
  readonly onBytes?: (bytes: number) => Promise<void> | void
}

/** Limits are looked at so often. */
const pieceBytes = 1 << 18

/** @throws AppError WORKBOOK_HOSTILE when a limit is passed or a DTD is met, WORKBOOK_DAMAGED when it is not XML */
export function parseXml(stream: Readable, handler: XmlHandler, options: XmlOptions): Promise<void> {
  const { text } = handler
  return parseTags(
    stream,
    {
      wantsText: text !== undefined,
      open: (tag) => handler.open(tag.name, tag.attributes()),
      close: (name) => handler.close(name),
      text: (piece) => text?.(piece),
    },
    options,
  )
}

/** The same for parts with very many tags: no object is made for any. */
export async function parseTags(stream: Readable, handler: TagHandler, options: XmlOptions): Promise<void> {
  let bytes = 0
  let bytesAtLastTag = 0
  const scanner = new XmlScanner(handler)
  let decoder: TextDecoder | undefined
  try {
    for await (const chunk of stream) {
      const whole = chunk as Buffer // zip entries are byte streams
      // What lies in an archive unpacked comes in one piece, however large.
      for (let at = 0; at < whole.length; at += pieceBytes) {
        const part = whole.subarray(at, at + pieceBytes)
        bytes += part.length
        if (bytes > options.maxBytes) throw hostile('partBytes')
        if (bytes - bytesAtLastTag > workbookLimits.bytesWithoutTag) throw hostile('bytesWithoutTag')
        decoder ??= decoderFor(part)
        const { tags } = scanner
        scanner.write(decoder.decode(part, { stream: true }))
        if (scanner.tags > tags) bytesAtLastTag = bytes
        await options.onBytes?.(part.length)
      }
    }
    if (decoder === undefined) throw new AppError('WORKBOOK_DAMAGED')
    scanner.write(decoder.decode())
    scanner.close()
  } catch (error) {
    stream.destroy()
    throw error instanceof AppError ? error : new AppError('WORKBOOK_DAMAGED', {}, { cause: error })
  }
}

export const localName = (name: string): string => {
  // Most elements of a sheet have names of one letter.
  if (name.length === 1) return name
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** An attribute that is written with some prefix or none, like `r:id`; all others are plain properties. */
export const prefixedAttribute = (attributes: Readonly<Record<string, string>>, name: string): string | undefined => {
  for (const key in attributes) if (localName(key) === name && key !== `xmlns:${name}`) return attributes[key]
  return undefined
}

const decoderFor = (start: Buffer): TextDecoder => {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le')
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be')
  if (start[0] === 0x3c && start[1] === 0) return new TextDecoder('utf-16le')
  if (start[0] === 0 && start[1] === 0x3c) return new TextDecoder('utf-16be')
  const declared = /^<\?xml[^>]*\sencoding=["']([\w.-]+)["']/.exec(start.subarray(0, 200).toString('latin1'))?.[1]
  if (declared === undefined || /^utf-?(8|16)$/i.test(declared)) return new TextDecoder('utf-8')
  try {
    return new TextDecoder(declared)
  } catch (error) {
    throw new AppError('WORKBOOK_DAMAGED', {}, { cause: error })
  }
}
