/**
 * What an .xlsx says about its sheets besides their contents: widths, frozen panes, drop-downs, number formats,
 * formulas, borders, paper. Only for drafting a form from a blank template, so only the top left of every sheet is
 * looked at; whatever lies beyond is left out, and the layout says so.
 */
import type { LayoutArea, LayoutCell, ParsedLayout, SheetLayout } from '../../ports.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { readRelationships } from '../package/relationships.ts'
import { parseXml, prefixedAttribute } from '../package/xml.ts'
import type { ZipPackage } from '../package/zip.ts'
import { decodeEscapes } from './escapes.ts'
import { builtInFormat } from './number-format.ts'
import { readTables } from './table-areas.ts'

/** A blank template is small: more than this is no template. */
export const layoutLimits = {
  rows: 400,
  columns: 400,
  cells: 40_000,
  rules: 2000,
  areas: 200,
  names: 2000,
  formula: 2000,
  sheets: 40,
} as const

interface CellStyle {
  readonly format: string | undefined
  readonly locked: boolean
  readonly bordered: boolean
}

/** @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export async function readLayout(zip: ZipPackage): Promise<ParsedLayout> {
  const root = await readRelationships(zip, '')
  const main = mainOf(root, zip)
  if (main === undefined) return { sheets: [], names: [], tables: [], isCut: false, hasMacros: false }
  const relationships = await readRelationships(zip, main)
  const styles = [...relationships.values()].find(({ type }) => type === 'styles')?.target
  const cellStyles = styles !== undefined && zip.has(styles) ? await readCellStyles(zip, styles) : []
  const { names, entries, isCut } = await readWorkbookPart(zip, main)
  const cut = { is: isCut }
  const sheets: SheetLayout[] = []
  const tables: ParsedLayout['tables'][number][] = []
  for (const { name, relation } of entries) {
    const part = relationships.get(relation)
    if (part?.type !== 'worksheet' || !zip.has(part.target)) continue
    if (sheets.length >= layoutLimits.sheets) {
      cut.is = true
      break
    }
    sheets.push(await readSheetLayout(zip, part.target, name, cellStyles, cut))
    tables.push(...(await readTables(zip, part.target, name)))
  }
  const types = await contentTypes(zip)
  return { sheets, names, tables, isCut: cut.is, hasMacros: holdsMacros(zip, types), ...obstacleOf(zip, root, types) }
}

const contentTypes = async (zip: ZipPackage): Promise<readonly string[]> => {
  const types: string[] = []
  await parseXml(
    await zip.open('[Content_Types].xml'),
    {
      open(_element, attributes) {
        types.push(attributes.ContentType ?? '')
      },
      close() {},
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return types
}

/** Programs in the workbook, whatever its name says. */
const holdsMacros = (zip: ZipPackage, types: readonly string[]): boolean =>
  zip.names.some((name) => /vbaProject|macrosheets[/\\]|dialogsheets[/\\]/i.test(name)) ||
  types.some((type) => /macroEnabled|ms-office\.vba/i.test(type))

/** Signed files, and templates by type (.xltx), which would not open under the name .xlsx. */
const obstacleOf = (
  zip: ZipPackage,
  root: ReadonlyMap<string, { readonly type: string }>,
  types: readonly string[],
): Pick<ParsedLayout, 'obstacle'> => {
  if ([...root.values()].some(({ type }) => type === 'origin') || zip.names.some((name) => /^\/?_xmlsignatures[/\\]/i.test(name)))
    return { obstacle: 'WORKBOOK_SIGNED' }
  return types.some((type) => /\.template\.main\+xml$/i.test(type)) ? { obstacle: 'WORKBOOK_NOT_PATCHABLE' } : {}
}

const mainOf = (relationships: Awaited<ReturnType<typeof readRelationships>>, zip: ZipPackage): string | undefined => {
  const declared = [...relationships.values()].find(({ type }) => type === 'officeDocument')?.target
  return [declared, 'xl/workbook.xml'].find((part) => part !== undefined && zip.has(part))
}

