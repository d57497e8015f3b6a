/**
 * A reader of the XML that Office parts are written in, about twice as fast as a general one: large sheets spend most of
 * their time here. It knows elements, attributes, text, CDATA, comments, processing instructions and the five named
 * entities; document types are the caller's to refuse. What is not well formed is refused as the general reader that the
 * tests compare it with refuses it.
 */
import { AppError } from '../../../../shared/model/errors.ts'

export interface ScannerEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  /** Text may come in several pieces. */
  readonly text: ((text: string) => void) | undefined
  doctype(): never
  /** One element has more attributes than `mostAttributes`. */
  attributes(): never
  readonly mostAttributes: number
}

const tab = 9
const lineFeed = 10
const carriageReturn = 13
const space = 32
const exclamation = 33
const quote = 34
const ampersand = 38
const apostrophe = 39
const slash = 47
const less = 60
const equals = 61
const greater = 62
const question = 63

/** Attributes by name: quick like any object of a class, and nothing is found in it that the element does not say. */
class Attributes {
  [name: string]: string
}
Reflect.deleteProperty(Attributes.prototype, 'constructor')
Object.setPrototypeOf(Attributes.prototype, null)

const none: Readonly<Record<string, string>> = Object.freeze(new Attributes())

const damaged = (): AppError => new AppError('WORKBOOK_DAMAGED')

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 cannot hold
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
const notName = /[\s<>&"'=/!?#%(),;@^`{|}~+*$[\]\\]/
const badNameStart = /^[-.\d·]/
const declaration =
  /^<\?xml\s+version\s*=\s*(["'])1\.\d+\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>$/
const lineEnd = /\r\n?/g
const reference = /&([^;]*);|&/g
const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

const isSpace = (code: number): boolean => code === space || code === lineFeed || code === carriageReturn || code === tab

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)

const characterOf = (name: string): string => {
  const known = entities.get(name)
  if (known !== undefined) return known
  const digits = /^#(?:x([\da-fA-F]+)|(\d+))$/.exec(name)
  const code = digits === null ? Number.NaN : digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16)
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code < 0xe000)) throw damaged()
  const character = String.fromCodePoint(code)
  if (unwritable.test(character)) throw damaged()
  return character
}
const resolved = (text: string): string => text.replace(reference, (_, name: string | undefined) => characterOf(name ?? ''))

export class XmlScanner {
  readonly #events: ScannerEvents
  readonly #names = new Map<string, string>()
  readonly #stack: string[] = []
  #rest = ''
  #hasRoot = false
  #hasBegun = false

  constructor(events: ScannerEvents) {
    this.#events = events
  }

  /** @throws AppError WORKBOOK_DAMAGED, and what the events throw */
  write(piece: string): void {
    if (piece === '') return
    if (unwritable.test(piece)) throw damaged()
    const text = this.#rest === '' ? piece : this.#rest + piece
    this.#rest = text.slice(this.#scan(text))
  }

  /** @throws AppError WORKBOOK_DAMAGED when something is left open */
  close(): void {
    if (!this.#hasRoot || this.#stack.length > 0 || this.#rest.trim() !== '') throw damaged()
  }

  /** Reads what is whole; returns where the rest begins. */
  #scan(text: string): number {
    const isPlain = !text.includes('&') && !text.includes('\r') && !text.includes(']]>')
    const stack = this.#stack
    const { text: onText, close: onClose } = this.#events
    let at = 0
    for (;;) {
      const start = text.indexOf('<', at)
      if (start < 0) return at
      if (start > at) {
        if (stack.length === 0) this.#outside(text.slice(at, start))
        else if (onText !== undefined) onText(isPlain ? text.slice(at, start) : clean(text.slice(at, start)))
        else if (!isPlain) clean(text.slice(at, start))
      }
      const code = text.charCodeAt(start + 1)
      if (code === slash) {
        const open = stack.at(-1)
        if (open === undefined) throw damaged()
        let end = start + 2 + open.length
        if (text.charCodeAt(end) !== greater || !text.startsWith(open, start + 2)) {
          end = text.indexOf('>', start + 2)
          if (end < 0) return start
          if (text.slice(start + 2, end).trimEnd() !== open) throw damaged()
        }
        stack.pop()
        onClose(this.#known(open))
        at = end + 1
      } else if (code === exclamation || code === question) {
        const end = this.#special(text, start)
        if (end < 0) return start
        at = end
      } else {
        const end = this.#open(text, start)
        if (end < 0) return start
        at = end
      }
      this.#hasBegun = true
    }
  }

  /** Nothing but blanks may stand beside the root. */
  #outside(text: string): void {
    if (text.trim() !== '') throw damaged()
    this.#hasBegun = true
  }

