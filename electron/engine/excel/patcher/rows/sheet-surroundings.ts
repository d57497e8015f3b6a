/** What a sheet holds besides its cells, after rows were put in: rules, filters, links, breaks, views, merged cells. */
import { cellAddress } from '../../calc/grid-area.ts'
import { moveFormula } from '../../calc/shift-references.ts'
import { changeAroundData } from '../sheet-data.ts'
import { tagWith } from '../tag-text.ts'
import { type OpenTag, scanXml, TextEdits } from '../xml-scan.ts'
import { anchorChanges } from './anchors.ts'
import { type RowMove, rectangle } from './row-move.ts'
import { changePart, type Leaf, plainXml } from './tag-edit.ts'

type Kind = 'areas' | 'places' | 'formula'

/** Attributes that name cells, by element. Views that people saved for themselves hold the same elements once more. */
const attributes: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  dimension: { ref: 'areas' },
  sheetView: { topLeftCell: 'places' },
  customSheetView: { topLeftCell: 'places' },
  pane: { topLeftCell: 'places' },
  selection: { activeCell: 'places', sqref: 'places' },
  autoFilter: { ref: 'areas' },
  sortState: { ref: 'areas' },
  sortCondition: { ref: 'areas' },
  protectedRange: { sqref: 'areas' },
  ignoredError: { sqref: 'areas' },
  conditionalFormatting: { sqref: 'areas' },
  dataValidation: { sqref: 'areas' },
  hyperlink: { ref: 'places', location: 'formula' },
  scenarios: { sqref: 'places' },
  inputCells: { r: 'places' },
  cellWatch: { r: 'places' },
  cellSmartTags: { r: 'places' },
  webPublishItem: { sourceRef: 'areas' },
  cfvo: { val: 'formula' },
  controlPr: { linkedCell: 'formula', listFillRange: 'formula' },
}

const formulaElements = new Set(['formula', 'formula1', 'formula2', 'f'])

const change = (kind: Kind, value: string, move: RowMove): string =>
  kind === 'formula' ? move.formula(value, move.block.sheet) : kind === 'areas' ? move.areas(value) : move.places(value)

const isCells = (parents: readonly string[]): boolean => parents.includes('sheetData')

/** @throws AppError ROWS_UNMOVABLE */
export function moveSurroundings(source: string, move: RowMove): string {
  return changeAroundData(source, (around) => moveAround(around, move))
}

function moveAround(source: string, move: RowMove): string {
  const anchors = anchorChanges(move)
  const moved = changePart(source, {
    attributes(tag, parents) {
      if (isCells(parents)) return undefined
      anchors.open(tag)
      if (tag.name === 'brk' && parents.at(-1) === 'rowBreaks') return breakRow(tag, move)
      const wanted = attributes[tag.name]
      if (wanted === undefined) return undefined
      return Object.fromEntries(
        Object.entries(wanted).flatMap(([name, kind]) => {
          const value = tag.attributes[name]
          return value === undefined ? [] : [[name, change(kind, value, move)]]
        }),
      )
    },
    content(leaf, parents) {
      if (isCells(parents)) return undefined
      const { name } = leaf.tag
      // A sparkline keeps to its own row; see below.
      if (parents.at(-1) === 'sparkline') return undefined
      if (formulaElements.has(name)) return move.formula(leaf.text, move.block.sheet)
      return name === 'sqref' ? move.areas(leaf.text) : anchors.content(leaf, parents)
    },
  })
  return moveSparklines(moveMerges(moved, move), move)
}

/** Cells of another sheet or of this one named in rules and small charts of that sheet. */
export const followSurroundings = (source: string, own: string, move: RowMove): string =>
  changePart(source, {
    attributes(tag, parents) {
      if (isCells(parents)) return undefined
      const wanted = Object.entries(attributes[tag.name] ?? {}).filter(([, kind]) => kind === 'formula')
      return Object.fromEntries(
        wanted.flatMap(([name]) => (tag.attributes[name] === undefined ? [] : [[name, move.formula(tag.attributes[name], own)]])),
      )
    },
    content: (leaf, parents) => (!isCells(parents) && formulaElements.has(leaf.tag.name) ? move.formula(leaf.text, own) : undefined),
  })

