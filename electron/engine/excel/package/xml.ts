/** Streams one XML part of a package through a SAX parser with every quantity capped. */
import type { Readable } from 'node:stream'
import { TextDecoder } from 'node:util'
import { SaxesParser } from 'saxes'
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'

/** Element names come without their prefix, which some writers put everywhere; attributes have no prototype. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  readonly text?: (text: string) => void
}
export interface XmlOptions {
  readonly maxBytes: number
  /** Told the inflated bytes as they come; awaited, so that a slow receiver slows the reading down. */
  readonly onBytes?: (bytes: number) => Promise<void> | void
}

/** @throws AppError WORKBOOK_HOSTILE when a limit is passed or a DTD is met, WORKBOOK_DAMAGED when it is not XML */
export async function parseXml(stream: Readable, handler: XmlHandler, options: XmlOptions): Promise<void> {
  const parser = new SaxesParser({ position: false })
  let bytes = 0
  let bytesAtLastTag = 0
  let depth = 0
  let attributes = 0
  parser.on('error', (error) => {
    throw new AppError('WORKBOOK_DAMAGED', {}, { cause: error })
  })
  parser.on('doctype', () => {
    throw hostile('doctype')
  })
  parser.on('attribute', () => {
    if (++attributes > workbookLimits.attributes) throw hostile('attributes')
  })
  parser.on('opentag', (tag) => {
    bytesAtLastTag = bytes
    attributes = 0
    if (++depth > workbookLimits.xmlDepth) throw hostile('xmlDepth')
    // Without xmlns processing saxes gives plain strings.
    handler.open(localName(tag.name), tag.attributes as Record<string, string>)
  })
  parser.on('closetag', (tag) => {
    depth--
    bytesAtLastTag = bytes
    handler.close(localName(tag.name))
  })
  const { text: onText } = handler
  if (onText !== undefined) {
    parser.on('text', onText)
    parser.on('cdata', onText)
  }
  let decoder: TextDecoder | undefined
  try {
    for await (const chunk of stream) {
      const part = chunk as Buffer // zip entries are byte streams
      bytes += part.length
      if (bytes > options.maxBytes) throw hostile('partBytes')
      if (bytes - bytesAtLastTag > workbookLimits.bytesWithoutTag) throw hostile('bytesWithoutTag')
      decoder ??= decoderFor(part)
      parser.write(decoder.decode(part, { stream: true }))
      await options.onBytes?.(part.length)
    }
    if (decoder === undefined) throw new AppError('WORKBOOK_DAMAGED')
    parser.write(decoder.decode())
    parser.close()
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
