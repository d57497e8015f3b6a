/**
 * A strict scanner for XML 1.0 without document types, made for sheets: millions of small tags. It tells what it meets in
 * order and makes no object for a tag; whoever is told asks for the attributes that matter. What is not well-formed is
 * refused: names, nesting, attributes, characters, entities, declarations. `xml-scanner.test.ts` compares it with saxes.
 */
import { AppError } from '../../../../shared/model/errors.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { declaration, nameEnd, nextPlace, withEntities } from './xml-names.ts'

/** The tag at hand; it is another one after the call. */
export interface TagView {
  /** Without its prefix. */
  readonly name: string
  /** With the colon, '' for none. */
  readonly prefix: string
  /** Offsets of `<` and of what follows `>` in all that was written. */
  readonly start: number
  readonly end: number
  readonly isSelfClosing: boolean
  /** Value of the attribute written with this name, prefix included. */
  attribute(name: string): string | undefined
  /** All of them, in an object without a prototype. */
  attributes(): Record<string, string>
}
export interface TagHandler {
  open(tag: TagView): void
  /** Also for an element that closes itself: `start` and `end` are the same then. */
  close(name: string, start: number, end: number): void
  /** A piece of text; one text may come in several. */
  text(text: string): void
  /** Text is only cut out while this is true. */
  readonly wantsText: boolean
}

const ampersand = 0x26
const slash = 0x2f
const lessThan = 0x3c
const equals = 0x3d
const greaterThan = 0x3e
const byteOrderMark = 0xfeff

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 cannot hold
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
const notBlank = /[^ \t\r\n]/
/** A rest longer than this waits until as much has come again, so that nothing is gone through over and over. */
const restAtOnce = 1 << 16
/** Pieces are mostly alike, but not all as long. */
const spareCodes = 1 << 12
/** More attributes are looked up instead of being compared with each other. */
const fewAttributes = 8

const damaged = (cause: string): AppError => new AppError('WORKBOOK_DAMAGED', {}, { cause: new Error(cause) })
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
const isHighHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdbff

export class XmlScanner implements TagView {
  name = ''
  prefix = ''
  start = 0
  end = 0
  isSelfClosing = false
  /** How many tags there were so far. */
  tags = 0
  private handler: TagHandler
  /** What is not dealt with yet, and where it begins in all that was written. */
  private rest = ''
  private base = 0
  /** Where a declaration may stand; -1 before the first character. */
  private origin = -1
  private waitFor = 1
  private sawRoot = false
  private depth = 0
  /** Of the open elements, as written, and their parts. What lies behind is left of the last element that was as deep. */
  private readonly names: string[] = []
  private readonly prefixes: string[] = []
  private readonly localNames: string[] = []
  /** The text that is scanned at the moment. */
  private text = ''
  /** Its characters, which is quicker to look at; a 0, which XML cannot hold, stands behind them. */
  private bytes = Buffer.alloc(0)
  private codes = new Uint16Array(1)
  private count = 0
  private hasEncoded = false
  /** By attribute: where its name and its value begin and end; whether the value is not as it is written. */
  private readonly nameStarts: number[] = []
  private readonly nameEnds: number[] = []
  private readonly valueStarts: number[] = []
  private readonly valueEnds: number[] = []
  private readonly isEncoded: boolean[] = []
  /** The next places of these; good as long as they do not lie behind us. */
  private ampersandAt = -1
  private returnAt = -1
  private forbiddenAt = -1

  constructor(handler: TagHandler) {
    this.handler = handler
  }

  /** Begins anew with another text; its memory is used again. */
  restart(handler: TagHandler): void {
    this.handler = handler
    this.rest = ''
    this.base = 0
    this.origin = -1
    this.waitFor = 1
    this.sawRoot = false
    this.depth = 0
    this.tags = 0
  }

  /** Takes the next piece. @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
  write(piece: string): void {
    this.rest = this.rest === '' ? piece : this.rest + piece
    if (this.rest.length >= this.waitFor) this.scan(false)
  }

  /** There is nothing more. @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
  close(): void {
    this.scan(true)
    if (this.rest !== '') throw damaged('ends within a tag')
    if (!this.sawRoot || this.depth > 0) throw damaged('an element is missing or not closed')
  }

  attribute(name: string): string | undefined {
    for (let at = 0; at < this.count; at++) {
      const start = this.nameStarts[at] ?? 0
      if (this.isThere(name, start, (this.nameEnds[at] ?? 0) - start)) return this.valueOf(at)
    }
    return undefined
  }

  attributes(): Record<string, string> {
    const all = Object.create(null) as Record<string, string> // nothing in it yet
    for (let at = 0; at < this.count; at++) all[this.text.slice(this.nameStarts[at], this.nameEnds[at])] = this.valueOf(at)
    return all
  }

  /** Names are short: comparing them here is quicker than a call. */
  private isThere(name: string, start: number, length: number): boolean {
    if (name.length !== length) return false
    for (let at = 0; at < length; at++) if (this.codes[start + at] !== name.charCodeAt(at)) return false
    return true
  }

