/** The few elements that matter of a server's XML: bounded, no DTD, names without their prefix. */
import { SaxesParser } from 'saxes'
import { TargetError } from './target.ts'

const mostElements = 1_000_000

/** Texts of the named elements, one record for each `item` element. Throws `TargetError` `answer`. */
export function readItems(text: string, item: string, wanted: readonly string[]): Map<string, string>[] {
  const items: Map<string, string>[] = []
  const parser = new SaxesParser({ xmlns: true })
  let current: Map<string, string> | undefined
  let name: string | undefined
  let elements = 0
  const stop = (): never => {
    throw new TargetError('answer')
  }
  parser.on('error', stop)
  parser.on('doctype', stop)
  parser.on('opentag', ({ local }) => {
    elements += 1
    if (elements > mostElements) stop()
    if (local === item) current = new Map()
    if (current && wanted.includes(local)) {
      name = local
      current.set(local, '')
    }
  })
  parser.on('text', (piece) => {
    if (current && name !== undefined) current.set(name, (current.get(name) ?? '') + piece)
  })
  parser.on('closetag', ({ local }) => {
    if (local === name) name = undefined
    if (local !== item || !current) return
    items.push(current)
    current = undefined
  })
  parser.write(text).close()
  return items
}

/** Text of the first such element of the whole answer. */
export const readOne = (text: string, root: string, name: string): string | undefined => readItems(text, root, [name])[0]?.get(name)
