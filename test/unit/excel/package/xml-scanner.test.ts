import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { localName } from '../../../../electron/engine/excel/package/xml.ts'
import { XmlScanner } from '../../../../electron/engine/excel/package/xml-scanner.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { seeded } from '../../../helpers/hostile/hostile-file.ts'

type Event = readonly [kind: 'open' | 'close' | 'text', name: string, attributes?: Readonly<Record<string, string>>]

/** Pieces of one text as one, text outside of the root left out. */
const collector = () => {
  const events: Event[] = []
  let depth = 0
  return {
    events,
    open(name: string, attributes: Readonly<Record<string, string>>) {
      depth++
      events.push(['open', name, { ...attributes }])
    },
    close(name: string) {
      depth--
      events.push(['close', name])
    },
    text(text: string) {
      const last = events.at(-1)
      if (depth === 0 || text === '') return
      if (last?.[0] === 'text') events[events.length - 1] = ['text', last[1] + text]
      else events.push(['text', text])
    },
  }
}

const bySaxes = (text: string): readonly Event[] | 'refused' => {
  const found = collector()
  const parser = new SaxesParser({ position: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('doctype')
  })
  parser.on('opentag', ({ name, attributes }) => found.open(name, attributes as Record<string, string>)) // without xmlns: plain strings
  parser.on('closetag', ({ name }) => found.close(localName(name)))
  parser.on('text', found.text)
  parser.on('cdata', found.text)
  try {
    parser.write(text).close()
  } catch {
    return 'refused'
  }
  return found.events
}

const byScanner = (pieces: readonly string[]): readonly Event[] | 'refused' => {
  const found = collector()
  const scanner = new XmlScanner({
    wantsText: true,
    open: (tag) => found.open(tag.prefix + tag.name, tag.attributes()),
    close: (name) => found.close(name),
    text: found.text,
  })
  try {
    for (const piece of pieces) scanner.write(piece)
    scanner.close()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return 'refused'
  }
  return found.events
}

const sound = [
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a:sheet xmlns:a="urn:x" b = "1"><a:c r=\'A1\' s="2"/><v>1 &amp; 2</v>\n</a:sheet>',
  "\ufeff<?xml version='1.0'?><!-- a - comment --><?word some ? thing?><x><![CDATA[<&]]]]><![CDATA[>]]></x>\n<!--end-->",
  '<x a="&#65;&#x4e2d;\t\r\n&quot;">a\r\nb\rc&#13;&apos;&gt;]] ></x >',
  '<表 名="值"><甲·1>😀</甲·1><_ ä.-="1" b:c="2" /></表>',
  '<a><b><c><d/></c></b><b/><b>t</b><bb></bb><b></b></a>',
  `<w ${Array.from({ length: 12 }, (_, at) => `a${at}="${at}"`).join(' ')}>></w>`,
]
/** What spoils: markup in all the wrong places. */
const crumbs = [
  ...['<', '>', '/', '&', ';', '"', "'", '=', ' ', '\n', '\r', ']', ']]>', '--', '<!--', '-->', '<![CDATA[', '<?', '?>', '<!', '!'],
  ...['&amp;', '&#0;', '&#x110000;', '&#xD800;', '&nope;', '&#65', '<?xml version="1.0"?>', '<?XML?>', '<a>', '</a>', '<b/>', '</b>'],
  ...['\u0000', '\u000b', '\u007f', '\ufffe', '\ud800', '\udc00', '\ufeff', 'a="1"', ' a="1" a="2"', ':', '-', '·', '1', 'x', '表'],
]

const cut = (text: string, random: () => number): string[] => {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const length = 1 + Math.floor(random() ** 3 * 40)
    pieces.push(text.slice(at, at + length))
    at += length
  }
  return pieces
}

describe('the scanner reads XML as saxes does', () => {
  test.each(sound)('%#: sound', (text) => {
    const expected = bySaxes(text)
    expect(expected).not.toBe('refused')
    expect(byScanner([text])).toEqual(expected)
    expect(byScanner([...text].flatMap((character) => character.split('')))).toEqual(expected)
  })

  test('twenty thousand spoiled texts, whole and in pieces, are refused by both or read alike', () => {
    const random = seeded(20_200_501)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T // within the list
    const ends = { refused: 0, read: 0 }
    for (let round = 0; round < 20_000; round++) {
      let text = pick(sound)
      for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes--) {
        const at = Math.floor(random() * (text.length + 1))
        text = text.slice(0, at) + (random() < 0.7 ? pick(crumbs) : '') + text.slice(at + Math.floor(random() * 3))
      }
      // XML 1.1 allows other characters; no workbook is written in it.
      if (/version\s*=\s*["']1\.[^0]/.test(text)) continue
      // saxes looks only at the first half of a character.
      const expected = text.isWellFormed() ? bySaxes(text) : 'refused'
      ends[expected === 'refused' ? 'refused' : 'read']++
      const [whole, pieces] = [byScanner([text]), byScanner(cut(text, random))]
      if (JSON.stringify(whole) !== JSON.stringify(expected) || JSON.stringify(pieces) !== JSON.stringify(expected))
        expect({ text, whole, pieces }).toEqual({ text, whole: expected, pieces: expected })
    }
    // Enough of both, or nothing was compared.
    expect(Math.min(ends.refused, ends.read)).toBeGreaterThan(2_000)
  })
})

describe('the scanner tells where things stand', () => {
  test('in one text and in pieces', () => {
    const text = '\ufeff<?xml version="1.0"?><s>\r\n <c r="1&lt;"/>&amp;<d>表</d></s>'
    for (const pieces of [[text], cut(text, seeded(7)), text.split('')]) {
      const places: string[] = []
      const scanner = new XmlScanner({
        wantsText: false,
        open: ({ start, end }) => void places.push(text.slice(start, end)),
        close: (name, start, end) => void places.push(`${name} ${text.slice(start, end)}`),
        text: (words) => void places.push(words),
      })
      for (const piece of pieces) scanner.write(piece)
      scanner.close()
      expect(places).toEqual(['<s>', '<c r="1&lt;"/>', 'c ', '<d>', 'd </d>', 's </s>'])
    }
  })

  test('a tag that comes in thousands of pieces is not gone through again with each', () => {
    const scanner = new XmlScanner({ wantsText: false, open() {}, close() {}, text() {} })
    scanner.write('<a b="')
    for (let piece = 0; piece < 40_000; piece++) scanner.write('x'.repeat(50))
    scanner.write('"/>')
    expect(() => scanner.close()).not.toThrow()
  })
})

test.each([
  ['a document type', '<!DOCTYPE a []><a/>', 'doctype'],
  ['elements too deep', '<a>'.repeat(70), 'xmlDepth'],
  ['too many attributes', `<a ${Array.from({ length: 300 }, (_, at) => `a${at}=""`).join(' ')}/>`, 'attributes'],
])('%s is refused as hostile', (_, text) => {
  const scanner = new XmlScanner({ wantsText: false, open() {}, close() {}, text() {} })
  expect(() => scanner.write(text)).toThrow(expect.objectContaining({ code: 'WORKBOOK_HOSTILE' }))
})
