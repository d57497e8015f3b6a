/** Finds places in the text of an XML part, so that a change touches nothing but these places. */
import { type TagHandler, type TagView, XmlScanner } from '../package/xml-scanner.ts'

export interface OpenTag {
  /** Without its prefix. */
  readonly name: string
  /** With the colon, '' for none: new elements beside it carry the same. */
  readonly prefix: string
  readonly attributes: Readonly<Record<string, string>>
  /** Offsets of `<` and of what follows `>`. */
  readonly start: number
  readonly end: number
  readonly selfClosing: boolean
}
export interface ScanHandler {
  open(tag: OpenTag): void
  /** `start` is where the closing tag begins; equal to `end` for an element that closes itself. */
  close?(name: string, start: number, end: number): void
  text?(text: string): void
}

/** @throws AppError WORKBOOK_DAMAGED when it is not XML, WORKBOOK_HOSTILE when it has a DTD or is nested too deep */
export function scanXml(text: string, handler: ScanHandler): void {
  scanTags(text, {
    wantsText: handler.text !== undefined,
    open: (tag) => handler.open(keptTag(tag)),
    close: (name, start, end) => handler.close?.(name, start, end),
    text: (piece) => handler.text?.(piece),
  })
}

/** A text is gone through in pieces of so many characters, which stay near at hand. */
const pieceCharacters = 1 << 15
let idle: XmlScanner | undefined

/** The same for parts with very many tags: no object is made but for those that are kept. */
export function scanTags(text: string, handler: TagHandler): void {
  // One scanner serves for all, unless a handler scans something itself or throws.
  const scanner = idle ?? new XmlScanner(handler)
  idle = undefined
  scanner.restart(handler)
  for (let at = 0; at < text.length; at += pieceCharacters) scanner.write(text.slice(at, at + pieceCharacters))
  scanner.close()
  idle = scanner
}

/** The tag at hand as an object of its own. */
export const keptTag = (tag: TagView): OpenTag => ({
  name: tag.name,
  prefix: tag.prefix,
  attributes: tag.attributes(),
  start: tag.start,
  end: tag.end,
  selfClosing: tag.isSelfClosing,
})

/** Changes to one text, made all at once; places are those of the text as it came. */
export class TextEdits {
  private readonly edits: { readonly start: number; readonly end: number; readonly text: string }[] = []

  replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text })
  }

  /** Insertions at one place stand in the order they were made. */
  insert(at: number, text: string): void {
    this.replace(at, at, text)
  }

  apply(source: string): string {
    const pieces: string[] = []
    let at = 0
    for (const edit of this.edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      if (edit.start < at) throw new RangeError(`edits overlap at ${edit.start}`)
      pieces.push(source.slice(at, edit.start), edit.text)
      at = edit.end
    }
    pieces.push(source.slice(at))
    return pieces.join('')
  }
}
