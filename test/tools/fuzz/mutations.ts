/** Ways to spoil a file, all decided by a stream of numbers that is the same for the same seed. */

export type Random = () => number

const below = (random: Random, most: number): number => Math.floor(random() * most)
const oneOf = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T // no list here is empty

const extremes: readonly string[] = [
  '',
  '0',
  '-1',
  '1',
  '-0',
  '1.5',
  '1e308',
  '1e999',
  '-1e999',
  'NaN',
  'Infinity',
  '2147483647',
  '2147483648',
  '-2147483648',
  '4294967295',
  '9007199254740993',
  '99999999999999999999',
  '1048576',
  '1048577',
  '16384',
  '16385',
  '65535',
  '65536',
  'XFD1048576',
  'XFE1',
  'A0',
  'A',
  ':',
  'A1:XFD1048576',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'true',
  'false',
  'on',
  's',
  'n',
  'b',
  'e',
  'd',
  'str',
  'inlineStr',
  '#REF!',
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+1',
  '@x',
  '../../x',
  '/xl/workbook.xml',
  'http://127.0.0.1:9/',
  'file:///etc/passwd',
  'External',
  '字',
  '\ud83d\ude00',
  '\ufeff',
  '\u202e',
  '\u0000',
  '\u0001',
  '&amp;',
  '&x;',
  '&#0;',
  '&#x10FFFF;',
  '&#xD800;',
  '_x0000_',
  '_xD800_',
  '%00',
  ' ',
  '\n',
  '\t',
  'yyyy/m/d',
  '[h]:mm:ss',
  '[',
  '"',
  '\\',
  '_',
  ';;;',
  '[$-804]',
  '0.00E+00',
  '上午/下午h',
  "'",
  'utf-16',
  'gb18030',
  'utf-7',
  '2020-05-31T00:00:00Z',
  '1900-02-29',
]
const long = (random: Random): string =>
  oneOf(random, ['x', '字', '9', ' ', '<', '[', '"', 'A1:B2,', '&amp;']).repeat(1 + below(random, 3000))
const value = (random: Random): string => (random() < 0.05 ? long(random) : oneOf(random, extremes))
// Most of what is spoiled stays well-formed: what is not, no reader looks at twice.
const isIllFormed = /&(?!amp;|#x10FFFF;)|[<"]|\p{Cc}/u
const mild = (random: Random): string => {
  const chosen = value(random)
  return isIllFormed.test(chosen) ? '7' : chosen
}
const attributeValue = mild

const tags = /<[^>]*>/g
const starts = /<[\w:][^>]*>/g
const attributes = /([\w:.-]+)\s*=\s*"([^"]*)"/g
const matches = (text: string, pattern: RegExp): readonly { readonly at: number; readonly text: string }[] =>
  [...text.matchAll(pattern)].map((match) => ({ at: match.index, text: match[0] }))
const replaced = (text: string, at: number, length: number, by: string): string => text.slice(0, at) + by + text.slice(at + length)
const oneMatch = (random: Random, text: string, pattern: RegExp) => {
  const found = matches(text, pattern)
  return found.length === 0 ? { at: below(random, text.length + 1), text: '' } : oneOf(random, found)
}
/** An element from its start to an end tag of its name, or the lone tag. */
const element = (random: Random, text: string): { at: number; text: string } => {
  const tag = oneMatch(random, text, starts)
  const name = /^<([\w:.-]+)/.exec(tag.text)?.[1]
  if (name === undefined || tag.text.endsWith('/>')) return tag
  const end = text.indexOf(`</${name}>`, tag.at)
  return end < 0 ? tag : { at: tag.at, text: text.slice(tag.at, end + name.length + 3) }
}

type TextMutation = (random: Random, text: string) => string

const gentle: readonly TextMutation[] = [
  // An attribute gets another value, name, or a twin.
  (random, text) => {
    const found = oneMatch(random, text, attributes)
    const name = found.text.split('=')[0] ?? 'a'
    return replaced(text, found.at, found.text.length, `${name}="${attributeValue(random)}"`)
  },
  (random, text) => {
    const found = oneMatch(random, text, attributes)
    return replaced(
      text,
      found.at,
      found.text.length,
      `${oneOf(random, ['__proto__', 'constructor', 'r', 't', 's', 'min', 'ref', 'x:y', 'xmlns'])}="${attributeValue(random)}"`,
    )
  },
  (random, text) => {
    const found = oneMatch(random, text, attributes)
    return replaced(text, found.at, found.text.length, random() < 0.5 ? '' : `${found.text} ${found.text}`)
  },
  // An element goes, is doubled, moves, or changes places with another.
  (random, text) => {
    const found = element(random, text)
    return replaced(text, found.at, found.text.length, '')
  },
  (random, text) => {
    const found = element(random, text)
    return replaced(text, found.at, 0, found.text.repeat(1 + below(random, 40)).slice(0, 20_000))
  },
  (random, text) => {
    const found = element(random, text)
    const rest = replaced(text, found.at, found.text.length, '')
    return replaced(rest, oneMatch(random, rest, tags).at, 0, found.text)
  },
  (random, text) => {
    const one = element(random, text)
    return replaced(text, one.at, one.text.length, element(random, text).text)
  },
  // Text between tags.
  (random, text) => {
    const found = oneMatch(random, text, />[^<]+</g)
    return found.text === '' ? text : replaced(text, found.at, found.text.length, `>${mild(random)}<`)
  },
  (random, text) => {
    const found = oneMatch(random, text, /\d+(?:\.\d+)?/g)
    return replaced(text, found.at, found.text.length, mild(random))
  },
]

