/** What the text of a cell's value means to the calculation. */
import { errorCodes, type Scalar } from '../calc/model.ts'
import { decodeEscapes } from '../reader/escapes.ts'

/** Values of the workbook that cells may refer to. */
export interface SheetValues {
  readonly shared: readonly Scalar[]
  readonly date1904: boolean
}

/** Errors we do not know count as #VALUE!, but nobody worked them out. */
export const isKnownError = (stored: string | undefined): boolean => errorCodes.some((code) => code === stored?.trim())

/**
 * @param type the cell's word for it
 * @param stored text of its `v`
 * @param inline text of its `is`
 */
export function storedValue(
  type: string,
  stored: string | undefined,
  inline: string | undefined,
  { shared, date1904 }: SheetValues,
): Scalar {
  if (type === 'inlineStr') return inline === undefined ? null : decodeEscapes(inline)
  if (stored === undefined) return null
  const bare = stored.trim()
  switch (type) {
    case 's':
      return bare === '' ? null : (shared[Number(bare)] ?? null)
    case 'str':
      return decodeEscapes(stored)
    case 'b':
      return bare === '' ? null : /^(1|true|on)$/.test(bare)
    case 'e':
      return { error: errorCodes.find((code) => code === bare) ?? '#VALUE!' }
    case 'd':
      return dateSerial(bare, date1904)
  }
  if (bare === '') return null
  const number = Number(bare)
  // What claims to be a number but is none is kept as it stands.
  return Number.isFinite(number) ? number : bare
}

/** A date kept in ISO writing, as its serial number. */
function dateSerial(text: string, date1904: boolean): Scalar {
  const time = Date.parse(/Z$|[+-]\d\d:\d\d$/.test(text) ? text : `${text.includes('T') ? text : `${text}T00:00:00`}Z`)
  if (Number.isNaN(time)) return text
  return (time - Date.UTC(1899, 11, 30)) / 86_400_000 - (date1904 ? 1462 : 0)
}
