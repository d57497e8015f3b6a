import { readArchive } from './round-trip/archive.ts'
import { mapBook, relationships } from './round-trip/book.ts'
import { parseTree, type XmlNode } from './round-trip/xml-tree.ts'
import { savedByLibreOffice } from './soffice.ts'

export interface ShownSheet {
  readonly name: string
  /** Text of each comment, by `B2`. */
  readonly comments: ReadonlyMap<string, string>
}

/**
 * Comments of many workbooks as LibreOffice understands them, by file; one start for all of them. It writes what it
 * understood as .xlsx anew, which takes a third of the time of its own format.
 */
export async function commentsAsShown(files: ReadonlyMap<string, Uint8Array>): Promise<ReadonlyMap<string, readonly ShownSheet[]>> {
  const saved = await savedByLibreOffice(files)
  return new Map([...saved].map(([name, bytes]) => [name, shownSheets(bytes)]))
}

const textOf = (node: XmlNode): string => (node.name === 't' ? node.text : node.children.map(textOf).join(''))

const shownSheets = (bytes: Uint8Array): ShownSheet[] => {
  const parts = readArchive(bytes)
  return [...mapBook(parts).sheets].map(([name, part]) => {
    const target = relationships(parts, part).find(({ type }) => type === 'comments')?.target
    const root = target === undefined ? undefined : parseTree(parts.get(target) ?? Buffer.alloc(0))
    const list = root?.children.find((child) => child.name === 'commentList')?.children ?? []
    return { name, comments: new Map(list.map((comment) => [comment.attributes.ref ?? '', textOf(comment)])) }
  })
}
