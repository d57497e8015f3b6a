import { hostile, workbookLimits } from '../limits.ts'
import { parseTags } from '../package/xml.ts'
import type { ZipPackage } from '../package/zip.ts'
import { decodeEscapes } from './escapes.ts'

/** The table of strings that cells refer to; phonetic readings are left out. */
export async function readSharedStrings(
  zip: ZipPackage,
  part: string,
  onBytes: (bytes: number) => Promise<void> | void,
): Promise<readonly string[]> {
  const strings: string[] = []
  let current = ''
  let collecting = false
  let phonetic = 0
  await parseTags(
    await zip.open(part),
    {
      get wantsText() {
        return collecting
      },
      open({ name }) {
        if (name === 'si') current = ''
        else if (name === 't') collecting = phonetic === 0
        else if (name === 'rPh') phonetic++
      },
      text(text) {
        current += text
        if (current.length > workbookLimits.cellCharacters) throw hostile('cellCharacters')
      },
      close(name) {
        if (name === 't') collecting = false
        else if (name === 'rPh') phonetic--
        else if (name === 'si') {
          if (strings.length >= workbookLimits.sharedStrings) throw hostile('sharedStrings')
          strings.push(decodeEscapes(current))
        }
      },
    },
    { maxBytes: workbookLimits.sharedStringsBytes, onBytes },
  )
  return strings
}