const rough: readonly TextMutation[] = [
  ...gentle,
  // A tag alone goes or is renamed.
  (random, text) => {
    const found = oneMatch(random, text, tags)
    return replaced(
      text,
      found.at,
      found.text.length,
      random() < 0.5 ? '' : found.text.replace(/^<\/?[\w:.-]+/, (start) => `${start}${oneOf(random, ['x', ':', '', '-'])}`),
    )
  },
  // Text between tags.
  (random, text) => {
    const found = oneMatch(random, text, />[^<]+</g)
    return replaced(text, found.at, found.text.length, `>${value(random)}<`)
  },
  (random, text) => {
    const found = oneMatch(random, text, /\d+(?:\.\d+)?/g)
    return replaced(text, found.at, found.text.length, value(random))
  },
  // What else markup may hold.
  (random, text) =>
    replaced(
      text,
      oneMatch(random, text, tags).at,
      0,
      oneOf(random, [
        '<!-- x -->',
        '<!---->',
        '<!--',
        '<![CDATA[<x>&]]>',
        '<![CDATA[',
        ']]>',
        '<?x y?>',
        '<?xml version="1.0"?>',
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '&b;',
        '&#x41;',
        '<a>',
        '</a>',
        '<a/>',
        '<',
        '>',
        '"',
        "'",
        '\0',
        '\ufffe',
        '<x:y xmlns:x="z"/>',
        '<f>A1</f>',
        '<v>1</v>',
        '<is><t>x</t></is>',
        '<c r="A1"><v>1</v></c>',
        '<row r="1"/>',
        '<mergeCell ref="A1:B2"/>',
        '<td rowspan=3 colspan=3>',
        '<table>',
        '</table>',
        '<tr>',
      ]),
    ),
]

const onText: readonly TextMutation[] = [
  (random, text) => replaced(text, below(random, text.length), below(random, 20), value(random)),
  (random, text) => {
    const at = below(random, text.length)
    return replaced(text, at, 0, text.slice(at, at + below(random, 300)))
  },
  (random, text) =>
    replaced(
      text,
      below(random, text.length),
      0,
      oneOf(random, [',', '\t', '"', '""', '"\n', '\r', '\n', '\r\n', ',,,,', '=', '="1"', ';', '\0', '\ufeff']),
    ),
  (random, text) => text.slice(0, below(random, text.length)),
]

/** Text with one to four things changed. */
export function mutateText(random: Random, text: string, isMarkup: boolean): string {
  let spoiled = text
  const isGentle = isMarkup && random() < 0.7
  const list = (by: Random): readonly TextMutation[] => (isGentle ? gentle : isMarkup && by() < 0.8 ? rough : onText)
  for (let left = 1 + below(random, 4); left > 0; left--) spoiled = oneOf(random, list(random))(random, spoiled)
  return spoiled
}

/** Bytes with bits turned over, a stretch gone, doubled, moved or set to an extreme, or the end cut off. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  let file = Buffer.from(bytes)
  for (let left = 1 + below(random, 6); left > 0; left--) {
    const at = below(random, file.length)
    const length = Math.min(file.length - at, 1 + below(random, oneOf(random, [4, 64, 1024])))
    switch (below(random, 7)) {
      case 0:
      case 1:
        file[at] = (file[at] ?? 0) ^ (1 << below(random, 8))
        break
      case 2:
        file[at] = below(random, 256)
        break
      case 3:
        file.fill(oneOf(random, [0, 0xff, 0x7f, 0x80, 1]), at, at + Math.min(length, oneOf(random, [2, 4])))
        break
      case 4:
        file.copy(file, at, below(random, file.length), Math.min(file.length, at + length))
        break
      case 5:
        file = Buffer.concat([file.subarray(0, at), file.subarray(at + (random() < 0.5 ? length : 0))])
        break
      default:
        file =
          random() < 0.2
            ? file.subarray(0, at)
            : Buffer.concat([file.subarray(0, at), file.subarray(below(random, file.length)).subarray(0, length), file.subarray(at)])
    }
    if (file.length === 0) break
  }
  return file
}

/** Parts of an archive: mostly one is changed, sometimes one is gone, doubled, or changes its name or contents with another. */
export function mutateParts(random: Random, parts: readonly Part[]): Part[] {
  const spoiled = parts.map((part) => ({ ...part }))
  for (let left = 1 + below(random, 2); left > 0; left--) {
    const at = below(random, spoiled.length)
    const part = spoiled[at]
    if (part === undefined) break
    const fate = random()
    if (fate < 0.9 && !part.text.startsWith('<')) continue
    if (fate < 0.9) part.text = mutateText(random, part.text, true)
    else if (fate < 0.93) spoiled.splice(at, 1)
    else if (fate < 0.95) part.text = oneOf(random, parts).text
    else if (fate < 0.97) part.name = oneOf(random, parts).name
    else part.name = oneOf(random, ['../x', '/x', 'C:\\x', '__proto__', part.name.toUpperCase(), part.name.replaceAll('/', '\\')])
  }
  return spoiled
}
export interface Part {
  name: string
  text: string
}
