/** What tells a spreadsheet program that it must calculate anew. */
import { AppError } from '../../../../shared/model/errors.ts'
import type { PackageEditor } from './package-editor.ts'
import { tagWith } from './tag-text.ts'
import { relationshipsPart, type WorkbookMap } from './workbook-map.ts'
import { type OpenTag, scanXml, TextEdits } from './xml-scan.ts'

/** Elements of a workbook that stand before `calcPr`, which the schema wants in this order. */
const before = new Set(['sheets', 'functionGroups', 'externalReferences', 'definedNames'])

/** Excel and WPS calculate the whole book when they open it. */
export async function setFullCalculation(editor: PackageEditor, map: WorkbookMap): Promise<void> {
  const source = await editor.text(map.workbook)
  let known: OpenTag | undefined
  let place: { at: number; prefix: string } | undefined
  let depth = 0
  let prefix = ''
  scanXml(source, {
    open(tag) {
      depth++
      if (depth !== 2) return
      prefix = tag.prefix
      if (tag.name === 'calcPr') known = tag
    },
    close(name, _start, end) {
      if (depth-- === 2 && before.has(name)) place = { at: end, prefix }
    },
  })
  const edits = new TextEdits()
  if (known !== undefined) edits.replace(known.start, known.end, tagWith(source, known, { fullCalcOnLoad: '1' }))
  else if (place !== undefined) edits.insert(place.at, `<${place.prefix}calcPr fullCalcOnLoad="1"/>`)
  else throw new AppError('WORKBOOK_DAMAGED')
  editor.set(map.workbook, edits.apply(source))
}

/** Takes the chain of calculation out of the package; it may not name a cell without a formula, and programs write it anew. */
export async function dropCalculationChain(editor: PackageEditor, map: WorkbookMap): Promise<void> {
  const part = map.calcChain
  if (part === undefined || !editor.has(part)) return
  editor.remove(part)
  await cutElements(editor, '[Content_Types].xml', ({ attributes }) => isPart(attributes.PartName, part))
  const id = map.relationships.find(({ type }) => type === 'calcChain')?.id
  await cutElements(editor, relationshipsPart(map.workbook), ({ attributes }) => id !== undefined && attributes.Id === id)
}

const isPart = (name: string | undefined, part: string): boolean => name?.replace(/^\//, '').toLowerCase() === part.toLowerCase()

const cutElements = async (editor: PackageEditor, part: string, which: (tag: OpenTag) => boolean): Promise<void> => {
  const source = await editor.text(part)
  const edits = new TextEdits()
  let cut: OpenTag | undefined
  scanXml(source, {
    open(tag) {
      if (which(tag)) cut = tag
    },
    close(_name, _start, end) {
      if (cut === undefined) return
      edits.replace(cut.start, end, '')
      cut = undefined
    },
  })
  editor.set(part, edits.apply(source))
}
