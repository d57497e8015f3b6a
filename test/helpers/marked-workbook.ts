/** Marks put into small workbooks, and what stands in them afterwards. */
import { expect } from 'vitest'
import type { MarkOrder, PatchOrders } from '../../electron/engine/excel/patcher/orders.ts'
import { patchWorkbook } from '../../electron/engine/excel/patcher/patch-workbook.ts'
import { rawZip } from './hostile-zip.ts'
import { readArchive } from './round-trip/archive.ts'
import { mapBook, relationships } from './round-trip/book.ts'
import { parseTree, type XmlNode } from './round-trip/xml-tree.ts'
import { packageFaults } from './sound-package.ts'
import { buildWorkbook, type WorkbookSpec } from './workbook.ts'

export const sheetPart = 'xl/worksheets/sheet1.xml'
export const mark = (cell: string, message = '请核对', tone: MarkOrder['tone'] = 'error', sheet = '表'): MarkOrder => ({
  sheet,
  cell,
  tone,
  message,
})

/** The same package with parts put in, changed or, by `null`, taken out. */
export const rebuilt = (bytes: Uint8Array, changes: Readonly<Record<string, string | null | ((text: string) => string)>>): Uint8Array => {
  const parts = new Map<string, Uint8Array>(readArchive(bytes))
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) parts.delete(name)
    else parts.set(name, Buffer.from(typeof change === 'string' ? change : change(Buffer.from(parts.get(name) ?? []).toString())))
  }
  return rawZip([...parts].map(([name, content]) => ({ name, bytes: content, deflate: true })))
}
export const workbook = (rows: WorkbookSpec['sheets'][number]['rows'], more: Partial<WorkbookSpec> = {}, merges: readonly string[] = []) =>
  buildWorkbook({ sheets: [{ name: '表', rows, merges }], ...more })

export const run = async (bytes: Uint8Array, marks: readonly MarkOrder[], results?: PatchOrders['results']) => {
  const before = readArchive(bytes)
  const patched = await patchWorkbook(bytes, { rowBlocks: [], cells: [], marks, ...(results === undefined ? {} : { results }) })
  const parts = readArchive(patched.bytes)
  expect(packageFaults(parts)).toEqual([])
  const changed = [...before].filter(([name, content]) => parts.get(name)?.equals(content) !== true).map(([name]) => name)
  return {
    parts,
    changed,
    added: [...parts.keys()].filter((name) => !before.has(name)),
    marks: patched.account.marks,
    bytes: patched.bytes,
  }
}

/** The sheet that lists these marks, in place of the one of the round before. */
export const results = (marks: readonly MarkOrder[]): NonNullable<PatchOrders['results']> => ({
  replaces: true,
  name: '审核结果',
  heads: ['位置', '级别', '问题', '怎么办'],
  lines: marks.map(({ sheet, cell, tone, message }) => ({ target: { sheet, cell }, tone, texts: ['错误', message, ''] })),
})
/** One round of checking, as a clerk gets it back. */
export const round = (bytes: Uint8Array, ...marks: readonly MarkOrder[]) => run(bytes, marks, results(marks))

export const child = (node: XmlNode | undefined, name: string): XmlNode | undefined => node?.children.find((one) => one.name === name)
export const tree = (parts: ReadonlyMap<string, Buffer>, part: string): XmlNode => parseTree(parts.get(part) ?? Buffer.alloc(0))
export const cellsOf = (parts: ReadonlyMap<string, Buffer>, part = sheetPart) =>
  new Map(
    (child(tree(parts, part), 'sheetData')?.children ?? []).flatMap((row) => row.children.map((cell) => [cell.attributes.r ?? '', cell])),
  )
/** Colour behind a cell. */
export const colourOf = (parts: ReadonlyMap<string, Buffer>, cell: string, part = sheetPart): string | undefined => {
  const styles = tree(parts, mapBook(parts).styles ?? '')
  const xf = child(styles, 'cellXfs')?.children[Number(cellsOf(parts, part).get(cell)?.attributes.s ?? 0)]
  const fill = child(styles, 'fills')?.children[Number(xf?.attributes.fillId ?? 0)]
  return child(fill?.children[0], 'fgColor')?.attributes.rgb
}
export const textOf = (node: XmlNode): string => node.text + node.children.map(textOf).join('')
export const commentsOf = (parts: ReadonlyMap<string, Buffer>, part = sheetPart): Record<string, string> => {
  const target = relationships(parts, part).find(({ type }) => type === 'comments')?.target
  if (target === undefined) return {}
  const list = child(tree(parts, target), 'commentList')?.children ?? []
  return Object.fromEntries(list.map((comment) => [comment.attributes.ref, textOf(comment).trim()]))
}
