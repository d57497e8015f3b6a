/** The scanner for large sheets beside a general XML parser: the same events for what both take, and it takes nothing more. */
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { XmlScanner } from '../../../electron/engine/excel/package/xml-scanner.ts'

type Event = string
const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Events with neighbouring texts joined; undefined when the document was refused. */
const collector = () => {
  const events: Event[] = []
  let text = ''
  const flush = () => {
    if (text !== '') events.push(`text ${text}`)
    text = ''
  }
  return {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      flush()
      events.push(`open ${name} ${JSON.stringify(Object.entries(attributes))}`)
    },
    close(name: string) {
      flush()
      events.push(`close ${name}`)
    },
    text: (piece: string) => {
      text += piece
    },
    events,
  }
}

const refusing = (read: () => Event[]): Event[] | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}
const scan = (pieces: readonly string[]): Event[] | undefined =>
  refusing(() => {
    const { events, ...handlers } = collector()
    const never = (): never => {
      throw new Error('refused')
    }
    const scanner = new XmlScanner({ ...handlers, doctype: never, attributes: never, mostAttributes: 50 })
    for (const piece of pieces) scanner.write(piece)
    scanner.close()
    return events
  })
const general = (text: string): Event[] | undefined =>
  refusing(() => {
    const { events, ...handlers } = collector()
    const parser = new SaxesParser({ position: false })
    parser.on('error', (error) => {
      throw error
    })
    parser.on('doctype', () => {
      throw new Error('refused')
    })
    let depth = 0
    parser.on('opentag', (tag) => {
      depth++
      handlers.open(localName(tag.name), tag.attributes as Record<string, string>) // without namespaces values are plain
    })
    parser.on('closetag', (tag) => {
      depth--
      handlers.close(localName(tag.name))
    })
    parser.on('text', (piece) => depth > 0 && handlers.text(piece))
    parser.on('cdata', handlers.text)
    parser.write(text).close()
    return events
  })

const cut = (text: string, places: readonly number[]): string[] => {
  const at = [0, ...places.map((place) => Math.floor(place * text.length)).sort((a, b) => a - b), text.length]
  return at.slice(1).map((end, index) => text.slice(at[index], end))
}
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 })

const name = fc.constantFrom('c', 'v', 'row', 'x:c', 'sheetData', 't', '表', '_a.b-c', 'constructor', '__proto__')
const blank = fc.constantFrom(' ', '\n', '\r\n', '\t', '  ')
const chunk = fc.constantFrom('1', 'abc', '&amp;', '&lt;', '&#20013;', '&#x4e2d;', '\r', '\r\n', '煤', '😀', ']]', '>', '"', "'", ' ')
const text = fc.array(chunk, { maxLength: 4 }).map((parts) => parts.join('').replaceAll(']]>', ']]'))
const attribute = fc
  .tuple(name, blank, fc.constantFrom('"', "'"), text)
  .map(([key, before, mark, value]) => `${before}${key}=${mark}${value.replaceAll(mark, '')}${mark}`)
const extra = fc.oneof(
  text,
  fc.constantFrom('<!-- a - b -->', '<?target some ?>', '<![CDATA[<a>&amp;]] ]]>', '<c r="A1" s="1" t="s"><v>12</v></c>'),
)
const element: fc.Arbitrary<string> = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      fc.uniqueArray(attribute, { maxLength: 3, selector: (one) => one.trim().split('=')[0] }),
      fc.boolean(),
      fc.array(fc.oneof({ depthSize: 'small' }, extra, tie('element')), { maxLength: 4 }),
    )
    .map(([tag, attributes, isEmpty, children]) =>
      isEmpty ? `<${tag}${attributes.join('')}/>` : `<${tag}${attributes.join('')} >${children.join('')}</${tag} >`,
    ),
})).element
const documents = fc
  .tuple(fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n', '<!-- a -->'), element, fc.constantFrom('', '\n', '<!-- z -->'))
  .map((parts) => parts.join(''))

describe('beside a general parser', () => {
  test('whole documents give the same events, however they are cut', () => {
    let taken = 0
    fc.assert(
      fc.property(documents, places, (whole, at) => {
        const expected = general(whole)
        if (expected !== undefined) taken++
        expect(scan(cut(whole, at))).toEqual(expected)
      }),
      { numRuns: 2000 },
    )
    expect(taken).toBeGreaterThan(1500)
  })

  test('documents with an accident give the same events or are refused by both', () => {
    const accident = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      "'",
      '&',
      '=',
      ';',
      '!',
      '?',
      '-',
      '[',
      ']',
      ' ',
      '',
      '\u0001',
      '\uffff',
      '</c>',
      ']]>',
      '--',
      '&#0;',
      '&x;',
      '<!DOCTYPE a>',
      '<?xml?>',
      '1',
      '<1/>',
      'a=',
    )
    let refused = 0
    fc.assert(
      fc.property(documents, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), accident, places, (whole, where, removed, put, at) => {
        const start = Math.floor(where * whole.length)
        // A decoder gives whole characters only.
        const broken = (whole.slice(0, start) + put + whole.slice(start + removed)).toWellFormed()
        // The general parser takes a question mark for the name of an instruction.
        fc.pre(!broken.includes('<??'))
        const expected = general(broken)
        if (expected === undefined) refused++
        expect(scan(cut(broken, at))).toEqual(expected)
      }),
      { numRuns: 6000 },
    )
    expect(refused).toBeGreaterThan(1000)
  })
})

test('a name of the file finds nothing that every object has', () => {
  const proto = ['__proto', '__'].join('')
  const found: unknown[] = []
  const ignore = () => {}
  const never = (): never => {
    throw new Error('refused')
  }
  const scanner = new XmlScanner({
    open: (_, attributes) => found.push(attributes.constructor, attributes.toString, attributes[proto]),
    close: ignore,
    text: undefined,
    doctype: never,
    attributes: never,
    mostAttributes: 2,
  })
  scanner.write('<a><b c="1"/><b __proto__="2"/>')
  expect(found).toEqual([...Array(6).fill(undefined), undefined, undefined, '2'])
  expect(() => scanner.write('<b c="1" d="1" e="1"/>')).toThrow('refused')
})
