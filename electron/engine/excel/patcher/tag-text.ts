/** Writes single attributes of a tag and leaves the rest of it as it stands. */
import { xmlText } from '../writer/xml-text.ts'
import type { OpenTag } from './xml-scan.ts'

/** The opening tag with attributes set, or removed where the value is undefined; text of `source` is what was scanned. */
export function tagWith(
  source: string,
  tag: Pick<OpenTag, 'start' | 'end'>,
  attributes: Readonly<Record<string, string | undefined>>,
): string {
  let text = source.slice(tag.start, tag.end)
  for (const [name, value] of Object.entries(attributes)) {
    const known = attributeNamed(name)
    const written = value === undefined ? undefined : `${name}="${xmlText(value)}"`
    if (known.test(text))
      text =
        written === undefined
          ? text.replace(new RegExp(`\\s+${known.source.slice(4)}`), '')
          : text.replace(known, (_, space: string) => space + written)
    else if (written !== undefined) text = text.replace(/\s*(\/?>)$/, (_, end: string) => ` ${written}${end}`)
  }
  return text
}

const patterns = new Map<string, RegExp>()

function attributeNamed(name: string): RegExp {
  let pattern = patterns.get(name)
  if (pattern === undefined) {
    pattern = new RegExp(`(\\s)${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`)
    patterns.set(name, pattern)
  }
  return pattern
}

/** The same as an element that is open, for one that closed itself. */
export const openedTag = (text: string): string => text.replace(/\s*\/>$/, '>')