/** A break stands under the row it names; one right under the block keeps to what comes after it. */
const breakRow = (tag: OpenTag, { block }: RowMove): Record<string, string> => {
  const id = Number(tag.attributes.id)
  return id >= block.last ? { id: String(id + block.count) } : {}
}

/** Merged cells: those in the block's last row are made again in every new row, those over the whole block grow. */
const moveMerges = (source: string, move: RowMove): string => {
  const { first, last, count } = move.block
  const edits = new TextEdits()
  let added = 0
  let list: OpenTag | undefined
  scanXml(source, {
    open(tag) {
      if (tag.name === 'mergeCells') list = tag
      if (tag.name !== 'mergeCell') return
      const area = rectangle(tag.attributes.ref ?? '')
      if (area === undefined) return
      const put = (top: number, bottom: number) =>
        tagWith(source, tag, { ref: `${cellAddress(top, area.left)}:${cellAddress(bottom, area.right)}` })
      if (area.top > last || area.bottom > last) edits.replace(tag.start, tag.end, put(move.row(area.top), move.row(area.bottom)))
      else if (area.bottom === last && area.top === last) {
        const copies = Array.from({ length: count }, (_, index) => put(last + index + 1, last + index + 1))
        const close = tag.selfClosing ? '' : `</${tag.prefix}mergeCell>`
        edits.insert(tag.start, copies.map((copy) => copy + close).join(''))
        added += count
      } else if (area.bottom === last && area.top <= first) edits.replace(tag.start, tag.end, put(area.top, last + count))
    },
  })
  if (added > 0 && list?.attributes.count !== undefined)
    edits.replace(list.start, list.end, tagWith(source, list, { count: String(Number(list.attributes.count) + added) }))
  return edits.apply(source)
}

/** Small charts in cells: the one of the block's last row is drawn again in every new row. */
const moveSparklines = (source: string, move: RowMove): string => {
  const { sheet, first, last, count } = move.block
  const edits = new TextEdits()
  let current: { tag: OpenTag; leaves: Leaf[] } | undefined
  let leaf: { tag: OpenTag; text: string } | undefined
  scanXml(source, {
    open(tag) {
      if (tag.name === 'sparkline') current = { tag, leaves: [] }
      leaf = current === undefined ? undefined : { tag, text: '' }
    },
    text(text) {
      if (leaf !== undefined) leaf.text += text
    },
    close(name, start, end) {
      if (leaf !== undefined && current !== undefined && leaf.tag.name === name && name !== 'sparkline')
        current.leaves.push({ ...leaf, start: leaf.tag.end, end: start })
      leaf = undefined
      if (name !== 'sparkline' || current === undefined) return
      const { tag, leaves } = current
      current = undefined
      const place = rectangle(leaves.find((one) => one.tag.name === 'sqref')?.text ?? '')
      const isInBlock = place !== undefined && place.top >= first && place.top <= last
      const value = ({ tag: own, text }: Leaf): string =>
        own.name === 'sqref' ? move.places(text) : isInBlock ? move.formulaAsIs(text, sheet) : move.formula(text, sheet)
      for (const one of leaves) edits.replace(one.start, one.end, plainXml(value(one)))
      if (place?.top !== last) return
      for (let rows = 1; rows <= count; rows++) {
        const copy = new TextEdits()
        for (const one of leaves) copy.replace(one.start - tag.start, one.end - tag.start, plainXml(moveFormula(value(one), rows, 0)))
        edits.insert(end, copy.apply(source.slice(tag.start, end)))
      }
    },
  })
  return edits.apply(source)
}