const readWorkbookPart = async (zip: ZipPackage, main: string) => {
  const names: { readonly name: string; readonly sheet: number | undefined; readonly formula: string }[] = []
  const entries: { readonly name: string; readonly relation: string }[] = []
  let naming: { readonly name: string; readonly sheet: number | undefined } | undefined
  let formula = ''
  let isCut = false
  await parseXml(
    await zip.open(main),
    {
      open(element, attributes) {
        if (element === 'sheet') {
          if (entries.length >= workbookLimits.sheets) throw hostile('sheets')
          entries.push({ name: attributes.name ?? '', relation: prefixedAttribute(attributes, 'id') ?? '' })
        } else if (element === 'definedName') {
          const sheet = attributes.localSheetId
          naming = { name: attributes.name ?? '', sheet: sheet === undefined ? undefined : Number(sheet) }
          formula = ''
        }
      },
      text(text) {
        if (naming !== undefined && formula.length <= layoutLimits.formula) formula += text
      },
      close(element) {
        if (element !== 'definedName' || naming === undefined) return
        if (names.length >= layoutLimits.names || formula.length > layoutLimits.formula) isCut = true
        else names.push({ name: naming.name.slice(0, 255), sheet: naming.sheet, formula })
        naming = undefined
      },
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return {
    names: names.map(({ name, sheet, formula: says }) => ({ name, sheet: entries[sheet ?? -1]?.name, formula: says })),
    entries,
    isCut,
  }
}

const readCellStyles = async (zip: ZipPackage, part: string): Promise<readonly CellStyle[]> => {
  const formats = new Map<number, string>()
  const borders: boolean[] = []
  const styles: { format: number; border: number; locked: boolean }[] = []
  let place: 'border' | 'cell' | undefined
  await parseXml(
    await zip.open(part),
    {
      open(name, attributes) {
        if (name === 'numFmt' && attributes.formatCode !== undefined) formats.set(Number(attributes.numFmtId), attributes.formatCode)
        else if (name === 'border') {
          place = 'border'
          borders.push(false)
        } else if (name === 'cellXfs') place = 'cell'
        else if (place === 'border' && attributes.style !== undefined && attributes.style !== 'none') borders[borders.length - 1] = true
        else if (place === 'cell' && name === 'xf')
          styles.push({ format: Number(attributes.numFmtId ?? 0), border: Number(attributes.borderId ?? 0), locked: true })
        else if (place === 'cell' && name === 'protection' && attributes.locked === '0') {
          const style = styles.at(-1)
          if (style !== undefined) style.locked = false
        }
      },
      close(name) {
        if (name === 'border' || name === 'cellXfs') place = undefined
      },
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return styles.map(({ format, border, locked }) => ({
    format: formats.get(format) ?? builtInFormat(format),
    locked,
    bordered: borders[border] === true,
  }))
}

const reference = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/

/** Row from 1, column from 0; undefined for what is no address. */
const placeOf = (address: string): { readonly row: number; readonly column: number } | undefined => {
  const match = reference.exec(address)
  if (match === null) return undefined
  const column = [...(match[1] ?? '').toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { row: Number(match[2]), column }
}

/** Areas of a `sqref`; what cannot be read is left out. */
const areasOf = (text: string): LayoutArea[] =>
  text
    .trim()
    .split(/\s+/)
    .slice(0, layoutLimits.areas)
    .flatMap((range) => {
      const [from = '', to = from] = range.split(':')
      const [a, b] = [placeOf(from), placeOf(to)]
      return a === undefined || b === undefined ? [] : [{ top: a.row, left: a.column, bottom: b.row, right: b.column }]
    })

const readSheetLayout = async (
  zip: ZipPackage,
  part: string,
  name: string,
  styles: readonly CellStyle[],
  cut: { is: boolean },
): Promise<SheetLayout> => {
  const widths: SheetLayout['widths'][number][] = []
  const rules: SheetLayout['rules'][number][] = []
  const cells: LayoutCell[] = []
  let page: { paper: number | undefined; landscape: boolean } = { paper: undefined, landscape: false }
  let frozen = { rows: 0, columns: 0 }
  let isProtected = false
  let row = 0
  let column = -1
  let cell: { row: number; column: number; style: CellStyle | undefined; formula: string; isFormula: boolean } | undefined
  let rule: { kind: string; areas: string; formula: string } | undefined
  let collecting: 'cell' | 'formula' | 'areas' | undefined

  const finishCell = (): void => {
    if (cell === undefined) return
    const { style, formula, isFormula } = cell
    const isPlain = !isFormula && (style === undefined || (style.format === undefined && style.locked && !style.bordered))
    if (!isPlain && cell.row <= layoutLimits.rows && cell.column < layoutLimits.columns) {
      if (cells.length >= layoutLimits.cells) cut.is = true
      else
        cells.push({
          row: cell.row,
          column: cell.column,
          locked: style?.locked ?? true,
          bordered: style?.bordered ?? false,
          ...(style?.format === undefined ? {} : { format: style.format }),
          ...(isFormula ? { formula: decodeEscapes(formula) } : {}),
        })
    }
    cell = undefined
  }

  await parseXml(
    await zip.open(part),
    {
      open(element, attributes) {
        switch (element) {
          case 'row':
            row = attributes.r === undefined ? row + 1 : Number(attributes.r)
            column = -1
            return
          case 'c': {
            const at = placeOf(attributes.r ?? '')
            column = at?.column ?? column + 1
            cell = { row: at?.row ?? row, column, style: styles[Number(attributes.s ?? 0)], formula: '', isFormula: false }
            return
          }
          case 'f':
            // A rule's formula has one more element around it in the newer spelling.
            if (cell === undefined) return
            cell.isFormula = true
            collecting = 'cell'
            return
          case 'col': {
            const width = Number(attributes.width)
            const last = Math.min(Number(attributes.max), layoutLimits.columns)
            for (let at = Math.max(1, Number(attributes.min)); at <= last; at++) if (Number.isFinite(width)) widths[at - 1] = width
            return
          }
          case 'pane':
            if (attributes.state?.startsWith('frozen') === true)
              frozen = { rows: Math.trunc(Number(attributes.ySplit ?? 0)) || 0, columns: Math.trunc(Number(attributes.xSplit ?? 0)) || 0 }
            return
          case 'pageSetup': {
            const paper = Number(attributes.paperSize)
            page = { paper: Number.isInteger(paper) ? paper : undefined, landscape: attributes.orientation === 'landscape' }
            return
          }
          case 'sheetProtection':
            isProtected = attributes.sheet === '1' || attributes.sheet === 'true'
            return
          case 'dataValidation':
            rule = { kind: attributes.type ?? 'none', areas: attributes.sqref ?? '', formula: '' }
            return
          case 'formula1':
            if (rule !== undefined) collecting = 'formula'
            return
          case 'sqref':
            if (rule !== undefined) collecting = 'areas'
            return
        }
      },
      text(text) {
        if (collecting === 'cell' && cell !== undefined && cell.formula.length < layoutLimits.formula) cell.formula += text
        else if (collecting === 'formula' && rule !== undefined && rule.formula.length <= layoutLimits.formula) rule.formula += text
        else if (collecting === 'areas' && rule !== undefined && rule.areas.length < 20 * layoutLimits.areas) rule.areas += text
      },
      close(element) {
        switch (element) {
          case 'c':
            finishCell()
            return
          case 'f':
            if (cell !== undefined) collecting = undefined
            return
          case 'formula1':
          case 'sqref':
            collecting = undefined
            return
          case 'dataValidation': {
            if (rule === undefined) return
            if (rules.length >= layoutLimits.rules || rule.formula.length > layoutLimits.formula) cut.is = true
            else rules.push({ kind: rule.kind, areas: areasOf(rule.areas), formula: rule.formula.trim() })
            rule = undefined
            return
          }
        }
      },
    },
    { maxBytes: workbookLimits.sheetPartBytes },
  )
  return { name, widths: Array.from(widths, (width) => width ?? null), frozen, page, isProtected, rules, cells }
}
