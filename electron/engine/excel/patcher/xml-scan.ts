/** Finds places in the text of an XML part, so that a change touches nothing but these places. */
import { SaxesParser } from 'saxes'
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { localName } from '../package/xml.ts'

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
  const parser = new SaxesParser({ position: true })
  // saxes leaves a byte order mark out of its positions.
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const source = base === 1 ? text.slice(1) : text
  let depth = 0
  parser.on('error', (error) => {
    throw new AppError('WORKBOOK_DAMAGED', {}, { cause: error })
  })
  parser.on('doctype', () => {
    throw hostile('doctype')
  })
  parser.on('opentag', (tag) => {
    if (++depth > workbookLimits.xmlDepth) throw hostile('xmlDepth')
    const end = parser.position
    const name = localName(tag.name)
    handler.open({
      name,
      prefix: tag.name.slice(0, tag.name.length - name.length),
      // Without xmlns processing saxes gives plain strings.
      attributes: tag.attributes as Record<string, string>,
      start: startOfTag(source, end) + base,
      end: end + base,
      selfClosing: tag.isSelfClosing,
    })
  })
  parser.on('closetag', (tag) => {
    depth--
    const end = parser.position
    handler.close?.(localName(tag.name), (tag.isSelfClosing ? end : source.lastIndexOf('</', end - 1)) + base, end + base)
  })
  if (handler.text !== undefined) {
    const take = (value: string) => handler.text?.(value)
    parser.on('text', take)
    parser.on('cdata', take)
  }
  parser.write(source).close()
}

/** A `<` cannot stand inside a tag, not even in an attribute: XML forbids it. */
const startOfTag = (text: string, end: number): number => text.lastIndexOf('<', end - 1)

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
