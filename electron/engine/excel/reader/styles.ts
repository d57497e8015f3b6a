/** Of a stylesheet only the number formats matter to us, and which cells are struck through. */
import { hostile, workbookLimits } from '../limits.ts'
import { parseXml } from '../package/xml.ts'
import type { ZipPackage } from '../package/zip.ts'
import { builtInFormat } from './number-format.ts'

export interface CellStyles {
  /** Number format code by cell style index; undefined = General. */
  readonly formats: readonly (string | undefined)[]
  /** Whether the font has a line through it, by cell style index; empty where none has. */
  readonly struck: readonly boolean[]
}
export const noStyles: CellStyles = { formats: [], struck: [] }

/** @throws AppError WORKBOOK_HOSTILE */
export async function readStyles(zip: ZipPackage, part: string): Promise<CellStyles> {
  const custom = new Map<number, string>()
  const styles: number[] = []
  const fontOf: number[] = []
  const struckFonts = new Set<number>()
  let fonts = 0
  let inFonts = false
  let inCellFormats = false
  // Conditional formats have numbers of their own, which may mean something else.
  let inConditional = false
  await parseXml(
    await zip.open(part),
    {
      open(name, attributes) {
        if (name === 'cellXfs') inCellFormats = true
        else if (name === 'dxfs') inConditional = true
        else if (name === 'fonts') inFonts = true
        else if (name === 'font' && inFonts) fonts++
        else if (name === 'strike' && inFonts) {
          if (!['0', 'false', 'off'].includes(attributes.val ?? '1')) struckFonts.add(fonts - 1)
        } else if (name === 'xf' && inCellFormats) {
          if (styles.length >= workbookLimits.cellFormats) throw hostile('styles')
          styles.push(Number(attributes.numFmtId ?? 0))
          fontOf.push(Number(attributes.fontId ?? 0))
        } else if (name === 'numFmt' && !inConditional) {
          const code = attributes.formatCode
          if (custom.size >= workbookLimits.numberFormats) throw hostile('styles')
          if (code !== undefined && code.length <= workbookLimits.numberFormatCharacters) custom.set(Number(attributes.numFmtId), code)
        }
      },
      close(name) {
        if (name === 'cellXfs') inCellFormats = false
        else if (name === 'dxfs') inConditional = false
        else if (name === 'fonts') inFonts = false
      },
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return {
    formats: styles.map((id) => custom.get(id) ?? builtInFormat(id)),
    struck: struckFonts.size === 0 ? [] : fontOf.map((font) => struckFonts.has(font)),
  }
}