  private valueOf(at: number): string {
    const value = this.text.slice(this.valueStarts[at], this.valueEnds[at])
    return this.isEncoded[at] === true ? withEntities(value.replace(/\r\n|[\t\r\n]/g, ' ')) : value
  }

  private scan(isLast: boolean): void {
    const { rest } = this
    // Half a character is completed by the next piece.
    const half = !isLast && isHighHalf(rest.charCodeAt(rest.length - 1)) ? rest.slice(-1) : ''
    const text = half === '' ? rest : rest.slice(0, -1)
    if (unwritable.test(text) || !text.isWellFormed()) throw damaged('a character that XML cannot hold')
    this.text = text
    this.spread()
    this.ampersandAt = -1
    this.returnAt = -1
    this.forbiddenAt = -1
    let at = 0
    if (this.origin < 0 && text !== '') {
      this.origin = text.charCodeAt(0) === byteOrderMark ? 1 : 0
      at = this.origin
    }
    const { length } = text
    while (at < length) {
      const next = this.codes[at] === lessThan ? this.markup(at) : this.characters(at, isLast)
      if (next === at) break
      at = next
    }
    this.base += at
    this.rest = text.slice(at) + half
    this.waitFor = this.rest.length > restAtOnce ? 2 * this.rest.length : this.rest.length + 1
  }

  private spread(): void {
    const { text } = this
    if (text.length >= this.codes.length) {
      const memory = new ArrayBuffer(2 * (text.length + spareCodes))
      this.bytes = Buffer.from(memory)
      this.codes = new Uint16Array(memory)
    }
    this.bytes.write(text, 'utf16le')
    this.codes[text.length] = 0
  }

  /** The following take a place and give the one behind what stands there; the same when it is not all there yet. */
  private markup(at: number): number {
    const code = this.codes[at + 1]
    if (code === slash) return this.closing(at)
    if (code === 0x21) return this.declared(at)
    if (code === 0x3f) return this.instruction(at)
    return this.opening(at)
  }

  private opening(at: number): number {
    const { codes, depth } = this
    let next = nameEnd(codes, at + 1)
    if (next === at + 1) return this.unfinished(at, next)
    const nameLength = next - at - 1
    this.count = 0
    this.hasEncoded = false
    for (;;) {
      let code = codes[next] ?? 0
      if (code === greaterThan) {
        this.isSelfClosing = false
        next++
        break
      }
      if (code === slash) {
        if (codes[next + 1] !== greaterThan) return this.unfinished(at, next + 1)
        this.isSelfClosing = true
        next += 2
        break
      }
      if (!isSpace(code)) return this.unfinished(at, next)
      do code = codes[++next] ?? 0
      while (isSpace(code))
      if (code === greaterThan || code === slash) continue
      next = this.readAttribute(at, next)
      if (next < 0) return at
    }
    if (this.count > 1) this.refuseTwice()
    if (this.hasEncoded) this.checkValues()
    if (depth === 0 && this.sawRoot) throw damaged('more than one root')
    this.sawRoot = true
    this.tags++
    if (depth >= workbookLimits.xmlDepth) throw hostile('xmlDepth')
    this.nameAt(depth, at + 1, nameLength)
    this.start = this.base + at
    this.end = this.base + next
    this.handler.open(this)
    if (this.isSelfClosing) this.handler.close(this.name, this.end, this.end)
    else this.depth++
    return next
  }

  /** Mostly the same as that of the element before it. */
  private nameAt(depth: number, start: number, length: number): void {
    const { text, names } = this
    const before = names[depth]
    if (before === undefined || !this.isThere(before, start, length)) {
      const name = text.slice(start, start + length)
      const colon = length === 1 ? -1 : name.indexOf(':')
      names[depth] = name
      this.prefixes[depth] = name.slice(0, colon + 1)
      this.localNames[depth] = name.slice(colon + 1)
    }
    this.name = this.localNames[depth] ?? ''
    this.prefix = this.prefixes[depth] ?? ''
  }

  /** @returns the place behind the attribute; -1 when it is not all there yet */
  private readAttribute(tag: number, from: number): number {
    const { codes, count } = this
    let next = nameEnd(codes, from)
    const end = next
    if (next === from) return this.unfinished(tag, next) === tag ? -1 : next
    let code = codes[next] ?? 0
    while (isSpace(code)) code = codes[++next] ?? 0
    if (code !== equals) return this.unfinished(tag, next) === tag ? -1 : next
    do code = codes[++next] ?? 0
    while (isSpace(code))
    const mark = code
    if (mark !== 0x22 && mark !== 0x27) return this.unfinished(tag, next) === tag ? -1 : next
    const start = next + 1
    let isEncoded = false
    do {
      code = codes[++next] ?? 0
      if (code === lessThan) throw damaged('a tag within an attribute')
      if (code < 0x20) {
        if (code === 0 && next >= this.text.length) return -1
        isEncoded = true
      } else if (code === ampersand) isEncoded = true
    } while (code !== mark)
    if (count >= workbookLimits.attributes) throw hostile('attributes')
    this.nameStarts[count] = from
    this.nameEnds[count] = end
    this.valueStarts[count] = start
    this.valueEnds[count] = next
    this.isEncoded[count] = isEncoded
    if (isEncoded) this.hasEncoded = true
    this.count = count + 1
    return next + 1
  }