  /** Comments, CDATA, instructions. Returns where they end, -1 when that is still to come. */
  #special(text: string, start: number): number {
    if (text.charCodeAt(start + 1) === question) {
      const end = text.indexOf('?>', start + 2)
      if (end < 0) return -1
      const [target = ''] = text.slice(start + 2, end).split(/\s/, 1)
      if (target === '' || notName.test(target) || badNameStart.test(target)) throw damaged()
      if (/^xml$/i.test(target) && (this.#hasBegun || !declaration.test(text.slice(start, end + 2)))) throw damaged()
      return end + 2
    }
    if (text.startsWith('<!--', start)) {
      const end = text.indexOf('--', start + 4)
      if (end < 0 || end + 2 >= text.length) return -1
      if (text.charCodeAt(end + 2) !== greater) throw damaged()
      return end + 3
    }
    if (text.startsWith('<![CDATA[', start)) {
      const end = text.indexOf(']]>', start + 9)
      if (end < 0) return -1
      if (this.#stack.length === 0) throw damaged()
      if (end > start + 9) this.#events.text?.(text.slice(start + 9, end).replace(lineEnd, '\n'))
      return end + 3
    }
    if (text.startsWith('<!DOCTYPE', start)) return this.#events.doctype()
    const longest = '<![CDATA['
    const beginning = text.slice(start, start + longest.length)
    if (
      beginning.length < longest.length &&
      (longest.startsWith(beginning) || '<!--'.startsWith(beginning) || '<!DOCTYPE'.startsWith(beginning))
    )
      return -1
    throw damaged()
  }

  /** One opening tag. Returns where it ends, -1 when that is still to come. */
  #open(text: string, start: number): number {
    let at = start + 1
    let code = text.charCodeAt(at)
    while (code > greater || (code > space && code !== slash && code !== greater)) code = text.charCodeAt(++at)
    if (Number.isNaN(code)) return -1
    const raw = text.slice(start + 1, at)
    const name = this.#known(raw)
    let attributes = none
    let count = 0
    for (;;) {
      const before = at
      while (isSpace(code)) code = text.charCodeAt(++at)
      if (code === greater || code === slash) break
      if (Number.isNaN(code)) return -1
      if (at === before) throw damaged()
      const nameStart = at
      while (code !== equals && code > space && code !== greater) code = text.charCodeAt(++at)
      const attribute = text.slice(nameStart, at)
      while (isSpace(code)) code = text.charCodeAt(++at)
      if (Number.isNaN(code)) return -1
      if (code !== equals) throw damaged()
      code = text.charCodeAt(++at)
      while (isSpace(code)) code = text.charCodeAt(++at)
      if (Number.isNaN(code)) return -1
      if (code !== quote && code !== apostrophe) throw damaged()
      const mark = code
      const valueStart = at + 1
      let isSimple = true
      for (code = text.charCodeAt(++at); code !== mark; code = text.charCodeAt(++at)) {
        if (code === less) throw damaged()
        if (code === ampersand || code < space) isSimple = false
        else if (Number.isNaN(code)) return -1
      }
      const value = text.slice(valueStart, at)
      if (++count === 1) attributes = new Attributes()
      else if (count > this.#events.mostAttributes) this.#events.attributes()
      this.#set(attributes, attribute, isSimple ? value : resolved(value.replace(lineEnd, '\n').replace(/[\t\n]/g, ' ')))
      code = text.charCodeAt(++at)
    }
    const isClosed = code === slash
    if (isClosed) {
      if (at + 1 >= text.length) return -1
      if (text.charCodeAt(++at) !== greater) throw damaged()
    }
    if (this.#stack.length === 0) {
      if (this.#hasRoot) throw damaged()
      this.#hasRoot = true
    }
    this.#events.open(name, attributes)
    if (isClosed) this.#events.close(name)
    else this.#stack.push(raw)
    return at + 1
  }

  #set(attributes: Readonly<Record<string, string>>, name: string, value: string): void {
    if (name.length !== 1 || !isLetter(name.charCodeAt(0))) this.#known(name)
    if (attributes[name] !== undefined) throw damaged()
    ;(attributes as Record<string, string>)[name] = value // not handed on yet
  }

  /** The name of an element without its prefix, looked at once. */
  #known(raw: string): string {
    if (raw.length === 1 && isLetter(raw.charCodeAt(0))) return raw
    const known = this.#names.get(raw)
    if (known !== undefined) return known
    if (raw === '' || notName.test(raw) || badNameStart.test(raw)) throw damaged()
    const local = raw.slice(raw.indexOf(':') + 1)
    if (this.#names.size < 5000) this.#names.set(raw, local)
    return local
  }
}

/** Text as it is meant: references resolved, one kind of line end. */
const clean = (text: string): string => {
  if (text.includes(']]>')) throw damaged()
  const lines = text.includes('\r') ? text.replace(lineEnd, '\n') : text
  return lines.includes('&') ? resolved(lines) : lines
}
