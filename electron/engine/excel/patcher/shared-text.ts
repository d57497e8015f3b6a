/** Appends to the table of strings that cells refer to. */
import { AppError } from '../../../../shared/model/errors.ts'
import { xmlText } from '../writer/xml-text.ts'
import type { PackageEditor } from './package-editor.ts'
import { openedTag, tagWith } from './tag-text.ts'
import { keptTag, type OpenTag, scanTags, TextEdits } from './xml-scan.ts'

/** The element that holds a text; space at its ends or within would otherwise be lost. */
export const textElement = (prefix: string, text: string): string =>
  `<${prefix}t${/^\s|\s$|\s\s|[\n\t]/.test(text) ? ' xml:space="preserve"' : ''}>${xmlText(text)}</${prefix}t>`

export interface SharedText {
  /** Index of a text, new or known from before in this table's additions. */
  indexOf(text: string): number
  /** Writes the part, if anything was added. `references`: how many more cells refer to the table than before. */
  save(references: number): void
}

/** @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export async function openSharedText(editor: PackageEditor, part: string): Promise<SharedText> {
  const source = await editor.text(part)
  let root: OpenTag | undefined
  let items = 0
  let depth = 0
  let end = 0
  scanTags(source, {
    wantsText: false,
    text() {},
    open(tag) {
      if (++depth === 1) {
        root = keptTag(tag)
        end = tag.end
      }
    },
    close(name, _start, closed) {
      if (depth-- !== 2 || name !== 'si') return
      items++
      end = closed
    },
  })
  const table = root
  if (table?.name !== 'sst') throw new AppError('WORKBOOK_DAMAGED')
  const added = new Map<string, number>()
  return {
    indexOf(text) {
      const index = added.get(text) ?? items + added.size
      added.set(text, index)
      return index
    },
    save(references) {
      if (added.size === 0) return
      const { prefix, attributes, selfClosing } = table
      const entries = [...added.keys()].map((text) => `<${prefix}si>${textElement(prefix, text)}</${prefix}si>`).join('')
      const counts = {
        ...(attributes.count === undefined ? {} : { count: String(Math.max(0, Number(attributes.count) + references)) }),
        ...(attributes.uniqueCount === undefined ? {} : { uniqueCount: String(items + added.size) }),
      }
      const head = tagWith(source, table, counts)
      const edits = new TextEdits()
      if (selfClosing) edits.replace(table.start, table.end, `${openedTag(head)}${entries}</${prefix}sst>`)
      else {
        edits.replace(table.start, table.end, head)
        edits.insert(end, entries)
      }
      editor.set(part, edits.apply(source))
    },
  }
}