  /** What cannot be decoded is refused even where nobody asks for it. */
  private checkValues(): void {
    for (let at = 0; at < this.count; at++) if (this.isEncoded[at] === true) this.valueOf(at)
  }

  private refuseTwice(): void {
    const { text, codes, count, nameStarts, nameEnds } = this
    if (count > fewAttributes) {
      const names = new Set<string>()
      for (let at = 0; at < count; at++) names.add(text.slice(nameStarts[at], nameEnds[at]))
      if (names.size < count) throw damaged('an attribute that comes twice')
      return
    }
    for (let at = 1; at < count; at++) {
      const start = nameStarts[at] ?? 0
      const length = (nameEnds[at] ?? 0) - start
      for (let other = 0; other < at; other++) {
        const from = nameStarts[other] ?? 0
        if ((nameEnds[other] ?? 0) - from !== length) continue
        let same = 0
        while (same < length && codes[start + same] === codes[from + same]) same++
        if (same === length) throw damaged('an attribute that comes twice')
      }
    }
  }

  private closing(at: number): number {
    const { text, codes } = this
    const depth = this.depth - 1
    const name = this.names[depth]
    if (name === undefined) throw damaged('a closing tag without its element')
    let next = at + 2 + name.length
    if (!this.isThere(name, at + 2, name.length)) return this.unfinished(at, text.includes('>', at) ? at : text.length)
    while (isSpace(codes[next] ?? 0)) next++
    if (codes[next] !== greaterThan) return this.unfinished(at, next)
    next++
    this.tags++
    this.depth = depth
    this.handler.close(this.localNames[depth] ?? '', this.base + at, this.base + next)
    return next
  }

  /** Comments and CDATA sections. */
  private declared(at: number): number {
    const { text } = this
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('--', at + 4)
      if (end < 0) return at
      return text.charCodeAt(end + 2) === greaterThan ? end + 3 : this.unfinished(at, end + 2)
    }
    if (text.startsWith('<![CDATA[', at)) {
      if (this.depth === 0) throw damaged('text outside of the root')
      const end = text.indexOf(']]>', at + 9)
      if (end < 0) return at
      if (this.handler.wantsText && end > at + 9) this.handler.text(text.slice(at + 9, end).replace(/\r\n?/g, '\n'))
      return end + 3
    }
    if (text.startsWith('<!DOCTYPE', at)) throw hostile('doctype')
    return this.unfinished(at, Math.min(text.length, at + 9))
  }

  private instruction(at: number): number {
    const { text } = this
    const end = text.indexOf('?>', at + 2)
    if (end < 0) return at
    const targetEnd = nameEnd(this.codes, at + 2)
    const target = text.slice(at + 2, targetEnd)
    if (target === '' || (text[targetEnd] !== '?' && !isSpace(text.charCodeAt(targetEnd)))) throw damaged('an instruction without a name')
    const isDeclaration = target === 'xml' && this.base + at === this.origin && declaration.test(text.slice(at, end + 2))
    if (target.toLowerCase() === 'xml' && !isDeclaration) throw damaged('a declaration that is none')
    return end + 2
  }

  private characters(at: number, isLast: boolean): number {
    const { text, handler } = this
    let end = text.indexOf('<', at)
    if (end < 0) {
      end = isLast ? text.length : this.settledEnd(at)
      if (end === at) return at
    }
    if (this.depth === 0) {
      if (notBlank.test(text.slice(at, end))) throw damaged('text outside of the root')
      return end
    }
    this.forbiddenAt = nextPlace(text, ']]>', this.forbiddenAt, at)
    if (this.forbiddenAt < end) throw damaged('the end of a section that did not begin')
    this.ampersandAt = nextPlace(text, '&', this.ampersandAt, at)
    const isEncoded = this.ampersandAt < end
    if (!handler.wantsText && !isEncoded) return end
    let piece = text.slice(at, end)
    this.returnAt = nextPlace(text, '\r', this.returnAt, at)
    if (this.returnAt < end) piece = piece.replace(/\r\n?/g, '\n')
    if (isEncoded) piece = withEntities(piece)
    if (handler.wantsText) handler.text(piece)
    return end
  }

  /** So far text means the same whatever comes next. */
  private settledEnd(at: number): number {
    const { text } = this
    const entity = text.lastIndexOf('&')
    let end = entity >= at && !text.includes(';', entity) ? entity : text.length
    while (end > at && (text[end - 1] === ']' || text[end - 1] === '\r')) end--
    return end
  }

  /** What stands at `next` is wrong, unless it is the end of what has come so far. */
  private unfinished(at: number, next: number): number {
    if (next < this.text.length) throw damaged('no tag')
    return at
  }
}
