/** Of a stylesheet only the number formats matter to us. */
import { hostile, workbookLimits } from '../limits.ts'
import { parseXml } from '../package/xml.ts'
import type { ZipPackage } from '../package/zip.ts'
import { builtInFormat } from './number-format.ts'

/** Number format code by cell style index; undefined = General. */
export async function readNumberFormats(zip: ZipPackage, part: string): Promise<readonly (string | undefined)[]> {
  const custom = new Map<number, string>()
  const styles: number[] = []
  let inCellFormats = false
  // Conditional formats have numbers of their own, which may mean something else.
  let inConditional = false
  await parseXml(
    await zip.open(part),
    {
      open(name, attributes) {
        if (name === 'cellXfs') inCellFormats = true
        else if (name === 'dxfs') inConditional = true
        else if (name === 'xf' && inCellFormats) {
          if (styles.length >= workbookLimits.cellFormats) throw hostile('styles')
          styles.push(Number(attributes.numFmtId ?? 0))
        } else if (name === 'numFmt' && !inConditional) {
          const code = attributes.formatCode
          if (custom.size >= workbookLimits.numberFormats) throw hostile('styles')
          if (code !== undefined && code.length <= workbookLimits.numberFormatCharacters) custom.set(Number(attributes.numFmtId), code)
        }
      },
      close(name) {
        if (name === 'cellXfs') inCellFormats = false
        else if (name === 'dxfs') inConditional = false
      },
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return styles.map((id) => custom.get(id) ?? builtInFormat(id))
}
