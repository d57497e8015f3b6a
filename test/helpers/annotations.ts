import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { parseTree, type XmlNode } from './round-trip/xml-tree.ts'

const run = promisify(execFile)

export interface ShownSheet {
  readonly name: string
  /** Text of each comment, by `row:column` from 1. */
  readonly comments: ReadonlyMap<string, string>
}

/** Comments of many workbooks as LibreOffice understands them, by file; one start for all of them. */
export async function commentsAsShown(files: ReadonlyMap<string, Uint8Array>): Promise<ReadonlyMap<string, readonly ShownSheet[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'soffice-'))
  try {
    const stored = [...files].map(([name, bytes], index) => ({
      name,
      bytes,
      base: `f${index}`,
      path: join(folder, `f${index}${extname(name)}`),
    }))
    for (const { path, bytes } of stored) writeFileSync(path, bytes)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const out = join(folder, 'out')
    await run('soffice', [profile, '--headless', '--convert-to', 'fods', '--outdir', out, ...stored.map(({ path }) => path)], {
      timeout: 100_000,
      maxBuffer: 1 << 26,
    })
    return new Map(stored.map(({ name, base }) => [name, shownSheets(readFileSync(join(out, `${base}.fods`)))]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const textOf = (node: XmlNode): string => {
  const own = node.name === 's' ? ' ' : node.text
  return own + node.children.map(textOf).join(node.name === 'annotation' ? '\n' : '')
}
const find = (node: XmlNode, name: string): readonly XmlNode[] =>
  node.children.flatMap((child) => (child.name === name ? [child] : find(child, name)))
const repeated = (node: XmlNode, kind: 'rows' | 'columns'): number => Number(node.attributes[`table:number-${kind}-repeated`] ?? 1)

const shownSheets = (document: Uint8Array): ShownSheet[] =>
  find(parseTree(document), 'spreadsheet')
    .flatMap((sheet) => sheet.children.filter(({ name }) => name === 'table'))
    .map((table) => {
      const comments = new Map<string, string>()
      let row = 0
      for (const line of find(table, 'table-row')) {
        let column = 0
        for (const cell of line.children) {
          const note = cell.children.find(({ name }) => name === 'annotation')
          if (note !== undefined)
            comments.set(`${row + 1}:${column + 1}`, textOf({ ...note, children: note.children.filter(({ name }) => name === 'p') }))
          column += repeated(cell, 'columns')
        }
        row += repeated(line, 'rows')
      }
      return { name: table.attributes['table:name'] ?? '', comments }
    })
